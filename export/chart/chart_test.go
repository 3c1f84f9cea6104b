package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// figures are one of each kind, with what is odd in real names and numbers.
func figures() map[string]Chart {
	frame := Frame{"Who is called on & by whom", "Counts <of> things. Zażółć gęślą jaźń; Türkiye; Ελλάς.", "Source: a report (2030). " + strings.Repeat("More words follow. ", 12)}
	return map[string]Chart{
		"bars": &Bars{Frame: frame, Notes: "rank (90%)", Bars: []Bar{
			{"Norwegian Maritime Authority", 12, &[2]float64{8, 14}, "1–3"},
			{"Networking and Information Technology Research and Development program of the long name that does not end", 3.14159, &[2]float64{3, 3}, "2"},
			{"Łódź", 0, nil, ""},
		}},
		"heat": &Heat{Frame: frame, Rows: []string{"Ministry of Tides", "Harbour Board"}, Columns: []string{"1. Ports", "2. Straits and what else there is to say about the sea in general", "Conclusion"},
			Cells: [][]int{{1, 0, 9}, {0, 2, 1}}, Totals: []int{10, 3}},
		"tail":     &Tail{Frame: frame, Axis: "ties", Names: 2, Values: []NamedValue{{"a", 1}, {"b", 1}, {"c", 2}, {"Norland", 40}, {"Suderia", 40}, {"d", 3}}},
		"one bar":  &Bars{Bars: []Bar{{Label: "alone", Value: 0}}},
		"one cell": &Heat{Rows: []string{"r"}, Columns: []string{"c"}, Cells: [][]int{{0}}, Totals: []int{0}},
		"one dot":  &Tail{Values: []NamedValue{{"alone", 1}}, Names: 3},
	}
}

func drawn(t *testing.T, format string, c Chart) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, c); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestFormats makes sure that files are whole, of the right size, and the same every time.
func TestFormats(t *testing.T) {
	for name, c := range figures() {
		for _, format := range Formats() {
			raw := drawn(t, format, c)
			if !bytes.Equal(raw, drawn(t, format, c)) {
				t.Errorf("%s as %s differs from itself", name, format)
			}
			w, h := c.size()
			switch format {
			case "svg":
				for dec := xml.NewDecoder(bytes.NewReader(raw)); ; {
					if _, err := dec.Token(); err == io.EOF {
						break
					} else if err != nil {
						t.Fatalf("%s: %v", name, err)
					}
				}
			case "png":
				img, err := png.DecodeConfig(bytes.NewReader(raw))
				if err != nil || img.Width != int(w*pngDPI/72) || img.Height < int(h*pngDPI/72) || img.Height > int(h*pngDPI/72)+1 {
					t.Errorf("%s: %v, %d × %d", name, err, img.Width, img.Height)
				}
			case "pdf":
				if !bytes.HasPrefix(raw, []byte("%PDF-")) || !bytes.Contains(raw, []byte("%%EOF")) || !bytes.Contains(raw, []byte("D:19700101000000")) {
					t.Errorf("%s: not a PDF without a clock: %.40q", name, raw)
				}
			}
		}
	}
}

func TestGolden(t *testing.T) {
	for _, name := range []string{"bars", "heat", "tail"} {
		got := drawn(t, "svg", figures()[name])
		path := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s differs; go test -update writes it anew", path)
		}
	}
}

func TestRefuses(t *testing.T) {
	if _, err := ForPath("a.gif"); err == nil || err.Error() != `no picture format for the extension ".gif"; known are .svg, .png, .pdf` {
		t.Errorf("error %v", err)
	}
	if f, err := ForPath("a.b.SVG"); err != nil || f != "svg" {
		t.Errorf("%q, %v", f, err)
	}
	one := &Bars{Bars: []Bar{{Label: "a", Value: 1}}}
	if err := Write(io.Discard, "gif", one); err == nil || !strings.Contains(err.Error(), `no picture format "gif"`) {
		t.Errorf("error %v", err)
	}
	for _, format := range Formats() {
		if err := Write(full{}, format, one); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v", format, err)
		}
	}
}

var errFull = errors.New("no space left")

// full is a writer that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWrap(t *testing.T) {
	st := style(bodySize, ink, false)
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"", 2, "[]"},
		{"Ministry", 2, `["Ministry"]`},
		{"Ministry of Land, Infrastructure, Transport and Tourism", 2, `["Ministry of Land," "Infrastructure…"]`},
		{"Ministry of Land, Infrastructure, Transport and Tourism", 1, `["Ministry of Land…"]`},
		{"Donaudampfschifffahrtsgesellschaftskapitän", 2, `["Donaudampfschif…"]`},
	} {
		lines := wrap(st, c.text, 90, c.most)
		if got := fmt.Sprintf("%q", lines); got != c.want {
			t.Errorf("%q in %d lines: %s, want %s", c.text, c.most, got, c.want)
		}
		for _, l := range lines {
			if st.Width(l) > 90 {
				t.Errorf("%q is too wide", l)
			}
		}
	}
}

func TestTicks(t *testing.T) {
	names := func(list []tick) string {
		var out []string
		for _, k := range list {
			out = append(out, k.name)
		}
		return strings.Join(out, " ")
	}
	if got := names(ticks(117)); got != "1 2 5 10 20 50 100" {
		t.Error(got)
	}
	if got := names(ticks(1)); got != "1 2" {
		t.Error(got)
	}
	if got := names(shares(0.006)); got != "100% 50% 20% 10% 5% 2% 1% 0.5%" {
		t.Error(got)
	}
}
