// Package corpus reads lists of reports into a store. What enters are inputs and a store; what leaves is the store with the
// facts of each report, and what became of each. Reports are extracted several at a time and stored in the order of the list,
// so that the store does not depend on chance; those that it holds already are not read again. Only a few graphs are in memory
// at the same time, however long the list is.
package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"

	"policygraph/cmd/policygraph/input"
	"policygraph/extract"
	"policygraph/extract/source"
	"policygraph/graph/kg"
	"policygraph/graph/store"
)

// State is what became of a report.
type State string

// What may become of a report.
const (
	New       State = "new"       // read, and not in the store before
	Replaced  State = "replaced"  // read in place of what was in the store
	Unchanged State = "unchanged" // in the store already, of the same bytes and knowledge
	Failed    State = "failed"    // not read
	Removed   State = "removed"   // in the store before, and not named any more
)

// Outcome is what became of a report.
type Outcome struct {
	Name    string // as people know the file
	ID      kg.ID  // "" where it is not known
	State   State
	Err     error           // why it failed
	Remarks []source.Remark // on what is odd in it
	Was     *kg.Report      // what it replaced
	Is      kg.Report       // what it is, of those that were read
	Wanted  kg.ID           // what it would be called if Owner were not
	Owner   string          // path of the file that is called so

	Entities                   []kg.ID // of those that were read
	Recommendations, Relations int
}

// Options say how a list is read.
type Options struct {
	Workers   int
	Force     bool   // reads unchanged reports too
	Prune     bool   // removes the reports that the list does not name
	Knowledge string // that the facts depend on, as in kg.Report
	Dir       string // of the store, absolute; paths are remembered as seen from it
	// Create makes the store, when there is something to put into it. It is not called for one that is open.
	Create func() (store.Store, error)
	// Extract reads one report. It is called concurrently, and makes an error of a crash.
	Extract func(context.Context, extract.Report) (*kg.Graph, []source.Remark, error)
	// Guard calls a function that reads the bytes of the named file, and makes an error of a crash.
	Guard func(name string, f func() error) error
	// Step is told of each report when it has been read, before it is stored.
	Step func(*input.Input)
	// Each is told what became of each report, in the order of the list; what was read is in the store by then.
	Each func(Outcome)
}

// batchSize is how many graphs are put into the store at a time.
const batchSize = 32

// Build reads the list into the store, which is nil if there is none yet. It returns the store, which may be a new one and is
// nil if there is still none. After an error, and when ctx ends, what Each was told of is in the store; each report is there as a
// whole or not at all.
func Build(ctx context.Context, st store.Store, list *input.List, o Options) (store.Store, error) {
	b := &builder{Options: o, st: st, list: list, stored: map[kg.ID]kg.Report{}}
	var stored []kg.Report
	if st != nil {
		var err error
		if stored, err = st.Reports(ctx); err != nil {
			return st, err
		}
	}
	for _, r := range stored {
		b.stored[r.ID] = r
	}
	b.names = names(list.Inputs, stored, o.Dir)
	if err := b.read(ctx); err != nil {
		return b.st, err
	}
	if o.Prune && b.st != nil {
		return b.st, b.prune(ctx, stored)
	}
	return b.st, nil
}

type builder struct {
	Options
	st     store.Store
	list   *input.List
	stored map[kg.ID]kg.Report
	names  []name

	batch []result // whose graphs, if they have any, are to be stored
	held  int      // graphs in the batch
}

// job is a report whose bytes have been read.
type job struct {
	i   int
	raw []byte
	err error
}

// result is what became of a report, before it is stored.
type result struct {
	i int
	Outcome
	graph *kg.Graph
}

// read runs the pipeline: one reader of bytes, several workers, one writer. Room bounds the reports on their way.
func (b *builder) read(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	workers := max(1, min(b.Workers, len(b.list.Inputs)))
	room := make(chan struct{}, 2*workers+1)
	jobs, results := make(chan job), make(chan result)
	var running sync.WaitGroup
	running.Go(func() {
		defer close(jobs)
		for i := range b.list.Inputs {
			select {
			case room <- struct{}{}:
			case <-ctx.Done():
				return
			}
			j := job{i: i}
			j.err = b.Guard(b.list.Inputs[i].Name, func() (err error) {
				j.raw, err = b.list.Inputs[i].Bytes()
				return err
			})
			select {
			case jobs <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	for range workers {
		running.Go(func() {
			for j := range jobs {
				select {
				case results <- b.work(ctx, j):
				case <-ctx.Done():
				}
			}
		})
	}
	err := b.write(ctx, results, room)
	stop()
	running.Wait()
	return err
}

// work extracts a report, unless it is in the store.
func (b *builder) work(ctx context.Context, j job) result {
	in, n := &b.list.Inputs[j.i], b.names[j.i]
	r := result{i: j.i, Outcome: Outcome{Name: in.Name, ID: n.id, Wanted: n.wanted, Owner: n.owner, State: Failed, Err: j.err}}
	if j.err != nil {
		return r
	}
	if old, ok := b.stored[n.id]; ok {
		if !b.Force && unchanged(&old, n, in.Format, j.raw, b.Knowledge) {
			r.State, r.Is = Unchanged, old
			return r
		}
		r.Was = &old
	}
	g, remarks, err := b.Extract(ctx, extract.Report{Name: in.Name, Data: j.raw, Format: in.Format, ID: n.id, File: n.file, Path: n.path})
	if err != nil {
		r.Err = err
		return r
	}
	r.graph, r.Remarks, r.ID, r.Is = g, remarks, g.Reports[0].ID, g.Reports[0]
	r.State = New
	if r.Was != nil {
		r.State = Replaced
	}
	return r
}

// unchanged reports whether the store has what reading would give.
func unchanged(old *kg.Report, n name, format string, raw []byte, knowledge string) bool {
	if old.Knowledge != knowledge || old.Path != n.path || old.File != n.file || format != "" && old.Format != format {
		return false
	}
	hash := sha256.Sum256(raw)
	return old.Hash == hex.EncodeToString(hash[:])
}

// write stores what the workers found, in the order of the list.
func (b *builder) write(ctx context.Context, results <-chan result, room <-chan struct{}) error {
	early := map[int]result{} // finished before an earlier one
	for next := range b.list.Inputs {
		for {
			if _, ok := early[next]; ok {
				break
			}
			select {
			case r := <-results:
				early[r.i] = r
				b.Step(&b.list.Inputs[r.i])
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		r := early[next]
		delete(early, next)
		<-room
		if ctx.Err() != nil {
			return ctx.Err() // it may be why the report failed
		}
		b.batch = append(b.batch, r)
		if r.graph != nil {
			b.held++
		}
		if b.held == 0 || b.held == batchSize || len(b.batch) >= 4*batchSize {
			if err := b.flush(ctx); err != nil {
				return err
			}
		}
	}
	return b.flush(ctx)
}

// flush puts the batch into the store and tells what became of it.
func (b *builder) flush(ctx context.Context) error {
	var graphs []*kg.Graph
	for _, r := range b.batch {
		if r.graph != nil {
			graphs = append(graphs, r.graph)
		}
	}
	if err := b.put(ctx, graphs); err != nil {
		return err
	}
	for _, r := range b.batch {
		if r.graph != nil {
			for i := range r.graph.Entities {
				r.Entities = append(r.Entities, r.graph.Entities[i].ID)
			}
			r.Recommendations, r.Relations = len(r.graph.Recommendations), len(r.graph.Relations)
		}
		b.Each(r.Outcome)
	}
	b.batch, b.held = b.batch[:0], 0
	return nil
}

// put stores graphs. It is the one place that writes facts.
func (b *builder) put(ctx context.Context, graphs []*kg.Graph) error {
	if len(graphs) == 0 {
		return nil
	}
	if b.st == nil {
		st, err := b.Create()
		if err != nil {
			return err
		}
		b.st = st
	}
	return b.st.PutAll(ctx, graphs)
}

// prune removes the reports that no input names. Those of a folder or archive that could not be looked into stay, for it is not
// known what is in it; and so do those of files that could not be read.
func (b *builder) prune(ctx context.Context, stored []kg.Report) error {
	named := map[kg.ID]bool{}
	var unknown []string
	for i, n := range b.names {
		named[n.id] = true
		if b.list.Inputs[i].Group {
			unknown = append(unknown, n.path)
		}
	}
	for _, r := range stored {
		if named[r.ID] || below(r.Path, unknown) {
			continue
		}
		if err := b.st.Remove(ctx, r.ID); err != nil {
			return err
		}
		b.Each(Outcome{Name: r.File, ID: r.ID, State: Removed, Was: &r})
	}
	return nil
}

// below reports whether a path is in one of the folders or archives.
func below(path string, groups []string) bool {
	for _, g := range groups {
		if strings.HasPrefix(path, g+"/") {
			return true
		}
	}
	return false
}
