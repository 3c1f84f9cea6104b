// Package dir keeps what stands beside the data in a store's directory: policygraph.json, which says that the directory is
// a store, in which format and for which backend; and holder, which names the process that has it open for writing, so that
// another one can say who it is waiting for. What enters is a path, what leaves is a checked header or an error that names
// the path.
package dir

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

var (
	// ErrNoStore says that nothing exists at the path.
	ErrNoStore = errors.New("no such store")
	// ErrNotStore says that what exists at the path is something else than a store, or a damaged one.
	ErrNotStore = errors.New("not a policygraph store")
	// ErrNewer says that a later version of this program wrote the store.
	ErrNewer = errors.New("written by a newer version of policygraph")
	// ErrHeld says that another process has the store open.
	ErrHeld = errors.New("in use by another process")
)

const (
	headerName = "policygraph.json"
	holderName = "holder"
	formatName = "policygraph store"
	// Version is the version of the format that this program writes and the latest that it reads. In version 1 every quad of a
	// report stood for itself; since 2 a report has one literal with all of them, and what paths lead over beside it.
	Version = 2
)

// Header is the content of policygraph.json.
type Header struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Backend string `json:"backend"`
}

// Read returns the header of the store at path.
func Read(path string) (Header, error) {
	var h Header
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return h, fmt.Errorf("%s: %w", path, ErrNoStore)
	case err != nil:
		return h, fmt.Errorf("open store: %w", err)
	case !info.IsDir():
		return h, fmt.Errorf("%s: %w: not a directory", path, ErrNotStore)
	}
	raw, err := os.ReadFile(filepath.Join(path, headerName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return h, fmt.Errorf("%s: %w: it has no %s", path, ErrNotStore, headerName)
	case err != nil:
		return h, fmt.Errorf("open store: %w", err)
	}
	if err := json.Unmarshal(raw, &h); err != nil || h.Format != formatName || h.Version < 1 {
		return h, fmt.Errorf("%s: %w: its %s is not one", path, ErrNotStore, headerName)
	}
	if h.Version > Version {
		return h, fmt.Errorf("%s: %w (format %d, known up to %d)", path, ErrNewer, h.Version, Version)
	}
	return h, nil
}

// Create makes a store's directory with its parents and header, unless it is one already. A directory that holds other
// files is refused. A store of an earlier version becomes one of this.
func Create(path, backend string) (Header, error) {
	h, err := Read(path)
	switch {
	case err == nil && h.Version == Version:
		return h, nil
	case err == nil: // what is written next is not for the program that made the store
		backend = h.Backend
	case !errors.Is(err, ErrNoStore) && !empty(path):
		return h, err
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return h, fmt.Errorf("create store: %w", err)
	}
	h = Header{Format: formatName, Version: Version, Backend: backend}
	raw, err := json.Marshal(h)
	if err != nil {
		return h, fmt.Errorf("create store: %w", err)
	}
	if err := replace(filepath.Join(path, headerName), append(raw, '\n')); err != nil {
		return h, fmt.Errorf("create store: %w", err)
	}
	return h, nil
}

// empty reports whether path is a directory with nothing in it, or nothing but what an interrupted Create left.
func empty(path string) bool {
	entries, err := os.ReadDir(path)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), headerName+".") {
			return false
		}
	}
	return true
}

// replace writes a file beside the named one and renames it.
func replace(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// Holder is a process that has a store open for writing.
type Holder struct {
	PID     int    `json:"pid"`
	Command string `json:"command"`
	Host    string `json:"host"`
}

// Hold notes this process as the holder. It is a courtesy to others, no lock; errors do not matter.
func Hold(path string) {
	h := Holder{PID: os.Getpid(), Command: filepath.Base(os.Args[0])}
	h.Host, _ = os.Hostname()
	if raw, err := json.Marshal(h); err == nil {
		_ = os.WriteFile(filepath.Join(path, holderName), append(raw, '\n'), 0o644)
	}
}

// Release removes the note of [Hold].
func Release(path string) { _ = os.Remove(filepath.Join(path, holderName)) }

// Held returns an error that says who holds the store, as far as is known; a crashed process may have left its note.
func Held(path string) error {
	var h Holder
	raw, err := os.ReadFile(filepath.Join(path, holderName))
	if err != nil || json.Unmarshal(raw, &h) != nil || h.PID == 0 {
		return fmt.Errorf("%s: %w", path, ErrHeld)
	}
	return fmt.Errorf("%s: %w: %s (pid %d on %s)", path, ErrHeld, h.Command, h.PID, h.Host)
}
