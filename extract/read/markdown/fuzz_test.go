package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// scars is a text with what converters leave behind.
const scars = "---\ntitle: Harbour Plan\nauthor: Ada Moor and Ben Quay\n---\n# Harbour\u00a0Plan\n\nThe coun\u00ad\ncil of *Port* **Moor** shall dredge the chan-\nnel.<sup>1</sup> See [^a].\n" +
	"\f\n- one\n  - two\n\n  more\n\n1. x\n2. y\n\n<table><tr><td>a</td><td>b</td></tr></table>\n\n| h | i |\n|---|---|\n| j | k |\n\nMAY 1\tOpened.\n\n" +
	"> Quoted.\n\n![A long caption for the picture](p.png)\n\n*The quay at dawn.*\n\n[^a]: A note.\n<!-- page 3 -->\n$^ { 3 } I d .$ at $\\S 1 2$\n\n```\ncode\n```\n"

func FuzzRead(f *testing.F) {
	for _, seed := range []string{scars, "a\n---\n", "<b>x", "<sup>1", "[^1]:", "- - - a\n\t- b", "<!--", "<tr><td>a<td>b", "e\u0301\u200b\u0301", "$^{", "`\t`\t*a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		doc, err := Read("fuzz.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Check(); err != nil {
			t.Fatal(err)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(strings.Repeat("## A heading of the plan\n\nThe council of *Port Moor* shall dredge the channel of the old harbour before the next\nspring tide, in agreement with the ministry.<sup>12</sup> It may ask the **pilots** for advice, and it\nshould publish what they say within a month.\n\n- The council should hire a surveyor who knows the channel.\n- The ministry should pay for half of the work.\n\n", 2000))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read("bench.md", data); err != nil {
			b.Fatal(err)
		}
	}
}
