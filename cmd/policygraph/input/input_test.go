package input

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// member is a file of a test archive.
type member struct {
	name, text string
	kind       byte // of tar; 0 is a file
}

func zipped(t testing.TB, members ...member) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(m.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func tarred(t testing.TB, members ...member) []byte {
	t.Helper()
	var out bytes.Buffer
	w := tar.NewWriter(&out)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.text)), Typeflag: m.kind}
		if m.kind == tar.TypeSymlink {
			h.Linkname = "/etc/passwd"
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(m.text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func gzipped(t testing.TB, raw []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// tree makes files in a new working directory.
func tree(t *testing.T, files map[string]string) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// contents reads a list: a line for each report with its name and text or error.
func contents(t *testing.T, l *List) []string {
	t.Helper()
	var out []string
	for i := range l.Inputs {
		raw, err := l.Inputs[i].Bytes()
		text := string(raw)
		if err != nil {
			text = err.Error()
		}
		out = append(out, l.Inputs[i].Name+": "+text)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

var usual = Limits{Size: 1 << 20, Expansion: 1 << 24}

func TestArguments(t *testing.T) {
	odd := []member{{name: "r/", kind: tar.TypeDir}, {name: "r/us/report.md", text: "us"}, {name: "../../eu/report.md", text: "eu"}, {name: "r/.DS_Store", text: "x"},
		{name: "__MACOSX/r/us/._report.md", text: "x"}, {name: "r/data.csv", text: "x"}, {name: "/abs.txt", text: "abs"}, {name: `win\dir\a.txt`, text: "win"}}
	tree(t, map[string]string{
		"r/one.md": "1", "r/deep/er/two.txt": "2", "r/.hidden/three.md": "3", "r/.four.md": "4", "r/table.csv": "5", "r/deep/Thumbs.db": "6",
		"z/pack.zip": string(zipped(t, odd[1:]...)), "z/pack.tgz": string(gzipped(t, tarred(t, odd...))), "z/pack.tar": string(tarred(t, odd...)),
		"z/none.zip": string(zipped(t, member{name: "x.csv"})), "z/word.zip": string(zipped(t, member{name: "[Content_Types].xml"}, member{name: "word/document.xml"})),
		"odd[1].md": "7", "notes": "8", "unlike.dat": string(zipped(t, member{name: "in.md", text: "9"})),
	})
	packed := func(name string) []string {
		return []string{name + "/r/us/report.md: us", name + "/eu/report.md: eu", name + "/abs.txt: abs", name + "/win/dir/a.txt: win"}
	}
	word := "z/word.zip: " + string(zipped(t, member{name: "[Content_Types].xml"}, member{name: "word/document.xml"}))
	for _, c := range []struct {
		name    string
		args    []string
		want    []string
		skipped string
	}{
		{"files", []string{"r/one.md", "notes"}, []string{"r/one.md: 1", "notes: 8"}, ""},
		{"twice", []string{"r/one.md", "./r/one.md", "r", "r/../r/one.md"}, []string{"r/one.md: 1", "r/deep/er/two.txt: 2"}, "r/table.csv"},
		{"folder", []string{"r"}, []string{"r/deep/er/two.txt: 2", "r/one.md: 1"}, "r/table.csv"},
		{"pattern", []string{"r/*.md"}, []string{"r/one.md: 1"}, ""},
		{"any folders", []string{"r/**/*.txt", "**/one.*"}, []string{"r/deep/er/two.txt: 2", "r/one.md: 1"}, ""},
		{"any folders at the end", []string{"r/deep/**"}, []string{"r/deep/er/two.txt: 2"}, ""},
		{"folders by a pattern", []string{"r/d*/"}, []string{"r/deep/er/two.txt: 2"}, ""},
		{"hidden by a pattern", []string{"r/.*/*.md", "r/.f*"}, []string{"r/.hidden/three.md: 3", "r/.four.md: 4"}, ""},
		{"file with a bracket", []string{"odd[1].md"}, []string{"odd[1].md: 7"}, ""},
		{"zip", []string{"z/pack.zip"}, packed("z/pack.zip"), "z/pack.zip/r/data.csv"},
		{"tar", []string{"z/pack.tar"}, packed("z/pack.tar"), "z/pack.tar/r/data.csv"},
		{"tar.gz", []string{"z/pack.tgz"}, packed("z/pack.tgz"), "z/pack.tgz/r/data.csv"},
		{"by content", []string{"unlike.dat"}, []string{"unlike.dat/in.md: 9"}, ""},
		{"document that is a zip", []string{"z/word.zip"}, []string{word}, ""},
		{"archives in a folder", []string{"z"}, slices.Concat(packed("z/pack.tar"), packed("z/pack.tgz"), packed("z/pack.zip")),
			"z/none.zip/x.csv z/none.zip z/pack.tar/r/data.csv z/pack.tgz/r/data.csv z/pack.zip/r/data.csv z/word.zip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := Open(t.Context(), c.args, Options{Limits: usual})
			if err != nil {
				t.Fatal(err)
			}
			if got := contents(t, l); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
			if got := strings.Join(l.Skipped, " "); got != c.skipped {
				t.Errorf("skipped %q, want %q", got, c.skipped)
			}
			seen := map[string]bool{}
			for _, in := range l.Inputs {
				if !filepath.IsAbs(in.Path) || seen[in.Path] {
					t.Errorf("path %q", in.Path)
				}
				seen[in.Path] = true
			}
		})
	}
}

// TestRefused checks what is wrong with arguments.
func TestRefused(t *testing.T) {
	tree(t, map[string]string{"empty/table.csv": "x", "r/one.md": "1"})
	for arg, want := range map[string]string{
		"absent.md": "read report: stat absent.md: no such file or directory", "r/*.pdf": "read r/*.pdf: no file matches this pattern",
		"r/[.md": "read r/[.md: malformed pattern: syntax error in pattern", "empty": "read directory empty: no reports in it (files that end in .pdf, ",
		"nowhere/**/*.md": "no file matches this pattern",
	} {
		if _, err := Open(t.Context(), []string{"r", arg}, Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", arg, err, want)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Open(ctx, []string{"r"}, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// TestBroken checks what is wrong with single files and archives, which leaves the others as they are.
func TestBroken(t *testing.T) {
	good := member{name: "good.md", text: "good"}
	random := strings.Repeat("the quick brown fox ", 2000)
	tgz := gzipped(t, tarred(t, good, member{name: "long.md", text: random}))
	zeros := string(make([]byte, 17<<20))
	encrypted := zipped(t, good)
	encrypted[6] |= 1 // local header
	encrypted[bytes.Index(encrypted, []byte("PK\x01\x02"))+8] |= 1
	damaged := zipped(t, good, member{name: "other.md", text: random})
	damaged[bytes.Index(damaged, []byte("other.md"))+20]++
	tree(t, map[string]string{"fine.md": "fine"})
	for _, c := range []struct {
		name, file string
		raw        []byte
		want       []string
	}{
		{"too large", "a.md", make([]byte, 1<<20+1), []string{"a.md: read a.md: file is too large: 1.0 MiB, the limit is 1.0 MiB"}},
		{"no zip", "a.zip", []byte("PK\x03\x04 and no more"), []string{"a.zip: read archive a.zip: zip: not a valid zip file"}},
		{"empty zip", "a.zip", zipped(t), []string{"a.zip: read archive a.zip: no reports in it (files that end in"}},
		{"empty tar", "a.tar", tarred(t), []string{"a.tar: read archive a.tar: no reports in it (files that end in"}},
		{"empty tar.gz", "a.tgz", gzipped(t, tarred(t)), []string{"a.tgz: read archive a.tgz: no reports in it (files that end in"}},
		{"truncated tar.gz", "a.tgz", tgz[:len(tgz)-20], []string{"a.tgz: read archive a.tgz: after 2 files: unexpected EOF"}},
		{"tar.gz cut early", "a.tgz", tgz[:12], []string{"a.tgz: read archive a.tgz: after 0 files: unexpected EOF"}},
		{"truncated tar", "a.tar", tarred(t, good, member{name: "long.md", text: random})[:3000], []string{"a.tar: read archive a.tar: after 2 files: unexpected EOF"}},
		{"damaged entry", "a.zip", damaged, []string{"a.zip/good.md: good", "a.zip/other.md: read a.zip/other.md: "}},
		{"encrypted entry", "a.zip", encrypted, []string{"a.zip/good.md: read a.zip/good.md: encrypted: unpack it first"}},
		{"nested", "a.zip", zipped(t, good, member{name: "in.zip", text: string(zipped(t, good))}, member{name: "in.md", text: string(zipped(t, good))}),
			[]string{"a.zip/good.md: good", "a.zip/in.zip: read a.zip/in.zip: an archive inside an archive", "a.zip/in.md: read a.zip/in.md: an archive inside an archive"}},
		{"same name", "a.zip", zipped(t, good, member{name: "./good.md", text: "other"}), []string{"a.zip/good.md: good", "a.zip/good.md: read a.zip/good.md: the archive has two entries of this name"}},
		{"large entry", "a.tar", tarred(t, member{name: "big.md", text: string(make([]byte, 1<<20+1))}, good),
			[]string{"a.tar/big.md: read a.tar/big.md: file is too large", "a.tar/good.md: good"}},
		{"zip bomb", "a.zip", zipped(t, member{name: "z.md", text: zeros}), []string{"a.zip: read archive a.zip: unpacks to more than an archive of reports can be: the limit is 16777216 bytes"}},
		{"tar.gz bomb", "a.tgz", gzipped(t, tarred(t, member{name: "z.md", text: zeros})), []string{"a.tgz: read archive a.tgz: after 1 files: unpacks to more than an archive of reports can be"}},
		{"odd name", "a.zip", zipped(t, member{name: "a\nb\x00\xff.md", text: "x"}), []string{"a.zip/a_b__.md: x"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.WriteFile(c.file, c.raw, 0o644); err != nil {
				t.Fatal(err)
			}
			l, err := Open(t.Context(), []string{c.file, "fine.md"}, Options{Limits: usual})
			if err != nil {
				t.Fatal(err)
			}
			got := contents(t, l)
			if len(got) != len(c.want)+1 || got[len(c.want)] != "fine.md: fine" {
				t.Fatalf("got %.300q", got)
			}
			for i, want := range c.want {
				if !strings.HasPrefix(got[i], want) {
					t.Errorf("got  %.300q\nwant %s…", got[i], want)
				}
			}
		})
	}
}

// TestRatio refuses what unpacks to very much more than it is, whatever the limit of the whole.
func TestRatio(t *testing.T) {
	zeros := string(make([]byte, 70<<20))
	tree(t, map[string]string{"a.zip": string(zipped(t, member{name: "z.md", text: zeros})), "a.tgz": string(gzipped(t, tarred(t, member{name: "z.md", text: zeros})))})
	l, err := Open(t.Context(), []string{"a.zip", "a.tgz"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range l.Inputs {
		if !errors.Is(in.Err, ErrLimit) || !in.Group || !strings.HasSuffix(in.Err.Error(), "more than 200 times its size") {
			t.Errorf("%s: %v", in.Name, in.Err)
		}
	}
}

// TestUnreadable names files and folders that may not be read.
func TestUnreadable(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	tree(t, map[string]string{"r/a.md": "1", "r/b/c.md": "2", "r/d.md": "3"})
	for name, mode := range map[string]os.FileMode{"r/a.md": 0, "r/b": 0} {
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { // so that it can be removed
		if err := os.Chmod("r/b", 0o777); err != nil {
			t.Error(err)
		}
	})
	l, err := Open(t.Context(), []string{"r"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"r/a.md: read report: open r/a.md: permission denied", "r/b: read directory: open r/b: permission denied", "r/d.md: 3"}
	if got := contents(t, l); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestChanged reads an archive that is no longer what it was.
func TestChanged(t *testing.T) {
	two := []member{{name: "a.md", text: "a"}, {name: "b.md", text: "b"}}
	for name, pack := range map[string]func(...member) []byte{
		"a.zip": func(m ...member) []byte { return zipped(t, m...) }, "a.tar": func(m ...member) []byte { return tarred(t, m...) },
	} {
		tree(t, map[string]string{name: string(pack(two...))})
		l, err := Open(t.Context(), []string{name}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, pack(two[:1]...), 0o644); err != nil {
			t.Fatal(err)
		}
		if got, want := contents(t, l), []string{name + "/a.md: a", name + "/b.md: read " + name + "/b.md: the archive has changed: unexpected EOF"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestAnyOrder reads entries of two archives in an order that makes both begin anew.
func TestAnyOrder(t *testing.T) {
	files := []member{{name: "a.md", text: "a"}, {name: "b.md", text: "b"}, {name: "c.md", text: "c"}}
	tree(t, map[string]string{"x.tgz": string(gzipped(t, tarred(t, files...))), "y.zip": string(zipped(t, files...))})
	l, err := Open(t.Context(), []string{"x.tgz", "y.zip"}, Options{Limits: usual})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, i := range []int{2, 5, 0, 3, 1, 1, 4} {
		raw, err := l.Inputs[i].Bytes()
		if err != nil {
			t.Fatal(err)
		}
		got += string(raw)
	}
	if err := l.Close(); err != nil || got != "ccaabbb" {
		t.Errorf("got %q, %v", got, err)
	}
}

// TestStandardInput reads reports and archives from it.
func TestStandardInput(t *testing.T) {
	t.Chdir(t.TempDir())
	archive := zipped(t, member{name: "us/report.md", text: "us"})
	for _, c := range []struct {
		name string
		raw  []byte
		opt  Options
		want []string
	}{
		{"report", []byte("text"), Options{}, []string{"stdin: text"}},
		{"named", []byte("text"), Options{Name: "plan.md", Format: "markdown"}, []string{"plan.md: text"}},
		{"archive", archive, Options{}, []string{"stdin/us/report.md: us"}},
		{"archive as a report", archive, Options{Format: "docx"}, []string{"stdin: " + string(archive)}},
		{"too large", make([]byte, 1<<20+1), Options{}, []string{"stdin: read standard input: file is too large: 1.0 MiB, the limit is 1.0 MiB"}},
	} {
		c.opt.Limits, c.opt.Stdin = usual, bytes.NewReader(c.raw)
		l, err := Open(t.Context(), []string{Stdin}, c.opt)
		if err != nil {
			t.Fatal(err)
		}
		if got := contents(t, l); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %.200q, want %.200q", c.name, got, c.want)
		}
		if in := l.Inputs[0]; in.Path != "" || in.Format != c.opt.Format {
			t.Errorf("%s: %+v", c.name, in)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Open(ctx, []string{Stdin}, Options{Stdin: endless{}}); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// endless is a terminal at which nobody types.
type endless struct{}

func (endless) Read([]byte) (int, error) { select {} }

func TestEmbedded(t *testing.T) {
	l, err := Embedded(fstest.MapFS{"s/b.md": {Data: []byte("b")}, "s/a.md": {Data: []byte("a")}, "s/c.csv": {}}, "s/*.md")
	if err != nil {
		t.Fatal(err)
	}
	if got := contents(t, l); !slices.Equal(got, []string{"s/a.md: a", "s/b.md: b"}) {
		t.Errorf("got %q", got)
	}
}

// FuzzArchive opens anything as an archive: it must end, within the limits, without a crash.
func FuzzArchive(f *testing.F) {
	a := member{name: "a.md", text: "a"}
	for _, raw := range [][]byte{zipped(f, a), tarred(f, a), gzipped(f, tarred(f, a))} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		l, err := Open(t.Context(), []string{Stdin}, Options{Limits: Limits{Size: 1 << 16, Expansion: 1 << 20}, Stdin: bytes.NewReader(raw)})
		if err != nil {
			t.Fatal(err)
		}
		for i := range l.Inputs {
			if got, err := l.Inputs[i].Bytes(); err == nil && len(got) > 1<<16 {
				t.Errorf("%d bytes", len(got))
			}
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	})
}
