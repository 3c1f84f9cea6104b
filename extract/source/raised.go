package source

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// raisedDigit returns the digit that a character of Unicode raises, 0 if it is none.
func raisedDigit(r rune) byte {
	switch {
	case r == '¹':
		return '1'
	case r == '²' || r == '³':
		return byte(r-'²') + '2'
	case r == '⁰' || r >= '⁴' && r <= '⁹':
		return byte(r-'⁰') + '0'
	}
	return 0
}

// mayBeMark reports whether what is raised behind the last character may be the mark of a note: not behind a digit, as in
// "10³", nor behind a unit, as in "km²".
func (b *Builder) mayBeMark() bool {
	if !b.started {
		return false
	}
	const unit = 2 // letters that it has at most
	word := lastWord(b.text[b.block.Span.Start:])
	last, _ := utf8.DecodeLastRune(b.text)
	return !unicode.IsDigit(last) && (len(word) == 0 || utf8.RuneCount(word) > unit || bytes.ContainsFunc(word, unicode.IsDigit))
}

// settleRaised makes a ref of raised digits.
func (b *Builder) settleRaised() {
	label := string(b.raised)
	b.raised = b.raised[:0]
	b.Ref(label)
}
