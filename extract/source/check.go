package source

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"policygraph/graph/kg"
)

// Check verifies what every reader promises: valid text in NFC, blocks in order and not overlapping, spans, refs and positions
// in order, within the text and on the boundaries of characters. It returns the first problem of each kind.
func (d *Document) Check() error {
	return errors.Join(d.checkText(), d.checkBlocks(), d.checkInlines(), d.checkMarks())
}

func (d *Document) checkText() error {
	switch {
	case !utf8.ValidString(d.Text):
		return errors.New("text is not valid UTF-8")
	case !norm.NFC.IsNormalString(d.Text):
		return errors.New("text is not in NFC")
	}
	return nil
}

func (d *Document) checkBlocks() error {
	at := 0
	for i, b := range d.Blocks {
		switch {
		case b.Span.Start < at || b.Span.Len() <= 0 || !d.holds(b.Span):
			return fmt.Errorf("block %d: span %v after %d of %d", i, b.Span, at, len(d.Text))
		case b.Kind == Item && (b.List < 1 || b.Level < 1):
			return fmt.Errorf("block %d: item of list %d at level %d", i, b.List, b.Level)
		}
		at = b.Span.End
	}
	return nil
}

func (d *Document) checkInlines() error {
	for i, in := range d.Inlines {
		if in.Span.Len() <= 0 || !d.holds(in.Span) || i > 0 && in.Span.Start < d.Inlines[i-1].Span.Start {
			return fmt.Errorf("inline %d: span %v", i, in.Span)
		}
	}
	return nil
}

func (d *Document) checkMarks() error {
	for i, r := range d.Refs {
		if !d.holds(kg.Span{Start: r.Offset, End: r.Offset}) || i > 0 && r.Offset < d.Refs[i-1].Offset || r.Label == "" {
			return fmt.Errorf("ref %d: %+v", i, r)
		}
	}
	for i, p := range d.Positions {
		if !d.holds(kg.Span{Start: p.Offset, End: p.Offset}) || i > 0 && p.Offset <= d.Positions[i-1].Offset {
			return fmt.Errorf("position %d: %+v", i, p)
		}
	}
	return nil
}

// holds reports whether a span lies in the text, on the boundaries of characters.
func (d *Document) holds(s kg.Span) bool {
	boundary := func(i int) bool { return i == len(d.Text) || utf8.RuneStart(d.Text[i]) }
	return s.Start >= 0 && s.Start <= s.End && s.End <= len(d.Text) && boundary(s.Start) && boundary(s.End)
}
