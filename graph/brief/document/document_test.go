package document

import "testing"

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1b[31m":         "ab[31m",
		" two\n\tlines ":         "two lines",
		"\u202Eevil\u202C \xff!": "evil \uFFFD!",
		"fine – “so”":            "fine – “so”",
		"\uFFFE\uFFFFx\u0085y":   "x y",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLink(t *testing.T) {
	for in, want := range map[string]string{
		"https://example.org/a?b=c": "https://example.org/a?b=c",
		"javascript:alert(1)":       "",
		"file:///etc/passwd":        "",
		"example.org":               "",
		"http://":                   "",
	} {
		if got := Link(in); got != want {
			t.Errorf("Link(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNoteText(t *testing.T) {
	for _, c := range []struct {
		note Note
		want string
	}{
		{Note{Place: "section “A”, line 3"}, "Section “A”, line 3."},
		{Note{Quote: "“x”", Place: "page 2"}, "“x” (page 2)."},
		{Note{Place: "line 3", Remark: "Known."}, "Line 3. Known."},
	} {
		if got := c.note.Text(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	d := &Document{Title: "One two", Subtitle: "three", Sections: []Section{{Title: "four", Blocks: []Block{{Text: []Run{{Text: "five "}, {Text: "six"}}}}}},
		Notes: []Note{{Quote: "“seven”", Place: "line 8", Cites: []Cited{{Text: "nine ten"}}}}}
	if got := d.Words(); got != 11 {
		t.Errorf("%d words", got)
	}
}
