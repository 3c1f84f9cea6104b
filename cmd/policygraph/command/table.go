package command

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	pretty "github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// The ways to print a table.
const (
	asTable = "table"
	asJSON  = "json"
	asCSV   = "csv"
)

func tableFormats() []string { return []string{asTable, asJSON, asCSV} }

// column is a column of a table.
type column struct {
	name  string
	right bool // aligned to the right
	share int  // of the room that the other columns leave, in which it is wrapped; 0 is never wrapped
}

// table is rows of text under a heading.
type table struct {
	columns []column
	rows    [][]string
	bare    bool // without a heading
}

// add adds a row.
func (t *table) add(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = oneLine(fmt.Sprint(c))
	}
	if len(cells) > 0 && t.bare {
		row[0] = fmt.Sprint(cells[0]) // may be indented
	}
	t.rows = append(t.rows, row)
}

// formatFlag gives a command the choice of how its table is printed.
func formatFlag(cmd *cobra.Command) *string {
	format := cmd.Flags().String("format", asTable, "how to print: table, json, csv")
	complete(cmd, "format", tableFormats)
	return format
}

// checkFormat refuses other formats.
func checkFormat(format string) error {
	for _, known := range tableFormats() {
		if format == known {
			return nil
		}
	}
	return failed(ExitUsage, fmt.Errorf("--format: unknown format %q; known are %s", format, strings.Join(tableFormats(), ", ")))
}

// print prints a table as text or CSV, or the value behind it as JSON.
func (p *program) print(format string, t table, value any) error {
	switch format {
	case asJSON:
		return p.json(value)
	case asCSV:
		return p.csv(t)
	}
	_, err := p.out.WriteString(t.text(p.width(), p.styled()))
	return err
}

func (p *program) json(value any) error {
	enc := json.NewEncoder(p.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}

func (p *program) csv(t table) error {
	w := csv.NewWriter(p.out)
	header := make([]string, len(t.columns))
	for i, c := range t.columns {
		header[i] = c.name
	}
	if err := w.Write(header); err != nil {
		return err
	}
	return w.WriteAll(t.rows)
}

// Width of a table that is not printed on a terminal.
const plainWidth = 120

// width returns how wide a line may be.
func (p *program) width() int {
	if p.terminal {
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && w > 0 {
			return w
		}
	}
	return plainWidth
}

// gap is what stands between two columns.
const gap = "  "

// text returns the table in aligned columns; columns that share the room are wrapped so that lines keep to the width, unless it is 0.
func (t *table) text(width int, styled bool) string {
	w := pretty.NewWriter()
	style := pretty.StyleDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", gap
	style.Options = pretty.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	if styled {
		style.Color.Header = text.Colors{text.Bold}
	}
	w.SetStyle(style)
	widths := t.widths(width)
	var configs []pretty.ColumnConfig
	for i, c := range t.columns {
		cc := pretty.ColumnConfig{Number: i + 1}
		if c.right {
			cc.Align, cc.AlignHeader = text.AlignRight, text.AlignRight
		}
		if c.share > 0 && width > 0 {
			cc.WidthMax, cc.WidthMaxEnforcer = widths[i], text.WrapSoft
		}
		configs = append(configs, cc)
	}
	w.SetColumnConfigs(configs)
	if !t.bare {
		header := pretty.Row{}
		for _, c := range t.columns {
			header = append(header, c.name)
		}
		w.AppendHeader(header)
	}
	for _, r := range t.rows {
		row := pretty.Row{}
		for _, cell := range r {
			row = append(row, cell)
		}
		w.AppendRow(row)
	}
	return trimmed(w.Render())
}

// A shared column becomes no narrower than leastRoom and its longest word; words of more than longWord letters are broken.
const (
	leastRoom = 12
	longWord  = 16
)

// widths returns how wide the columns that share the room may be. What a narrow one needs more than its share for its longest
// word is taken from those with most to spare.
func (t *table) widths(width int) []int {
	room, shares := t.room(width)
	out, spare := make([]int, len(t.columns)), make([]int, len(t.columns))
	for i, c := range t.columns {
		if c.share > 0 {
			least := max(leastRoom, min(longWord, t.longestWord(i)))
			out[i] = max(least, room*c.share/shares)
			spare[i] = out[i] - least
		}
	}
	over := -room
	for _, w := range out {
		over += w
	}
	for ; over > 0; over-- {
		most := 0
		for i := range spare {
			if spare[i] > spare[most] {
				most = i
			}
		}
		if spare[most] == 0 {
			break // lines become longer
		}
		out[most]--
		spare[most]--
	}
	return out
}

// longestWord returns the width of the longest word in a column.
func (t *table) longestWord(column int) int {
	longest := 0
	for _, word := range strings.Fields(t.columns[column].name) {
		longest = max(longest, text.StringWidthWithoutEscSequences(word))
	}
	for _, r := range t.rows {
		for _, word := range strings.Fields(r[column]) {
			longest = max(longest, text.StringWidthWithoutEscSequences(word))
		}
	}
	return longest
}

// room returns the width that is left for columns which share it, and the sum of their shares.
func (t *table) room(width int) (room, shares int) {
	for i, c := range t.columns {
		width -= len(gap)
		if c.share > 0 {
			shares += c.share
			continue
		}
		longest := text.StringWidthWithoutEscSequences(c.name)
		for _, r := range t.rows {
			longest = max(longest, text.StringWidthWithoutEscSequences(r[i]))
		}
		width -= longest
	}
	return max(0, width), max(1, shares)
}

// trimmed takes the blanks off the ends of lines.
func trimmed(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(strings.TrimRight(line, " \n"))
		b.WriteByte('\n')
	}
	return b.String()
}
