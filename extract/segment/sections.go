package segment

import (
	"strconv"
	"strings"

	"policygraph/extract/pattern"
	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// sections builds the tree of sections while passages are made in order.
type sections struct {
	s     *segmenter
	t     *prose.Text
	stack []level
	first int // first unit of the body: what stands before is the title page
}

// level is an open section: the level its heading claims, and its place in the text.
type level struct {
	claimed int
	section int
	series  string // "pillar", "action": what the heading counts
	number  int
}

func newSections(s *segmenter, t *prose.Text) *sections {
	return &sections{s: s, t: t, first: s.titlePage(&t.Report)}
}

// place returns the section of a passage made from unit i, opening one at a heading.
func (c *sections) place(i int, p prose.Passage) kg.ID {
	u := &c.s.units[i]
	if u.front {
		return c.s.report.ID
	}
	if u.Kind == source.Heading {
		c.open(u.Level, p)
	} else if len(c.stack) == 0 {
		c.stack = append(c.stack, level{claimed: 9})
		c.add("Introduction", c.s.report.ID, 1, "")
	}
	return c.t.Sections[c.stack[len(c.stack)-1].section].ID
}

func (c *sections) add(title string, parent kg.ID, depth int, head kg.ID) {
	n := len(c.t.Sections)
	c.stack[len(c.stack)-1].section = n
	c.t.Sections = append(c.t.Sections, kg.Section{
		ID: kg.PartID(kg.KindSection, c.s.report.ID, n+1), Report: c.s.report.ID, Parent: parent, Title: title, Level: depth, Head: head,
	})
}

// open begins the section of a heading. A heading that counts on ("Pillar Two" after "Pillar One") stands beside the one
// before, whatever level it claims.
func (c *sections) open(claimed int, p prose.Passage) {
	series, number := counted(p.Text)
	depth := len(c.stack)
	for depth > 0 && c.stack[depth-1].claimed >= claimed {
		depth--
	}
	if series != "" && number > 1 {
		for d := len(c.stack); d > 0; d-- {
			if l := c.stack[d-1]; l.series == series && l.number < number && number-l.number <= 2 {
				depth, claimed = d-1, l.claimed
				break
			}
		}
	}
	parent := c.s.report.ID
	if depth > 0 {
		parent = c.t.Sections[c.stack[depth-1].section].ID
	}
	c.stack = append(c.stack[:depth], level{claimed: claimed, series: series, number: number})
	c.add(p.Text, parent, depth+1, p.ID)
}

var countedHeading = pattern.MustCompile(`(?i)^(?:([a-z]{3,20}) )?(\d{1,2}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?:[:.) –—-]|$)`)

var numberWords = []string{"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// mayCount reports whether one of the first two words of a title may be a number; it spares most titles an expression.
func mayCount(title string) bool {
	for range 2 {
		end := 0
		for end < len(title) && (title[end] >= '0' && title[end] <= '9' || title[end]|0x20 >= 'a' && title[end]|0x20 <= 'z') {
			end++
		}
		word := title[:end]
		switch {
		case end == 0:
			return false
		case word[0] <= '9' || end <= len("twelve") && strings.IndexByte("otfsenivx", word[0]|0x20) >= 0:
			return true
		case end == len(title) || title[end] != ' ':
			return false
		}
		title = title[end+1:]
	}
	return false
}

// counted returns what a heading counts, with the kind of number, and its number.
func counted(title string) (series string, number int) {
	if !mayCount(title) {
		return "", 0
	}
	m := countedHeading.FindStringSubmatch(title)
	if m == nil {
		return "", 0
	}
	num := strings.ToLower(m[2])
	if n, err := strconv.Atoi(num); err == nil {
		return strings.ToLower(m[1]) + " 1", n
	}
	for i, w := range numberWords {
		if w == num {
			return strings.ToLower(m[1]) + " one", i + 1
		}
	}
	if n := roman(num); n > 0 && m[2] == strings.ToUpper(m[2]) {
		return strings.ToLower(m[1]) + " I", n
	}
	return "", 0
}

// roman returns the value of a Roman number below fifty, 0 if it is none.
func roman(s string) int {
	n := 0
	for i := range s {
		v := map[byte]int{'i': 1, 'v': 5, 'x': 10}[s[i]]
		if i+1 < len(s) && v < map[byte]int{'i': 1, 'v': 5, 'x': 10}[s[i+1]] {
			v = -v
		}
		n += v
	}
	return n
}
