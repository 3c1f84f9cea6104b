package quads

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"policygraph/graph/kg"
)

// The lists that one literal holds: lines of fields, as the package comment says.

var (
	fieldEscaper   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	fieldUnescaper = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

func escapeField(s string) string {
	if !strings.ContainsAny(s, "\\\t\n\r") {
		return s
	}
	return fieldEscaper.Replace(s)
}

func unescapeField(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	return fieldUnescaper.Replace(s)
}

// eachLine calls f with every line of a list, numbered from 1.
func eachLine(list string, f func(line string) error) error {
	for n := 1; list != ""; n++ {
		line, rest, ok := strings.Cut(list, "\n")
		if !ok {
			return fmt.Errorf("line %d: not ended", n)
		}
		if err := f(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		list = rest
	}
	return nil
}

func formatStrings(list []string) string {
	var b strings.Builder
	for _, s := range list {
		b.WriteString(escapeField(s))
		b.WriteByte('\n')
	}
	return b.String()
}

func parseStrings(list string) (out []string, err error) {
	err = eachLine(list, func(line string) error {
		out = append(out, unescapeField(line))
		return nil
	})
	return out, err
}

func formatEvidence(ev []kg.Evidence) string {
	b := make([]byte, 0, 64*len(ev))
	for _, e := range ev {
		b = append(append(b, escapeField(string(e.Passage))...), '\t')
		b = append(strconv.AppendInt(b, int64(e.Span.Start), 10), '\t')
		b = append(strconv.AppendInt(b, int64(e.Span.End), 10), '\t')
		b = append(append(b, escapeField(e.Rule)...), '\t')
		b = append(strconv.AppendFloat(b, e.Confidence, 'g', -1, 64), '\t')
		b = append(append(b, escapeField(string(e.Status))...), '\n')
	}
	return string(b)
}

func parseEvidence(list string) ([]kg.Evidence, error) {
	var out []kg.Evidence
	if n := strings.Count(list, "\n"); n > 0 {
		out = make([]kg.Evidence, 0, n)
	}
	err := eachLine(list, func(line string) error {
		var f [6]string
		if err := splitFields(line, f[:]); err != nil {
			return err
		}
		start, err1 := strconv.Atoi(f[1])
		end, err2 := strconv.Atoi(f[2])
		conf, err3 := strconv.ParseFloat(f[4], 64)
		out = append(out, kg.Evidence{
			Passage:    kg.ID(unescapeField(f[0])),
			Span:       kg.Span{Start: start, End: end},
			Rule:       unescapeField(f[3]),
			Confidence: conf,
			Status:     kg.Status(unescapeField(f[5])),
		})
		return errors.Join(err1, err2, err3)
	})
	return out, err
}

func formatPositions(ps []kg.Position) string {
	b := make([]byte, 0, 12*len(ps))
	for _, p := range ps {
		b = append(strconv.AppendInt(b, int64(p.Offset), 10), '\t')
		b = append(strconv.AppendInt(b, int64(p.Line), 10), '\t')
		b = append(strconv.AppendInt(b, int64(p.Page), 10), '\n')
	}
	return string(b)
}

func parsePositions(list string) (out []kg.Position, err error) {
	err = eachLine(list, func(line string) error {
		var f [3]string
		if err := splitFields(line, f[:]); err != nil {
			return err
		}
		offset, err1 := strconv.Atoi(f[0])
		at, err2 := strconv.Atoi(f[1])
		page, err3 := strconv.Atoi(f[2])
		out = append(out, kg.Position{Offset: offset, Line: at, Page: page})
		return errors.Join(err1, err2, err3)
	})
	return out, err
}

// formatCitation writes the note on a line of its own before the evidence.
func formatCitation(note string, ev []kg.Evidence) string {
	return escapeField(note) + "\n" + formatEvidence(ev)
}

func parseCitation(list string) (note string, ev []kg.Evidence, err error) {
	first, rest, ok := strings.Cut(list, "\n")
	if !ok {
		return "", nil, errors.New("line 1: not ended")
	}
	ev, err = parseEvidence(rest)
	return unescapeField(first), ev, err
}

// splitFields fills out with the line's fields, of which there must be as many.
func splitFields(line string, out []string) error {
	if n := strings.Count(line, "\t") + 1; n != len(out) {
		return fmt.Errorf("has %d fields where %d are wanted", n, len(out))
	}
	for i := range out {
		out[i], line, _ = strings.Cut(line, "\t")
	}
	return nil
}
