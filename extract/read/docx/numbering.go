package docx

import (
	"strconv"
	"strings"
)

// levels is the number of levels that a list of Word has.
const levels = 9

// level says how the items of a level are numbered.
type level struct {
	start   int
	format  string
	text    string // "%1.%2)"
	restart int    // the count begins anew behind an item of a level below this one; 0 never; -1 behind any higher item
	style   string // of paragraphs that are on this level by their style
	legal   bool   // all numbers in digits
	left    string // indent
}

// scheme is a row of levels and how far each has counted.
type scheme struct {
	levels [levels]level
	link   string // style of numbering that stands for this one
	count  [levels]int
	begun  [levels]bool
}

// list is a use of a scheme that may count anew and look different.
type list struct {
	scheme string
	starts map[int]int
	levels map[int]level
	begun  map[int]bool // levels that have counted anew
}

type numbering struct {
	schemes map[string]*scheme
	lists   map[string]*list
}

// numbering reads the part of that name; "" makes a document without numbers.
func (a *archive) numbering(name string, s *styles) (*numbering, error) {
	n := &numbering{schemes: map[string]*scheme{}, lists: map[string]*list{}}
	if name == "" || a.files[key(name)] == nil {
		return n, nil
	}
	text, err := a.read(name)
	if err != nil {
		return nil, err
	}
	c := newCursor(name, text)
	c.root()
	c.each(func(e element) {
		switch e.Name.Local {
		case "abstractNum":
			n.schemes[value(e, "abstractNumId")] = c.scheme()
		case "num":
			n.lists[value(e, "numId")] = c.list()
		default:
			c.skip()
		}
	})
	n.link(s)
	return n, c.err
}

// link follows schemes that only name a style of numbering.
func (n *numbering) link(s *styles) {
	for _, l := range n.lists {
		const most = 4
		for range most {
			sc := n.schemes[l.scheme]
			if sc == nil || sc.link == "" || s.byID[sc.link] == nil {
				break
			}
			to := n.lists[s.byID[sc.link].layout.num]
			if to == nil {
				break
			}
			l.scheme = to.scheme
		}
	}
}

func (c *cursor) scheme() *scheme {
	s := &scheme{}
	for i := range s.levels {
		s.levels[i] = level{start: 1, restart: -1}
	}
	c.each(func(e element) {
		switch e.Name.Local {
		case "lvl":
			if i, ok := index(e); ok {
				s.levels[i] = c.level()
				return
			}
		case "numStyleLink":
			s.link = value(e, "val")
		}
		c.skip()
	})
	return s
}

// index returns the level that an element is about, from 0.
func index(e element) (int, bool) {
	i, err := strconv.Atoi(value(e, "ilvl"))
	return i, err == nil && i >= 0 && i < levels
}

func (c *cursor) level() level {
	l := level{start: 1, restart: -1, format: "decimal"}
	c.each(func(e element) {
		switch e.Name.Local {
		case "start":
			l.start = number(e, 1)
		case "numFmt":
			l.format = value(e, "val")
		case "lvlText":
			l.text = value(e, "val")
		case "lvlRestart":
			l.restart = number(e, -1)
		case "pStyle":
			l.style = value(e, "val")
		case "isLgl":
			l.legal = isOn(e)
		case "pPr":
			l.left = c.layout().left
			return
		}
		c.skip()
	})
	return l
}

// number returns the value of an element, or what stands for none.
func number(e element, none int) int {
	n, err := strconv.Atoi(value(e, "val"))
	if err != nil || n < 0 || n > 1<<30 {
		return none
	}
	return n
}

func (c *cursor) list() *list {
	l := &list{starts: map[int]int{}, levels: map[int]level{}, begun: map[int]bool{}}
	c.each(func(e element) {
		i, ok := index(e)
		switch {
		case e.Name.Local == "abstractNumId":
			l.scheme = value(e, "val")
			c.skip()
		case e.Name.Local == "lvlOverride" && ok:
			c.each(func(e element) {
				switch e.Name.Local {
				case "startOverride":
					l.starts[i] = number(e, 1)
				case "lvl":
					l.levels[i] = c.level()
					return
				}
				c.skip()
			})
		default:
			c.skip()
		}
	})
	return l
}

// numbered is the place of a paragraph in a list.
type numbered struct {
	num    string
	level  int // from 0
	marker string
	bullet bool
	left   string // indent
}

// next counts a paragraph and returns its number; false if it has none.
func (n *numbering) next(lay, style *layout, styleID string) (numbered, bool) {
	num, lvl := lay.num, lay.level
	if num == "" {
		num = style.num
	}
	if lvl == "" {
		lvl = style.level
	}
	l := n.lists[num]
	if l == nil || n.schemes[l.scheme] == nil {
		return numbered{}, false
	}
	s := n.schemes[l.scheme]
	i, err := strconv.Atoi(lvl)
	if err != nil || i < 0 || i >= levels {
		i = 0
		for k := range s.levels {
			if s.levels[k].style != "" && s.levels[k].style == styleID {
				i = k
			}
		}
	}
	s.advance(l, i)
	def := l.level(s, i)
	out := numbered{num: num, level: i, bullet: def.format == "bullet", left: def.left}
	if out.bullet {
		out.marker = bullet(def.text)
	} else {
		out.marker = strings.Join(strings.Fields(s.print(l, i)), " ")
	}
	return out, out.marker != ""
}

// level returns what holds for a level of the list.
func (l *list) level(s *scheme, i int) *level {
	if def, ok := l.levels[i]; ok {
		return &def
	}
	return &s.levels[i]
}

// advance counts an item on level i.
func (s *scheme) advance(l *list, i int) {
	for k := 0; k <= i; k++ {
		start, anew := l.starts[k]
		switch {
		case anew && !l.begun[k]:
			s.count[k], s.begun[k], l.begun[k] = start, true, true
		case !s.begun[k]:
			s.count[k], s.begun[k] = l.level(s, k).start, true
		case k == i:
			s.count[k]++
		}
	}
	for k := i + 1; k < levels; k++ {
		if r := l.level(s, k).restart; r < 0 || i < r {
			s.begun[k] = false
		}
	}
}

// print fills the numbers of an item on level i into the text of its level.
func (s *scheme) print(l *list, i int) string {
	def := l.level(s, i)
	if def.format == "none" && !strings.Contains(def.text, "%") {
		return def.text
	}
	var b strings.Builder
	for t := def.text; t != ""; {
		if t[0] == '%' && len(t) > 1 && t[1] >= '1' && t[1] <= '9' {
			k := int(t[1] - '1')
			format := l.level(s, k).format
			if def.legal {
				format = "decimal"
			}
			count := s.count[k]
			if !s.begun[k] {
				count = l.level(s, k).start
			}
			b.WriteString(printed(count, format))
			t = t[2:]
			continue
		}
		b.WriteByte(t[0])
		t = t[1:]
	}
	return b.String()
}

// printed returns a number in one of Word's formats.
func printed(n int, format string) string {
	digits := strconv.Itoa(n)
	switch format {
	case "none", "bullet":
		return ""
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperLetter":
		return letters(n)
	case "lowerLetter":
		return strings.ToLower(letters(n))
	case "decimalZero":
		if n < 10 {
			return "0" + digits
		}
	case "ordinal":
		return digits + ordinalEnd(n)
	case "cardinalText", "ordinalText":
		words := cardinals
		if format == "ordinalText" {
			words = ordinals
		}
		if n > 0 && n <= len(words) {
			return words[n-1]
		}
	case "chicago":
		marks := []string{"*", "†", "‡", "§"}
		if n > 0 && n <= 4*len(marks) {
			return strings.Repeat(marks[(n-1)%len(marks)], 1+(n-1)/len(marks))
		}
	case "decimalEnclosedCircle":
		if n > 0 && n <= 20 {
			return string(rune('①' + n - 1))
		}
	}
	return digits
}

var (
	cardinals = []string{"One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"}
	ordinals  = []string{"First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth"}
)

func ordinalEnd(n int) string {
	if n%100/10 != 1 && n%10 >= 1 && n%10 <= 3 {
		return [...]string{"st", "nd", "rd"}[n%10-1]
	}
	return "th"
}

func roman(n int) string {
	if n <= 0 || n >= 4000 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, d := range [...]struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.text)
			n -= d.value
		}
	}
	return b.String()
}

// letters counts as Word does: A to Z, AA to ZZ, AAA.
func letters(n int) string {
	const alphabet, longest = 26, 780
	if n <= 0 || n > longest {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%alphabet)), 1+(n-1)/alphabet)
}

// bullet returns a bullet as it looks; those of fonts of symbols become round.
func bullet(text string) string {
	text = strings.TrimSpace(text)
	for _, r := range text {
		if r >= 0xe000 && r <= 0xf8ff {
			if t := symbol(r); t != "" {
				return t
			}
			return "•"
		}
	}
	return text
}
