package segment

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"policygraph/extract/source"
)

var (
	contentsHeading = regexp.MustCompile(`(?i)^(?:table of )?contents\b.{0,12}$|^list of (?:figures|tables|boxes|abbreviations and figures)$`)
	furnitureLine   = regexp.MustCompile(`(?i)^(?:this page (?:is |was |has been )?(?:intentionally )?(?:left )?blank.*|(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?|` +
		`(?:©|\(c\)|copyright)[^a-z]{0,12}\b.{0,150}|all rights reserved.{0,120}|please print on recycled paper\.?|` +
		`(?:continued|continues) (?:on|from) (?:next|previous|page).{0,12}|.{0,160}see original pdf\]?|image (?:placeholder|omitted)|[-–—_=*•.\s]+)$`)
	continued = regexp.MustCompile(`(?i)\s*[(\[](?:continued|cont['’]?d?\.?)[)\]]$`)
)

// maxFurniture is the length of the longest line that is looked at as furniture.
const maxFurniture = 200

// furniture drops what belongs to pages rather than to the report.
func (s *segmenter) furniture() {
	s.contents()
	var titles []string
	for i := range s.units {
		if u := &s.units[i]; u.Kind == source.Heading && !u.drop {
			titles = append(titles, fold(s.head(u)))
		}
	}
	slices.Sort(titles)
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
		case u.Kind == source.Paragraph && u.List == 0 && s.runningHead(i, text, titles):
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

// runningHead reports whether a paragraph repeats a heading word for word or, in bold, the beginning of one.
func (s *segmenter) runningHead(i int, text string, titles []string) bool {
	bold := s.all(s.units[i].Span, source.Strong)
	if len(text) < 4 || terminated(text) && !bold {
		return false
	}
	const minPart = 12
	t := fold(text)
	k, same := slices.BinarySearch(titles, t)
	return same || bold && len(t) >= minPart && k < len(titles) && strings.HasPrefix(titles[k], t)
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
	entries := 0
	flush := func(end int) {
		if entries >= 3 {
			for k := start; k < end; k++ {
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
			flush(i)
			under = contentsHeading.MatchString(strings.TrimSpace(text))
			u.drop = under
		case u.Kind == source.Note:
			flush(i)
		case s.contentsEntry(u, text):
			u.drop = under
			if start < 0 {
				start = i
			}
			entries++
		case under && len(text) < maxFurniture && !terminated(text):
			u.drop = true
		case start >= 0 && len(text) < 40 && !terminated(text) && u.Kind == source.Paragraph: // "Figures"
		default:
			under = false
			flush(i)
		}
	}
	flush(len(s.units))
}

var (
	entryEnd   = regexp.MustCompile(`(?:[^\d\s.,$€£%]|\.{3,}|(?:19|20)\d\d)[\s.…]+(?:\d{1,3}|[ivxl]{1,5})$`)
	entryStart = regexp.MustCompile(`^(?:\d{1,3}|[ivxl]{1,5})\t[^\d\t]+$`)
)

// pageDigits are what numbers of pages are made of.
const pageDigits = "0123456789ivxl"

// ends reports whether a text ends with one of the bytes.
func ends(text, bytes string) bool {
	return text != "" && strings.IndexByte(bytes, text[len(text)-1]) >= 0
}

// contentsEntry reports whether a unit is a title with a page number, or a link within the file.
func (s *segmenter) contentsEntry(u *unit, text string) bool {
	if len(text) > 1200 || u.Kind == source.Caption {
		return false
	}
	if strings.Contains(text, ". . .") || strings.Contains(text, ".....") || strings.Contains(text, "……") {
		return true
	}
	if u.Kind == source.Row && begins(text, pageDigits) && entryStart.MatchString(text) && (!terminated(text) || s.rules.open(text) || len(text) < 80) {
		return true
	}
	if s.all(u.Span, source.Link) && strings.HasPrefix(s.linkTarget(u), "#") {
		return true
	}
	return ends(text, pageDigits) && !terminated(text) && entryEnd.MatchString(text[max(0, len(text)-24):]) && capital(text)
}
