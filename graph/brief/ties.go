package brief

import (
	"cmp"
	"slices"
	"strings"

	"policygraph/graph/brief/document"
	"policygraph/graph/kg"
)

// group is what ties an entity to others by one predicate, in one direction and with one status.
type group struct {
	tie      *tie
	template string
	status   kg.Status
	others   []other
}

// other is the other end of a relation.
type other struct {
	id kg.ID
	ev []kg.Evidence
}

func (g group) key() string { return g.template }

// groups gathers the relations of an entity in the order of the words for them.
func (b *Briefer) groups(id kg.ID) []group {
	var out []group
	for i := range b.ph.Ties {
		t := &b.ph.Ties[i]
		for _, status := range statuses {
			from, to := b.ends(id, t.Predicate, status)
			if t.Both && (status == kg.Asserted || t.In[status] == "") {
				from, to = joinOthers(from, to), nil
			}
			if t.Predicate == b.ph.Parent && status == kg.Asserted {
				from = nil // said at the beginning
			}
			for _, side := range []group{{t, t.Out[status], status, from}, {t, t.In[status], status, to}} {
				if side.template != "" && len(side.others) > 0 {
					b.sortOthers(side.others)
					out = append(out, side)
				}
			}
		}
	}
	return out
}

// ends returns the other ends of the relations from and to an entity.
func (b *Briefer) ends(id kg.ID, predicate string, status kg.Status) (from, to []other) {
	for _, r := range b.g.Relations {
		if r.Predicate != predicate || r.Status() != status || r.Subject == r.Object {
			continue
		}
		ev := slices.DeleteFunc(slices.Clone(r.Evidence), func(e kg.Evidence) bool { return e.Status != status })
		switch id {
		case r.Subject:
			from = append(from, other{r.Object, ev})
		case r.Object:
			to = append(to, other{r.Subject, ev})
		}
	}
	return from, to
}

// joinOthers joins two lists, each entity once.
func joinOthers(a, c []other) []other {
	for _, o := range c {
		if at := slices.IndexFunc(a, func(p other) bool { return p.id == o.id }); at >= 0 {
			a[at].ev = slices.Concat(a[at].ev, o.ev)
			continue
		}
		a = append(a, o)
	}
	return a
}

// sortOthers puts first what is stated rather than known from lists, and what is stated more often.
func (b *Briefer) sortOthers(list []other) {
	listed := func(o other) int {
		if b.ph.listed(o.ev) {
			return 1
		}
		return 0
	}
	slices.SortFunc(list, func(a, c other) int {
		return cmp.Or(cmp.Compare(listed(a), listed(c)), cmp.Compare(len(c.ev), len(a.ev)), cmp.Compare(b.order[a.id], b.order[c.id]))
	})
}

// tiesMost is how many names a sentence lists in shortened words.
const tiesMost = 4

// ties puts relations into words. What a recommendation in the text says already is not said again.
func (w *writer) ties(groups []group, e *kg.Entity) []document.Block {
	var out sentence
	subject := "it"
	if w.ph.Types[e.Type].Person {
		subject = document.Clean(e.Name)
	}
	for _, g := range groups {
		names := w.tied(g, e)
		if len(names) == 0 {
			continue
		}
		if w.left[g.key()] {
			w.counts["ties"] += len(names)
			continue
		}
		out.next()
		w.tell(&out, g.template, subject, names)
	}
	return out.paragraph()
}

// tied names the other ends of a group, with notes.
func (w *writer) tied(g group, e *kg.Entity) []named {
	var out []named
	for _, o := range g.others {
		if w.x.Entities[o.id] == nil || g.status != kg.Asserted && w.said(o.ev) {
			continue
		}
		n := named{name: w.names[o.id], unsure: confidence(o.ev) < w.ph.Unsure}
		if w.left[g.key()] || w.tight && len(g.others) > tiesMost+1 && len(out) >= tiesMost {
			out = append(out, n)
			continue
		}
		n.notes = w.proof(e, o)
		if n.unsure {
			w.counts["unsure"]++
		}
		out = append(out, n)
	}
	return out
}

// said reports whether a recommendation in the text says so already.
func (w *writer) said(ev []kg.Evidence) bool {
	return slices.ContainsFunc(w.g.Recommendations, func(r kg.Recommendation) bool {
		return w.shown[r.ID] && slices.ContainsFunc(r.Evidence, func(p kg.Evidence) bool {
			return slices.ContainsFunc(ev, func(e kg.Evidence) bool { return p.Passage == e.Passage && p.Span.Contains(e.Span) })
		})
	})
}

// proofMost is how many places prove one relation.
const proofMost = 1

// proof returns the notes on a relation of the entity: the surest of the places that name both ends, so that a reader finds them
// there, or else of all places; of what is known from name lists, none in shortened words.
func (w *writer) proof(e *kg.Entity, o other) []int {
	ev := slices.Clone(o.ev)
	both := func(p kg.Evidence) int {
		if namedIn(e, p.Passage) && namedIn(w.x.Entities[o.id], p.Passage) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(ev, func(a, c kg.Evidence) int {
		return cmp.Or(cmp.Compare(both(c), both(a)), cmp.Compare(c.Confidence, a.Confidence))
	})
	remark := ""
	if w.ph.listed(ev) {
		w.counts["listed"]++
		if w.tight {
			return nil
		}
		remark = "The report names it; the tie is known from the program’s name lists."
	}
	var out []int
	for _, e := range ev[:min(proofMost, len(ev))] {
		quote := ""
		if remark == "" {
			if quote = w.excerpt(e); !w.tight {
				e = w.sentenceOf(e) // the place is that of the first word quoted
			}
		}
		out = append(out, w.note(e, quote, remark))
	}
	return out
}

// namedIn reports whether the passage names the entity.
func namedIn(e *kg.Entity, passage kg.ID) bool {
	return slices.ContainsFunc(e.Mentions, func(m kg.Evidence) bool { return m.Passage == passage })
}

// sentenceOf widens evidence to its sentence if it is short.
func (w *writer) sentenceOf(e kg.Evidence) kg.Evidence {
	p := w.x.Passages[e.Passage]
	if p == nil || len(strings.Fields(p.Quote(e.Span))) >= leastWords {
		return e
	}
	for _, s := range sentences(p.Text) {
		if s.Contains(e.Span) {
			e.Span = s
		}
	}
	return e
}

// excerpt returns the sentence of the evidence; in shortened words, what stands around it.
func (w *writer) excerpt(e kg.Evidence) string {
	whole := w.sentenceOf(e)
	text := document.Clean(w.x.Quote(whole))
	if !w.tight || len(strings.Fields(text)) <= quoteWords {
		return text
	}
	raw := w.x.Passages[e.Passage].Text
	before, after := wordStarts(raw[whole.Span.Start:e.Span.Start]), wordEnds(raw[e.Span.End:whole.Span.End])
	room := max(0, quoteWords-len(strings.Fields(raw[e.Span.Start:e.Span.End])))
	ahead := min(len(before), room/2)
	behind := min(len(after), room-ahead)
	start, end := e.Span.Start, e.Span.End
	if ahead > 0 {
		start = whole.Span.Start + before[len(before)-ahead]
	}
	if behind > 0 {
		end += after[behind-1]
	}
	out := shorten(document.Clean(raw[start:end]), 2*quoteWords)
	if ahead < len(before) {
		out = "… " + out
	}
	if behind < len(after) && !strings.HasSuffix(out, ellipsis) {
		out = strings.TrimRight(out, ",;:—– ") + ellipsis
	}
	return out
}

// leastWords are fewer than which a quote says too little by itself.
const leastWords = 10

// tell fills a template.
func (w *writer) tell(out *sentence, template, subject string, names []named) {
	most := 0
	if w.tight {
		most = tiesMost
	}
	text := choose(template, len(names))
	text = strings.ReplaceAll(text, "{It}", capital(subject))
	text = strings.ReplaceAll(text, "{it}", subject)
	for _, place := range []string{"{others}", "{Others}"} {
		before, after, ok := strings.Cut(text, place)
		if !ok {
			continue
		}
		if before != "" {
			out.say("%s", before)
		}
		if place == "{Others}" {
			names[0].name = capital(names[0].name)
		}
		out.names(names, most)
		out.say("%s", after)
		return
	}
}
