package xmltext_test

import (
	"encoding/xml"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
	"policygraph/export/xmltext"
)

func TestWriter(t *testing.T) {
	for _, c := range []struct{ in, text, attr, cell string }{
		{"plain", "plain", "plain", "plain"},
		{"", "", "", ""},
		{"a & b <c> \"d\" 'e'", "a &amp; b &lt;c&gt; \"d\" 'e'", "a &amp; b &lt;c&gt; &quot;d&quot; 'e'", "a &amp; b &lt;c&gt; \"d\" 'e'"},
		{"a\nb\tc\r\nd\re", "a\nb\tc\nd\ne", "a&#10;b&#9;c&#10;d&#10;e", "a\nb\tc\nd\ne"},
		{"\x00a\x1bb\x0c", "ab", "ab", "ab"},
		{"a\xffb\ufffe\uffff", "a\ufffdb\ufffd\ufffd", "a\ufffdb\ufffd\ufffd", "a\ufffdb\ufffd\ufffd"},
		{"INF & INFINF inf", "INF &amp; INFINF inf", "INF &amp; INFINF inf", "I\u2060NF &amp; I\u2060NFI\u2060NF inf"},
		{"IN\x00F", "INF", "INF", "I\u2060NF"},
		{"é 日本 👩‍👩‍👧", "é 日本 👩‍👩‍👧", "é 日本 👩‍👩‍👧", "é 日本 👩‍👩‍👧"},
	} {
		for _, k := range []struct {
			name, want string
			write      func(*xmltext.Writer, string)
		}{
			{"Text", c.text, (*xmltext.Writer).Text}, {"Attr", c.attr, (*xmltext.Writer).Attr}, {"Cell", c.cell, (*xmltext.Writer).Cell},
		} {
			if got := write(k.write, c.in); got != k.want {
				t.Errorf("%s(%q) = %q, want %q", k.name, c.in, got, k.want)
			}
		}
	}
}

func write(f func(*xmltext.Writer, string), s string) string {
	var b strings.Builder
	w := xmltext.NewWriter(&b, true)
	f(w, s)
	w.Flush() // a strings.Builder gives no error
	return b.String()
}

// FuzzWriter reads back what was written with the decoder of the standard library.
func FuzzWriter(f *testing.F) {
	for _, s := range scenetest.Odd {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc := `<a b="` + write((*xmltext.Writer).Attr, s) + `">` + write((*xmltext.Writer).Text, s) + "</a>"
		var got struct {
			B    string `xml:"b,attr"`
			Text string `xml:",chardata"`
		}
		if err := xml.Unmarshal([]byte(doc), &got); err != nil {
			t.Fatalf("%q: %v", doc, err)
		}
		if want := scenetest.XMLText(s); got.Text != want || got.B != want {
			t.Errorf("%q read back as text %q and attribute %q", s, got.Text, got.B)
		}
		if cell := write((*xmltext.Writer).AttrCell, s); strings.Contains(cell, "INF") {
			t.Errorf("%q: cell %q holds INF", s, cell)
		}
	})
}

type broken struct{}

var errBroken = errors.New("broken")

func (broken) Write([]byte) (int, error) { return 0, errBroken }

func TestFlushGivesFirstError(t *testing.T) {
	w := xmltext.NewWriter(broken{}, false)
	w.Text(strings.Repeat("x", 1<<20))
	if err := w.Flush(); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
}

func TestNoAllocation(t *testing.T) {
	var n int
	w := xmltext.NewWriter(counter{&n}, true)
	if got := testing.AllocsPerRun(1000, func() {
		w.Cell("the INF Treaty & more\n")
		w.Attr("a\"b")
		w.Float(1.25)
		w.Int(7)
	}); got != 0 {
		t.Errorf("%v allocations", got)
	}
}

type counter struct{ n *int }

func (c counter) Write(p []byte) (int, error) { *c.n += len(p); return len(p), nil }

func TestLosses(t *testing.T) {
	w := xmltext.NewWriter(&strings.Builder{}, true)
	w.Cell("the INF\x00 and IN\x00F Treaties\r\nwith \xff and \uffff")
	w.Text("INF\r")
	want := []scene.Loss{
		{What: scene.LostControl, Count: 2, Example: `"the INF\x00 and IN\x00F Treaties\r\nwith \xff and \uffff"`},
		{What: scene.LostReturns, Count: 2, Example: `"…F\x00 and IN\x00F Treaties\r\nwith \xff and \uffff"`},
		{What: scene.LostInvalid, Count: 2, Example: `"…IN\x00F Treaties\r\nwith \xff and \uffff"`},
		{What: scene.LostINF, Count: 2, Example: `"the INF and INF Treaties\nwith � and �"`},
	}
	if d := cmp.Diff(want, w.Losses().List()); d != "" {
		t.Error(d)
	}
}

// TestWords holds the look at eight bytes at a time to what is known of single bytes, at each place of a word.
func TestWords(t *testing.T) {
	for c := range 256 {
		for at := range 17 {
			text := []byte("abcdefghijklmnopq")
			text[at] = byte(c)
			got := write((*xmltext.Writer).Attr, string(text))
			want := string(text[:at]) + write((*xmltext.Writer).Attr, string(text[at:at+1])) + string(text[at+1:])
			if got != want {
				t.Errorf("%q is written as %q, want %q", text, got, want)
			}
		}
	}
}
