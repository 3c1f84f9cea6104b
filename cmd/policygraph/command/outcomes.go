package command

import (
	"fmt"
	"strings"

	"policygraph/cmd/policygraph/config"
	"policygraph/cmd/policygraph/corpus"
	"policygraph/graph/kg"
)

// maxListed is how many reports are listed for people; of more, only sums are told.
const maxListed = 20

// outcome is what became of a report, as it is printed.
type outcome struct {
	Report          string       `json:"report,omitempty"`
	File            string       `json:"file"`
	State           corpus.State `json:"state"`
	Entities        *int         `json:"entities,omitempty"` // of those that were read
	Recommendations *int         `json:"recommendations,omitempty"`
	Relations       *int         `json:"relations,omitempty"`
	Error           string       `json:"error,omitempty"`
}

// tally counts what became of the reports of a command.
type tally struct {
	Store           string    `json:"store"`
	Read            int       `json:"read"`
	New             int       `json:"new"`
	Replaced        int       `json:"replaced"`
	Unchanged       int       `json:"unchanged"`
	Removed         int       `json:"removed"`
	Failed          int       `json:"failed"`
	Entities        int       `json:"entities"` // different ones, in what was read
	Recommendations int       `json:"recommendations"`
	Relations       int       `json:"relations"`
	Reports         []outcome `json:"reports"`
}

// count counts what became of the reports.
func (g *gathered) count(c config.Config) tally {
	t := tally{Store: c.StorePath(), Reports: []outcome{}}
	entities := map[kg.ID]bool{}
	for _, o := range g.outcomes {
		row := outcome{File: o.Name, State: o.State}
		if o.ID != "" {
			row.Report = shortName(o.ID)
		}
		switch o.State {
		case corpus.Unchanged:
			t.Unchanged++
		case corpus.Removed:
			t.Removed++
		case corpus.Failed:
			t.Failed++
			row.Error = message(o.Err)
		default:
			t.Read++
			if t.New++; o.State == corpus.Replaced {
				t.New, t.Replaced = t.New-1, t.Replaced+1
			}
			n := len(o.Entities)
			row.Entities, row.Recommendations, row.Relations = &n, &o.Recommendations, &o.Relations
			for _, id := range o.Entities {
				entities[id] = true
			}
			t.Recommendations += o.Recommendations
			t.Relations += o.Relations
		}
		t.Reports = append(t.Reports, row)
	}
	t.Entities = len(entities)
	return t
}

// counts says how many reports became what.
func (t tally) counts() string {
	return fmt.Sprintf("new %d, replaced %d, unchanged %d, removed %d, failed %d", t.New, t.Replaced, t.Unchanged, t.Removed, t.Failed)
}

// table lists the reports.
func (t tally) table(reports []outcome) table {
	out := table{columns: []column{{name: "report"}, {name: "state"}, {name: "entities", right: true}, {name: "recommendations", right: true},
		{name: "relations", right: true}}}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return fmt.Sprint(*n)
	}
	for _, o := range reports {
		name := o.Report
		if name == "" {
			name = o.File
		}
		out.add(name, o.State, number(o.Entities), number(o.Recommendations), number(o.Relations))
	}
	return out
}

// csvTable has a row for each report, with all that is known of it.
func (t tally) csvTable() table {
	out := t.table(t.Reports)
	out.columns = append(out.columns, column{name: "file"}, column{name: "error"})
	for i, o := range t.Reports {
		out.rows[i][0] = o.Report
		out.rows[i] = append(out.rows[i], o.File, o.Error)
	}
	return out
}

// printTally says what became of the reports: of few in a list, of many in sums, with those that were removed.
func (p *program) printTally(format string, t tally) error {
	if format != asTable {
		return p.print(format, t.csvTable(), t)
	}
	if p.quiet {
		return nil
	}
	listed := t.Reports
	if len(listed) > maxListed {
		listed = nil
		for _, o := range t.Reports {
			if o.State == corpus.Removed {
				listed = append(listed, o)
			}
		}
	}
	var b strings.Builder
	if len(listed) > 0 {
		list := t.table(listed)
		b.WriteString(list.text(0, p.styled()) + "\n")
	}
	if t.Read > 0 {
		fmt.Fprintf(&b, "in what was read: %d entities, %d recommendations, %d relations\n", t.Entities, t.Recommendations, t.Relations)
	}
	fmt.Fprintf(&b, "%s\nstored in %s\n", t.counts(), t.Store)
	_, err := p.out.WriteString(b.String())
	return err
}
