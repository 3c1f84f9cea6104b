package relate

import "policygraph/graph/kg"

// advice reads recommendations: whoever is told to act works with the partners named.
func (f *finder) advice() {
	for i := range f.recs {
		r := &f.recs[i]
		for _, a := range r.Actors {
			for _, p := range r.Partners {
				f.cooperate(r, a, p)
			}
		}
	}
}

// cooperate relates an actor to a partner. A state does not work with its own bodies, nor they with it.
func (f *finder) cooperate(r *kg.Recommendation, a, p kg.Link) {
	actor, ok := f.entity[a.Entity]
	partner, ok2 := f.entity[p.Entity]
	if !ok || !ok2 || !f.r.body[f.typ(actor)] || !f.r.body[f.typ(partner)] || f.x.Entities[partner].Country == actor || f.x.Entities[actor].Country == partner ||
		f.x.Entities[actor].Parent == partner {
		return
	}
	ev := f.linkEvidence(r, a, p)
	if ev == nil {
		return
	}
	const name = "recommended-cooperation"
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
