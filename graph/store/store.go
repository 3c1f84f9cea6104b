// Package store keeps the graphs of reports. What enters is the graph of one report at a time; what leaves is the graph of
// all of them or some. The root lists the backends; each stands in a package of its own and passes storetest. To add one,
// write the package and add a row to the table.
package store

import (
	"context"
	"fmt"

	"policygraph/graph/kg"
	"policygraph/graph/quads"
	"policygraph/graph/store/cayley"
	"policygraph/graph/store/dir"
)

// The errors that callers may want to tell apart, with [errors.Is].
var (
	ErrNoStore  = dir.ErrNoStore     // nothing exists at the path
	ErrNotStore = dir.ErrNotStore    // what exists there is something else, or damaged
	ErrNewer    = dir.ErrNewer       // a later version of the program wrote it
	ErrHeld     = dir.ErrHeld        // another process has it open
	ErrNoReport = cayley.ErrNoReport // the report is not in the store
	ErrReadOnly = cayley.ErrReadOnly // the store was opened for reading
	ErrClosed   = cayley.ErrClosed   // the store was closed
)

// Store keeps graphs of reports. All methods may be called concurrently.
type Store interface {
	// Put stores the graph of exactly one report in place of what was stored of it, wholly or not at all.
	Put(ctx context.Context, g *kg.Graph) error
	// PutAll stores graphs as Put does, in few transactions; no two may be of the same report. Each is stored wholly or not at
	// all, in the order given: after an error the first of them may be stored, and the others are not.
	PutAll(ctx context.Context, graphs []*kg.Graph) error
	// Get returns the merged graph of the given reports, or of all when none is given, in canonical order.
	Get(ctx context.Context, reports ...kg.ID) (*kg.Graph, error)
	// Reports returns the reports in the store, by ID.
	Reports(ctx context.Context) ([]kg.Report, error)
	// Summaries returns the reports in the store with the numbers of what was found in them, by ID. It reads none of the facts.
	Summaries(ctx context.Context) ([]Summary, error)
	// Remove deletes a report. What the store then says is what it would say if it had never held the report.
	Remove(ctx context.Context, report kg.ID) error
	// Stats returns how much room the store takes, and about how much of it Compact would give back; it is quick.
	Stats(ctx context.Context) (Stats, error)
	// Compact gives back the room of what was deleted and returns the sizes before and after, in bytes. Until it has succeeded
	// the store is as it was.
	Compact(ctx context.Context) (before, after int64, err error)
	// Close ends the use of the store.
	Close() error
}

// Summary is a report with the numbers of what was found in it.
type Summary = quads.Summary

// Stats says how much room a store takes.
type Stats = cayley.Stats

// Mode says what a store is opened for.
type Mode bool

// What a store is opened for. Several processes may read one store at the same time, or one may write.
const (
	Read  Mode = false
	Write Mode = true // creates the store when there is none
)

// Backend is a way to keep graphs.
type Backend struct {
	Name string
	Help string
	Disk bool // keeps them in a directory; otherwise paths do not matter
	open func(path string, mode Mode) (Store, error)
}

// Default is the name of the backend for new stores.
const Default = "bbolt"

// Backends returns the table of backends.
func Backends() []Backend {
	return []Backend{
		{"bbolt", "one file in the store's directory", true, func(path string, mode Mode) (Store, error) {
			return opened(cayley.OpenBolt(path, bool(mode)))
		}},
		{"memory", "nothing is kept after the end", false, func(string, Mode) (Store, error) {
			return cayley.OpenMemory(), nil
		}},
	}
}

// opened keeps a nil pointer from becoming an interface that is not nil.
func opened(s *cayley.Store, err error) (Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Open opens the store in the directory at path. A new store gets the named backend (see [Default]); one that exists is
// opened with its own.
func Open(backend, path string, mode Mode) (Store, error) {
	b, err := find(backend)
	if err != nil || !b.Disk {
		return openWith(b, path, mode, err)
	}
	var h dir.Header
	if mode == Write {
		h, err = dir.Create(path, backend)
	} else {
		h, err = dir.Read(path)
	}
	if err != nil {
		return nil, err
	}
	if b, err = find(h.Backend); err != nil {
		err = fmt.Errorf("%s: %w", path, err)
	}
	return openWith(b, path, mode, err)
}

func openWith(b Backend, path string, mode Mode, err error) (Store, error) {
	if err != nil {
		return nil, err
	}
	return b.open(path, mode)
}

func find(name string) (Backend, error) {
	for _, b := range Backends() {
		if b.Name == name {
			return b, nil
		}
	}
	return Backend{}, fmt.Errorf("unknown store backend %q", name)
}
