package tag_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/extract/prose"
	"policygraph/extract/tag"
	"policygraph/graph/kg"
)

func words(text string, ts []prose.Token) string {
	var out []string
	for _, t := range ts {
		out = append(out, text[t.Span.Start:t.Span.End])
	}
	return strings.Join(out, "|")
}

func lexicon(tb testing.TB) *tag.Lexicon {
	tb.Helper()
	lx, err := tag.ReadLexicon(data.FS, "rules/lexicon.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	return lx
}

// passage returns the tokens of one passage of one sentence.
func passage(lx *tag.Lexicon, text string) []prose.Token {
	t := &prose.Text{Passages: []prose.Passage{{Passage: kg.Passage{Text: text}, Sentences: []prose.Sentence{{Span: kg.Span{End: len(text)}}}}}}
	lx.Text(t)
	return t.Passages[0].Tokens
}

func TestTokens(t *testing.T) {
	lx := lexicon(t)
	for _, c := range []struct{ text, want string }{
		{"The U.S.–Japan alliance’s end.", "The|U.S.|–|Japan|alliance|’s|end|."},
		{"the States' role; it's 'here'", "the|States|'|role|;|it|'s|'|here|'"},
		{"R&D, AT&T and 2+2 talks", "R&D|,|AT&T|and|2+2|talks"},
		{"1,500 people, 3.5% of 2013/37/EU", "1,500|people|,|3.5|%|of|2013|/|37|/|EU"},
		{"J. Stephen Moor met Dr. Oduya.", "J.|Stephen|Moor|met|Dr|.|Oduya|."},
		{"COVID-19—a shock – passed", "COVID|-|19|—|a|shock|–|passed"},
		{"don't re-use Care.data", "don't|re|-|use|Care.data"},
		{"In the U.S.", "In|the|U.S."},
		{"“Plan” (P2P)", "“|Plan|”|(|P2P|)"},
		{"한국 정부는 2020년", "한국|정부는|2020년"},
		{"", ""},
	} {
		if got := words(c.text, passage(lx, c.text)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestFirst(t *testing.T) {
	for _, s := range []string{"U.S.-Japan", " The end", "(a)", "’s", "2013/37"} {
		first, ok := tag.First(s)
		all := tag.Tokenize(s)
		if !ok || cmp.Diff(all[0], first) != "" {
			t.Errorf("%q: first token (-want +got):\n%s", s, cmp.Diff(all[0], first))
		}
	}
	if _, ok := tag.First("  "); ok {
		t.Error("blanks have a first token")
	}
}

var tagNames = map[prose.Tag]string{prose.Noun: "N", prose.Propn: "P", prose.Verb: "V", prose.VerbIng: "G", prose.VerbPP: "D", prose.Modal: "M", prose.Adj: "A", prose.Adv: "R",
	prose.Det: "T", prose.Pron: "I", prose.Prep: "E", prose.Conj: "C", prose.Part: "-", prose.Num: "#", prose.Sym: ".", prose.X: "X"}

func TestTags(t *testing.T) {
	lx := lexicon(t)
	for _, c := range []struct{ text, want string }{
		{"The ministry should quickly approve new rules.", "T N M R V A N ."},
		{"Japan signed the treaty with Norway in 1999.", "N D T N E P E # ."},
		{"They are working to build ports.", "I V G - V N ."},
		{"May the talks begin", "M T N V"},
		{"in May 2020", "E P #"},
		{"the programs that support ports", "T N T V N"},
		{"They met Moon Jae-in before talks", "I D P P . P E N"},
		{"Washington's strategy must not fail.", "N - N M - V ."},
	} {
		var got []string
		for _, tok := range passage(lx, c.text) {
			got = append(got, tagNames[tok.Tag])
		}
		if diff := cmp.Diff(c.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestLemma(t *testing.T) {
	lx := lexicon(t)
	for w, want := range map[string]string{"signed": "sign", "replaces": "replace", "led": "lead", "carries": "carry", "planning": "plan", "hosted": "host", "chairing": "chair", "was": "be", "undertaken": "undertake", "table": ""} {
		if got := passage(lx, w)[0].Lemma; got != want {
			t.Errorf("%s: lemma %q, want %q", w, got, want)
		}
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"The U.S.–Japan alliance’s end.", "''''s", "a.b.c. 1,2,3", "\xff\xfe", "é-è ‑ –", "S.s'S"} {
		f.Add(s)
	}
	lx := lexicon(f)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		end := 0
		for _, tok := range passage(lx, s) {
			if tok.Span.Start < end || tok.Span.End <= tok.Span.Start || tok.Span.End > len(s) {
				t.Fatalf("token %+v after %d in %q", tok, end, s)
			}
			if !utf8.RuneStart(s[tok.Span.Start]) {
				t.Fatalf("token %+v splits a character of %q", tok, s)
			}
			end = tok.Span.End
		}
	})
}
