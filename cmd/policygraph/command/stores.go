package command

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
	"policygraph/graph/lookup"
	"policygraph/graph/store"
)

// storeExit returns the exit code of a store's error: a path or disk that cannot be written is a matter of output.
func storeExit(err error) int {
	for _, sentinel := range []error{store.ErrNoStore, store.ErrNotStore, store.ErrNewer, store.ErrHeld, store.ErrClosed, store.ErrReadOnly} {
		if errors.Is(err, sentinel) {
			return ExitStore
		}
	}
	if errors.As(err, new(*os.PathError)) || errors.Is(err, syscall.ENOSPC) {
		return ExitOutput
	}
	return ExitStore
}

// load returns what the store holds of the reports that --report names, or of all.
func load(ctx context.Context, c config.Config) (g *kg.Graph, err error) {
	return loadSome(ctx, c, func(list []kg.Report) ([]kg.ID, error) { return reportsNamed(list, c.Reports) })
}

// loadSome returns what the chosen reports in the store say; none means all.
func loadSome(ctx context.Context, c config.Config, choose func([]kg.Report) ([]kg.ID, error)) (g *kg.Graph, err error) {
	st, err := openStore(c, store.Read)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, failed(ExitStore, st.Close())) }()
	list, err := st.Reports(ctx)
	if err != nil {
		return nil, failed(ExitStore, err)
	}
	ids, err := choose(list)
	if err != nil {
		return nil, err
	}
	g, err = st.Get(ctx, ids...)
	return g, failed(ExitStore, err)
}

// openStore opens the store, which must exist.
func openStore(c config.Config, mode store.Mode) (store.Store, error) {
	st, err := store.Open(c.Store.Backend, c.StorePath(), store.Read)
	if err == nil && mode == store.Write { // which alone would make one
		if err = st.Close(); err == nil {
			st, err = store.Open(c.Store.Backend, c.StorePath(), mode)
		}
	}
	switch {
	case errors.Is(err, store.ErrNoStore), errors.Is(err, fs.ErrNotExist):
		return nil, failed(ExitStore, fmt.Errorf("%w; make one with policygraph run or build, or name it with --store", err))
	case err != nil:
		return nil, failed(storeExit(err), err)
	}
	return st, nil
}

// nearestShown is how many names are suggested.
const nearestShown = 5

// named returns the entities or recommendations of that name, or an error that suggests the nearest ones.
func named(g *kg.Graph, name string) ([]kg.ID, error) {
	index := g.Index()
	var out []kg.ID
	for _, id := range lookup.Find(g, name) {
		if index.Entities[id] != nil || index.Recommendations[id] != nil {
			out = append(out, id)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	near := ""
	for i, m := range lookup.Nearest(g, name, nearestShown) {
		if i > 0 {
			near += ", "
		}
		near += fmt.Sprintf("%q", m.Name)
		if m.Form != m.Name {
			near += fmt.Sprintf(" (%s)", m.Form)
		}
	}
	if near == "" {
		return nil, failed(ExitNotFound, fmt.Errorf("nothing is named %q", name))
	}
	return nil, failed(ExitNotFound, fmt.Errorf("nothing is named %q; nearest: %s", name, near))
}
