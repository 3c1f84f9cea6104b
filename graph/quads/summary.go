package quads

import (
	"encoding/json"
	"fmt"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// Summary is a report with the numbers of what was found in it.
type Summary struct {
	kg.Report
	Passages        int
	Entities        int
	Recommendations int
	Relations       int
	Timeline        int
	Sources         int
}

// Summarise returns the summary of a graph of one report.
func Summarise(g *kg.Graph) Summary {
	return Summary{Report: g.Reports[0], Passages: len(g.Passages), Entities: len(g.Entities), Recommendations: len(g.Recommendations),
		Relations: len(g.Relations), Timeline: len(g.Timeline), Sources: len(g.Sources)}
}

// Literal returns the summary as the literal of a catalogue's entry: JSON.
func (s Summary) Literal() (quad.String, error) {
	raw, err := json.Marshal(s)
	return quad.String(raw), err
}

// ParseSummary reads what [Summary.Literal] wrote.
func ParseSummary(v quad.Value) (Summary, error) {
	var s Summary
	text, err := asString(v)
	if err == nil {
		err = json.Unmarshal([]byte(text), &s)
	}
	if err != nil {
		return s, fmt.Errorf("summary of a report: %w", err)
	}
	return s, nil
}
