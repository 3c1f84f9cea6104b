package workbook

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"policygraph/data"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// rows reads a sheet under its headings, with the parts that follow it.
func rows(f *excelize.File, sheet string) ([]scenetest.Row, error) {
	var out []scenetest.Row
	for n := 1; ; n++ {
		name := sheet
		if n > 1 {
			name = fmt.Sprintf("%s %d", sheet, n)
		}
		if i, err := f.GetSheetIndex(name); err != nil || i < 0 {
			return out, err
		}
		cells, err := f.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		for _, r := range cells[1:] {
			row := scenetest.Row{}
			for i, v := range r {
				row[cells[0][i]] = v
			}
			out = append(out, row)
		}
	}
}

func read(parts [][]byte, s *scene.Scene) (facts scenetest.Facts, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(parts[0]))
	if err != nil {
		return facts, err
	}
	for sheet, label := range map[string]string{"entities": "Name", "structure": "Label", "recommendations": "Recommendation"} {
		list, err := rows(f, sheet)
		if err != nil {
			return facts, err
		}
		for _, r := range list {
			r["id"], r["label"] = r["Id"], r[label]
			if v, ok := r["flag"]; ok { // the only column of truths
				r["flag"] = v == "1"
			}
		}
		facts.Nodes = append(facts.Nodes, list...)
	}
	facts.Edges, err = rows(f, "relations")
	for _, r := range facts.Edges {
		r["id"], r["source"], r["target"], r["label"], r["weight"] = r["Id"], r["From id"], r["To id"], r["Relation"], r["Weight"]
	}
	return facts, err
}

// shown is how a text stands in a cell: without control characters, and cut.
func shown(s string) string {
	var out []rune
	for _, r := range s {
		switch {
		case r < ' ' && r != '\t' && r != '\n' && r != '\r':
		case r == 0xFFFE || r == 0xFFFF:
			out = append(out, 0xFFFD)
		default:
			out = append(out, r)
		}
	}
	units := 0
	for i, r := range out {
		if units += utf16.RuneLen(r); units > maxText {
			return string(out[:i])
		}
	}
	return string(out)
}

func TestReadBack(t *testing.T) {
	scenetest.ReadBack(t, scenetest.Format{
		Parts: 1, Read: read, Text: shown, Error: 1e-14, Lacks: []string{"color", "size", "x", "y"},
		Write: func(w []io.Writer, s *scene.Scene) (scene.Written, error) { return Write(w[0], s) },
	})
}

// open writes and reads a small workbook.
func open(t *testing.T, s *scene.Scene) (*excelize.File, []byte, scene.Written) {
	t.Helper()
	var b bytes.Buffer
	got, err := Write(&b, s)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return f, b.Bytes(), got
}

func TestSmall(t *testing.T) {
	s := scenetest.Small(t, data.FS, scene.With{})
	s.Nodes[0].Attrs[1].Text = "=cmd()"
	f, raw, _ := open(t, s)
	if d := cmp.Diff([]string{"entities", "recommendations", "relations", "evidence", "structure"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	for cell, want := range map[string]string{
		"entities!A2": "Ministry of Tides", "entities!C2": "=cmd()", "recommendations!B1": "calls on", "recommendations!B2": "Ministry of Tides",
		"recommendations!D2": "INF Treaty; Harbour Light", "relations!A2": "Ministry of Tides", "evidence!A2": "Ministry of Tides", "evidence!C2": "harbour-light",
	} {
		sheet, ref, _ := strings.Cut(cell, "!")
		if got, err := f.GetCellValue(sheet, ref); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", cell, got, err, want)
		}
	}
	if formula, err := f.GetCellFormula("entities", "C2"); err != nil || formula != "" {
		t.Errorf("formula %q, %v", formula, err)
	}
	if typ, err := f.GetCellType("relations", "D2"); err != nil || typ != excelize.CellTypeUnset && typ != excelize.CellTypeNumber {
		t.Errorf("a weight is of type %v, %v", typ, err)
	}
	if extent, err := f.GetSheetDimension("recommendations"); err != nil || extent != "A1:P4" {
		t.Errorf("extent %s, %v", extent, err)
	}
	panes, err := f.GetPanes("evidence")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	quotes := 0
	for i := range s.Nodes {
		quotes += len(s.Nodes[i].Evidence)
	}
	for i := range s.Edges {
		quotes += len(s.Edges[i].Evidence)
	}
	if list, err := rows(f, "evidence"); err != nil || len(list) != quotes {
		t.Errorf("%d quotes of %d, %v", len(list), quotes, err)
	}
	archive(t, raw, quotes)
}

// archive holds that the order and dates of the parts do not depend on chance or the clock, and that filters reach to the end.
func archive(t *testing.T, raw []byte, quotes int) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(z.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("parts are not in order")
	}
	filters := ""
	for _, part := range z.File {
		if !part.Modified.IsZero() && part.Modified.Year() > 1980 {
			t.Errorf("%s is of %v", part.Name, part.Modified)
		}
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == "docProps/core.xml" && strings.Count(string(text), created) != 2 {
			t.Errorf("core properties %s", text)
		}
		if _, rest, ok := strings.Cut(string(text), "<autoFilter ref=\""); ok {
			filters += rest[:strings.Index(rest, `"`)] + " "
		}
	}
	if want := "$A$1:$J$" + strconv.Itoa(quotes+1) + " "; !strings.Contains(filters, want) || strings.Count(filters, "$A$1:") != 5 {
		t.Errorf("filters %s, want %s among them", filters, want)
	}
}

// TestManyRows holds that what exceeds a sheet goes on in another one.
func TestManyRows(t *testing.T) {
	s := scenetest.Large(5, 25, 1)
	x := newWriter(s)
	x.maxRows = 11
	var b bytes.Buffer
	if err := x.write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"entities", "recommendations", "relations", "relations 2", "relations 3", "evidence", "structure"}, f.GetSheetList()); d != "" {
		t.Error(d)
	}
	list, err := rows(f, "relations")
	if err != nil || len(list) != 25 {
		t.Fatalf("%d rows, %v", len(list), err)
	}
	for i, r := range list {
		if r["Id"] != s.Edges[i].ID {
			t.Errorf("row %d is %v, want %s", i, r["Id"], s.Edges[i].ID)
		}
	}
	if last, err := f.GetRows("relations 3"); err != nil || len(last) != 6 || last[0][0] != "From" {
		t.Errorf("last sheet %v, %v", last, err)
	}
}

func TestLongText(t *testing.T) {
	s := scenetest.Large(2, 0, 1)
	s.Nodes[0].Label = strings.Repeat("x", maxText)
	s.Nodes[1].Label = strings.Repeat("\U0001F30A", maxText/2+1)
	_, _, got := open(t, s)
	if len(got.Losses) != 1 || got.Losses[0].What != scene.LostCut || got.Losses[0].Count != 1 {
		t.Errorf("lost %v", got.Losses)
	}
}
