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
		if l.goesOn(u) {
			list = l.s.units[l.item].List
		} else {
			l.count++
			list = l.count
			l.path = l.path[:0]
			l.leads[list] = l.before
			if u.Level > 1 && l.item >= 0 && !l.apart {
				l.leads[list] = l.item
			}
		}
		l.lists[u.List] = list
	}
	u.List = list
	l.path = append(l.path[:min(len(l.path), u.Level-1)], i)
	u.lead = l.leads[list]
	if n := len(l.path); n > 1 {
		u.lead = l.path[n-2]
	}
	l.item, l.apart = i, false
}

// goesOn reports whether an item that begins a list of the document goes on with the list before.
func (l *lister) goesOn(u *unit) bool {
	if l.item < 0 {
		return false
	}
	v := &l.s.units[l.item]
	n, err := strconv.Atoi(strings.Trim(u.Marker, "().[]"))
	if err == nil {
		m, err := strconv.Atoi(strings.Trim(v.Marker, "().[]"))
		return err == nil && n == m+1 && u.Level == v.Level
	}
	return !l.apart && u.Marker == v.Marker && u.Level == v.Level
}
