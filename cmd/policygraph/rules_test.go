package main

import (
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"policygraph/cmd/policygraph/explain"
	"policygraph/data"
	"policygraph/extract"
	"policygraph/graph/kg"
)

// ruleNames finds the names of rules that Go sources give to evidence: what is assigned to a field, variable, constant, result
// or parameter that is called rule.
type ruleNames struct {
	parameters map[string]int // function → which parameter is the rule
	results    map[string]int // function → which result is the rule
	found      map[string]string
	file       *sourceFile
}

// isRule reports whether an expression is called rule.
func isRule(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return strings.EqualFold(e.Name, "rule")
	case *ast.SelectorExpr:
		return strings.EqualFold(e.Sel.Name, "rule")
	}
	return false
}

// literal notes a string literal.
func (r *ruleNames) literal(e ast.Expr) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return
	}
	if name, err := strconv.Unquote(lit.Value); err == nil && name != "" {
		r.found[name] = r.file.set.Position(lit.Pos()).String()
	}
}

// declare notes at which place a function takes or returns a rule.
func (r *ruleNames) declare(fn *ast.FuncDecl) {
	place := func(fields *ast.FieldList) int {
		n := 0
		if fields == nil {
			return -1
		}
		for _, f := range fields.List {
			for _, name := range f.Names {
				if isRule(name) && isString(f.Type) {
					return n
				}
				n++
			}
		}
		return -1
	}
	if n := place(fn.Type.Params); n >= 0 {
		r.parameters[fn.Name.Name] = n
	}
	if n := place(fn.Type.Results); n >= 0 {
		r.results[fn.Name.Name] = n
	}
}

func isString(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "string"
}

// visit notes the names in one node of a file.
func (r *ruleNames) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.KeyValueExpr:
		if isRule(n.Key) {
			r.literal(n.Value)
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			if i < len(n.Rhs) && isRule(left) {
				r.literal(n.Rhs[i])
			}
		}
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if i < len(n.Values) && (isRule(name) || strings.HasPrefix(name.Name, "rule")) {
				r.literal(n.Values[i])
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if at, ok := r.parameters[name]; ok && at < len(n.Args) {
			r.literal(n.Args[at])
		}
	case *ast.FuncDecl:
		if at, ok := r.results[n.Name.Name]; ok {
			ast.Inspect(n, func(m ast.Node) bool {
				if ret, ok := m.(*ast.ReturnStmt); ok && at < len(ret.Results) {
					r.literal(ret.Results[at])
				}
				return true
			})
		}
	}
	return true
}

// rulesInSources returns the names of rules in the Go sources of extraction, with where they stand.
func rulesInSources(t *testing.T) map[string]string {
	t.Helper()
	r := ruleNames{map[string]int{}, map[string]int{}, map[string]string{}, nil}
	var files []sourceFile
	for _, f := range parseTree(t) {
		if !f.test && strings.HasPrefix(f.path, "extract/") && !strings.HasPrefix(f.path, "extract/read/") {
			files = append(files, f)
			for _, d := range f.ast.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok {
					r.declare(fn)
				}
			}
		}
	}
	for i := range files {
		r.file = &files[i]
		ast.Inspect(files[i].ast, r.visit)
	}
	return r.found
}

// relationRules are the parts of relations.yaml that name rules.
type relationRules struct {
	Named      map[string]yaml.Node `yaml:",inline"`
	Confidence map[string]map[string]float64
}

// rulesInData returns the names of rules in the rule files of relations, with where they stand.
func rulesInData(t *testing.T) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(data.FS, "rules/relations.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var f relationRules
	if err := yaml.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for part, node := range f.Named {
		var rules []struct{ Name string }
		if node.Kind != yaml.SequenceNode || node.Decode(&rules) != nil {
			continue
		}
		for _, r := range rules {
			found[r.Name] = "relations.yaml, " + part
		}
	}
	for kind, rules := range f.Confidence {
		for name := range rules {
			found[name] = "relations.yaml, confidence of " + kind
		}
	}
	return found
}

// TestExplanations makes sure that every rule which sources or rule files name is explained, and nothing else is.
func TestExplanations(t *testing.T) {
	known, err := explain.Read(data.FS, nil)
	if err != nil {
		t.Fatal(err)
	}
	sources, files := rulesInSources(t), rulesInData(t)
	if len(sources) < 50 || len(files) < 50 {
		t.Fatalf("only %d rules found in sources and %d in files", len(sources), len(files))
	}
	all := maps.Clone(sources)
	maps.Copy(all, files)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if known.Rule(name) == "" {
			t.Errorf("data/rules/explanations.yaml does not explain the rule %s (%s)", name, all[name])
		}
	}
	for _, name := range known.Names() {
		if _, ok := all[name]; !ok {
			t.Errorf("data/rules/explanations.yaml explains the rule %s, which nothing names", name)
		}
	}
}

// TestRulesOfReports makes sure that rules which real reports show are explained, those of phrases too.
func TestRulesOfReports(t *testing.T) {
	known, err := explain.Read(data.FS, nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New(data.FS, extract.DefaultOptions())
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(filepath.Join(root, "extract/testdata/reports/*-20*.md"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d reports, %v", len(paths), err)
	}
	seen := map[string]bool{}
	for _, path := range paths {
		g, _, err := x.File(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for _, ev := range evidenceOf(g) {
			for _, e := range ev {
				seen[e.Rule] = true
			}
		}
	}
	if len(seen) < 40 {
		t.Errorf("only %d rules seen", len(seen))
	}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		if known.Rule(name) == "" {
			t.Errorf("the rule %s is not explained", name)
		}
	}
}

// evidenceOf returns all evidence of a graph.
func evidenceOf(g *kg.Graph) [][]kg.Evidence {
	var out [][]kg.Evidence
	for _, e := range g.Entities {
		out = append(out, e.Mentions)
	}
	for _, r := range g.Recommendations {
		out = append(out, r.Evidence)
		for _, l := range slices.Concat(r.Actors, r.Partners, r.Concerns) {
			out = append(out, l.Evidence)
		}
	}
	for _, r := range g.Relations {
		out = append(out, r.Evidence)
	}
	for _, e := range g.Timeline {
		out = append(out, e.Evidence)
	}
	for _, s := range g.Sources {
		out = append(out, s.Evidence)
	}
	for _, c := range g.Citations {
		out = append(out, c.Evidence)
	}
	return out
}
