package corpus

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"policygraph/cmd/policygraph/input"
	"policygraph/graph/kg"
)

// name is what a report is called.
type name struct {
	id     kg.ID  // "" of what is no report, or has no letter or digit in its name
	file   string // as kg.Report has it
	path   string // as kg.Report has it
	wanted kg.ID  // what it would be called if another file were not; "" if that is so
	owner  string // path of that other file
}

// namer gives reports their names: the same file the same name in every build, and other files other names.
type namer struct {
	dir    string // of the store
	stored map[kg.ID]kg.Report
	paths  map[string]kg.ID // of the reports in the store
	taken  map[kg.ID]bool   // by reports of this build
	files  []file
	ends   map[kg.ID]map[string]bool // of names, by all their parts
}

// file is an input as its name is looked for.
type file struct {
	in    *input.Input
	path  string
	parts []string // folders and name without its end
	depth int      // how many parts make its name
}

// names returns the names of the inputs, in their order:
//
//   - the file of a report in the store, by its path, keeps that report's name;
//   - others are called as their files are; files of one name in several folders of a build get as many folders before their
//     names as tell them apart, and those of one folder the ends of their names;
//   - a name that the store has for another file which is still there is not taken: a folder is put before it.
//
// So a file that takes the place of one that is gone takes its name too, and its report is replaced.
func names(inputs []input.Input, stored []kg.Report, dir string) []name {
	n := &namer{dir: dir, stored: map[kg.ID]kg.Report{}, paths: map[string]kg.ID{}, taken: map[kg.ID]bool{}, ends: map[kg.ID]map[string]bool{}}
	for _, r := range stored {
		n.stored[r.ID] = r
		if r.Path != "" {
			n.paths[r.Path] = r.ID
		}
	}
	out := make([]name, len(inputs))
	for i := range inputs {
		f := file{in: &inputs[i], path: relative(dir, inputs[i].Path), parts: parts(&inputs[i]), depth: 1}
		n.files = append(n.files, f)
		out[i].path = f.path
		if id := n.paths[f.path]; id != "" && !n.taken[id] && f.named() {
			out[i].id = id
			n.taken[id] = true
		}
	}
	n.tellApart()
	for i := range n.files {
		if f := &n.files[i]; out[i].id == "" && f.named() {
			out[i].id, out[i].wanted, out[i].owner = n.free(f)
			n.taken[out[i].id] = true
		}
		out[i].file = n.files[i].label(out[i].id)
	}
	return out
}

// named reports whether a file has a name of its own.
func (f *file) named() bool {
	return !f.in.Group && !errors.Is(f.in.Err, input.ErrSameName) && f.id(1) != kg.ReportID("")
}

// parts returns the folders and the name of an input, without the ends of the names of files and archives.
func parts(in *input.Input) []string {
	full := in.Path
	if full == "" {
		full = filepath.ToSlash(in.Name)
	}
	out := slices.DeleteFunc(strings.Split(full, "/"), func(s string) bool { return s == "" })
	for i, part := range out {
		if i == len(out)-1 {
			out[i] = strings.TrimSuffix(part, path.Ext(part))
		} else {
			out[i] = input.Stem(part)
		}
	}
	return out
}

// id returns the ID of as many parts.
func (f *file) id(depth int) kg.ID {
	return kg.ReportID(strings.Join(f.parts[max(0, len(f.parts)-depth):], "/"))
}

// folder is where the file is.
func (f *file) folder() string { return strings.Join(f.parts[:max(0, len(f.parts)-1)], "/") }

// label is the file's name with as many folders as its ID has, or its place in an archive.
func (f *file) label(id kg.ID) string {
	full := strings.Split(filepath.ToSlash(f.in.Name), "/")
	if f.in.Path != "" {
		full = strings.Split(f.in.Path, "/")
	}
	depth := 1 + strings.Count(string(id), "/")
	if f.in.Entry != "" {
		depth = max(depth, 2+strings.Count(f.in.Entry, "/"))
	}
	return valid(strings.TrimPrefix(strings.Join(full[max(0, len(full)-depth):], "/"), "/"))
}

// tellApart gives files of one name the depth that tells their folders apart.
func (n *namer) tellApart() {
	groups := map[kg.ID][]*file{}
	for i := range n.files {
		f := &n.files[i]
		if !f.named() {
			continue
		}
		groups[f.id(1)] = append(groups[f.id(1)], f)
		all := f.id(len(f.parts))
		if n.ends[all] == nil {
			n.ends[all] = map[string]bool{}
		}
		n.ends[all][path.Ext(f.in.Name)] = true
	}
	for _, group := range groups { // each by itself: their order does not matter
		deepest := 1
		for _, f := range group {
			deepest = max(deepest, len(f.parts))
		}
		depth := 1
		for depth < deepest && !apart(group, depth) {
			depth++
		}
		for _, f := range group {
			f.depth = depth
		}
	}
}

// apart reports whether files have the same ID of that depth only if they are in the same folder.
func apart(group []*file, depth int) bool {
	folders := map[kg.ID]string{}
	for _, f := range group {
		id := f.id(depth)
		if folder, ok := folders[id]; ok && folder != f.folder() {
			return false
		}
		folders[id] = f.folder()
	}
	return true
}

// free returns the first name for a file that is not taken; and the one it should have had, and the path of the file that has it.
func (n *namer) free(f *file) (id, wanted kg.ID, owner string) {
	if len(n.ends[f.id(len(f.parts))]) > 1 { // files of one folder that differ in their ends
		f.parts[len(f.parts)-1] += strings.ReplaceAll(path.Ext(f.in.Name), ".", "-")
	}
	for depth := f.depth; depth <= max(f.depth, len(f.parts)); depth++ {
		id = f.id(depth)
		if n.taken[id] {
			continue
		}
		if path := n.ownedByOther(id, f); path == "" {
			return id, wanted, owner
		} else if owner == "" {
			wanted, owner = id, path
		}
	}
	base := f.id(f.depth)
	for i := 2; ; i++ {
		if id = kg.ID(fmt.Sprintf("%s-%d", base, i)); !n.taken[id] && n.ownedByOther(id, f) == "" {
			return id, wanted, owner
		}
	}
}

// ownedByOther returns the path of the file, still there, whose report in the store has the ID. What is no file takes the
// place of any.
func (n *namer) ownedByOther(id kg.ID, f *file) string {
	r, ok := n.stored[id]
	if !ok || f.path == "" || r.Path == "" || r.Path == f.path {
		return ""
	}
	where := filepath.FromSlash(r.Path)
	if !filepath.IsAbs(where) {
		where = filepath.Join(n.dir, where)
	}
	if !exists(where) {
		return ""
	}
	return where
}

// exists reports whether a file is there, or the archive in which it was.
func exists(name string) bool {
	for first := true; ; first = false {
		info, err := os.Stat(name)
		if err == nil {
			return first || info.Mode().IsRegular()
		}
		up := filepath.Dir(name)
		if up == name {
			return false
		}
		name = up
	}
}

// relative returns a path as seen from the directory of the store, so that it holds when both are moved; the path itself where
// there is no way between them, and nothing for nothing.
func relative(dir, name string) string {
	if name == "" {
		return ""
	}
	if rel, err := filepath.Rel(dir, filepath.FromSlash(name)); err == nil {
		name = filepath.ToSlash(rel)
	}
	return valid(name)
}

// valid makes the name of a file, which may be any bytes, fit to be stored.
func valid(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }
