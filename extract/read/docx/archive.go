package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits of what is unpacked. Pictures and other parts that are not read do not count.
const (
	maxEntries = 20_000
	maxTotal   = 128 << 20 // bytes of all parts that are read
	maxRatio   = 300       // of a part's size to its size in the archive, if the part is large
	largePart  = 4 << 20
)

// The reasons for which a file is refused.
var (
	ErrEncrypted = errors.New("encrypted: save the document without a password")
	ErrOld       = errors.New("a file of the old Word (.doc) or another program: save it as .docx")
	ErrNoWord    = errors.New("not a Word document")
	ErrLimit     = errors.New("unpacks to more than a report can be")
)

// archive is the zip file that a document is.
type archive struct {
	files map[string]*zip.File // by name in lower case, with slashes
	left  int64                // bytes that may still be unpacked
}

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// Detect reports whether data is a Word document, or one of the old kind or encrypted, which Read refuses with a reason.
func Detect(data []byte) bool {
	if bytes.HasPrefix(data, oleMagic) {
		return true
	}
	if !bytes.HasPrefix(data, zipMagic) {
		return false
	}
	a, err := open(data)
	if err != nil {
		return false
	}
	_, err = a.main()
	return err == nil
}

func open(data []byte) (*archive, error) {
	if bytes.HasPrefix(data, oleMagic) {
		if bytes.Contains(data, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return nil, ErrEncrypted
		}
		return nil, ErrOld
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fmt.Errorf("%w: %w", ErrNoWord, err)
	}
	if len(z.File) > maxEntries {
		return nil, fmt.Errorf("%w: %d parts, the limit is %d", ErrLimit, len(z.File), maxEntries)
	}
	a := &archive{files: make(map[string]*zip.File, len(z.File)), left: maxTotal}
	for _, f := range z.File {
		if name := key(f.Name); a.files[name] == nil {
			a.files[name] = f
		}
	}
	return a, nil
}

// key is the name by which a part is looked up: names of parts do not tell capitals.
func key(name string) string {
	return strings.TrimPrefix(strings.ToLower(strings.ReplaceAll(name, `\`, "/")), "/")
}

// main returns the name of the part that holds the text.
func (a *archive) main() (string, error) {
	rels, err := a.relations("")
	if err != nil {
		return "", err
	}
	name := rels.part("officeDocument")
	if name == "" || a.files[key(name)] == nil {
		name = "word/document.xml"
	}
	if a.files[key(name)] == nil || !strings.HasPrefix(path.Base(key(name)), "document") {
		return "", fmt.Errorf("%w: no part word/document.xml", ErrNoWord)
	}
	return name, nil
}

// read unpacks a part, as far as the limits allow.
func (a *archive) read(name string) ([]byte, error) {
	f := a.files[key(name)]
	if f == nil {
		return nil, fmt.Errorf("unpack %s: no such part", name)
	}
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("unpack %s: %w", name, ErrEncrypted)
	}
	in, err := f.Open()
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	limit := a.left
	if ratio := int64(min(f.CompressedSize64, maxTotal)) * maxRatio; ratio < limit {
		limit = max(ratio, min(largePart, limit))
	}
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, uint64(limit), 16<<20)) + bytes.MinRead)
	_, err = b.ReadFrom(io.LimitReader(in, limit+1))
	if e := in.Close(); err == nil {
		err = e
	}
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", name, err)
	}
	if int64(b.Len()) > limit {
		return nil, fmt.Errorf("unpack %s: %w: the limit is %d bytes", name, ErrLimit, limit)
	}
	a.left -= int64(b.Len())
	return b.Bytes(), nil
}

// relation is a tie from a part to another one, or to an address.
type relation struct {
	kind, target string
	external     bool
}

type relations map[string]relation

// part returns the name of the part of the given kind, "" if there is none.
func (r relations) part(kind string) string {
	name := ""
	for _, rel := range r {
		if !rel.external && path.Base(rel.kind) == kind && (name == "" || rel.target < name) {
			name = rel.target
		}
	}
	return name
}

// relations reads the ties of a part, of the whole archive if it is "".
func (a *archive) relations(part string) (relations, error) {
	dir, base := path.Split(part)
	name := path.Join(dir, "_rels", base+".rels")
	if a.files[key(name)] == nil {
		return nil, nil
	}
	text, err := a.read(name)
	if err != nil {
		return nil, err
	}
	rels := relations{}
	c := newCursor(name, text)
	c.root()
	c.each(func(e element) {
		rel := relation{kind: value(e, "Type"), target: value(e, "Target"), external: value(e, "TargetMode") == "External"}
		if !rel.external {
			if !strings.HasPrefix(rel.target, "/") {
				rel.target = "/" + dir + rel.target
			}
			rel.target = strings.TrimPrefix(path.Clean(rel.target), "/")
		}
		rels[value(e, "Id")] = rel
		c.skip()
	})
	return rels, c.err
}
