package segment

import (
	"slices"
	"strings"
	"unicode"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
)

var (
	contentsHeading = pattern.MustCompile(`(?i)^(?:table of )?contents\b.{0,12}$|^list of (?:figures|tables|boxes|abbreviations and figures)$`)
	furnitureLine   = pattern.MustCompile(`(?i)^(?:this page (?:is |was |has been )?(?:intentionally )?(?:left )?blank.*|(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?|` +
		`(?:©|copyright|\(c\) ?(?:19|20)\d\d)[^a-z]{0,12}\b.{0,150}|all rights reserved.{0,120}|please print on recycled paper\.?|` +
		`(?:continued|continues) (?:on|from) (?:next|previous|page).{0,12}|.{0,160}see original pdf\]?|image (?:placeholder|omitted)|[-–—_=*•.\s]+)$`)
	continued = pattern.MustCompile(`(?i)\s*[(\[](?:continued|cont['’]?d?\.?)[)\]]$`)
)

// maxFurniture is the length of the longest line that is looked at as furniture.
const maxFurniture = 200

// furniture drops what belongs to pages rather than to the report.
func (s *segmenter) furniture() {
	s.contents()
	heads := s.titles()
	section := ""
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.Span.Len() > maxFurniture {
			continue
		}
		text := s.head(u)
		switch {
		case u.Kind == source.Note:
		case mayBeFurniture(text) && furnitureLine.MatchString(text):
			u.drop = true
		case u.Kind == source.Heading:
			title := text
			if strings.IndexByte(")]", text[len(text)-1]) >= 0 {
				title = continued.ReplaceAllString(text, "")
			}
			u.drop = title != text && fold(title) == section
			section = fold(title)
		case u.Kind == source.Paragraph && u.List == 0 && s.runningHead(i, text, heads):
			u.drop = true
		}
	}
}

// mayBeFurniture reports whether a line begins or ends as furniture does; it spares most lines the expression.
func mayBeFurniture(text string) bool {
	const longest = 8
	start := strings.ToLower(text[:min(len(text), longest)])
	for _, p := range [...]string{"this pag", "page", "©", "(c)", "copyrigh", "all righ", "please p", "continue", "image"} {
		if strings.HasPrefix(start, p) {
			return true
		}
	}
	return first(start) < 'A' || !unicode.IsLetter(first(start)) || strings.HasSuffix(text, "PDF]") || strings.HasSuffix(strings.ToLower(text[max(0, len(text)-3*longest):]), "original pdf")
}

// titles are the headings of a text, folded and sorted, and where they stand first.
type titles struct {
	sorted []string
	first  map[string]int // unit
	lines  map[string]int // paragraphs that say the same
}

func (s *segmenter) titles() titles {
	t := titles{first: map[string]int{}, lines: map[string]int{}}
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Heading && !u.drop {
			key := fold(s.head(u))
			if _, ok := t.first[key]; !ok {
				t.first[key] = i
				t.sorted = append(t.sorted, key)
			}
		}
	}
	slices.Sort(t.sorted)
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Paragraph && !u.drop && u.Span.Len() <= maxFurniture {
			if key := fold(s.head(u)); len(key) > 0 {
				t.lines[key]++
			}
		}
	}
	return t
}

// besidePageNumber reports whether the block before or after unit i is nothing but a number of up to four digits.
func (s *segmenter) besidePageNumber(i int) bool {
	for _, k := range [...]int{i - 1, i + 1} {
		if k < 0 || k >= len(s.units) || s.units[k].Span.Len() == 0 {
			continue
		}
		text := s.head(&s.units[k])
		if len(text) <= 4 && strings.Trim(text, "0123456789") == "" {
			return true
		}
	}
	return false
}

// runningHead reports whether a paragraph repeats a heading word for word or, in bold, the beginning of one, or stands beside
// page numbers again and again. Running heads of headings stand behind the heading, right before it, or more than once.
func (s *segmenter) runningHead(i int, text string, titles titles) bool {
	bold := s.all(s.units[i].Span, source.Strong)
	if len(text) < 4 || terminated(text) && !bold {
		return false
	}
	const minPart = 12
	t := fold(text)
	k, same := slices.BinarySearch(titles.sorted, t)
	if !same && titles.lines[t] > 1 && s.besidePageNumber(i) {
		return true
	}
	if !same && !(bold && len(t) >= minPart && k < len(titles.sorted) && strings.HasPrefix(titles.sorted[k], t)) {
		return false
	}
	at := titles.first[titles.sorted[k]]
	return at < i || at == s.next(i) || titles.lines[t] > 1
}

// fold returns a title in lower case with its letters and digits only, for comparison.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r >= 0x80 && r != '–' && r != '—' && r != '’' && r != '“' && r != '”':
			return r
		}
		return -1
	}, s)
}

// contents drops tables of contents: what stands under their heading, and runs of entries with page numbers.
func (s *segmenter) contents() {
	under := false
	start := -1 // of a run of entries
	last := -1  // entry of the run
	entries := 0
	flush := func() {
		if entries >= 3 {
			for k := start; k <= last; k++ {
				s.units[k].drop = true
			}
		}
		start, entries = -1, 0
	}
	for i := range s.units {
		u := &s.units[i]
		text := s.head(u)
		switch {
		case u.Kind == source.Heading:
			flush()
			under = contentsHeading.MatchString(strings.TrimSpace(text))
			u.drop = under
		case u.Kind == source.Note:
			flush()
		case s.contentsEntry(u, text):
			u.drop = under
			if start < 0 {
				start = i
			}
			last, entries = i, entries+1
		case under && len(text) < maxFurniture && (!terminated(text) || entryNumber.MatchString(text)):
			u.drop = true
		case start >= 0 && len(text) < 40 && !terminated(text) && u.Kind == source.Paragraph: // "Figures"
		default:
			under = false
			flush()
		}
	}
	flush()
}

var (
	entryEnd    = pattern.MustCompile(`(?:[^\d\s.,$€£%]|\.{3,}|(?:19|20)\d\d)[\s.…]+(?:\d{1,3}|[ivxl]{1,5})$`)
	entryNumber = pattern.MustCompile(`^\d{1,3}\s+[^\d\s]`)
	entryStart  = pattern.MustCompile(`^(?:\d{1,3}|[ivxl]{1,5})\t[^\d\t]+$`)
)

// contentsEntry reports whether a unit is a title with a page number, or a link within the file.
func (s *segmenter) contentsEntry(u *unit, text string) bool {
	if len(text) > 1200 || u.Kind == source.Caption {
		return false
	}
	if strings.Contains(text, ". . .") || strings.Contains(text, ".....") || strings.Contains(text, "……") {
		return true
	}
	if u.Kind == source.Row && entryStart.MatchString(text) && (!terminated(text) || s.rules.open(text) || len(text) < 80) {
		return true
	}
	if s.all(u.Span, source.Link) && strings.HasPrefix(s.linkTarget(u), "#") {
		return true
	}
	return !terminated(text) && entryEnd.MatchString(text[max(0, len(text)-24):]) && capital(text)
}
