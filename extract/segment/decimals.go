package segment

import (
	"strconv"
	"strings"

	"policygraph/extract/source"
)

// decimal is a paragraph that a number of several parts opens: "2.3  The Ministry should …".
type decimal struct {
	unit  int
	parts []int
	size  int // bytes up to the text behind the number
}

// decimalItems makes items of the paragraphs that numbers of several parts count. A number counts if the one before or
// after it in the text is its neighbour; others are figures that happen to open a paragraph.
func (s *segmenter) decimalItems() {
	all := s.decimals()
	list := 0
	for i := range s.units {
		list = max(list, s.units[i].List)
	}
	last := -2 // the unit of the item before
	for k, d := range all {
		if !(k > 0 && follows(all[k-1].parts, d.parts)) && !(k+1 < len(all) && follows(d.parts, all[k+1].parts)) {
			continue
		}
		u := &s.units[d.unit]
		if last < 0 || s.next(last) != d.unit {
			list++
		}
		last = d.unit
		u.Kind, u.List, u.Level = source.Item, list, 1
		u.Marker = s.slice(u.segs[0].Span)[:d.size]
		u.Marker = strings.TrimSpace(u.Marker)
		u.segs[0].Start += d.size
	}
}

// decimals returns the paragraphs that begin with a number of several parts and a sentence behind it.
func (s *segmenter) decimals() []decimal {
	const shortest = 25 // less is a heading or a figure
	var out []decimal
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.front || u.Kind != source.Paragraph || u.List > 0 || len(u.segs) == 0 {
			continue
		}
		text := s.slice(u.segs[0].Span)
		number, rest, ok := strings.Cut(text, " ")
		if !ok || !strings.Contains(number, ".") || len(rest) < shortest || strings.Contains(text, "\t") {
			continue
		}
		rest = strings.TrimLeft(rest, " ")
		parts := numberParts(strings.TrimSuffix(number, "."))
		if len(parts) > 1 && capital(rest) {
			out = append(out, decimal{i, parts, len(text) - len(rest)})
		}
	}
	return out
}

// numberParts returns the parts of "1.2.3", nil if it is no such number.
func numberParts(number string) []int {
	var out []int
	for part := range strings.SplitSeq(number, ".") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 999 || len(part) > 3 {
			return nil
		}
		out = append(out, n)
	}
	return out
}

// follows reports whether number b is the next after a: "1.3" or "2.1" after "1.2".
func follows(a, b []int) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	for i := range b {
		switch {
		case i >= len(a):
			return len(b) == len(a)+1 && b[i] == 1 // "1.2.1" after "1.2"
		case b[i] == a[i]:
			continue
		case b[i] != a[i]+1:
			return false
		}
		for _, n := range b[i+1:] {
			if n != 1 {
				return false
			}
		}
		return true
	}
	return false
}
