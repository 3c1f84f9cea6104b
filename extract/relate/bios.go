package relate

import (
	"slices"
	"strings"

	"policygraph/extract/mention"
	"policygraph/extract/prose"
	"policygraph/graph/kg"
)

// biography reads notes on people from passage to passage: a note begins with a name and goes on with "he" and "she".
type biography struct {
	f      *finder
	person int // whom the passage before was about, or -1
	alone  int // person that filled the passage before: the name under a letter, or -1
}

// passage reads one passage.
func (b *biography) passage(i int, outer []mention.Mention) {
	f, p := b.f, &b.f.t.Passages[i]
	subject := b.opening(p, outer)
	signed := b.alone
	b.alone = -1
	if len(outer) == 1 && f.typ(outer[0].Entity) == "person" && len(p.Text)-outer[0].Span.Len() < 16 {
		b.alone = outer[0].Entity
	}
	if p.Kind == "heading" || b.alone >= 0 {
		if b.alone >= 0 {
			b.person = b.alone
		} else {
			b.person = -1
		}
		return
	}
	if subject < 0 && signed >= 0 && len(p.Text) < 160 {
		subject = signed
	}
	b.listed(i, outer)
	b.person = subject
	k := 0
	for _, s := range p.Sentences {
		who := subject
		for ; k < len(outer) && outer[k].Span.Start < s.Span.End; k++ {
			m := outer[k]
			if f.typ(m.Entity) != "person" {
				continue
			}
			if subject < 0 || who != m.Entity {
				b.office(i, outer, k, s)
			}
			b.bracketed(i, outer, k)
			if m.First-s.First <= 3 {
				who = m.Entity
			}
		}
		if subject >= 0 {
			b.scan(i, outer, stretch{who, s.First, s.Last, true})
		}
	}
}

// listed reads a line that is nothing but a person and bodies: "Dr Jane Roe, Atlantic Council, London".
func (b *biography) listed(i int, outer []mention.Mention) {
	const most = 6 // tokens beside names: a title, commas, "formerly of the"
	f, p := b.f, &b.f.t.Passages[i]
	if b.label(p, outer) < 0 || p.Kind == "caption" {
		return
	}
	at, others := 0, 0
	for _, m := range append(slices.Clone(outer), mention.Mention{First: len(p.Tokens)}) {
		for ; at < m.First; at++ {
			if f.cue(p.Tokens, at) != 0 {
				return // an office tells more
			}
			others++
		}
		at = m.Last
	}
	if others > most+len(outer) || p.Tokens[outer[0].Last].Lower != "," {
		return
	}
	for _, m := range outer[1:] {
		if t := f.typ(m.Entity); f.employs(m) && t != "initiative" {
			f.personFact(outer[0].Entity, "affiliated_with", m.Entity, place{i, cover(outer[0].Span, m.Span)}, "person-beside-body")
		}
	}
}

// bracketed reads "Jane Roe (Atlantic Council)".
func (b *biography) bracketed(i int, outer []mention.Mention, k int) {
	f, ts := b.f, b.f.t.Passages[i].Tokens
	if k+1 >= len(outer) {
		return
	}
	m, body := outer[k], outer[k+1]
	if body.First != m.Last+1 || ts[m.Last].Lower != "(" || body.Last >= len(ts) || ts[body.Last].Lower != ")" || !f.employs(body) || f.typ(body.Entity) == "initiative" {
		return
	}
	f.personFact(m.Entity, "affiliated_with", body.Entity, place{i, cover(m.Span, body.Span)}, "person-beside-body")
}

// opening returns the person whom a note on a person begins with or goes on about, or -1.
func (b *biography) opening(p *prose.Passage, outer []mention.Mention) int {
	if len(p.Tokens) < 4 {
		return -1
	}
	if w := p.Tokens[0].Lower; b.person >= 0 && (w == "he" || w == "she" || w == "his" || w == "her" || w == "they") {
		return b.person
	}
	if len(outer) == 0 || b.f.typ(outer[0].Entity) != "person" || outer[0].First > 3 || outer[0].Last >= len(p.Tokens) {
		return b.label(p, outer)
	}
	ts := p.Tokens
	k := outer[0].Last
	if ts[k].Lower == "," || ts[k].Lower == "(" {
		return b.label(p, outer)
	}
	if b.f.r.words.Copulas.Has(ts[k].Lower) || b.f.r.words.JoinVerbs.Has(ts[k].Lower) {
		for j := k; j < min(k+25, len(ts)); j++ {
			if c := b.f.cue(ts, j); c != 0 {
				return outer[0].Entity
			}
		}
	}
	return -1
}

// label returns the person of a line such as "Jane Roe, Senior Fellow, Atlantic Council", or -1.
func (b *biography) label(p *prose.Passage, outer []mention.Mention) int {
	if len(outer) < 2 || len(p.Text) > 200 || b.f.typ(outer[0].Entity) != "person" || outer[0].First > 3 || p.Kind == "caption" {
		return -1
	}
	for _, m := range outer[1:] {
		if b.f.typ(m.Entity) == "person" {
			return -1
		}
	}
	for _, t := range p.Tokens[outer[0].Last:] {
		if t.Tag == prose.Modal || t.Tag == prose.Verb {
			return -1
		}
	}
	return outer[0].Entity
}

// The cues of a biography.
const (
	headCue  = 'h' // director, president
	firmCue  = 'H' // founder, chief executive: head with any preposition
	workCue  = 'w' // fellow, worked, intern
	studyCue = 's' // degree, graduated
)

// cue returns what token j of a note says about the body that follows.
func (f *finder) cue(ts []prose.Token, j int) byte {
	w := ts[j].Lower
	two := ""
	if j+1 < len(ts) {
		two = w + " " + ts[j+1].Lower
		if ts[j+1].Lower == "-" && j+2 < len(ts) {
			two = w + "-" + ts[j+2].Lower
		}
	}
	words := &f.r.words
	switch {
	case words.StrongHeads.Has(two) || words.StrongHeads.Has(w):
		return f.rank(ts, j, firmCue)
	case words.Heads.Has(two) || words.Heads.Has(w) || words.StateHeads.Has(two) || words.StateHeads.Has(w):
		return f.rank(ts, j, headCue)
	case words.Study.Has(w):
		return studyCue
	case words.Work.Has(w) || words.JoinVerbs.Has(w):
		return workCue
	}
	return 0
}

// rank takes a head's rank away behind "vice", "deputy" and the like.
func (f *finder) rank(ts []prose.Token, j int, c byte) byte {
	for k := j - 1; k >= max(0, j-2); k-- {
		if f.r.words.Demoting.Has(ts[k].Lower) {
			return workCue
		}
	}
	return c
}

// office reads the office that stands behind or before the name of person k in a sentence: "X, director of Y", "X is a fellow
// at Y", "the president of Y, X".
func (b *biography) office(i int, outer []mention.Mention, k int, s prose.Sentence) {
	p := &b.f.t.Passages[i]
	m := outer[k]
	end := s.Last
	for _, o := range outer[k+1:] {
		if b.f.typ(o.Entity) == "person" {
			end = min(end, o.First)
			break
		}
	}
	if m.Last >= end {
		return
	}
	ts := p.Tokens
	switch w := ts[m.Last].Lower; {
	case w == "," || w == "(" || w == "—":
		if m.Last+1 < end && w == "," && (ts[m.Last+1].Lower == "of" || ts[m.Last+1].Lower == "from") {
			b.belongs(i, outer, k, m.Last+2)
		}
		if m.Last+1 >= end || !b.apposition(ts, m.Last+1, end) {
			return
		}
		for j := m.Last + 1; j < end; j++ {
			if ts[j].Tag == prose.Modal || ts[j].Lower == ";" || ts[j].Lower == ")" || ts[j].Tag == prose.Verb && b.f.cue(ts, j) == 0 || ts[j].Lower == "," && j > m.Last+14 {
				end = j
			}
		}
		b.scan(i, outer, stretch{m.Entity, m.Last + 1, end, false})
	case w == "of" || w == "from" || w == "at":
		b.belongs(i, outer, k, m.Last+1)
	case b.f.r.words.Copulas.Has(w) || b.f.r.words.JoinVerbs.Has(w):
		for j := m.Last; j < min(m.Last+6, end); j++ {
			if b.f.cue(ts, j) != 0 {
				b.scan(i, outer, stretch{m.Entity, m.Last, min(end, m.Last+24), false})
				return
			}
		}
	}
}

// belongs relates person k to the body that begins at token j, an article aside, and to the body that this one is within: "X, of the
// Institute at the University".
func (b *biography) belongs(i int, outer []mention.Mention, k, j int) {
	const rule = "person-of-body"
	f, ts := b.f, b.f.t.Passages[i].Tokens
	for n := k + 1; n < len(outer); n++ {
		for j < len(ts) && ts[j].Tag == prose.Det {
			j++
		}
		if m := outer[n]; m.First != j || !f.employs(m) || f.typ(m.Entity) == "initiative" {
			return
		}
		f.personFact(outer[k].Entity, "affiliated_with", outer[n].Entity, place{i, cover(outer[k].Span, outer[n].Span)}, rule)
		if j = outer[n].Last; j >= len(ts) || ts[j].Lower != "at" {
			return
		}
		j++
	}
}

// apposition reports whether the tokens behind a name open with an office: an article, adjectives, a cue, within a few words.
func (b *biography) apposition(ts []prose.Token, first, end int) bool {
	for j := first; j < min(first+7, end); j++ {
		if b.f.cue(ts, j) != 0 {
			return true
		}
		if t := ts[j]; t.Class == prose.Punct && t.Lower != "-" || t.Tag == prose.Verb || t.Tag == prose.Pron && t.Lower != "who" {
			return false
		}
	}
	return false
}

// stretch is a run of tokens that tells of a person.
type stretch struct {
	person, first, last int
	bio                 bool // of a note on the person
}

// scan relates the person to the bodies behind cues in a stretch of passage i. The first body behind a head's cue is led; all
// others are those where the person works, worked or studied.
func (b *biography) scan(i int, outer []mention.Mention, s stretch) {
	f, p := b.f, &b.f.t.Passages[i]
	ts := p.Tokens
	var cue byte
	at, led := s.first, false
	next := 0
	for j := s.first; j < s.last; j++ {
		for next < len(outer) && outer[next].Last <= j {
			next++
		}
		if next < len(outer) && outer[next].First == j {
			m := outer[next]
			if cue != 0 && j-at <= 16 && m.Entity != s.person && f.employs(m) && b.linked(ts, j, at, cue, s.bio) {
				led = b.relate(s.person, outer[:next+1], cue, j-at, led)
				at = j
			}
			j = m.Last - 1
			continue
		}
		if c := f.cue(ts, j); c != 0 {
			cue, at, led = c, j, false
			if j+2 < s.last && ts[j+1].Lower == "-" { // "secretary-general"
				at = j + 2
			}
		} else if f.r.words.Refocus.Has(ts[j].Lower) {
			cue = 0
		}
	}
}

// employs reports whether people work or study at what the mention names.
func (f *finder) employs(m mention.Mention) bool { return f.r.employers.Has(f.typ(m.Entity)) }

// linked reports whether the words before the body at token j tie it to the cue: a preposition of work, a possessor, a verb of
// joining, or a comma in a list.
func (b *biography) linked(ts []prose.Token, j, at int, cue byte, bio bool) bool {
	k := j - 1
	for k > at && (ts[k].Tag == prose.Det || ts[k].Tag == prose.Adj || ts[k].Lower == "\"" || ts[k].Class == prose.Clitic) {
		k--
	}
	w := ts[k].Lower
	return b.f.r.words.WorkPrepositions.Has(w) || b.f.r.words.JoinVerbs.Has(w) || w == "," || w == "and" || ts[k].Class == prose.Word && k != at && ts[j-1].Class == prose.Clitic || k == at && cue != studyCue
}

// relate states what the cue, gap tokens before, says of the person and the last of the bodies; it reports whether one is led.
func (b *biography) relate(person int, bodies []mention.Mention, cue byte, gap int, led bool) bool {
	f := b.f
	before, m := bodies[:len(bodies)-1], bodies[len(bodies)-1]
	i := m.Passage
	ts := f.t.Passages[i].Tokens
	near := gap <= 4
	prep := ""
	for k := m.First - 1; k >= 0 && k >= m.First-3; k-- {
		if ts[k].Tag == prose.Prep {
			prep = ts[k].Lower
			break
		}
	}
	rule, predicate := "office-at-body", "affiliated_with"
	switch {
	case cue == studyCue:
		rule = "studied-at"
	case !led && near && (cue == headCue && (prep == "of" || prep == "") || cue == firmCue):
		rule, predicate = "head-of-body", "leads"
		led = true
	}
	if office := ts[m.First-gap].Lower; predicate == "leads" && strings.HasPrefix(office, "commissioner") && strings.Contains(f.x.Entities[m.Entity].Name, "Commission") {
		rule, predicate = "office-at-body", "affiliated_with" // a commission has several
	}
	if !f.personFact(person, predicate, m.Entity, place{i, m.Span}, rule) {
		return led
	}
	if n := len(before); n > 0 && cue != studyCue && m.First-before[n-1].Last <= 3 && m.First > before[n-1].Last && f.employs(before[n-1]) {
		if w := ts[before[n-1].Last].Lower; w == "at" || w == "of" || w == "in" || w == "within" {
			const nested = "programme-of-body"
			f.add(before[n-1].Entity, "part_of", m.Entity, f.evidence(i, cover(before[n-1].Span, m.Span), nested, f.r.confidence[nested], kg.Asserted))
		}
	}
	return led
}

// staff reads lists such as "CNAS colleagues, including A, B, and C".
func (f *finder) staff(i int, outer []mention.Mention) {
	ts := f.t.Passages[i].Tokens
	for k := 0; k+1 < len(outer); k++ {
		body := outer[k]
		if !f.employs(body) || body.Last >= len(ts) || !f.r.words.Staff.Has(ts[body.Last].Lower) {
			continue
		}
		opened := false
		for j := body.Last + 1; j < min(body.Last+4, outer[k+1].First+1); j++ {
			opened = opened || f.r.words.ListOpeners.Has(ts[j-0].Lower) || j == outer[k+1].First && ts[j-1].Lower != "," && f.typ(outer[k+1].Entity) == "person" && j <= body.Last+2
		}
		if !opened {
			continue
		}
		at := outer[k+1].First
		for _, m := range outer[k+1:] {
			if f.typ(m.Entity) != "person" || m.First-at > 4 {
				break
			}
			f.personFact(m.Entity, "affiliated_with", body.Entity, place{i, cover(body.Span, m.Span)}, "staff-list")
			at = m.Last
		}
	}
}

// authors relates the persons of the title page to the publisher. Those who contribute a foreword are guests.
func (f *finder) authors() {
	publisher := f.publisher()
	if publisher < 0 {
		return
	}
	for i := range f.t.Passages {
		p := &f.t.Passages[i]
		if p.Kind != "front" {
			f.contributors(i, publisher)
			continue
		}
		lower := strings.ToLower(p.Text)
		for _, m := range f.outer[i] {
			if f.typ(m.Entity) == "person" && !strings.Contains(lower[:m.Span.Start], "foreword") && !strings.Contains(lower[:m.Span.Start], "preface") {
				f.personFact(m.Entity, "affiliated_with", publisher, place{i, m.Span}, "author-under-publisher")
			}
		}
	}
}

// contributors relates the persons of a sentence that thanks for contributions to the report to the publisher, unless it
// names another body.
func (f *finder) contributors(i, publisher int) {
	p := &f.t.Passages[i]
	for _, s := range p.Sentences {
		thanks := false
		for k := s.First; k+2 < s.Last; k++ {
			thanks = thanks || f.r.words.Contributions.Has(p.Tokens[k].Lower) && p.Tokens[k+1].Lower == "to" && p.Tokens[k+2].Lower == "this"
		}
		if !thanks {
			continue
		}
		for _, m := range f.outer[i] {
			if f.typ(m.Entity) == "person" && s.Span.Contains(m.Span) {
				f.personFact(m.Entity, "affiliated_with", publisher, place{i, m.Span}, "contributor")
			}
		}
	}
}

// publisher returns the body that published the report, or -1.
func (f *finder) publisher() int {
	name := f.t.Report.Publisher
	if name == "" {
		return -1
	}
	for n := range f.x.Entities {
		e := &f.x.Entities[n]
		if !f.r.employers.Has(e.Type) {
			continue
		}
		for _, form := range append([]string{e.Name}, e.Aliases...) {
			if strings.EqualFold(form, name) {
				return n
			}
		}
	}
	return -1
}
