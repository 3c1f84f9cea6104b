package segment

import (
	"slices"
	"strings"
	"unicode"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
)

// Laws and orders run the titles of sections into the text ("Sec. 2. Objectives. It is the policy …") and number what they
// provide with letters and numerals ("(a)", "(ii)", "(C)") that readers leave in the text.

var (
	sectionLead = pattern.MustCompile(`^(?:(?:Sec|SEC)\.?|Section|SECTION|Article|ARTICLE|§) ?(\d{1,3}(?:\.\d{1,3}){0,3})(?:[.:]|\b)[.:]? ?`)
	decimalLead = pattern.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,3})\.? `)
	provision   = pattern.MustCompile(`^\(([a-z]|[ivx]{1,6}|[A-Z]|\d{1,2})\) `)
)

const (
	maxRunIn      = 160 // bytes of a title that is run into the text
	maxRunInWords = 20
)

// provisions divides run-in titles from the text behind them and makes items of lettered provisions.
func (s *segmenter) provisions() {
	s.runIns()
	s.lettered()
}

// runIn returns the length of the title with which a paragraph begins, and how deep its number goes; 0 if there is none.
func runIn(text string) (length, depth int) {
	titled := false
	m := sectionLead.FindStringSubmatch(text)
	if m == nil {
		m, titled = decimalLead.FindStringSubmatch(text), true
	}
	if m == nil {
		return 0, 0
	}
	at := len(m[0])
	end := at
	for {
		n := strings.IndexByte(text[end:min(len(text), at+maxRunIn)], '.')
		if n < 0 {
			return 0, 0
		}
		end += n + 1
		if end == len(text) || text[end] == ' ' && behindTitle(text[end+1:]) {
			break
		}
	}
	title := text[at : end-1]
	if words := strings.Fields(title); len(words) == 0 || len(words) > maxRunInWords || !startsUpper(title) || !titleCase(words, titled) {
		return 0, 0
	}
	return end, strings.Count(m[1], ".") + 1
}

func startsUpper(s string) bool { return unicode.IsUpper(first(s)) }

// behindTitle reports whether a text can follow a run-in title: it begins a sentence or provision.
func behindTitle(text string) bool {
	return text != "" && (startsUpper(text) || provision.MatchString(text))
}

// titleCase reports whether the long words of a title have capitals; where nothing but a number tells a title, two words at
// least must stand there.
func titleCase(words []string, strict bool) bool {
	const long = 5 // bytes
	big, all := 0, 0
	for _, w := range words {
		if len(strings.Trim(w, ",;:()")) >= long {
			all++
			if startsUpper(w) {
				big++
			}
		}
	}
	return big*5 >= all*4 && (!strict || len(words) > 1 && all > 0)
}

// runIns makes headings of run-in titles, two at least.
func (s *segmenter) runIns() {
	type cut struct{ at, depth int }
	cuts := map[int]cut{}
	base, shallow := 0, 9
	for i := range s.units {
		u := &s.units[i]
		switch {
		case u.drop:
		case u.Kind == source.Heading && len(cuts) == 0:
			base = max(base, u.Level)
		case u.Kind == source.Paragraph && u.List == 0:
			if n, depth := runIn(s.head(u)); n > 0 {
				cuts[i], shallow = cut{n, depth}, min(shallow, depth)
			}
		}
	}
	if len(cuts) < 2 {
		return
	}
	out := make([]unit, 0, len(s.units)+len(cuts))
	for i, u := range s.units {
		c, ok := cuts[i]
		if !ok {
			out = append(out, u)
			continue
		}
		head, rest := s.divide(u, c.at)
		head.Kind, head.Level = source.Heading, base+1+c.depth-shallow
		out = append(out, head)
		if rest.Span.Len() > 0 {
			out = append(out, rest)
		}
	}
	s.units = out
}

// divide makes two units of one, which has a single stretch, with the blank between them left out.
func (s *segmenter) divide(u unit, at int) (head, rest unit) {
	head, rest = u, u
	head.Span.End = u.Span.Start + at
	rest.Span.Start = head.Span.End
	for rest.Span.Start < rest.Span.End && s.doc.Text[rest.Span.Start] == ' ' {
		rest.Span.Start++
	}
	head.segs, rest.segs = []seg{{Span: head.Span}}, []seg{{Span: rest.Span}}
	return head, rest
}

// lettered makes items of paragraphs that begin with "(a)", "(ii)", "(C)" and the like where these count on.
func (s *segmenter) lettered() {
	var at []int
	var marks []string
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.Kind != source.Paragraph || u.List > 0 || len(u.segs) != 1 {
			continue
		}
		if m := provision.FindStringSubmatch(s.head(u)); m != nil {
			at, marks = append(at, i), append(marks, m[1])
		}
	}
	levels := rank(marks)
	list := 0
	for i := range s.units {
		list = max(list, s.units[i].List)
	}
	for k, i := range at {
		if levels[k] == 0 {
			continue
		}
		if k == 0 || levels[k] == 1 && (marks[k] == "a" || marks[k] == "1") || s.headed(at[k-1], i) {
			list++
		}
		u := &s.units[i]
		_, rest := s.divide(*u, len(marks[k])+len("()"))
		*u = rest
		u.Kind, u.Marker, u.List, u.Level = source.Item, "("+marks[k]+")", max(list, 1), levels[k]
	}
}

// headed reports whether a heading stands between two units.
func (s *segmenter) headed(a, b int) bool {
	return slices.ContainsFunc(s.units[a:b], func(u unit) bool { return u.Kind == source.Heading && !u.drop })
}

// kinds of marks, each of which may count on.
const (
	letterMark = iota
	numeralMark
	capitalMark
	digitMark
)

// value returns the number that a mark is within its kind, 0 if it is none.
func value(mark string, kind int) int {
	c := mark[0]
	switch {
	case kind == letterMark && len(mark) == 1 && c >= 'a' && c <= 'z':
		return int(c-'a') + 1
	case kind == numeralMark && unicode.IsLower(rune(c)):
		return source.FromRoman(mark)
	case kind == capitalMark && c >= 'A' && c <= 'Z':
		return int(c-'A') + 1
	case kind == digitMark && c >= '0' && c <= '9':
		n := 0
		for _, d := range mark {
			n = n*10 + int(d-'0')
		}
		return n
	}
	return 0
}

// open is a list of marks that may count on.
type open struct{ kind, last int }

// rank returns how deep each mark stands, from 1; 0 for marks that begin nothing that counts on. A mark goes on with the
// innermost list where it is next, unless the mark behind it tells that it begins a list of its own.
func rank(marks []string) []int {
	out := make([]int, len(marks))
	var stack []open
	for i, mark := range marks {
		depth, kind := follows(stack, mark)
		if began := beginsList(mark); began >= 0 && i+1 < len(marks) && (depth == 0 || value(marks[i+1], began) == 2) {
			if depth == 0 || value(marks[i+1], stack[depth-1].kind) != stack[depth-1].last+2 {
				depth, kind = 0, began
			}
		}
		switch {
		case depth > 0:
			stack = stack[:depth]
			stack[depth-1].last = value(mark, kind)
		case kind >= 0 && beginsList(mark) >= 0 && counts(marks[i:], kind):
			stack = slices.DeleteFunc(stack, func(o open) bool { return o.kind == kind })
			stack = append(stack, open{kind, 1})
		default:
			continue
		}
		out[i] = len(stack)
	}
	return out
}

// follows returns the depth of the innermost list that a mark counts on, 0 if there is none, and the kind of the mark.
func follows(stack []open, mark string) (depth, kind int) {
	for d := len(stack); d > 0; d-- {
		o := stack[d-1]
		if v := value(mark, o.kind); v > o.last && v <= o.last+2 {
			return d, o.kind
		}
	}
	return 0, -1
}

// beginsList returns the kind of list that a mark may begin, -1 if none.
func beginsList(mark string) int {
	for _, kind := range []int{letterMark, numeralMark, capitalMark, digitMark} {
		if value(mark, kind) == 1 {
			return kind
		}
	}
	return -1
}

// counts reports whether the marks behind the first count on with it.
func counts(marks []string, kind int) bool {
	for _, m := range marks[1:] {
		switch value(m, kind) {
		case 2:
			return true
		case 1:
			return false
		}
	}
	return false
}
