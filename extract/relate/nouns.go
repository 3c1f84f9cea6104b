package relate

// noun applies a rule to the noun phrase k, whose head is a noun of the rule: "talks between A and B", "A's attack on B",
// "threats from A to B", "violation of B by A", "A-B tensions".
func (l *line) noun(k int, r *clauseRule) {
	c := &l.chunks[k]
	next := l.wordAt(k + 1)
	after := func(j int) []ref {
		if j >= len(l.chunks) || l.chunks[j].part != nounPhrase {
			return nil
		}
		out, _ := l.listAfter(j)
		return out
	}
	switch {
	case r.Apposed:
		if r.Prep.Has(next) {
			subjects := l.apposed(k)
			if k > 0 && l.wordAt(k-1) == "as" {
				subjects = l.mainSubject(k, 0)
			}
			l.state(k, r, l.of(subjects, r.subject), l.of(after(k+2), r.object))
		}
	case r.Between && (next == "between" || next == "among"):
		l.among(k, r, after(k+2))
	case r.Pair && l.pairIn(k) != nil:
		l.among(k, r, l.pairIn(k))
	case r.Owner && c.owner >= 0 && r.Prep.Has(next):
		owner := ref{l.names[c.owner].Entity, c.owner, c.first, c.last}
		l.state(k, r, l.of([]ref{owner}, r.subject), l.of(after(k+2), r.object))
	case r.From.Has(next) && r.Prep.Has(l.wordAt(k+3)):
		l.state(k, r, l.of(after(k+2), r.subject), l.of(after(k+4), r.object))
	case r.Of.Has(next) && l.wordAt(k+3) == "by":
		l.state(k, r, l.of(after(k+4), r.subject), l.of(after(k+2), r.object))
	}
}

// among relates the first of the bodies to the others.
func (l *line) among(k int, r *clauseRule, refs []ref) {
	bodies := l.of(refs, r.subject)
	if len(bodies) < 2 || len(bodies) > 4 {
		return
	}
	l.state(k, r, bodies[:1], bodies[1:])
}

// pairIn returns the two bodies that a hyphen or slash joins before the head of the noun phrase k, or nil.
func (l *line) pairIn(k int) []ref {
	c := &l.chunks[k]
	for i := c.first; i+2 < c.last; i++ {
		a := l.name(i)
		if a < 0 {
			continue
		}
		end := l.names[a].Last
		if end+1 < c.last && (l.ts[end].Lower == "-" || l.ts[end].Lower == "/") {
			if b := l.name(end + 1); b >= 0 && b != a && l.names[b].Last < c.last && l.f.r.body.Has(l.names[a].Type) && l.f.r.body.Has(l.names[b].Type) {
				return []ref{{l.names[a].Entity, a, c.first, c.last}, {l.names[b].Entity, b, c.first, c.last}}
			}
		}
		i = end - 1
	}
	return nil
}

// thing applies a rule to the noun phrase k, which names a thing of the rule: "the X agreement between A and B".
func (l *line) thing(k int, r *clauseRule) {
	if k+2 >= len(l.chunks) || !r.Prep.Has(l.wordAt(k+1)) || l.chunks[k+2].part != nounPhrase {
		return
	}
	refs, _ := l.listAfter(k + 2)
	bodies := l.of(refs, r.subject)
	if (l.wordAt(k+1) == "between" || l.wordAt(k+1) == "among") && len(bodies) < 2 {
		return
	}
	c := &l.chunks[k]
	l.state(k, r, bodies, []ref{{l.names[c.ref].Entity, c.ref, c.first, c.last}})
}
