package evaluate

import (
	"bytes"
	"encoding/json"
)

// Score is one metric.
type Score struct {
	Name      string  `json:"-"`
	P         float64 `json:"p"`  // precision: how much of what is predicted is right
	R         float64 `json:"r"`  // recall: how much of the gold is found
	F1        float64 `json:"f1"` // harmonic mean of both
	Predicted int     `json:"predicted"`
	Gold      int     `json:"gold"`
}

// Scores are the metrics in their order.
type Scores []Score

// Get returns the metric of that name; one that was not measured is all zero.
func (s Scores) Get(name string) Score {
	for _, x := range s {
		if x.Name == name {
			return x
		}
	}
	return Score{Name: name}
}

// MarshalJSON writes an object of metrics in their order.
func (s Scores) MarshalJSON() ([]byte, error) {
	return object(len(s), func(i int) (string, any) { return s[i].Name, s[i] })
}

// List is a list of facts that are missing, wrong or too much.
type List struct {
	Name  string
	Items []string
}

// Misses are such lists in their order.
type Misses []List

// MarshalJSON writes an object of lists in their order.
func (m Misses) MarshalJSON() ([]byte, error) {
	return object(len(m), func(i int) (string, any) { return m[i].Name, m[i].Items })
}

// object writes n members as a JSON object in their order.
func object(n int, member func(int) (string, any)) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	b.WriteByte('{')
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		name, value := member(i)
		if err := enc.Encode(name); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := enc.Encode(value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Mean returns the mean of P, R and F1 over several reports, each metric over those where it was measured, and the sums of
// what was predicted and what is in the gold. The order is that of the vocabulary.
func Mean(all []Scores, v Vocabulary) Scores {
	var out Scores
	for _, name := range v.Metrics() {
		sum, n := Score{Name: name}, 0.0
		for _, scores := range all {
			for _, s := range scores {
				if s.Name == name {
					sum.P, sum.R, sum.F1, n = sum.P+s.P, sum.R+s.R, sum.F1+s.F1, n+1
					sum.Predicted, sum.Gold = sum.Predicted+s.Predicted, sum.Gold+s.Gold
				}
			}
		}
		if n > 0 {
			sum.P, sum.R, sum.F1 = sum.P/n, sum.R/n, sum.F1/n
			out = append(out, sum)
		}
	}
	return out
}

// part is how many of a number of things are right.
type part struct{ right, all int }

func share(list []int, right func(int) bool) part { return part{len(keep(list, right)), len(list)} }

func (p part) ratio() float64 {
	if p.all == 0 {
		return 0
	}
	return float64(p.right) / float64(p.all)
}

// add appends a metric.
func (s *Scores) add(name string, predicted, gold part) {
	x := Score{Name: name, P: predicted.ratio(), R: gold.ratio(), Predicted: predicted.all, Gold: gold.all}
	if x.P+x.R > 0 {
		x.F1 = 2 * x.P * x.R / (x.P + x.R)
	}
	*s = append(*s, x)
}

// addBoth appends a metric of sets with so many members in common.
func (s *Scores) addBoth(name string, common, predicted, gold int) {
	s.add(name, part{common, predicted}, part{common, gold})
}

func (m *Misses) add(name string, items []string) { *m = append(*m, List{name, items}) }
