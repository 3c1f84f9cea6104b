package relate

import "policygraph/graph/kg"

// advice reads recommendations: whoever is told to act works with the partners named. Where several are told to act, each
// works with the partners of its own sentence.
func (f *finder) advice() {
	for i := range f.recs {
		r := &f.recs[i]
		for _, p := range r.Partners {
			for _, a := range f.actorsOf(r, p) {
				f.cooperate(r, a, p, "recommended-cooperation")
			}
		}
		f.jointly(r)
	}
}

// maxJoint is how many may be told to act in one breath for them to act together.
const maxJoint = 3

// jointly relates those whom one subject tells to act: "A and B should". Many together each act for themselves.
func (f *finder) jointly(r *kg.Recommendation) {
	for k, a := range r.Actors {
		var peers []kg.Link
		joint := 1
		for n, b := range r.Actors {
			if n != k && f.oneSubject(a, b) {
				joint++
				if n > k {
					peers = append(peers, b)
				}
			}
		}
		if joint > maxJoint {
			continue
		}
		for _, b := range peers {
			f.cooperate(r, a, b, "joint-actors")
		}
	}
}

// oneSubject reports whether a sentence names both by the same rule, one close to the other.
func (f *finder) oneSubject(a, b kg.Link) bool {
	const near = 120 // bytes
	for _, x := range a.Evidence {
		for _, y := range b.Evidence {
			if x.Passage == y.Passage && x.Rule == y.Rule && f.r.words.Subjects.Has(x.Rule) && f.sentence(x) == f.sentence(y) && max(x.Span.Start, y.Span.Start)-min(x.Span.End, y.Span.End) < near {
				return true
			}
		}
	}
	return false
}

// actorsOf returns those actors of a recommendation that stand in the partner's sentence or the nearest one before it; if none
// do, all.
func (f *finder) actorsOf(r *kg.Recommendation, p kg.Link) []kg.Link {
	var out []kg.Link
	last := -1
	for _, a := range r.Actors {
		n := f.latest(a, p)
		if n < 0 || n < last {
			continue
		}
		if n > last {
			out = out[:0]
		}
		last = n
		out = append(out, a)
	}
	if out == nil {
		return r.Actors
	}
	return out
}

// latest returns the last sentence before the partner that names the actor, or -1.
func (f *finder) latest(a, p kg.Link) int {
	best := -1
	for _, ae := range a.Evidence {
		for _, pe := range p.Evidence {
			if n := f.sentence(ae); ae.Passage == pe.Passage && n <= f.sentence(pe) {
				best = max(best, n)
			}
		}
	}
	return best
}

// sentence returns the number of the sentence that holds the start of the evidence, or -1.
func (f *finder) sentence(ev kg.Evidence) int {
	i, ok := f.passage[ev.Passage]
	if !ok {
		return -1
	}
	return f.sentenceAt(i, ev.Span.Start)
}

// cooperate relates an actor to a partner. A state does not work with its own bodies, nor they with it.
func (f *finder) cooperate(r *kg.Recommendation, a, p kg.Link, name string) {
	actor, ok := f.entity[a.Entity]
	partner, ok2 := f.entity[p.Entity]
	if !ok || !ok2 || !f.r.body.Has(f.typ(actor)) || !f.r.body.Has(f.typ(partner)) || f.x.Entities[partner].Country == actor || f.x.Entities[actor].Country == partner ||
		f.x.Entities[actor].Parent == partner {
		return
	}
	ev := f.linkEvidence(r, a, p)
	if ev == nil {
		return
	}
	f.add(actor, "works_with", partner, kg.Evidence{Passage: ev.Passage, Span: ev.Span, Rule: name, Confidence: f.r.confidence[name] * ev.Confidence, Status: kg.Recommended})
}

// linkEvidence returns the words of a recommendation that name actor and partner, or those that name the partner, or all of it.
func (f *finder) linkEvidence(r *kg.Recommendation, a, p kg.Link) *kg.Evidence {
	for _, pe := range p.Evidence {
		for _, ae := range a.Evidence {
			if ae.Passage == pe.Passage {
				pe.Span = cover(pe.Span, ae.Span)
				pe.Confidence = min(pe.Confidence, ae.Confidence)
				return &pe
			}
		}
	}
	if len(p.Evidence) > 0 {
		return &p.Evidence[0]
	}
	if len(r.Evidence) > 0 {
		return &r.Evidence[0]
	}
	return nil
}
