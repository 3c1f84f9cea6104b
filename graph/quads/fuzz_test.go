package quads

import (
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzDecode reads a literal and an IRI from anywhere: no panic, and what can be read can be written and read again.
func FuzzDecode(f *testing.F) {
	for _, s := range append(odd, "passage:r/00002\t0\t5\tshould\t0.9\trecommended\n", "0\t5\t1\n", "note\np\t1\t2\tr\tNaN\t\n") {
		f.Add(s, "country:a")
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, literal, iri string) {
		for _, kind := range append(structural, "country") {
			node := quad.IRI(NodePrefix + iri)
			base := quad.Quad{Subject: node, Predicate: Type, Object: TypeOf(kind)}
			for _, term := range []quad.IRI{Evidence, Positions, Authors, Pages, PartOf} {
				again(t, base, quad.Quad{Subject: node, Predicate: term, Object: quad.String(literal)})
			}
			again(t, base, quad.Quad{Subject: node, Predicate: PartOf, Object: quad.IRI(literal)})
			again(t, base, quad.Quad{Subject: quad.IRI(StatementPrefix + iri), Predicate: Evidence, Object: quad.String(literal)})
			again(t, base, quad.Quad{Subject: quad.IRI(StatementPrefix + iri), Predicate: Citation, Object: quad.String(literal)})
		}
		_, _ = ParseVersion(quad.IRI(VersionPrefix + iri))
	})
}

func again(t *testing.T, qs ...quad.Quad) {
	t.Helper()
	g, err := Decode(qs)
	if err != nil {
		return
	}
	qs, err = Encode(g, nil)
	if err != nil {
		return // bytes that are not UTF-8
	}
	got, err := Decode(qs)
	if diff := cmp.Diff(g, got, cmpopts.EquateEmpty(), cmpopts.EquateNaNs()); err != nil || diff != "" {
		t.Fatalf("%v\n%s", err, diff)
	}
}
