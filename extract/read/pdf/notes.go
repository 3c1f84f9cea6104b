package pdf

import (
	"strconv"
	"strings"

	"policygraph/extract/source"
)

// small is the size of notes and captions, in body sizes, that they do not exceed.
const small = 0.94

// markNotes finds the footnotes of a page: small lines at the foot of a column of which the first begins with a mark. Lines
// without a mark go on with a note of the page before, if that has one.
func markNotes(lines []line, body float64, before bool) bool {
	found := false
	for i := 0; i < len(lines); {
		n := i
		for n < len(lines) && tiny(&lines[n], body) && (n == i || follows(&lines[n-1], &lines[n])) {
			n++
		}
		atFoot := n > i && (n == len(lines) || lines[n].base > lines[n-1].base || lines[n].cells != nil)
		if atFoot {
			found = markGroup(lines[i:n], before) || found
		}
		i = max(n, i+1)
	}
	return found
}

func tiny(l *line, body float64) bool { return l.size <= small*body && l.cells == nil && !l.caption }

// follows reports whether a line stands below another, not far from it.
func follows(a, b *line) bool { return b.base <= a.base && a.base-b.base < 3*a.size }

// markGroup marks a group of small lines as notes, from the first that begins with a mark on.
func markGroup(lines []line, before bool) bool {
	last, found := 0, false
	for i := range lines {
		l := &lines[i]
		label, raised := noteLabel(l.words)
		n, err := strconv.Atoi(label)
		switch {
		case label == "":
		case raised, !found && !(before && i > 0), err == nil && n == last+1:
			l.note = label
			if err == nil {
				last = n
			}
			if !found && before {
				for k := range i {
					lines[k].inNote = true
				}
			}
			found = true
		}
		l.inNote = l.inNote || found
	}
	if !found && before && len(lines) > 0 && goesOn(lines[0].words) {
		for i := range lines {
			lines[i].inNote = true
		}
		return true
	}
	return found
}

// goesOn reports whether words begin like the rest of a sentence.
func goesOn(words []word) bool { return startsLower(words[0].text) }

// noteLabel returns the mark that a line begins with, and whether it is raised.
func noteLabel(words []word) (string, bool) {
	if len(words) < 2 {
		return "", false
	}
	first := words[0].text
	if words[0].raised {
		if labels := source.NoteMarks([]byte(first)); len(labels) == 1 {
			return labels[0], true
		}
		return "", false
	}
	if n := strings.Trim(first, "[]()."); len(n) > 0 && len(n) < 4 && len(first) <= len(n)+2 {
		if _, err := strconv.Atoi(n); err == nil {
			return n, false
		}
	}
	switch first {
	case "*", "**", "†", "‡", "§":
		return first, false
	}
	return "", false
}

// markCaptions marks the small lines that stand close to an image.
func markCaptions(lines []line, p *page, body float64) {
	var all box
	for i := range lines {
		all.add(lines[i].box)
	}
	for _, im := range p.images {
		if im.width() < 4*body || im.height() < 4*body || im.width() > 0.9*all.width() && im.height() > 0.9*all.height() {
			continue
		}
		foot := im.y0
		for i := range lines {
			l := &lines[i]
			if l.size > small*body || l.cells != nil || l.x1 < im.x0 || l.x0 > im.x1 {
				continue
			}
			if d := foot - l.base; d > -body && d < 2.5*body { // and the lines that follow
				l.caption, foot = true, l.base
			}
		}
	}
}
