package pdf_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/data"
	"policygraph/export/drawing"
	"policygraph/export/pdf"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	reader "policygraph/extract/read/pdf"
)

// small is the small scene with its nodes on a grid.
func small(t *testing.T) *scene.Scene {
	s := scenetest.Small(t, data.FS, scene.With{})
	for i := range s.Nodes {
		n := &s.Nodes[i]
		n.X, n.Y, n.HasPosition = float64(i%5)*80, float64(i/5)*50, true
	}
	return s
}

// TestReadBack holds that a reader of PDF finds the texts of the picture, and that the same scene gives the same bytes.
func TestReadBack(t *testing.T) {
	s := small(t)
	s.Nodes[0].Label = "Łódź & Αθήνα 東"
	var b, again bytes.Buffer
	written, err := pdf.Write(&b, s)
	if err != nil || written.Nodes != len(s.Nodes) || written.Edges != len(s.Edges) {
		t.Fatalf("%+v, %v", written, err)
	}
	if last := written.Losses[len(written.Losses)-1]; last.What != drawing.LostLetters || last.Count != 1 {
		t.Errorf("losses %+v", written.Losses)
	}
	for range 5 {
		again.Reset()
		if _, err := pdf.Write(&again, s); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Fatalf("other bytes of the same scene, %v", err)
		}
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		dir = t.TempDir()
	}
	doc, err := reader.Options{Cache: filepath.Join(dir, "policygraph", "wazero")}.Read("a.pdf", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(doc.Text), " ")
	for _, want := range []string{"Harbour Light", "Łódź", "Αθήνα ?", "Country (2)", "calls on (3)", "The Ministry of Tides should expand"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

func TestErrors(t *testing.T) {
	if _, err := pdf.Write(closed{}, small(t)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
}

// closed takes nothing.
type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
