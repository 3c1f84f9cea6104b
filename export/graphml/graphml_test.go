package graphml_test

import (
	"bytes"
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/graphml"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func write(t *testing.T, s *scene.Scene, opt graphml.Options) ([]byte, int) {
	t.Helper()
	var b bytes.Buffer
	n, err := graphml.Write(&b, s, opt)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), n
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name    string
		with    scene.With
		opt     graphml.Options
		guarded int
	}{
		{"default.graphml", scene.With{}, graphml.Options{}, 6},
		{"all-portable.graphml", scene.With{Passages: true, Sources: true}, graphml.Options{Portable: true}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, n := write(t, scenetest.Small(t, data.FS, c.with), c.opt)
			if n != c.guarded {
				t.Errorf("%d INF protected, want %d", n, c.guarded)
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
