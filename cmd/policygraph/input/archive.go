package input

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
	"unicode"

	"policygraph/extract/read"
)

// Limits of archives that nobody needs to change.
const (
	maxEntries = 100_000
	maxRatio   = 200      // of what is unpacked to the size of the archive, if it is much
	muchData   = 64 << 20 // bytes
)

// The reasons for which archives and their entries are refused.
var (
	ErrLimit     = errors.New("unpacks to more than an archive of reports can be")
	ErrNested    = errors.New("an archive inside an archive: unpack it first")
	ErrSameName  = errors.New("the archive has two entries of this name")
	ErrEncrypted = errors.New("encrypted: unpack it first")
)

// entry is a file in an archive.
type entry struct {
	name string // as in the archive
	size int64
	err  error // why it cannot be read
}

// container is an archive. It is opened when it is needed.
type container interface {
	// list returns the files in it, as they follow each other, and refuses what goes beyond the limits.
	list(ctx context.Context, limits Limits) ([]entry, error)
	// read returns the content of the i-th of them.
	read(i int, limit int64) ([]byte, error)
	close() error
}

// file is where an archive is: on disk, or in memory.
type file struct {
	name string
	raw  []byte // nil of a file on disk
}

// source is an open file.
type source interface {
	io.ReaderAt
	io.Closer
}

type memory struct{ *bytes.Reader }

// Close has nothing to do.
func (memory) Close() error { return nil }

// open opens the file and returns its size.
func (f *file) open() (source, int64, error) {
	if f.raw != nil {
		return memory{bytes.NewReader(f.raw)}, int64(len(f.raw)), nil
	}
	in, err := os.Open(f.name)
	if err != nil {
		return nil, 0, err
	}
	info, err := in.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, in.Close())
	}
	return in, info.Size(), nil
}

// kinds is the table of archives: how their names end, and what their content begins with.
var kinds = []struct {
	extensions []string
	detect     func(head []byte, in io.ReaderAt, size int64) bool
	open       func(f *file) container
}{
	{[]string{".zip"}, isZip, func(f *file) container { return &zipFile{file: f} }},
	{[]string{".tar.gz", ".tgz"}, isGzip, func(f *file) container { return &tarFile{file: f, packed: true} }},
	{[]string{".tar"}, isTar, func(f *file) container { return &tarFile{file: f} }},
}

// isArchive reports whether a name ends as those of archives do.
func isArchive(name string) bool { return Stem(name) != name }

// Stem returns the name of an archive without its end, and other names as they are.
func Stem(name string) string {
	for _, k := range kinds {
		for _, e := range k.extensions {
			if strings.HasSuffix(strings.ToLower(name), e) {
				return name[:len(name)-len(e)]
			}
		}
	}
	return name
}

// headSize is how much of a file tells what it is.
const headSize = 512

// kindOf returns how to open what in holds, nil if that is no archive.
func kindOf(in io.ReaderAt, size int64) func(*file) container {
	head := make([]byte, headSize)
	n, err := in.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil
	}
	for _, k := range kinds {
		if k.detect(head[:n], in, size) {
			return k.open
		}
	}
	return nil
}

func sniff(raw []byte) func(*file) container { return kindOf(bytes.NewReader(raw), int64(len(raw))) }

// archive adds the reports in an archive. A file that is none is added as a report if it was named, and otherwise not found.
func (l *List) archive(ctx context.Context, name string, named bool) (found bool, err error) {
	f := &file{name: name}
	in, size, err := f.open()
	if err != nil {
		l.add(Input{Name: name, Path: absolute(name), Group: true, Err: fmt.Errorf("read report: %w", err)})
		return true, nil
	}
	kind := kindOf(in, size)
	if err := in.Close(); err != nil {
		return true, fmt.Errorf("read report: %w", err)
	}
	switch {
	case kind == nil && named:
		l.file(name, size)
		return true, nil
	case kind == nil:
		return false, nil
	}
	return true, l.entries(ctx, kind(f), Input{Name: name, Path: absolute(name), Group: true}, named)
}

// entries adds the reports in an archive. That there are none is worth an error if the archive was named.
func (l *List) entries(ctx context.Context, c container, group Input, named bool) error {
	if l.seen[group.key()] {
		return nil
	}
	all, err := c.list(ctx, l.opt.Limits)
	if closing := c.close(); err == nil {
		err = closing
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		group.Err = fmt.Errorf("read archive %s: %w", group.Name, err)
		l.add(group)
		return nil
	}
	before := len(l.Inputs)
	for i, e := range all {
		l.entry(c, i, e, group)
	}
	switch {
	case len(l.Inputs) > before:
		l.seen[group.key()] = true
	case named:
		group.Err = fmt.Errorf("read archive %w", noReports(group.Name))
		l.add(group)
	default:
		l.Skipped = append(l.Skipped, group.Name)
	}
	return nil
}

// entry adds an entry of an archive if it is a report.
func (l *List) entry(c container, i int, e entry, group Input) {
	label := cleanName(e.name)
	for part := range strings.SplitSeq(label, "/") {
		if isHidden(part) || part == "" {
			return
		}
	}
	in := Input{Name: group.Name + "/" + label, Entry: label, Size: e.size}
	if group.Path != "" {
		in.Path = group.Path + "/" + label
	}
	fail := func(err error) { in.Err = fmt.Errorf("read %s: %w", in.Name, err) }
	switch limit := l.opt.Limits.Size; {
	case isArchive(label):
		fail(ErrNested)
	case !isReport(label):
		l.Skipped = append(l.Skipped, in.Name)
		return
	case l.seen[in.key()]:
		fail(ErrSameName)
		l.Inputs = append(l.Inputs, in)
		return
	case e.err != nil:
		fail(e.err)
	case limit > 0 && e.size > limit:
		in.Err = read.TooLarge(in.Name, e.size, limit)
	}
	in.bytes = func() ([]byte, error) { return l.unpack(c, i, in.Name) }
	l.add(in)
}

// unpack reads an entry. One archive at a time is open.
func (l *List) unpack(c container, i int, name string) ([]byte, error) {
	if l.open != c {
		if err := l.Close(); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		l.open = c
	}
	raw, err := c.read(i, l.opt.Limits.Size)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, err)
	case sniff(raw) != nil:
		return nil, fmt.Errorf("read %s: %w", name, ErrNested)
	}
	return raw, nil
}

// cleanName makes a label of an entry's name: relative, with slashes, in UTF-8 and without control characters.
func cleanName(name string) string {
	name = strings.ToValidUTF8(strings.ReplaceAll(name, `\`, "/"), "_")
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return '_'
		}
		return r
	}, name)
	return strings.TrimPrefix(path.Clean("/"+name), "/")
}

// ratio refuses what unpacks to much more than it is.
func ratio(unpacked, size int64, limits Limits) error {
	switch {
	case limits.Expansion > 0 && unpacked > limits.Expansion:
		return fmt.Errorf("%w: the limit is %d bytes (limits.max_archive)", ErrLimit, limits.Expansion)
	case unpacked > muchData && unpacked/maxRatio > size:
		return fmt.Errorf("%w: more than %d times its size", ErrLimit, maxRatio)
	}
	return nil
}

func tooMany() error { return fmt.Errorf("%w: more than %d entries", ErrLimit, maxEntries) }
