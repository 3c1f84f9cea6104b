package plaintext

import (
	"strings"
	"testing"
	"unicode/utf8"
)

const pages = "Harbour Review 2021\n1\n\nTHE STATE OF THE QUAYS\n\nThe council has looked at the long-\nterm plans1 and the chan-\nnel.\n\n  - first item of the list\n    goes on\n  - second\n\n1 See the survey.\n" +
	"Harbour Review 2021\n2\n\nMAY 1\tOpened\nJUN 2\tClosed\n\n2.1 Findings\n\nText of the findings, which is long enough to be taken for a paragraph.\n\fHarbour Review 2021\n3\nTitle\n=====\n\u00a0 x\u00a0\n"

func FuzzRead(f *testing.F) {
	for _, seed := range []string{pages, "\f\f1\n\f2\n", "a\n=\n", "1.\n2. x\n", "(a) x\n(b) y", "\t\t", "\u00a0", "A\nA\nA\nA\n", "12\n13\n14", "- x\n\n  y\n- z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		doc, err := Read("fuzz.txt", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat("2.1 A heading of the plan\n\nThe council of Port Moor shall dredge the channel of the old harbour before the next\nspring tide, in agreement with the ministry. It may ask the pilots for advice, and it\nshould publish what they say within a month.\n\n- The council should hire a surveyor who knows the channel.\n- The ministry should pay for half of the work.\n\n", 2000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read("bench.txt", data); err != nil {
			b.Fatal(err)
		}
	}
}
