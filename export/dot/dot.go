// Package dot writes a scene in the DOT language, in two profiles: one that Gephi's small hand-written reader understands,
// and one that Graphviz draws well.
//
// What enters is a finished scene; what leaves is one digraph in which parallel edges are folded, since DOT cannot tell them
// apart. To change how a type of node looks, edit shapes; colours come with the scene.
package dot

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"policygraph/export/scene"
)

// Profile says for which reader a file is meant.
type Profile string

// The profiles.
const (
	Gephi    Profile = "gephi"    // one statement per node and edge with one list of quoted attributes, nothing else
	Graphviz Profile = "graphviz" // the pretty one: clusters, legend, shapes; lays out with dot, neato, fdp and sfdp
)

// Options of the format.
type Options struct {
	Profile Profile // "" means Gephi
}

// Write writes the scene.
func Write(w io.Writer, s *scene.Scene, opt Options) (scene.Written, error) {
	x := &writer{Writer: bufio.NewWriterSize(w, 64<<10), s: s}
	var res scene.Written
	switch opt.Profile {
	case Gephi, "":
		res = x.gephi()
	case Graphviz:
		res = x.graphviz()
	default:
		return res, fmt.Errorf("dot: unknown profile %q; known are %s and %s", opt.Profile, Gephi, Graphviz)
	}
	res.Losses = x.losses.List()
	return res, x.Flush() // a bufio.Writer keeps the first error
}

type writer struct {
	*bufio.Writer
	s      *scene.Scene
	losses scene.Losses
}

// bundle is the edges from one node to another.
type bundle struct {
	from, to int
	edges    []*scene.Edge
}

// fold bundles the edges that keep holds for, in the order of their ends.
func fold(s *scene.Scene, keep func(*scene.Edge) bool) []bundle {
	var kept []*scene.Edge
	for i := range s.Edges {
		if e := &s.Edges[i]; keep(e) {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept, func(a, b *scene.Edge) int {
		if a.From != b.From {
			return a.From - b.From
		}
		return a.To - b.To
	})
	var out []bundle
	for start := 0; start < len(kept); {
		e, end := kept[start], start+1
		for end < len(kept) && kept[end].From == e.From && kept[end].To == e.To {
			end++
		}
		out = append(out, bundle{e.From, e.To, kept[start:end]})
		start = end
	}
	return out
}

// merged counts the edges that share their bundle with others.
func (x *writer) merged(bundles []bundle) {
	for _, b := range bundles {
		e := b.edges[0]
		x.losses.Add(scene.LostParallel, len(b.edges)-1, e.Source+" → "+e.Target)
	}
}

func (b bundle) weight() float64 {
	sum := 0.0
	for _, e := range b.edges {
		sum += e.Weight
	}
	return sum
}
