package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"policygraph/graph/store"
	"policygraph/graph/store/storetest"
)

// writeFile writes a file and returns its directory, which it makes.
func writeFile(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return filepath.Dir(path)
}

const header = `{"format":"policygraph store","version":1,"backend":"bbolt"}`

// refused lists what is no store, made below a new directory.
var refused = []struct {
	name string
	make func(t *testing.T, path string) string
	read error // nil when it is any error
	both bool  // writing is refused as well
}{
	{"nothing", func(t *testing.T, p string) string { return p + "/none" }, store.ErrNoStore, false},
	{"empty directory", func(t *testing.T, p string) string { return p }, store.ErrNotStore, false},
	{"interrupted creation", func(t *testing.T, p string) string { return writeFile(t, p+"/policygraph.json.123", "{") }, store.ErrNotStore, false},
	{"no data", func(t *testing.T, p string) string { return writeFile(t, p+"/policygraph.json", header) }, store.ErrNoStore, false},
	{"data without content", func(t *testing.T, p string) string {
		writeFile(t, p+"/kg.bolt", "")
		return writeFile(t, p+"/policygraph.json", header)
	}, nil, false},
	{"file", func(t *testing.T, p string) string { writeFile(t, p+"/file", "x"); return p + "/file" }, store.ErrNotStore, true},
	{"below a file", func(t *testing.T, p string) string { writeFile(t, p+"/file", "x"); return p + "/file/store" }, nil, true},
	{"other directory", func(t *testing.T, p string) string { return writeFile(t, p+"/thesis.doc", "x") }, store.ErrNotStore, true},
	{"odd header", func(t *testing.T, p string) string { return writeFile(t, p+"/policygraph.json", `[1]`) }, store.ErrNotStore, true},
	{"other header", func(t *testing.T, p string) string {
		return writeFile(t, p+"/policygraph.json", `{"name":"x","version":1}`)
	}, store.ErrNotStore, true},
	{"newer", func(t *testing.T, p string) string {
		return writeFile(t, p+"/policygraph.json", `{"format":"policygraph store","version":3,"backend":"bbolt"}`)
	}, store.ErrNewer, true},
	{"unknown backend", func(t *testing.T, p string) string {
		return writeFile(t, p+"/policygraph.json", `{"format":"policygraph store","version":1,"backend":"tape"}`)
	}, nil, true},
	{"damaged data", func(t *testing.T, p string) string {
		writeFile(t, p+"/kg.bolt", strings.Repeat("not a database ", 10000))
		return writeFile(t, p+"/policygraph.json", header)
	}, store.ErrNotStore, true},
	{"data of a page", func(t *testing.T, p string) string {
		writeFile(t, p+"/kg.bolt", strings.Repeat("\x00", 5000))
		return writeFile(t, p+"/policygraph.json", header)
	}, nil, true},
	{"data cut to a page", func(t *testing.T, p string) string {
		if err := errors.Join(openTest(t, "bbolt", p, store.Write).Close(), os.Truncate(p+"/kg.bolt", 5000)); err != nil {
			t.Fatal(err)
		}
		return p
	}, nil, true},
	{"data cut short", func(t *testing.T, p string) string {
		s := openTest(t, "bbolt", p, store.Write)
		for seed := range uint64(4) {
			if err := s.Put(t.Context(), storetest.Graph("a", seed, storetest.Small)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(s.Close(), os.Truncate(p+"/kg.bolt", 16384)); err != nil {
			t.Fatal(err)
		}
		return p
	}, store.ErrNotStore, true},
}

// TestOpenRefuses opens what is no store; every error is one line that names the path.
func TestOpenRefuses(t *testing.T) {
	for _, c := range refused {
		t.Run(c.name, func(t *testing.T) {
			for _, mode := range []store.Mode{store.Read, store.Write} {
				path := c.make(t, t.TempDir())
				s, err := store.Open("bbolt", path, mode)
				if mode == store.Write && !c.both {
					if err != nil {
						t.Fatal(err)
					}
					if err := s.Close(); err != nil {
						t.Fatal(err)
					}
					continue
				}
				if err == nil || c.read != nil && !errors.Is(err, c.read) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
					t.Errorf("write %v: got %v, want %v", mode, err, c.read)
				}
			}
		})
	}
	if _, err := store.Open("tape", t.TempDir(), store.Write); err == nil || err.Error() != `unknown store backend "tape"` {
		t.Errorf("unknown backend: %v", err)
	}
}

// TestEarlierFormat opens a store of the first version: reading leaves it alone, writing makes it one of this version, which
// earlier programs refuse.
func TestEarlierFormat(t *testing.T) {
	path := t.TempDir()
	if err := openTest(t, "bbolt", path, store.Write).Close(); err != nil {
		t.Fatal(err)
	}
	writeFile(t, path+"/policygraph.json", header)
	for _, c := range []struct {
		mode store.Mode
		want string
	}{{store.Read, `"version":1`}, {store.Write, `"version":2`}, {store.Read, `"version":2`}} {
		if err := openTest(t, "bbolt", path, c.mode).Close(); err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(path + "/policygraph.json")
		if err != nil || !strings.Contains(string(raw), c.want) || !strings.Contains(string(raw), `"backend":"bbolt"`) {
			t.Errorf("write %v: %s (%v), want %s", c.mode, raw, err, c.want)
		}
	}
}
