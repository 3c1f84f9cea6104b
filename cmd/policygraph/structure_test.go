package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the repository.
const root = "../.."

// module is the path under which packages import each other.
const module = "policygraph/"

// Limits of house style.
const (
	maxFunction   = 70  // lines
	maxFile       = 500 // lines
	maxParameters = 5
)

// sourceFile is a parsed Go file.
type sourceFile struct {
	path    string // in the repository
	pkg     string // folder in the repository
	test    bool   // in a test, or in a package that only tests use
	lines   int
	set     *token.FileSet
	ast     *ast.File
	imports []string
}

// parseTree parses all Go files of the repository.
func parseTree(t *testing.T) []sourceFile {
	t.Helper()
	var out []sourceFile
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && p != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		f, err := parseFile(p)
		out = append(out, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 50 {
		t.Fatalf("only %d files found", len(out))
	}
	return out
}

func parseFile(p string) (sourceFile, error) {
	rel, err := filepath.Rel(root, p)
	if err != nil {
		return sourceFile{}, err
	}
	f := sourceFile{path: filepath.ToSlash(rel), set: token.NewFileSet()}
	f.pkg = path.Dir(f.path)
	f.test = strings.HasSuffix(f.path, "_test.go") || strings.HasSuffix(f.pkg, "test")
	if f.ast, err = parser.ParseFile(f.set, p, nil, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		return f, err
	}
	raw, err := os.ReadFile(p)
	if err != nil {
		return f, err
	}
	f.lines = strings.Count(string(raw), "\n")
	for _, i := range f.ast.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return f, err
		}
		f.imports = append(f.imports, name)
	}
	return f, nil
}

// The leaves of extract that its stages share.
var extractLeaves = []string{"extract/source", "extract/mention", "extract/prose", "extract/tag", "extract/gazetteer", "extract/pattern"}

// mayImport says whether a package may import another one of this module, both given as folders.
func mayImport(from, to string) bool {
	family, _, _ := strings.Cut(from, "/")
	child := strings.HasPrefix(to, from+"/") && !strings.HasSuffix(to, "test") // a family's root lists its members
	switch {
	case family == "cmd":
		return true
	case to == "data" || from == "data" || from == "graph/kg" || from == "graph/ontology" || from == "graph/store/dir":
		return false
	case from == "graph/store/cayley":
		return slices.Contains([]string{"graph/kg", "graph/quads", "graph/store/dir"}, to)
	case from == "graph/evaluate":
		return to == "graph/kg"
	case family == "graph":
		return strings.HasPrefix(to, "graph/") && (child || !strings.HasPrefix(to, "graph/store"))
	case slices.Contains(extractLeaves, from):
		return to == "graph/kg" || to == "graph/ontology" || slices.Contains(extractLeaves, to)
	case strings.HasPrefix(from, "extract/read/"):
		return to == "graph/kg" || to == "extract/source"
	case family == "extract":
		return to == "graph/kg" || to == "graph/ontology" || slices.Contains(extractLeaves, to) || child
	case from == "export/xmltext" || from == "export/cell" || from == "export/drawing":
		return to == "export/scene"
	case from == "export/jsontext":
		return to == "export/scene" || to == "export/cell"
	case from == "export/rdf": // RDF is told in the names of the store, so that queries hold in both
		return to == "export/scene" || to == "export/cell" || to == "graph/kg" || to == "graph/quads"
	case from == "export/scene":
		return to == "graph/kg" || to == "graph/ontology"
	case strings.HasPrefix(from, "export/brief"):
		return to == "graph/brief/document" || to == "export/brief/drawing" && from != to || child
	case from == "export":
		return child && !strings.HasPrefix(to, "export/brief")
	case family == "export":
		return to == "export/scene" || slices.Contains([]string{"export/xmltext", "export/jsontext", "export/cell", "export/rdf", "export/drawing"}, to)
	}
	return false
}

// fences says in which folders a library may be imported.
var fences = map[string][]string{
	"github.com/cayleygraph/":    {"graph/quads", "graph/store/cayley"},
	"github.com/hidal-go/":       {"graph/store/cayley"},
	"go.etcd.io/bbolt":           {"graph/store/cayley"},
	"gonum.org/":                 {"graph/view", "graph/analysis", "graph/layout", "export/gexf", "export/chart"},
	"github.com/spf13/":          {"cmd"},
	"github.com/go-viper/":       {"cmd"},
	"github.com/jedib0t/":        {"cmd"},
	"github.com/schollz/":        {"cmd"},
	"golang.org/x/term":          {"cmd"},
	"github.com/yuin/":           {"extract/read/markdown"},
	"golang.org/x/net/html":      {"extract/read/htmldoc", "extract/read/markdown"},
	"github.com/tetratelabs/":    {"extract/read/pdf"},
	"github.com/klippa-app/":     {"extract/read/pdf"},
	"github.com/disintegration/": {},
	"github.com/xuri/":           {"export/workbook"},
	"github.com/parquet-go/":     {"export/parquetgraph"},
	"codeberg.org/go-fonts/":     {"export/drawing"},
	"codeberg.org/go-pdf/":       {"export/chart", "export/pdf"},
	"golang.org/x/image/":        {"export/chart", "export/drawing", "export/png", "export/brief/drawing"},
}

// TestImports keeps imports running one way and libraries behind their fences.
func TestImports(t *testing.T) {
	for _, f := range parseTree(t) {
		for _, to := range f.imports {
			if own, ok := strings.CutPrefix(to, module); ok {
				if !f.test && !mayImport(f.pkg, own) {
					t.Errorf("%s must not import %s", f.path, to)
				}
				continue
			}
			if f.pkg == "graph/kg" && !f.test && strings.Contains(to, ".") {
				t.Errorf("%s imports %s; graph/kg keeps to the standard library", f.path, to)
			}
			for library, folders := range fences {
				inside := slices.ContainsFunc(folders, func(d string) bool { return f.pkg == d || strings.HasPrefix(f.pkg, d+"/") })
				if strings.HasPrefix(to, library) && !inside && !f.test {
					t.Errorf("%s imports %s, which belongs in %s", f.path, to, strings.Join(folders, ", "))
				}
			}
		}
		if slices.Contains([]string{"util", "utils", "common", "types", "helpers"}, path.Base(f.pkg)) {
			t.Errorf("%s: a package is named for what it does", f.path)
		}
	}
}

// TestImportRules tests the rules themselves on imports that somebody may be tempted to write.
func TestImportRules(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"graph/kg", "graph/ontology", false}, {"graph/view", "extract/source", false}, {"graph/view", "graph/kg", true},
		{"graph/store", "graph/store/cayley", true}, {"graph/filter", "graph/store", false}, {"graph/store/cayley", "graph/store", false},
		{"graph/evaluate", "graph/kg", true}, {"graph/evaluate", "graph/ontology", false},
		{"extract/relate", "extract/recommend", false}, {"extract/relate", "extract/mention", true}, {"extract", "extract/relate", true},
		{"extract/read/markdown", "extract/read/plaintext", false}, {"extract/read", "extract/read/markdown", true}, {"extract/source", "extract/read", false},
		{"export/dot", "export/gexf", false}, {"export/dot", "graph/kg", false}, {"export", "export/dot", true}, {"export/svg", "export/drawing", true}, {"export/drawing", "export/svg", false}, {"export/scene", "export/scene/scenetest", false},
		{"export/turtle", "export/rdf", true}, {"export/turtle", "export/nquads", false}, {"export/turtle", "graph/quads", false}, {"export/rdf", "graph/store", false},
		{"export/brief/html", "graph/brief/document", true}, {"export/brief/html", "graph/brief", false}, {"export/brief/html", "export/brief/docx", false},
		{"export/brief", "export/brief/html", true}, {"export/brief", "export/scene", false}, {"graph/brief", "graph/layout", true},
		{"extract", "data", false}, {"cmd/policygraph", "data", true},
	} {
		if got := mayImport(c.from, c.to); got != c.want {
			t.Errorf("%s → %s: %v", c.from, c.to, got)
		}
	}
}

// TestSizes keeps functions and files small.
func TestSizes(t *testing.T) {
	for _, f := range parseTree(t) {
		if f.lines > maxFile {
			t.Errorf("%s has %d lines; %d are allowed", f.path, f.lines, maxFile)
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if n := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1; n > maxFunction {
				t.Errorf("%s: %s has %d lines; %d are allowed", f.path, fn.Name.Name, n, maxFunction)
			}
			if n := fn.Type.Params.NumFields(); n > maxParameters {
				t.Errorf("%s: %s has %d parameters; %d are allowed", f.path, fn.Name.Name, n, maxParameters)
			}
		}
	}
}

// TestComments makes sure that every package and every exported name is explained.
func TestComments(t *testing.T) {
	packages := map[string]bool{}
	for _, f := range parseTree(t) {
		if strings.HasSuffix(f.path, "_test.go") {
			continue
		}
		packages[f.pkg] = packages[f.pkg] || f.ast.Doc != nil
		for _, d := range f.ast.Decls {
			for _, name := range unexplained(d) {
				t.Errorf("%s: %s has no comment", f.path, name)
			}
		}
	}
	for pkg, explained := range packages {
		if !explained {
			t.Errorf("package %s has no comment", pkg)
		}
	}
}

// unexplained returns the exported names of a declaration that no comment explains.
func unexplained(d ast.Decl) []string {
	var out []string
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && exportedReceiver(d) {
			out = append(out, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
					out = append(out, s.Name.Name)
				}
			case *ast.ValueSpec:
				if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					out = append(out, s.Names[0].Name)
				}
			}
		}
	}
	return out
}

// exportedReceiver reports whether a function is no method, or one of an exported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	name, ok := typ.(*ast.Ident)
	return ok && name.IsExported()
}
