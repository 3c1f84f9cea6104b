package segment

import (
	"strconv"
	"strings"

	"policygraph/extract/source"
)

// colonLists makes items of the paragraphs behind "… that:" that end in semicolons, or without any end.
func (s *segmenter) colonLists() {
	lists := 0
	for i := range s.units {
		lists = max(lists, s.units[i].List)
	}
	for i := range s.units {
		u := &s.units[i]
		if u.drop || u.Kind != source.Paragraph || u.List > 0 || !strings.HasSuffix(s.head(u), ":") {
			continue
		}
		if items := s.colonItems(i); len(items) > 1 {
			lists++
			for _, k := range items {
				s.units[k].Kind, s.units[k].List, s.units[k].Level = source.Item, lists, 1
			}
		}
	}
}

// colonItems returns the paragraphs behind unit i that are items of a list.
func (s *segmenter) colonItems(i int) []int {
	const maxItem = 600
	var items []int
	semicolons := false
	for k := s.next(i); k >= 0; k = s.next(k) {
		u := &s.units[k]
		text := s.head(u)
		if u.Kind != source.Paragraph || u.List > 0 || len(text) > maxItem && !strings.HasSuffix(text, ";") || !capital(text) && !semicolons {
			break
		}
		item := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(text, " and"), " or"), ",")
		switch {
		case strings.HasSuffix(item, ";"):
			semicolons = true
			items = append(items, k)
			continue
		case semicolons: // the last one
			return append(items, k)
		case !terminated(text) && s.rules.open(text) && !strings.HasSuffix(text, ",") && len(text) < maxItem/3:
			items = append(items, k)
			continue
		}
		break
	}
	return items
}

// lists numbers the lists anew: those that a caption, break or quote divides are one. It finds what introduces each.
func (s *segmenter) lists() {
	l := lister{s: s, lists: map[int]int{}, leads: map[int]int{}, before: -1, item: -1}
	for i := range s.units {
		if !s.units[i].drop {
			l.unit(i)
		}
	}
}

type lister struct {
	s      *segmenter
	lists  map[int]int // list of the document → list of the text
	leads  map[int]int // list of the text → unit that introduces it
	count  int
	before int   // last paragraph or heading, -1 none
	item   int   // last item of the list that may go on, -1 none
	apart  bool  // body text since that item
	path   []int // last item of each level
}

func (l *lister) unit(i int) {
	u := &l.s.units[i]
	switch {
	case u.Kind == source.Item:
		l.add(i)
	case u.Kind == source.Heading:
		l.before, l.item = i, -1
	case u.List > 0: // more of an item
		u.List = l.lists[u.List]
	case u.Kind == source.Paragraph, u.Kind == source.Row:
		l.before, l.apart = i, true
	}
}

func (l *lister) add(i int) {
	u := &l.s.units[i]
	if u.Level < 1 {
		u.Level = 1
	}
	list, known := l.lists[u.List]
	if !known {
		list = l.start(u)
		l.lists[u.List] = list
	}
	u.List = list
	for len(l.path) < u.Level-1 {
		l.path = append(l.path, -1)
	}
	l.path = append(l.path[:u.Level-1], i)
	u.lead = l.leads[list]
	if n := len(l.path); n > 1 && l.path[n-2] >= 0 {
		u.lead = l.path[n-2]
	}
	l.item, l.apart = i, false
}

// start returns the number of the list that an item begins, or of the one that it goes on with.
func (l *lister) start(u *unit) int {
	if v := l.last(u.Level); v != nil && l.goesOn(u, v) {
		return v.List
	}
	l.count++
	l.leads[l.count] = l.before
	if u.Level == 1 || l.item < 0 || l.apart {
		l.path = l.path[:0]
	}
	return l.count
}

// last returns the last item of a level in the list that may go on.
func (l *lister) last(level int) *unit {
	if l.item < 0 || len(l.path) < level || l.path[level-1] < 0 {
		return nil
	}
	return &l.s.units[l.path[level-1]]
}

// goesOn reports whether an item that begins a list of the document goes on with the list of item v.
func (l *lister) goesOn(u, v *unit) bool {
	n, err := strconv.Atoi(strings.Trim(u.Marker, "().[]"))
	if err == nil {
		m, err := strconv.Atoi(strings.Trim(v.Marker, "().[]"))
		return err == nil && n == m+1
	}
	return !l.apart && u.Marker == v.Marker
}
