package command

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"policygraph/data"
	"policygraph/graph/kg"
	"policygraph/graph/ontology"
	"policygraph/graph/store"
)

// storeOf makes a store with a graph and returns its directory.
func storeOf(t *testing.T, g *kg.Graph) string {
	t.Helper()
	o, err := ontology.Read(data.FS, "ontology.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := g.Sort().Check(o); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "store")
	st, err := store.Open(store.Default, path, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	if err := st.Put(t.Context(), g); err != nil {
		t.Fatal(err)
	}
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// sampleStore makes a store with the shipped reports and returns its directory.
func sampleStore(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store")
	succeed(t, "build", "--quiet", "--store", path, "../../../data/samples")
	return path
}

// TestAnswers asks the shipped reports what an analyst would.
func TestAnswers(t *testing.T) {
	path := sampleStore(t)
	for _, c := range []struct {
		golden string
		args   []string
	}{
		{"sample-rank-intervals", []string{"rank", "--type", "agency", "--intervals", "100", "--top", "5"}},
		{"sample-rank-why", []string{"rank", "--country", "Singapore", "--top", "2", "--why"}},
		{"sample-rank-shared", []string{"rank", "--projection", "shared", "--weight", "newman", "--by", "strength", "--isolates", "drop", "--top", "6"}},
		{"sample-rank-countries", []string{"rank", "--projection", "countries", "--by", "strength", "--top", "5", "--intervals", "50", "--seed", "7"}},
		{"sample-rank-section", []string{"rank", "--section", "Pillar 2", "--qualifier", "cooperation", "--status", "recommended", "--by", "degree", "--top", "4"}},
		{"sample-coverage", []string{"coverage", "--top", "3", "--without", "MPA", "--without", "Norwegian Maritime Authority"}},
		{"sample-coverage-country", []string{"coverage", "--country", "Japan", "--top", "2"}},
		{"sample-path", []string{"path", "MPA", "Bureau of Meteorology", "-k", "2"}},
		{"sample-path-shared", []string{"path", "Japan Coast Guard", "Norwegian Maritime Authority", "-k", "1", "--projection", "shared"}},
		{"sample-communities", []string{"communities", "--members", "4", "--least", "10"}},
		{"sample-communities-countries", []string{"communities", "--projection", "countries", "--isolates", "drop"}},
		{"sample-compare", []string{"compare", "Pillar 1", "Pillar 2", "--top", "3"}},
		{"sample-compare-reports", []string{"compare", "--report", "pacific-early-warning.md", "--report", "clean-shipping-corridors", "--top", "2"}},
	} {
		t.Run(c.golden, func(t *testing.T) {
			out := succeed(t, append(c.args, "--store", path)...)
			golden(t, c.golden, out)
			if again := succeed(t, append(c.args, "--store", path)...); again != out {
				t.Error("a second call prints something else")
			}
		})
	}
}

// TestAnswerFormats asks a small report in the formats for programs.
func TestAnswerFormats(t *testing.T) {
	path := smallStore(t)
	for _, c := range []struct {
		name string
		args []string
	}{
		{"rank-why", []string{"rank", "--why", "--top", "4", "--intervals", "20"}},
		{"coverage", []string{"coverage", "--without", "Norland"}},
		{"path", []string{"path", "Ada Quill", "Suderia", "-k", "2"}},
		{"communities", []string{"communities"}},
		{"compare", []string{"compare", "Recommendations", "Harbours"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			golden(t, c.name, succeed(t, append(c.args, "--store", path)...))
			asText := succeed(t, append(c.args, "--store", path, "--format", "csv")...)
			golden(t, c.name+"-csv", asText)
			if rows, err := csv.NewReader(strings.NewReader(asText)).ReadAll(); err != nil || len(rows) < 2 {
				t.Errorf("CSV of %d rows, %v", len(rows), err)
			}
			asValue := succeed(t, append(c.args, "--store", path, "--format", "json")...)
			golden(t, c.name+"-json", asValue)
			if !json.Valid([]byte(asValue)) {
				t.Error("not JSON")
			}
		})
	}
}

// island is a graph of n entities that nothing ties.
func island(n int) *kg.Graph {
	g := &kg.Graph{Reports: []kg.Report{{ID: "report:r", File: "r.md", Title: "R"}}}
	if n == 0 {
		return g
	}
	g.Passages = []kg.Passage{{ID: "passage:r/00001", Report: "report:r", Section: "report:r", Kind: "paragraph", Text: "A and B"}}
	for _, e := range []kg.Entity{{ID: "agency:a", Type: "agency", Name: "Aa"}, {ID: "agency:b", Type: "agency", Name: "Bb"}}[:n] {
		e.Mentions = []kg.Evidence{{Passage: "passage:r/00001", Span: kg.Span{End: 1}, Rule: "test", Confidence: 1, Status: kg.Asserted}}
		g.Entities = append(g.Entities, e)
	}
	return g
}

// TestAnswersToLittle asks graphs in which there is nothing, one node, or nothing that ties two.
func TestAnswersToLittle(t *testing.T) {
	calls := [][]string{
		{"rank"}, {"rank", "--why", "--intervals", "5"}, {"rank", "--projection", "countries", "--by", "betweenness", "--intervals", "5"},
		{"rank", "--projection", "shared", "--isolates", "drop", "--by", "pagerank"}, {"coverage"}, {"communities"}, {"communities", "--least", "1"},
		{"communities", "--projection", "shared"}, {"compare", "--report", "r", "--report", "r.md"},
	}
	for name, n := range map[string]int{"nothing": 0, "one": 1, "two": 2} {
		path := storeOf(t, island(n))
		for _, format := range tableFormats() {
			for _, args := range calls {
				out := succeed(t, append(args[:len(args):len(args)], "--store", path, "--format", format)...)
				if format == asJSON && (!json.Valid([]byte(out)) || strings.Contains(out, "NaN") || strings.Contains(out, "null")) {
					t.Errorf("%s: %v prints %s", name, args, out)
				}
			}
		}
		for _, fig := range figures() {
			refuse(t, ExitNotFound, "nothing to draw", "plot", fig.name, "--projection", "countries", "--out", filepath.Join(t.TempDir(), "a.svg"), "--store", path)
		}
	}
	two := storeOf(t, island(2))
	refuse(t, ExitNotFound, "no path leads from Aa to Bb in this network", "path", "aa", "bb", "--store", two)
	refuse(t, ExitNotFound, "Aa is not in this network", "path", "aa", "bb", "--store", two, "--isolates", "drop")
	if out := succeed(t, "coverage", "--store", two); !strings.Contains(out, "there is nothing to cover") || !strings.Contains(out, "Named but called on by nothing: 2") {
		t.Errorf("coverage of nothing:\n%s", out)
	}
	if out := succeed(t, "communities", "--store", two); out != "0 communities of 2 nodes, modularity 0.000; 2 nodes without ties\n" {
		t.Errorf("communities of nothing: %q", out)
	}
}

func TestAnswersRefuse(t *testing.T) {
	path := smallStore(t)
	refuse(t, ExitUsage, `unknown projection "round"; known are full, actors-recommendations, shared, countries`, "rank", "--projection", "round")
	refuse(t, ExitUsage, `--weight: unknown weight of the projection shared "evidence"`, "path", "a", "b", "--projection", "shared", "--weight", "evidence")
	refuse(t, ExitUsage, `--status: unknown status "sure"`, "communities", "--status", "sure")
	refuse(t, ExitUsage, `unknown qualifier "love"; known are cooperation, opposition`, "rank", "--qualifier", "love")
	refuse(t, ExitUsage, `--isolates: unknown choice "burn"; known are keep, drop`, "rank", "--isolates", "burn")
	refuse(t, ExitUsage, "--intervals: -1 is negative", "rank", "--intervals", "-1")
	refuse(t, ExitNotFound, `nothing is named "Nrland"; nearest: "Norland"`, "rank", "--country", "Nrland", "--store", path)
	refuse(t, ExitNotFound, `--country: "Ada Quill" is no country`, "rank", "--country", "Ada Quill", "--store", path)
	refuse(t, ExitNotFound, `no section "9"`, "coverage", "--section", "9", "--store", path)
	refuse(t, ExitNotFound, `nothing is named "Nrland"`, "coverage", "--without", "Nrland", "--store", path)
	refuse(t, ExitUsage, "--top: -1 is negative", "coverage", "--top", "-1")
	refuse(t, ExitNotFound, `nothing is named "Nrland"; nearest: "Norland"`, "path", "Nrland", "Suderia", "--store", path)
	refuse(t, ExitNotFound, `nothing is named "Nrland"`, "path", "Norland", "Suderia", "--avoid", "Nrland", "--store", path)
	refuse(t, ExitNotFound, "no path leads from Norland to Quiet Sea Crisis", "path", "Norland", "Quiet Sea Crisis", "--store", path)
	refuse(t, ExitUsage, `"Suderia" and "Republic of Suderia" are the same: country:suderia`, "path", "Suderia", "Republic of Suderia", "--store", path)
	refuse(t, ExitUsage, "--paths: 0 is not positive", "path", "a", "b", "-k", "0")
	refuse(t, ExitUsage, "path: accepts 2 arg(s), received 1", "path", "a")
	refuse(t, ExitUsage, "--members -1", "communities", "--members", "-1")
	refuse(t, ExitUsage, "name two sections, or two reports", "compare", "a")
	refuse(t, ExitUsage, "name two sections, or two reports", "compare", "--report", "a")
	refuse(t, ExitUsage, "--top: -1 is negative", "compare", "a", "b", "--top", "-1")
	refuse(t, ExitNotFound, `no section "Nowhere"`, "compare", "Recommendations", "Nowhere", "--store", path)
	refuse(t, ExitNotFound, `no report "x"`, "compare", "--report", "x", "--report", "harbour-light", "--store", path)
	for _, args := range [][]string{{"rank"}, {"coverage"}, {"path", "a", "b"}, {"communities"}, {"compare", "a", "b"}} {
		refuse(t, ExitUsage, `unknown format "xml"`, append(args, "--format", "xml")...)
		refuse(t, ExitStore, "no such store", append(args, "--store", filepath.Join(t.TempDir(), "none"))...)
	}
}

// TestIntervalsInterrupted makes sure that drawing graphs ends when the user no longer waits.
func TestIntervalsInterrupted(t *testing.T) {
	path := smallStore(t)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	var stderr bytes.Buffer
	began := time.Now()
	code := Main(ctx, []string{"rank", "--intervals", "1000000", "--store", path}, io.Discard, &stderr)
	if code != ExitInterrupted || stderr.String() != "policygraph: interrupted\n" || time.Since(began) > 20*time.Second {
		t.Errorf("exit code %d, stderr %q after %v", code, &stderr, time.Since(began))
	}
}

// TestAmbiguous makes sure that a path does not choose between entities of the same name.
func TestAmbiguous(t *testing.T) {
	g := island(2)
	g.Entities[1].Name = "Aa"
	path := storeOf(t, g)
	refuse(t, ExitUsage, `"Aa" names 2 entities; say which: agency:a, agency:b`, "path", "Aa", "agency:b", "--store", path)
	if out := succeed(t, "rank", "--store", path, "--top", "1"); !strings.Contains(out, "and 1 more with rank 1") {
		t.Errorf("a tie that is cut off is not told:\n%s", out)
	}
}

func TestPlot(t *testing.T) {
	store, dir := smallStore(t), t.TempDir()
	for _, fig := range figures() {
		for _, format := range []string{"svg", "png", "pdf"} {
			path := filepath.Join(dir, fig.name+"."+format)
			args := []string{"plot", fig.name, "--store", store, "--out", path, "--intervals", "10"}
			if out := succeed(t, args...); !strings.HasPrefix(out, path+": ") {
				t.Errorf("%s: %q", path, out)
			}
			first, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if out := succeed(t, append(args, "--quiet")...); out != "" {
				t.Errorf("%s, quietly: %q", path, out)
			}
			if second, err := os.ReadFile(path); err != nil || !bytes.Equal(first, second) {
				t.Errorf("%s differs from itself, %v", path, err)
			}
		}
	}
	svg := func(name string, args ...string) string {
		t.Helper()
		path := filepath.Join(dir, "a.svg")
		succeed(t, append([]string{"plot", name, "--store", store, "--out", path}, args...)...)
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	for _, c := range []struct {
		figure string
		args   []string
		holds  []string
	}{
		{"ranking", []string{"--type", "agency,country", "--intervals", "10"}, []string{"Recommendations: top 3 agencies, countries", ">Ministry of Tides<", "rank (90%)", "Source: Norland Press: Harbour Light: a plan for &lt;the Straits&gt; &amp; beyond (2031-03). 3 recommendations"}},
		{"ranking", []string{"--title", "Mine", "--by", "degree"}, []string{">Mine<", "Number of nodes tied to this one"}},
		{"sections", nil, []string{"Recommendations to entities by section", ">Recommendations<", ">Ministry of Tides<", ">2<"}},
		{"degrees", []string{"--country", "Norland"}, []string{"How the ties are spread over entities of Norland", ">100%<", "Network: full."}},
	} {
		got := svg(c.figure, c.args...)
		for _, words := range c.holds {
			if !strings.Contains(got, words) {
				t.Errorf("%s %v does not show %q", c.figure, c.args, words)
			}
		}
	}
	refuse(t, ExitUsage, "say --out: a file that ends in .svg, .png, .pdf", "plot", "ranking")
	refuse(t, ExitUsage, `no picture format for the extension ".gif"`, "plot", "ranking", "--out", "a.gif")
	refuse(t, ExitUsage, `unknown command "pie"`, "plot", "pie")
	refuse(t, ExitOutput, "no such file or directory", "plot", "ranking", "--store", store, "--out", filepath.Join(dir, "none", "a.svg"))
}

// TestExportNetwork makes sure that the settings choose the network of an export's measures.
func TestExportNetwork(t *testing.T) {
	store := smallStore(t)
	t.Chdir(t.TempDir())
	if err := os.WriteFile("config.yaml", []byte("analysis:\n  projection: countries\n  measures: [recommendations, degree]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := succeed(t, "export", "--quiet", "--format", "graphml", "--store", store)
	t.Setenv("POLICYGRAPH_ANALYSIS_PROJECTION", "full")
	if full := succeed(t, "export", "--quiet", "--format", "graphml", "--store", store); full == out {
		t.Error("the projection makes no difference")
	}
	refuse(t, ExitUsage, "environment variable POLICYGRAPH_ANALYSIS_WEIGHT: unknown weight", func() []string {
		t.Setenv("POLICYGRAPH_ANALYSIS_WEIGHT", "jaccard")
		return []string{"export", "--format", "graphml", "--store", store}
	}()...)
}
