package confidence_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"policygraph/data"
	"policygraph/extract"
	"policygraph/extract/confidence"
	"policygraph/graph/kg"
)

var update = flag.Bool("update", false, "measure the confidence of rules anew and write data/rules/confidence.yaml")

// table is the file that the measurement writes.
const table = "../../data/rules/confidence.yaml"

// pair is a report and its annotation.
type pair struct{ report, gold string }

const (
	shared  = "../../../shared/"
	reports = "../testdata/reports/"
)

// The reports from which confidence is measured: those that the rules were written with.
var development = []pair{
	{shared + "report/us-rok-alliance.md", shared + "gold/us-rok-alliance.json"},
	{shared + "corpus/biosafety-2023.md", shared + "gold/biosafety-2023.json"},
	{shared + "corpus/psi-directive-2014.docx", shared + "gold/psi-directive-2014.json"},
	{reports + "antarctic-shipping-2022.txt", reports + "antarctic-shipping-2022.gold.json"},
	{reports + "baltic-energy-2024.md", reports + "baltic-energy-2024.gold.json"},
	{reports + "kenya-digital-id-2023.md", reports + "kenya-digital-id-2023.gold.json"},
	{reports + "gao-style-wildfire-2024.md", reports + "gao-style-wildfire-2024.gold.json"},
	{reports + "pacific-health-2021.txt", reports + "pacific-health-2021.gold.json"},
	{reports + "us-japan-semiconductors-2023.md", reports + "us-japan-semiconductors-2023.gold.json"},
	{reports + "eu-audit-water-2024.txt", reports + "eu-audit-water-2024.gold.json"},
	{reports + "us-mexico-border-energy-2025.md", reports + "us-mexico-border-energy-2025.gold.json"},
}

// The reports that only check it.
var blind = []pair{
	{reports + "india-africa-health-2022.md", reports + "india-africa-health-2022.gold.json"},
	{reports + "uk-select-committee-fisheries-2023.html", reports + "uk-select-committee-fisheries-2023.gold.json"},
}

// judged returns, for each report that is there, the facts that the stages find, with their own guesses of confidence, and the
// names of those reports.
func judged(t *testing.T, pairs []pair) (out [][]fact, names []string) {
	t.Helper()
	opt := extract.DefaultOptions()
	opt.Rules = fstest.MapFS{"confidence.yaml": {Data: []byte("# none\n")}}
	x, err := extract.New(data.FS, opt)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		name := filepath.Base(p.report)
		if _, err := os.Stat(p.gold); err != nil {
			t.Logf("SKIPPED %s, without it the numbers say less: %v", name, err)
			continue
		}
		g, _, err := x.File(context.Background(), p.report)
		if err != nil {
			t.Logf("SKIPPED %s, without it the numbers say less: %v", name, err)
			continue
		}
		out, names = append(out, readGold(t, p.gold).judge(g)), append(names, name)
	}
	return out, names
}

// measured returns a fact's confidence under a table.
func (f fact) measured(t confidence.Table) float64 {
	best := 0.0
	for _, e := range f.evidence {
		c, ok := t[f.kind][e.Rule]
		if !ok {
			c = e.Confidence
		}
		best = max(best, c)
	}
	return best
}

// by returns the fact as one rule supports it.
func (f fact) by(rule string) fact {
	f.evidence = slices.DeleteFunc(slices.Clone(f.evidence), func(e kg.Evidence) bool { return e.Rule != rule })
	return f
}

// share counts right facts.
type share struct {
	right, all int
	stated     float64 // sum of the confidence stated
}

func (s *share) add(f fact, stated float64) {
	s.all++
	s.stated += stated
	if f.right {
		s.right++
	}
}

func (s share) precision() float64 { return float64(s.right) / float64(max(1, s.all)) }

func (s share) mean() float64 { return s.stated / float64(max(1, s.all)) }

// strength is how many facts are added to those seen of a rule (after Laplace's rule of succession). They are taken to be right
// as often as the mean of two guesses: the precision of the kind, and what the stage says of the rule. Of 25 settings (strength
// 2 to 12, five weights of the two guesses) this one is near the best in the log loss of development reports left out of the
// measurement: 0.317, where others have 0.316 to 0.325.
const strength = 5.0

// calibrate measures the confidence of rules: for each kind a decision list (Rivest, Learning decision lists, Machine Learning
// 2, 1987). The rule with the highest smoothed precision comes first and takes all facts that it supports, then the best
// one on the rest, and so on. As a fact's confidence is the highest of its evidence, it is that of the rule which took it.
func calibrate(reports [][]fact) confidence.Table {
	out := confidence.Table{}
	for _, kind := range confidence.Kinds() {
		rest := ofKind(slices.Concat(reports...), kind)
		mean := share{}
		for _, f := range rest {
			mean.add(f, 0)
		}
		out[kind] = map[string]float64{}
		least := 1.0
		for len(rest) > 0 {
			rules := sharesOf(rest, nil)
			best, top := "", -1.0
			for _, rule := range slices.Sorted(maps.Keys(rules)) {
				s := rules[rule]
				if c := (float64(s.right) + strength*(mean.precision()+s.mean())/2) / (float64(s.all) + strength); c > top {
					best, top = rule, c
				}
			}
			least = min(least, top)
			out[kind][best] = math.Round(100*least) / 100
			rest = slices.DeleteFunc(rest, func(f fact) bool { return slices.Contains(f.rules(), best) })
		}
	}
	return out
}

// sharesOf counts the facts that each rule supports, alone or not.
func sharesOf(facts []fact, t confidence.Table) map[string]*share {
	rules := map[string]*share{}
	for _, f := range facts {
		for _, rule := range f.rules() {
			if rules[rule] == nil {
				rules[rule] = &share{}
			}
			rules[rule].add(f, f.by(rule).measured(t))
		}
	}
	return rules
}

// rules returns the rules that support the fact, sorted.
func (f fact) rules() []string {
	var out []string
	for _, e := range f.evidence {
		out = append(out, e.Rule)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// bins of confidence, by their lower edges.
var bins = []float64{0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95}

func bin(c float64) int {
	i, found := slices.BinarySearch(bins, c)
	if !found {
		i--
	}
	return max(0, i)
}

// binned sorts facts into bins by the confidence that a table gives them.
func binned(facts []fact, t confidence.Table) []share {
	in := make([]share, len(bins))
	for _, f := range facts {
		c := f.measured(t)
		in[bin(c)].add(f, c)
	}
	return in
}

// calibrationError is the mean distance between stated confidence and precision over bins, by their number of facts (Naeini,
// Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015).
func calibrationError(in []share) float64 {
	sum, n := 0.0, 0
	for _, s := range in {
		sum += float64(s.all) * math.Abs(s.mean()-s.precision())
		n += s.all
	}
	return sum / float64(max(1, n))
}

// brier is the mean squared distance between stated confidence and truth (Brier, Verification of forecasts expressed in terms
// of probability, Monthly Weather Review 78, 1950). Unlike the calibration error it rewards telling right from wrong.
func brier(facts []fact, t confidence.Table) float64 {
	sum := 0.0
	for _, f := range facts {
		d := f.measured(t)
		if f.right {
			d--
		}
		sum += d * d
	}
	return sum / float64(max(1, len(facts)))
}

// leftOut measures on all reports but one, for each one in turn, and sorts the facts of that one.
func leftOut(reports [][]fact) []share {
	in := make([]share, len(bins))
	for i := range reports {
		t := calibrate(slices.Concat(reports[:i:i], reports[i+1:]))
		for k, s := range binned(reports[i], t) {
			in[k].right, in[k].all, in[k].stated = in[k].right+s.right, in[k].all+s.all, in[k].stated+s.stated
		}
	}
	return in
}

func ofKind(facts []fact, kind string) []fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f fact) bool { return kind != "" && f.kind != kind })
}

// reliability describes how stated confidence and precision agree.
func reliability(facts []fact, t confidence.Table) string {
	var b strings.Builder
	for _, kind := range append([]string{""}, confidence.Kinds()...) {
		some := ofKind(facts, kind)
		in := binned(some, t)
		fmt.Fprintf(&b, "%-16s %5d facts, expected calibration error %.3f, Brier score %.3f\n%s", cmp.Or(kind, "all"), len(some), calibrationError(in), brier(some, t), lines(in))
	}
	return b.String()
}

// lines describes the bins that hold facts.
func lines(in []share) string {
	var b strings.Builder
	for i, s := range in {
		if s.all > 0 {
			fmt.Fprintf(&b, "    from %.2f %5d facts, stated %.2f, right %.2f\n", bins[i], s.all, s.mean(), s.precision())
		}
	}
	return b.String()
}

// byRule describes how often each rule is right among the facts that it supports, alone or not.
func byRule(facts []fact, t confidence.Table) string {
	var b strings.Builder
	for _, kind := range confidence.Kinds() {
		rules := sharesOf(ofKind(facts, kind), t)
		fmt.Fprintln(&b, kind)
		for _, rule := range slices.SortedFunc(maps.Keys(rules), func(x, y string) int {
			return cmp.Or(cmp.Compare(rules[y].all, rules[x].all), cmp.Compare(x, y))
		}) {
			s := rules[rule]
			fmt.Fprintf(&b, "    %-32s %4d facts, stated %.2f, right %.2f\n", rule, s.all, s.mean(), s.precision())
		}
	}
	return b.String()
}

// TestReliability prints how far stated confidence agrees with precision: go test ./extract/confidence -run Reliability -v
func TestReliability(t *testing.T) {
	built, err := confidence.Read(data.FS, "rules/confidence.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []struct {
		name  string
		pairs []pair
	}{{"development", development}, {"blind", blind}} {
		said, names := judged(t, set.pairs)
		if len(said) == 0 {
			t.Logf("SKIPPED: none of the %s reports is there", set.name)
			continue
		}
		facts := slices.Concat(said...)
		t.Logf("%s reports (%s), as the stages guess\n%s", set.name, strings.Join(names, ", "), reliability(facts, nil))
		t.Logf("%s reports, as stated\n%s", set.name, reliability(facts, built))
		if set.name == "development" { // blind reports are seen in sums only
			in := leftOut(said)
			t.Logf("%s reports, each measured by the others: expected calibration error %.3f\n%s", set.name, calibrationError(in), lines(in))
			t.Logf("%s reports, by rule\n%s", set.name, byRule(facts, built))
		}
		if e := calibrationError(binned(facts, built)); e > tolerated {
			t.Errorf("%s reports: expected calibration error %.3f", set.name, e)
		}
	}
}

// tolerated is the expected calibration error above which the table has to be measured anew.
const tolerated = 0.08

// TestCalibrate measures the confidence of rules; with -update it writes the table.
func TestCalibrate(t *testing.T) {
	said, names := judged(t, development)
	now := calibrate(said)
	if *update {
		if len(names) < len(development)-1 { // one of them is a file of a format that not every version reads
			t.Fatalf("only %d of %d annotated reports are there; the table stays as it is", len(names), len(development))
		}
		if err := os.WriteFile(table, []byte(written(now, slices.Concat(said...), names)), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	built, err := confidence.Read(data.FS, "rules/confidence.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range confidence.Kinds() {
		for _, rule := range slices.Sorted(maps.Keys(now[kind])) {
			if c, ok := built[kind][rule]; !ok || math.Abs(c-now[kind][rule]) > 0.05 {
				t.Logf("%s: %s: the table says %.2f, the reports %.2f", kind, rule, c, now[kind][rule])
			}
		}
	}
}

// written returns the file that holds the table, the surest rules first.
func written(t confidence.Table, facts []fact, names []string) string {
	var b strings.Builder
	b.WriteString("# How sure facts are, by the kind of fact and the rule that found them: measured on annotated reports, and the less they show of\n" +
		"# a rule, the nearer to what was guessed. A fact's confidence is the highest of its evidence; behind each number: how many facts\n" +
		"# of these reports the rule supports.\n" +
		"# Rules that are not here keep the confidence that they have in their own files.\n" +
		"# Written by: go test ./extract/confidence -run Calibrate -update\n# Reports:")
	for _, n := range names {
		b.WriteString(" " + strings.TrimSuffix(n, filepath.Ext(n)))
	}
	b.WriteString("\n")
	for _, kind := range confidence.Kinds() {
		fmt.Fprintf(&b, "\n%s:\n", kind)
		shares := sharesOf(ofKind(facts, kind), nil)
		for _, rule := range slices.SortedFunc(maps.Keys(t[kind]), func(x, y string) int {
			return cmp.Or(cmp.Compare(t[kind][y], t[kind][x]), cmp.Compare(x, y))
		}) {
			fmt.Fprintf(&b, "  %s: %.2f # %d\n", rule, t[kind][rule], shares[rule].all)
		}
	}
	return b.String()
}
