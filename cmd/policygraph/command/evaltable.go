package command

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"policygraph/graph/evaluate"
)

// evaluation prints the outcome for one report or several.
func (p *program) evaluation(f *evalFlags, all []evaluated, v evaluate.Vocabulary) error {
	switch {
	case *f.format == asJSON:
		return p.evaluationJSON(f, all, v)
	case *f.format == asCSV && f.misses:
		return p.csv(missTable(all))
	case *f.format == asCSV:
		return p.csv(scoreTable(all, rawNumber))
	}
	t := scoreTable(all, plainNumber)
	for i := range t.columns { // as people write them
		if name := t.columns[i].name; name == "p" || name == "r" || name == "f1" {
			t.columns[i].name = strings.ToUpper(name)
		}
	}
	if len(all) > 1 {
		t = summaryTable(all, v)
	}
	text := t.text(0, p.styled())
	for _, e := range all {
		if !f.misses {
			break
		}
		if len(all) > 1 {
			text += "\n## " + e.Report + "\n"
		}
		text += missText(e.Misses)
	}
	_, err := p.out.WriteString(text)
	return err
}

// evaluationJSON prints an object of metrics, with the lists as "misses" if asked for; of several reports a list of them and
// the mean.
func (p *program) evaluationJSON(f *evalFlags, all []evaluated, v evaluate.Vocabulary) error {
	if !f.misses {
		for i := range all {
			all[i].Misses = nil
		}
	}
	if len(all) > 1 {
		return p.json(struct {
			Reports []evaluated     `json:"reports"`
			Mean    evaluate.Scores `json:"mean"`
		}{all, mean(all, v)})
	}
	if !f.misses {
		return p.json(all[0].Scores)
	}
	scores, err := json.Marshal(all[0].Scores)
	if err != nil {
		return err
	}
	lists, err := json.Marshal(all[0].Misses)
	if err != nil {
		return err
	}
	return p.json(json.RawMessage(strings.TrimSuffix(string(scores), "}") + `,"misses":` + string(lists) + "}"))
}

func mean(all []evaluated, v evaluate.Vocabulary) evaluate.Scores {
	var list []evaluate.Scores
	for _, e := range all {
		list = append(list, e.Scores)
	}
	return evaluate.Mean(list, v)
}

func plainNumber(x float64) string { return fmt.Sprintf("%.3f", x) }

func rawNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// scoreTable lists the metrics of each report; of several, the first column names it.
func scoreTable(all []evaluated, number func(float64) string) table {
	t := table{columns: []column{{name: "metric"}, {name: "p", right: true}, {name: "r", right: true}, {name: "f1", right: true},
		{name: "predicted", right: true}, {name: "gold", right: true}}}
	if len(all) > 1 {
		t.columns = append([]column{{name: "report"}, {name: "annotation"}}, t.columns...)
	}
	for _, e := range all {
		for _, s := range e.Scores {
			cells := []any{s.Name, number(s.P), number(s.R), number(s.F1), s.Predicted, s.Gold}
			if len(all) > 1 {
				cells = append([]any{e.Report, e.Gold}, cells...)
			}
			t.add(cells...)
		}
	}
	return t
}

// summarised are the metrics shown of several reports.
var summarised = []struct{ metric, title string }{
	{evaluate.Entities, "entities"}, {evaluate.Recommendations, "recommendations"}, {evaluate.Actors, "who is called on"}, {evaluate.Relations, "relations"},
}

// summaryTable lists F1 of the main metrics of each report, and their mean.
func summaryTable(all []evaluated, v evaluate.Vocabulary) table {
	t := table{columns: []column{{name: "F1"}}}
	for _, m := range summarised {
		t.columns = append(t.columns, column{name: m.title, right: true})
	}
	golds := map[string]int{}
	for _, e := range all {
		golds[e.Report]++
	}
	row := func(name string, scores evaluate.Scores) {
		cells := []any{name}
		for _, m := range summarised {
			cells = append(cells, plainNumber(scores.Get(m.metric).F1))
		}
		t.add(cells...)
	}
	for _, e := range all {
		name := e.Report
		if golds[name] > 1 {
			name += " (" + filepath.Base(e.Gold) + ")"
		}
		row(name, e.Scores)
	}
	row("mean", mean(all, v))
	return t
}

// missText writes the lists for people, each under a heading with its length.
func missText(lists evaluate.Misses) string {
	var b strings.Builder
	for _, l := range lists {
		fmt.Fprintf(&b, "\n# %s: %d\n", l.Name, len(l.Items))
		for _, item := range l.Items {
			b.WriteString("  " + item + "\n")
		}
	}
	return b.String()
}

// missTable lists the items of the lists, one in a row.
func missTable(all []evaluated) table {
	t := table{columns: []column{{name: "list"}, {name: "item"}}}
	if len(all) > 1 {
		t.columns = append([]column{{name: "report"}, {name: "annotation"}}, t.columns...)
	}
	for _, e := range all {
		for _, l := range e.Misses {
			for _, item := range l.Items {
				cells := []any{l.Name, item}
				if len(all) > 1 {
					cells = append([]any{e.Report, e.Gold}, cells...)
				}
				t.add(cells...)
			}
		}
	}
	return t
}
