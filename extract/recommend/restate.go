package recommend

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/graph/kg"
)

// The measure of repetition: how much of the shorter text's content words the longer one must hold, how many that is at the
// least, and in how many recommendations a word may stand to tell them apart.
const (
	sameShare  = 0.6
	sameWords  = 4
	commonWord = 48
)

// finish drops what is said twice word for word, numbers the rest and ties restatements to what they restate.
func (f *finder) finish() []kg.Recommendation {
	f.dropTwins()
	restates := f.restatements()
	out := make([]kg.Recommendation, len(f.recs))
	for i := range f.recs {
		r := &f.recs[i]
		section, objective := f.place(r.passage)
		out[i] = kg.Recommendation{
			ID: kg.PartID(kg.KindRecommendation, f.t.Report.ID, i+1), Report: f.t.Report.ID, Section: section,
			Number: r.number, Objective: objective, Modality: r.modality, Text: f.text(r), Evidence: r.spans,
			Actors: f.links(r.actors), Partners: f.links(r.partners), Concerns: f.links(r.concerns),
		}
		if restates[i] >= 0 {
			out[i].Restates = kg.PartID(kg.KindRecommendation, f.t.Report.ID, restates[i]+1)
		}
	}
	return out
}

// text joins the quotes of the evidence by a blank.
func (f *finder) text(r *rec) string {
	quotes := make([]string, 0, len(r.spans))
	n := r.passage
	for _, e := range r.spans {
		for f.t.Passages[n].ID != e.Passage {
			n++
		}
		quotes = append(quotes, f.t.Passages[n].Quote(e.Span))
	}
	return strings.Join(quotes, " ")
}

func (f *finder) links(rs []ref) []kg.Link {
	var out []kg.Link
	for _, r := range rs {
		out = append(out, kg.Link{Entity: f.ix.Entities[r.entity].ID, Evidence: []kg.Evidence{r.ev}})
	}
	return out
}

// dropTwins drops a recommendation whose words stand in the same section before.
func (f *finder) dropTwins() {
	type key struct {
		section kg.ID
		text    string
	}
	seen := map[key]bool{}
	kept := f.recs[:0]
	for i := range f.recs {
		r := f.recs[i]
		k := key{f.t.Passages[r.passage].Section, flat(f.text(&r))}
		if seen[k] {
			continue
		}
		seen[k] = true
		if r.heading && len(r.actors) == 0 && i+1 < len(f.recs) && f.under(f.recs[i+1].passage, r.passage) && f.rules.Aim.Has(f.t.Passages[r.passage].Tokens[0].Lower) {
			continue // a priority or aim, the title of the recommendations below it
		}
		kept = append(kept, r)
	}
	f.recs = kept
}

// flat returns a text in small letters, with one blank where it has any.
func flat(text string) string {
	b := make([]byte, 0, len(text))
	for _, r := range text {
		switch {
		case !unicode.IsSpace(r):
			b = utf8.AppendRune(b, unicode.ToLower(r))
		case len(b) > 0 && b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return strings.TrimSuffix(string(b), " ")
}

// under reports whether passage n stands in the section that the heading opens, or below it.
func (f *finder) under(n, heading int) bool {
	for section := f.t.Passages[n].Section; ; {
		i, ok := f.sections[section]
		if !ok {
			return false
		}
		if f.t.Sections[i].Head == f.t.Passages[heading].ID {
			return true
		}
		section = f.t.Sections[i].Parent
	}
}

// restatements returns for each recommendation the fuller one that it repeats, or -1. Only summaries and headings, or what
// they repeat, restate.
func (f *finder) restatements() []int {
	out := make([]int, len(f.recs))
	holders := map[string][]int{} // word → recommendations
	for i := range f.recs {
		out[i] = -1
		for _, w := range f.recs[i].words {
			holders[w] = append(holders[w], i)
		}
	}
	best := make([]float64, len(f.recs))
	shared := make([]int, len(f.recs))
	for i := range f.recs {
		if !f.brief(i) {
			continue
		}
		var touched []int
		for _, w := range f.recs[i].words {
			if len(holders[w]) > commonWord {
				continue
			}
			for _, j := range holders[w] {
				if j == i {
					continue
				}
				if shared[j] == 0 {
					touched = append(touched, j)
				}
				shared[j]++
			}
		}
		for _, j := range touched {
			f.compare(i, j, shared[j], out, best)
			shared[j] = 0
		}
	}
	return out
}

// brief reports whether the recommendation stands where reports say briefly what they say elsewhere at length.
func (f *finder) brief(i int) bool {
	r := &f.recs[i]
	return r.heading || f.title(f.t.Passages[r.passage].Section).summary
}

// compare decides whether one of two recommendations that share words restates the other.
func (f *finder) compare(i, j, shared int, out []int, best []float64) {
	a, b := &f.recs[i], &f.recs[j]
	lesser, fuller := i, j
	if len(a.words) > len(b.words) || len(a.words) == len(b.words) && f.brief(j) && !a.heading {
		lesser, fuller = j, i
	}
	if a.heading && !b.heading && len(a.words) == len(b.words) {
		lesser, fuller = j, i
	}
	if !f.brief(lesser) && !f.recs[fuller].heading {
		return
	}
	share := float64(shared)/float64(len(f.recs[lesser].words)) + float64(len(f.recs[fuller].words))/1e6
	if shared < sameWords || share < sameShare || share <= best[lesser] || !alike(a.actors, b.actors) || out[fuller] == lesser {
		return
	}
	best[lesser], out[lesser] = share, fuller
}

// alike reports whether two sets of actors are the same, or one of them is empty.
func alike(a, b []ref) bool {
	if len(a) == 0 || len(b) == 0 {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	for _, r := range a {
		if !hasEntity(b, r.entity) {
			return false
		}
	}
	return true
}
