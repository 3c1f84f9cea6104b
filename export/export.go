// Package export writes a finished scene in any of the known formats, to a writer or, all or nothing, to a file.
//
// What enters is a format's name, a scene and options; what leaves is bytes and a count of what was written. To add a
// format, add a folder with its writer and a row to formats.
package export

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/export/dot"
	"policygraph/export/gexf"
	"policygraph/export/graphml"
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

// Result counts what was written.
type Result struct {
	Nodes   int `json:"nodes"`
	Edges   int `json:"edges"`             // after folding, in formats that cannot tell parallel edges apart
	Guarded int `json:"guarded,omitempty"` // how often the letters INF were protected from Gephi
}

// Format is a row of the format table.
type Format struct {
	Name       string
	Extensions []string // with the dot, the usual one first
	MediaType  string
	Help       string
	Profiles   []string // the default first; empty when there is no choice

	write func(io.Writer, *scene.Scene, Options) (Result, error)
}

var formats = []Format{
	{
		Name: "graphml", Extensions: []string{".graphml"}, MediaType: "application/graphml+xml",
		Help:     "GraphML for Gephi, Gephi Lite, Cytoscape, yEd, NetworkX and igraph",
		Profiles: []string{Gephi, Portable}, write: writeGraphML,
	},
	{
		Name: "gexf", Extensions: []string{".gexf"}, MediaType: "application/gexf+xml",
		Help:     "GEXF 1.3, Gephi's own format, with a timeline when reports have several dates",
		Profiles: []string{Gephi, Portable}, write: writeGEXF,
	},
	{
		Name: "dot", Extensions: []string{".dot", ".gv"}, MediaType: "text/vnd.graphviz",
		Help:     "DOT for Gephi's reader, or a picture for Graphviz's dot and sfdp",
		Profiles: []string{Gephi, Graphviz}, write: writeDOT,
	},
}

func writeGraphML(w io.Writer, s *scene.Scene, opt Options) (Result, error) {
	n, err := graphml.Write(w, s, graphml.Options{Portable: opt.Profile == Portable})
	return Result{Nodes: len(s.Nodes), Edges: len(s.Edges), Guarded: n}, err
}

func writeGEXF(w io.Writer, s *scene.Scene, opt Options) (Result, error) {
	n, err := gexf.Write(w, s, gexf.Options{Portable: opt.Profile == Portable})
	return Result{Nodes: len(s.Nodes), Edges: len(s.Edges), Guarded: n}, err
}

func writeDOT(w io.Writer, s *scene.Scene, opt Options) (Result, error) {
	r, err := dot.Write(w, s, dot.Options{Profile: dot.Profile(opt.Profile)})
	return Result{Nodes: r.Nodes, Edges: r.Edges}, err
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

// ForPath returns the format whose extension the path has.
func ForPath(path string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(path))
	var known []string
	for _, f := range formats {
		if slices.Contains(f.Extensions, ext) {
			return f, nil
		}
		known = append(known, f.Extensions...)
	}
	return Format{}, fmt.Errorf("no export format for the extension %q; known are %s", ext, strings.Join(known, ", "))
}

// Write writes the scene in the named format. The scene is checked first, so that a picture no reader would take in whole
// gives an error and no bytes.
func Write(w io.Writer, format string, s *scene.Scene, opt Options) (Result, error) {
	f, err := Lookup(format)
	if err != nil {
		return Result{}, err
	}
	switch {
	case opt.Profile == "" && len(f.Profiles) > 0:
		opt.Profile = f.Profiles[0]
	case opt.Profile != "" && !slices.Contains(f.Profiles, opt.Profile):
		return Result{}, fmt.Errorf("format %s has no profile %q; known are %s", format, opt.Profile, strings.Join(f.Profiles, ", "))
	}
	if err := s.Check(); err != nil {
		return Result{}, fmt.Errorf("write %s: %w", format, err)
	}
	res, err := f.write(w, s, opt)
	if err != nil {
		return Result{}, fmt.Errorf("write %s: %w", format, err)
	}
	return res, nil
}
