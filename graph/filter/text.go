package filter

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"policygraph/graph/kg"
	"policygraph/graph/lookup"
	"policygraph/graph/ontology"
)

// reads reports whether what a report says is wanted.
func (o Options) reads(report kg.ID) bool {
	return len(o.Reports) == 0 || slices.Contains(o.Reports, report)
}

// locate finds the sections, reports and passages that Reports and Section keep. Without either, scope stays nil.
func (f *filter) locate() error {
	if len(f.opt.Reports) == 0 && f.opt.Section == "" {
		return nil
	}
	f.scope = map[kg.ID]bool{}
	inReport := f.opt.reads
	if f.opt.Section == "" {
		for i := range f.in.Reports {
			f.scope[f.in.Reports[i].ID] = inReport(f.in.Reports[i].ID)
		}
	} else if err := f.matchSections(inReport); err != nil {
		return err
	}
	for i := range f.in.Sections {
		f.inherit(&f.in.Sections[i])
	}
	for i := range f.in.Passages {
		p := &f.in.Passages[i]
		f.scope[p.ID] = inReport(p.Report) && f.scope[p.Section]
	}
	for i := range f.in.Sections {
		if s := &f.in.Sections[i]; f.scope[s.ID] && s.Head != "" {
			f.scope[s.Head] = true
		}
	}
	return nil
}

// Sections returns the sections that Options.Section names in the reports of Options.Reports, not those below them, in order.
func Sections(g *kg.Graph, o *ontology.Ontology, opt Options) ([]kg.ID, error) {
	if err := check(g, o, opt); err != nil {
		return nil, err
	}
	f := &filter{opt: opt, in: g, scope: map[kg.ID]bool{}}
	if err := f.matchSections(opt.reads); err != nil {
		return nil, err
	}
	return slices.Sorted(maps.Keys(f.scope)), nil
}

// matchSections marks the sections that Section names: by number if any title has that number, else by words.
func (f *filter) matchSections(inReport func(kg.ID) bool) error {
	want := fold(f.opt.Section)
	for _, matches := range []func(title string) bool{
		func(title string) bool {
			return number(title) != "" && number(title) == number(want) && number(want) == strings.TrimSuffix(want, ".")
		},
		func(title string) bool { return strings.Contains(title, want) },
	} {
		found := false
		for i := range f.in.Sections {
			if s := &f.in.Sections[i]; inReport(s.Report) && matches(fold(s.Title)) {
				f.scope[s.ID], found = true, true
			}
		}
		if found {
			return nil
		}
	}
	var titles []string
	for i := range f.in.Sections {
		if s := &f.in.Sections[i]; inReport(s.Report) && s.Title != "" {
			titles = append(titles, s.Title)
		}
	}
	return fmt.Errorf("no section %q; %s", f.opt.Section, suggested(titles, f.opt.Section))
}

// titlesShown is how many titles are suggested.
const titlesShown = 5

// suggested names the titles nearest to what was asked for, or else the first ones.
func suggested(titles []string, asked string) string {
	what, list, more := "nearest: ", lookup.NearestNames(titles, asked, titlesShown), ""
	if len(list) == 0 {
		what, list = "known: ", titles[:min(titlesShown, len(titles))]
		if n := len(titles) - len(list); n > 0 {
			more = fmt.Sprintf(" and %d more", n)
		}
	}
	var quoted []string
	for _, title := range list {
		quoted = append(quoted, fmt.Sprintf("%q", title))
	}
	return what + strings.Join(quoted, ", ") + more
}

// fold is the form in which titles are compared: lower case, single spaces, straight apostrophes.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.ReplaceAll(s, "’", "'"))), " ")
}

// number returns the number with which a title begins, as in "3.2" of "3.2. Trade", or "".
func number(title string) string {
	first, _, _ := strings.Cut(title, " ")
	first = strings.TrimRight(first, ".):")
	if first == "" || strings.Trim(first, "0123456789.") != "" {
		return ""
	}
	return first
}

// inherit marks a section that lies in a marked section or report.
func (f *filter) inherit(s *kg.Section) {
	steps := 0
	for at := s; at != nil && steps <= len(f.in.Sections); at = f.index.Sections[at.Parent] {
		if f.scope[at.ID] || f.scope[at.Parent] {
			f.scope[s.ID] = true
			return
		}
		steps++
	}
}

// cutText drops what stands outside the reports and sections wanted. Recommendations and timeline events stay whole, with
// the evidence of their links wherever it is; of relations and entities only the evidence in the text kept is left.
func (f *filter) cutText() {
	if f.scope == nil {
		return
	}
	g := f.out
	outside := func(section kg.ID, ev []kg.Evidence) bool {
		return !f.scope[section] && !slices.ContainsFunc(ev, f.inScope)
	}
	g.Recommendations = slices.DeleteFunc(g.Recommendations, func(r kg.Recommendation) bool { return outside(r.Section, r.Evidence) })
	g.Timeline = slices.DeleteFunc(g.Timeline, func(t kg.TimelineEvent) bool { return outside(t.Section, t.Evidence) })
	linked := map[kg.ID]bool{}
	f.cutLinks(func(_ string, l kg.Link) bool { linked[l.Entity] = true; return false })

	g.Relations = slices.DeleteFunc(g.Relations, func(r kg.Relation) bool { return !slices.ContainsFunc(r.Evidence, f.inScope) })
	for i := range g.Relations {
		g.Relations[i].Evidence = f.trim(g.Relations[i].Evidence)
		linked[g.Relations[i].Subject], linked[g.Relations[i].Object] = true, true
	}
	g.Entities = slices.DeleteFunc(g.Entities, func(e kg.Entity) bool {
		return !linked[e.ID] && !slices.ContainsFunc(e.Mentions, f.inScope)
	})
	for i := range g.Entities {
		if e := &g.Entities[i]; slices.ContainsFunc(e.Mentions, f.inScope) {
			e.Mentions = f.trim(e.Mentions)
		}
	}
	f.cutCitations()
	f.dropDangling()
}

// inScope reports whether the evidence stands in the text kept.
func (f *filter) inScope(e kg.Evidence) bool { return f.scope[e.Passage] }

// trim drops the evidence outside the text kept.
func (f *filter) trim(ev []kg.Evidence) []kg.Evidence {
	return slices.DeleteFunc(slices.Clone(ev), func(e kg.Evidence) bool { return !f.inScope(e) })
}

// cutCitations keeps the citations made in the text kept, and of the sources those cited there or printed there.
func (f *filter) cutCitations() {
	here, cited := f.out.Index(), map[kg.ID]bool{}
	f.out.Citations = slices.DeleteFunc(f.out.Citations, func(c kg.Citation) bool {
		return !f.scope[c.From] && here.Recommendations[c.From] == nil
	})
	for _, c := range f.out.Citations {
		cited[c.Source] = true
	}
	f.out.Sources = slices.DeleteFunc(f.out.Sources, func(s kg.Source) bool {
		return !cited[s.ID] && !slices.ContainsFunc(s.Evidence, f.inScope)
	})
}
