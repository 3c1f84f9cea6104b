package gexf_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/gexf"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, s *scene.Scene, opt gexf.Options) ([]byte, []scene.Loss) {
	t.Helper()
	var b bytes.Buffer
	got, err := gexf.Write(&b, s, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), got.Losses
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name   string
		with   scene.With
		opt    gexf.Options
		losses []scene.Loss
	}{
		{"default.gexf", scene.With{}, gexf.Options{}, []scene.Loss{{What: scene.LostINF, Count: 6, Example: "Treaty on INF"}}},
		{"all-portable.gexf", scene.With{Passages: true, Sources: true}, gexf.Options{Portable: true}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, losses := write(t, scenetest.Small(t, data.FS, c.with), c.opt)
			if d := cmp.Diff(c.losses, losses); d != "" {
				t.Error(d)
			}
			file := filepath.Join("testdata", c.name)
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), string(got)); d != "" {
				t.Error(d)
			}
			if err := xml.Unmarshal(got, new(struct{})); err != nil {
				t.Error(err)
			}
		})
	}
}
