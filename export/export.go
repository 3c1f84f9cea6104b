// Package export writes a finished scene in any of the known formats, to a writer or, all or nothing, to files.
//
// What enters is a format's name, a scene and options; what leaves is bytes, a count of what was written and a list of what the
// format could not carry. To add a format, add a folder with its writer and a row to formats.
package export

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/export/scene"
)

// Profiles, by the reader they suit.
const (
	Gephi    = "gephi"    // nothing that Gephi would change
	Portable = "portable" // text exactly as it stands in the reports
	Graphviz = "graphviz" // drawn by Graphviz
)

// Options of an export.
type Options struct {
	Profile string // "" means the first that the format knows
}

// Result counts what entered and what was written, and lists what was lost in between.
type Result struct {
	Nodes   int          `json:"nodes"`
	Edges   int          `json:"edges"` // after folding, in formats that cannot tell parallel edges apart
	NodesIn int          `json:"nodes_in"`
	EdgesIn int          `json:"edges_in"`
	Losses  []scene.Loss `json:"losses"`
}

// Part is one of the files that a format writes.
type Part struct {
	Name   string // what it holds
	Suffix string // between the name that was asked for and its extension
}

// Format is a row of the format table.
type Format struct {
	Name       string
	Extensions []string // with the dot, the usual one first
	MediaType  string
	Help       string
	Keeps      string   // what of a scene can be read back
	Drops      string   // what cannot
	Profiles   []string // the default first; empty when there is no choice
	Parts      []Part   // of a format that writes several files; empty for one

	write writer
}

// Paths returns the files that the format writes when asked for path: path itself, or one for each part.
func (f Format) Paths(path string) []string {
	if len(f.Parts) == 0 {
		return []string{path}
	}
	ext := filepath.Ext(path)
	var out []string
	for _, p := range f.Parts {
		out = append(out, strings.TrimSuffix(path, ext)+p.Suffix+ext)
	}
	return out
}

// Single returns an error for a format that writes several files, which no single writer can take.
func (f Format) Single() error {
	if len(f.Parts) == 0 {
		return nil
	}
	names := make([]string, len(f.Parts))
	for i, p := range f.Parts {
		names[i] = p.Name
	}
	return fmt.Errorf("format %s writes several files (%s), so it needs the name of a file", f.Name, strings.Join(names, ", "))
}

// profile returns the profile to use.
func (f Format) profile(name string) (string, error) {
	switch {
	case name == "" && len(f.Profiles) > 0:
		return f.Profiles[0], nil
	case name == "" || slices.Contains(f.Profiles, name):
		return name, nil
	case len(f.Profiles) == 0:
		return "", fmt.Errorf("format %s has no profiles", f.Name)
	}
	return "", fmt.Errorf("format %s has no profile %q; known are %s", f.Name, name, strings.Join(f.Profiles, ", "))
}

// CheckProfile returns an error unless the format knows the profile, or it is empty.
func (f Format) CheckProfile(name string) error {
	_, err := f.profile(name)
	return err
}

// Formats returns the format table.
func Formats() []Format { return slices.Clone(formats) }

// Lookup returns the format of that name; the error of an unknown one lists those known.
func Lookup(name string) (Format, error) {
	names := make([]string, len(formats))
	for i, f := range formats {
		if f.Name == name {
			return f, nil
		}
		names[i] = f.Name
	}
	return Format{}, fmt.Errorf("unknown export format %q; known are %s", name, strings.Join(names, ", "))
}

// ForPath returns the format with the longest extension that the path has.
func ForPath(path string) (Format, error) {
	path = strings.ToLower(path)
	var known []string
	best, length := -1, 0
	for i, f := range formats {
		for _, ext := range f.Extensions {
			if strings.HasSuffix(path, ext) && len(ext) > length {
				best, length = i, len(ext)
			}
		}
		known = append(known, f.Extensions...)
	}
	if best < 0 {
		return Format{}, fmt.Errorf("no export format for the extension %q; known are %s", filepath.Ext(path), strings.Join(known, ", "))
	}
	return formats[best], nil
}

// Write writes the scene in the named format. The scene is checked first, so that a picture no reader would take in whole
// gives an error and no bytes.
func Write(w io.Writer, format string, s *scene.Scene, opt Options) (Result, error) {
	f, err := Lookup(format)
	if err == nil {
		err = f.Single()
	}
	if err != nil {
		return Result{}, err
	}
	return f.to([]io.Writer{w}, s, opt)
}

// to writes the scene to one writer for each part.
func (f Format) to(w []io.Writer, s *scene.Scene, opt Options) (Result, error) {
	var err error
	if opt.Profile, err = f.profile(opt.Profile); err != nil {
		return Result{}, err
	}
	if err := s.Check(); err != nil {
		return Result{}, fmt.Errorf("write %s: %w", f.Name, err)
	}
	got, err := f.write(w, s, opt)
	if err != nil {
		return Result{}, fmt.Errorf("write %s: %w", f.Name, err)
	}
	return Result{got.Nodes, got.Edges, len(s.Nodes), len(s.Edges), append([]scene.Loss{}, got.Losses...)}, nil // a list even if empty
}
