package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestCommitTakesBack holds that files which have taken their places give them back when one of the others cannot.
func TestCommitTakesBack(t *testing.T) {
	dir := t.TempDir()
	first, second, third := filepath.Join(dir, "first"), filepath.Join(dir, "second"), filepath.Join(dir, "third")
	if err := os.WriteFile(second, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	var files []*beside
	for _, path := range []string{first, second, third} {
		f, err := open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteString("new"); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	if err := os.Remove(files[2].Name()); err != nil {
		t.Fatal(err)
	}
	if err := commit(files); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 || entries[0].Name() != "second" {
		t.Errorf("left %v, %v", entries, err)
	}
	if raw, err := os.ReadFile(second); err != nil || string(raw) != "old" {
		t.Errorf("%q, %v", raw, err)
	}
}
