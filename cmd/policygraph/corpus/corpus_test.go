package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"policygraph/cmd/policygraph/input"
	"policygraph/extract"
	"policygraph/extract/source"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// rig builds lists of invented reports.
type rig struct {
	t       *testing.T
	store   *recorder
	options Options
	said    []string // what Each was told
	read    atomic.Int32
}

// recorder is a store that notes what is done to it.
type recorder struct {
	store.Store
	mu   sync.Mutex
	done []string
	fail string // what fails
}

var errFull = errors.New("disk full")

func (r *recorder) note(what string, id kg.ID) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done = append(r.done, what+" "+string(id))
	if what == r.fail {
		return errFull
	}
	return nil
}

func (r *recorder) PutAll(ctx context.Context, graphs []*kg.Graph) error {
	for _, g := range graphs {
		if err := r.note("put", g.Reports[0].ID); err != nil {
			return err
		}
	}
	return r.Store.PutAll(ctx, graphs)
}

func (r *recorder) Remove(ctx context.Context, id kg.ID) error {
	if err := r.note("remove", id); err != nil {
		return err
	}
	return r.Store.Remove(ctx, id)
}

// newRig makes a rig with an empty store in memory, in a working directory of its own.
func newRig(t *testing.T) *rig {
	t.Helper()
	t.Chdir(t.TempDir())
	st, err := store.Open("memory", "", store.Write)
	if err != nil {
		t.Fatal(err)
	}
	r := &rig{t: t, store: &recorder{Store: st}}
	dir, err := filepath.Abs("graph")
	if err != nil {
		t.Fatal(err)
	}
	r.options = Options{Workers: 3, Knowledge: "known", Dir: dir,
		Create:  func() (store.Store, error) { return nil, errors.New("made twice") },
		Extract: r.extract,
		Guard:   func(_ string, f func() error) error { return f() },
		Step:    func(*input.Input) { r.read.Add(1) },
		Each: func(o Outcome) {
			text := fmt.Sprintf("%s %s", o.ID, o.State)
			if o.Err != nil {
				text += ": " + o.Err.Error()
			}
			r.said = append(r.said, text)
		},
	}
	return r
}

// extract makes a graph of a report whose text is a country.
func (r *rig) extract(_ context.Context, in extract.Report) (*kg.Graph, []source.Remark, error) {
	text := strings.TrimSpace(string(in.Data))
	if text == "bad" {
		return nil, nil, errors.New("bad text")
	}
	hash := sha256.Sum256(in.Data)
	return &kg.Graph{
		Reports:  []kg.Report{{ID: in.ID, Title: text, File: in.File, Path: in.Path, Hash: hex.EncodeToString(hash[:]), Knowledge: "known"}},
		Passages: []kg.Passage{{ID: kg.PartID(kg.KindPassage, in.ID, 1), Report: in.ID, Section: in.ID, Kind: "paragraph", Text: text}},
		Entities: []kg.Entity{{ID: kg.EntityID("country", text, ""), Type: "country", Name: text,
			Mentions: []kg.Evidence{{Passage: kg.PartID(kg.KindPassage, in.ID, 1), Span: kg.Span{End: len(text)}, Rule: "name", Confidence: 1, Status: kg.Asserted}}}},
	}, nil, nil
}

// files writes files, and removes those whose text is "".
func (r *rig) files(files map[string]string) {
	r.t.Helper()
	for name, text := range files {
		if text == "" {
			if err := os.RemoveAll(name); err != nil {
				r.t.Fatal(err)
			}
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			r.t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			r.t.Fatal(err)
		}
	}
}

// build builds and returns what Each was told.
func (r *rig) build(ctx context.Context, args ...string) ([]string, error) {
	r.t.Helper()
	list, err := input.Open(ctx, args, input.Options{})
	if err != nil {
		r.t.Fatal(err)
	}
	r.said, r.store.done = nil, nil
	r.read.Store(0)
	_, err = Build(ctx, r.store, list, r.options)
	if closing := list.Close(); closing != nil {
		r.t.Fatal(closing)
	}
	return r.said, err
}

// want builds and compares what Each was told.
func (r *rig) want(args string, want ...string) {
	r.t.Helper()
	got, err := r.build(r.t.Context(), strings.Fields(args)...)
	if err != nil || !slices.Equal(got, want) {
		r.t.Errorf("%s: %v\ngot  %q\nwant %q", args, err, got, want)
	}
}

// TestNames follows files of equal names through builds.
func TestNames(t *testing.T) {
	r := newRig(t)
	r.files(map[string]string{"x/us/plan.md": "Japan", "x/eu/plan.md": "Norway", "x/other.md": "Canada", "y/us/plan.md": "Chile", "z/-.md": "Peru"})
	r.want("x", "report:eu/plan new", "report:other new", "report:us/plan new")
	r.want("x y", "report:eu/plan unchanged", "report:other unchanged", "report:us/plan unchanged", "report:y/us/plan new")
	r.want("y/us/plan.md", "report:y/us/plan unchanged")
	r.files(map[string]string{"x/other.md": "", "w/other.md": "Ghana"})
	r.want("w", "report:other replaced")
	r.files(map[string]string{"x/other.md": "Canada"})
	r.want("x/other.md", "report:x/other new")
	// Files of one folder.
	r.files(map[string]string{"v/a.md": "Japan", "v/a.txt": "Norway", "v/b c.md": "Chile", "v/b-c.md": "Peru"})
	r.want("v", "report:a-md new", "report:a-txt new", "report:b-c new", "report:v/b-c new")
}

// TestNamesOf compares names and files without a store.
func TestNamesOf(t *testing.T) {
	for _, c := range []struct{ what, inputs, want string }{
		{"alone", "/a/b/c.md", "report:c c.md"},
		{"several", "/a/c.md /a/d.md", "report:c c.md, report:d d.md"},
		{"folders", "/a/us/c.md /a/eu/c.md", "report:us/c us/c.md, report:eu/c eu/c.md"},
		{"deep folders", "/a/1/us/c.md /a/2/us/c.md /a/2/eu/c.md", "report:1/us/c 1/us/c.md, report:2/us/c 2/us/c.md, report:2/eu/c 2/eu/c.md"},
		{"one above", "/c.md /a/c.md", "report:c c.md, report:a/c a/c.md"},
		{"ends", "/a/c.md /a/c.pdf /b/c.md", "report:a/c-md a/c.md, report:a/c-pdf a/c.pdf, report:b/c b/c.md"},
		{"archive", "/a/r.zip!us/c.md /a/r.zip!d.md", "report:c r.zip/us/c.md, report:d r.zip/d.md"},
		{"archive and folder", "/a/r.tar.gz!c.md /a/r/c.md /b/c.md", "report:r/c r.tar.gz/c.md, report:a/r/c a/r/c.md, report:b/c b/c.md"},
		{"nothing else", "/--c.md /-c.md", "report:c --c.md, report:c-2 -c.md"},
		{"no letters", "/a/--.md", " --.md"},
	} {
		var list []input.Input
		for name := range strings.FieldsSeq(c.inputs) {
			archive, entry, ok := strings.Cut(name, "!")
			in := input.Input{Name: name, Path: name}
			if ok {
				in = input.Input{Name: archive + "/" + entry, Path: archive + "/" + entry, Entry: entry}
			}
			list = append(list, in)
		}
		var got []string
		for _, n := range names(list, nil, "/store") {
			got = append(got, string(n.id)+" "+n.file)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %s, want %s", c.what, strings.Join(got, ", "), c.want)
		}
	}
}

// TestPrune removes what a list does not name, and nothing of which it is not known whether it does.
func TestPrune(t *testing.T) {
	r := newRig(t)
	r.files(map[string]string{"x/a.md": "Japan", "x/b.md": "Norway", "x/c.md": "Canada", "y/d.md": "Chile"})
	r.want("x y", "report:a new", "report:b new", "report:c new", "report:d new")
	r.files(map[string]string{"x/a.md": "", "x/b.md": "bad"})
	r.want("x", "report:b failed: bad text", "report:c unchanged")
	r.options.Prune = true
	r.want("x", "report:b failed: bad text", "report:c unchanged", "report:a removed", "report:d removed")
	if got := strings.Join(r.store.done, ", "); got != "remove report:a, remove report:d" {
		t.Errorf("done: %s", got)
	}
	// An archive that can no longer be looked into keeps its reports.
	group := input.Input{Name: "x/p.zip", Path: filepath.ToSlash(filepath.Dir(r.options.Dir)) + "/x", Group: true, Err: errors.New("broken")}
	if _, err := Build(t.Context(), r.store, &input.List{Inputs: []input.Input{group}}, r.options); err != nil {
		t.Fatal(err)
	}
	if list, err := r.store.Reports(t.Context()); err != nil || len(list) != 2 {
		t.Errorf("%v, %v", list, err)
	}
}

// TestWorkers stores in the order of the list whatever the number of workers and their speed, with few graphs on their way.
func TestWorkers(t *testing.T) {
	r := newRig(t)
	const size = 120
	var want []string
	for i := range size {
		r.files(map[string]string{fmt.Sprintf("x/%03d.md", i): fmt.Sprintf("Land %d", i)})
		want = append(want, fmt.Sprintf("put report:%03d", i))
	}
	r.options.Force = true
	for _, workers := range []int{1, 2, 7, 0} {
		var begun atomic.Int32
		most := 0
		r.options.Workers = workers
		r.options.Extract = func(ctx context.Context, in extract.Report) (*kg.Graph, []source.Remark, error) {
			begun.Add(1)
			time.Sleep(time.Duration(rand.IntN(300)) * time.Microsecond)
			return r.extract(ctx, in)
		}
		each := r.options.Each
		told := 0
		r.options.Each = func(o Outcome) {
			each(o)
			told++
			most = max(most, int(begun.Load())-told)
		}
		if _, err := r.build(t.Context(), "x"); err != nil || !slices.Equal(r.store.done, want) {
			t.Errorf("%d workers: %v, %q", workers, err, r.store.done)
		}
		if bound := 2*max(1, workers) + 1 + 2*batchSize; most > bound {
			t.Errorf("%d workers: %d graphs on their way, want at most %d", workers, most, bound)
		}
		if r.read.Load() != size {
			t.Errorf("%d steps", r.read.Load())
		}
		r.options.Each = each
	}
}

// TestStops ends at errors of the store and interrupts, and stores no more after them.
func TestStops(t *testing.T) {
	r := newRig(t)
	for i := range 40 {
		r.files(map[string]string{fmt.Sprintf("x/%02d.md", i): "Japan"})
	}
	r.store.fail = "put"
	if said, err := r.build(t.Context(), "x"); !errors.Is(err, errFull) || len(said) != 0 || len(r.store.done) != 1 {
		t.Errorf("full: %v, %v, %v", err, said, r.store.done)
	}
	r.store.fail = ""
	ctx, stop := context.WithCancel(t.Context())
	each := r.options.Each
	r.options.Each = func(o Outcome) { each(o); stop() }
	said, err := r.build(ctx, "x")
	if list, reading := r.store.Reports(t.Context()); !errors.Is(err, context.Canceled) || reading != nil || len(list) != len(said) || len(said) == 40 || len(said) == 0 {
		t.Errorf("interrupted: %v, %d of which %d are stored, %v", err, len(said), len(list), reading)
	}
	r.options.Each = each
	if said, err := r.build(t.Context(), "x"); err != nil || strings.Count(strings.Join(said, "\n"), " unchanged") == 0 || len(said) != 40 {
		t.Errorf("again: %v, %q", err, said)
	}
	r.store.fail, r.options.Prune = "remove", true
	if _, err := r.build(t.Context(), "x/00.md"); !errors.Is(err, errFull) {
		t.Errorf("prune: %v", err)
	}
}

// TestCreate makes a store when there is something to put into it.
func TestCreate(t *testing.T) {
	r := newRig(t)
	r.files(map[string]string{"bad.md": "bad", "good.md": "Japan"})
	made := 0
	r.options.Create = func() (store.Store, error) { made++; return r.store, nil }
	for _, c := range []struct {
		args string
		made int
	}{{"bad.md", 0}, {"bad.md good.md", 1}} {
		list, err := input.Open(t.Context(), strings.Fields(c.args), input.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if st, err := Build(t.Context(), nil, list, r.options); err != nil || made != c.made || (st == nil) != (c.made == 0) {
			t.Errorf("%s: %v, %v, made %d", c.args, st, err, made)
		}
	}
	r.options.Create = func() (store.Store, error) { return nil, errFull }
	list, err := input.Open(t.Context(), []string{"good.md"}, input.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if st, err := Build(t.Context(), nil, list, r.options); !errors.Is(err, errFull) || st != nil {
		t.Errorf("%v, %v", st, err)
	}
}
