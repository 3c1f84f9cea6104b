package relate

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// unit is a mention of the markup, with those inside it, with what is glued to it, or a word.
var unit = regexp.MustCompile(`[^\s\[]*\[(?:[^\[\]]|\[[^\[\]]*\])*\]\S*|\S+`)

// TestShuffled runs the stage on the sentences of all cases with their words in disorder: nothing may panic, evidence must lie
// within its passage, and two runs must agree.
func TestShuffled(t *testing.T) {
	k := load(t)
	rnd := rand.New(rand.NewPCG(1, 2))
	for _, kind := range kinds {
		for _, c := range readCases(t, "testdata/"+kind.name+".txt") {
			lines := strings.Split(c.input, "\n")
			for i, line := range lines {
				if strings.HasPrefix(line, "@ ") || strings.HasPrefix(line, "> ") {
					continue
				}
				words := unit.FindAllString(line, -1)
				words = append(words, words...)
				rnd.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
				lines[i] = strings.Join(words, " ")
			}
			input := strings.Join(lines, "\n")
			first := parse(t, k, input).relations(t, "")
			if again := parse(t, k, input).relations(t, ""); again != first {
				t.Errorf("%s %s: two runs differ", kind.name, c.name)
			}
		}
	}
}

// TestSentenceWithoutEnd runs the stage on one sentence of very many names and verbs; it takes no more than the time of the
// test binary if the work grows with the length alone.
func TestSentenceWithoutEnd(t *testing.T) {
	k := load(t)
	x := parse(t, k, strings.Repeat("[Norland|country], [Sudland|country] and [Ada Pine|person] of [Norland|country] sign, to join the [Lake Pact|agreement] with ", 4000)+"end")
	if len(x.relations(t, "")) == 0 {
		t.Error("nothing found")
	}
	x = parse(t, k, strings.Repeat("[Norland|country], ", 20000)+"and [Sudland|country] signed the [Lake Pact|agreement]")
	if got := x.relations(t, ""); !slices.Contains(strings.Split(got, "\n"), "Sudland party_to Lake Pact") {
		t.Errorf("got %q", got)
	}
}
