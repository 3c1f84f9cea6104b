package filter

import (
	"slices"

	"policygraph/graph/kg"
)

// keeper marks the text in which kept facts stand.
type keeper struct {
	f    *filter
	keep map[kg.ID]bool // passages, sections and reports
}

// close drops citations that lead nowhere and the text that no kept fact stands in. Text that no fact needs stays if nothing
// but parts of the text were asked for, or if its kind is named among the types.
func (f *filter) close() {
	k := &keeper{f: f, keep: map[kg.ID]bool{}}
	k.unneeded()
	k.facts()
	f.closeCitations(k.keep)
	k.sources()
	g := f.out
	g.Passages = slices.DeleteFunc(g.Passages, func(p kg.Passage) bool { return !k.keep[p.ID] })
	g.Sections = slices.DeleteFunc(g.Sections, func(s kg.Section) bool { return !k.keep[s.ID] })
	g.Reports = slices.DeleteFunc(g.Reports, func(r kg.Report) bool { return !k.keep[r.ID] })
}

// unneeded marks the text that stays without any fact.
func (k *keeper) unneeded() {
	stays := func(kind string, id kg.ID) bool {
		asked := !k.f.opt.narrow() || slices.Contains(k.f.opt.Types, kind)
		return asked && (k.f.scope == nil || k.f.scope[id])
	}
	for i := range k.f.in.Reports {
		if id := k.f.in.Reports[i].ID; stays(kg.KindReport, id) {
			k.keep[id] = true
		}
	}
	for i := range k.f.in.Sections {
		if id := k.f.in.Sections[i].ID; stays(kg.KindSection, id) {
			k.part(id)
		}
	}
	for i := range k.f.in.Passages {
		if id := k.f.in.Passages[i].ID; stays(kg.KindPassage, id) {
			k.passage(id)
		}
	}
}

// facts marks the text in which entities, relations, recommendations and timeline events stand.
func (k *keeper) facts() {
	g := k.f.out
	for i := range g.Entities {
		k.evidence(g.Entities[i].Mentions)
	}
	for i := range g.Relations {
		k.evidence(g.Relations[i].Evidence)
	}
	for i := range g.Recommendations {
		r := &g.Recommendations[i]
		k.keep[r.Report] = true
		k.part(r.Section)
		k.evidence(r.Evidence)
		for _, links := range [][]kg.Link{r.Actors, r.Partners, r.Concerns} {
			k.links(links)
		}
	}
	for i := range g.Timeline {
		t := &g.Timeline[i]
		k.keep[t.Report] = true
		k.part(t.Section)
		k.evidence(t.Evidence)
		k.links(t.Entities)
	}
}

// sources marks the text in which sources and citations stand.
func (k *keeper) sources() {
	for i := range k.f.out.Sources {
		k.keep[k.f.out.Sources[i].Report] = true
		k.evidence(k.f.out.Sources[i].Evidence)
	}
	for _, c := range k.f.out.Citations {
		k.evidence(c.Evidence)
	}
}

func (k *keeper) links(links []kg.Link) {
	for _, l := range links {
		k.evidence(l.Evidence)
	}
}

func (k *keeper) evidence(ev []kg.Evidence) {
	for _, e := range ev {
		k.passage(e.Passage)
	}
}

// passage marks a passage and what it is part of.
func (k *keeper) passage(id kg.ID) {
	p := k.f.index.Passages[id]
	if p == nil || k.keep[id] {
		return
	}
	k.keep[id], k.keep[p.Report] = true, true
	k.part(p.Section)
}

// part marks a section, its heading and the sections and report it is part of, or a report.
func (k *keeper) part(id kg.ID) {
	if k.keep[id] || id == "" {
		return
	}
	k.keep[id] = true
	if s := k.f.index.Sections[id]; s != nil {
		k.keep[s.Report] = true
		k.part(s.Parent)
		k.passage(s.Head)
	}
}

// closeCitations drops citations whose ends are gone. When more than a part of the text was asked for, sources that nothing
// kept cites go too, unless sources are named among the types.
func (f *filter) closeCitations(keep map[kg.ID]bool) {
	here, cited := f.out.Index(), map[kg.ID]bool{}
	f.out.Citations = slices.DeleteFunc(f.out.Citations, func(c kg.Citation) bool {
		return here.Sources[c.Source] == nil || here.Recommendations[c.From] == nil && !keep[c.From]
	})
	for _, c := range f.out.Citations {
		cited[c.Source] = true
	}
	if f.opt.narrow() && !slices.Contains(f.opt.Types, kg.KindSource) {
		f.out.Sources = slices.DeleteFunc(f.out.Sources, func(s kg.Source) bool { return !cited[s.ID] })
	}
}
