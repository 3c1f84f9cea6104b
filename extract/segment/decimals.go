package segment

import (
	"strconv"
	"strings"

	"policygraph/extract/source"
)

// decimal is a paragraph that a number opens: "2.3  The Ministry should …", "07  The court found …".
type decimal struct {
	unit  int
	parts []int
	size  int // bytes up to the text behind the number
}

// decimalItems makes items of the paragraphs that numbers count. A number of several parts counts if the one before or after
// it in the text is its neighbour, a plain one if it belongs to a row of some length; others are figures that happen to open a
// paragraph.
func (s *segmenter) decimalItems() {
	plain, all := s.decimals()
	s.count(all, neighbours)
	s.count(plain, inRow)
}

// neighbours reports whether the number before or after the k-th is its neighbour.
func neighbours(all []decimal, k int) bool {
	return k > 0 && nextDecimal(all[k-1].parts, all[k].parts) || k+1 < len(all) && nextDecimal(all[k].parts, all[k+1].parts)
}

// inRow reports whether the k-th number stands in a row of at least as many that count on by one.
func inRow(all []decimal, k int) bool {
	const shortest = 6
	first, last := k, k
	for first > 0 && nextDecimal(all[first-1].parts, all[first].parts) {
		first--
	}
	for last+1 < len(all) && nextDecimal(all[last].parts, all[last+1].parts) {
		last++
	}
	return last-first+1 >= shortest
}

// count makes items of the paragraphs whose numbers count.
func (s *segmenter) count(all []decimal, counts func([]decimal, int) bool) {
	list := 0
	for i := range s.units {
		list = max(list, s.units[i].List)
	}
	last := -2 // the unit of the item before
	for k, d := range all {
		if !counts(all, k) {
			continue
		}
		u := &s.units[d.unit]
		if last < 0 || s.next(last) != d.unit {
			list++
		}
		last = d.unit
		u.Kind, u.List, u.Level = source.Item, list, 1
		u.Marker = strings.TrimSpace(s.slice(u.segs[0].Span)[:d.size])
		u.segs[0].Start += d.size
	}
}

// decimals returns the paragraphs that begin with a number and a sentence behind it: those with plain numbers, and those with
// numbers of several parts.
func (s *segmenter) decimals() (plain, parted []decimal) {
	const shortest = 25 // less is a heading or a figure
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.front || u.Kind != source.Paragraph || u.List > 0 || len(u.segs) == 0 {
			continue
		}
		text := s.slice(u.segs[0].Span)
		number, rest, ok := strings.Cut(text, " ")
		if !ok || number == "" || number[0] < '0' || number[0] > '9' || len(rest) < shortest || strings.Contains(text, "\t") {
			continue
		}
		rest = strings.TrimLeft(rest, " ")
		parts := numberParts(strings.TrimSuffix(number, "."))
		if !capital(rest) {
			continue
		}
		switch d := (decimal{i, parts, len(text) - len(rest)}); len(parts) {
		case 0:
		case 1:
			plain = append(plain, d)
		default:
			parted = append(parted, d)
		}
	}
	return plain, parted
}

// numberParts returns the parts of "1.2.3" or "07", nil if it is no such number.
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

// nextDecimal reports whether number b is the next after a: "1.3" or "2.1" after "1.2".
func nextDecimal(a, b []int) bool {
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
