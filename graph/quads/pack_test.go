package quads

import (
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestPack packs quads of all kinds of values and unpacks them.
func TestPack(t *testing.T) {
	value := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) quad.Value { return quad.IRI(rapid.String().Draw(t, "iri")) }),
		rapid.Custom(func(t *rapid.T) quad.Value { return quad.String(rapid.String().Draw(t, "string")) }),
		rapid.Custom(func(t *rapid.T) quad.Value { return quad.Int(rapid.Int64().Draw(t, "int")) }),
		rapid.SampledFrom([]quad.Value{quad.IRI("same"), quad.String("same"), quad.String(""), quad.Int(0), quad.String(strings.Repeat("long ", 9999))}),
	)
	rapid.Check(t, func(t *rapid.T) {
		qs := rapid.SliceOf(rapid.Custom(func(t *rapid.T) quad.Quad {
			return quad.Quad{Subject: value.Draw(t, "s"), Predicate: value.Draw(t, "p"), Object: value.Draw(t, "o")}
		})).Draw(t, "quads")
		packed, err := Pack(qs)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Unpack(packed)
		if err != nil || len(got) != len(qs) || len(qs) > 0 && !cmp.Equal(qs, got) {
			t.Fatalf("%v: %s", err, cmp.Diff(qs, got))
		}
	})
	if _, err := Pack([]quad.Quad{{Subject: quad.Bool(true)}}); err == nil {
		t.Error("a value that cannot be packed: no error")
	}
}

// FuzzUnpack unpacks damaged literals.
func FuzzUnpack(f *testing.F) {
	whole, err := Pack([]quad.Quad{{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.String("a long string, a long string")},
		{Subject: quad.IRI("a"), Predicate: quad.IRI("b"), Object: quad.Int(-5)}})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "A", "B", string(whole), string(whole[1:]), string(whole[:len(whole)/2]), string(whole) + "x", "AAAAA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		qs, err := Unpack(quad.String(s))
		for _, q := range qs {
			if q.Subject == nil || q.Predicate == nil || q.Object == nil || err != nil {
				t.Errorf("%v with error %v", q, err)
			}
		}
	})
}

// TestWalked names what stands as a plain quad and what only in a version's content.
func TestWalked(t *testing.T) {
	agency, passage := Node("agency:x"), Node("passage:a/00001")
	for _, c := range []struct {
		q    quad.Quad
		want bool
	}{
		{quad.Quad{Subject: agency, Predicate: Type, Object: TypeOf("agency")}, true},
		{quad.Quad{Subject: agency, Predicate: Relation("part_of"), Object: Node("country:y")}, true},
		{quad.Quad{Subject: agency, Predicate: Evidence, Object: quad.String("…")}, false},
		{quad.Quad{Subject: Node("recommendation:a/00001"), Predicate: CallsOn, Object: agency}, true},
		{quad.Quad{Subject: passage, Predicate: Mentions, Object: agency}, false},
		{quad.Quad{Subject: Node("source:a/00001"), Predicate: Label, Object: quad.String("Title")}, false},
		{quad.Quad{Subject: Statement("agency:x", Relation("part_of"), "country:y"), Predicate: Evidence, Object: quad.String("…")}, false},
	} {
		if Walked(c.q) != c.want {
			t.Errorf("%v: walked %v", c.q, !c.want)
		}
	}
}
