package input

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
)

// zipFile is an archive in the zip format.
type zipFile struct {
	file  *file
	in    source
	files []*zip.File // of which list returned the entries
}

// isZip reports whether a file is a zip archive, and not a document that is one inside: those of Word and other programs hold a
// list of their types.
func isZip(head []byte, in io.ReaderAt, size int64) bool {
	if !bytes.HasPrefix(head, []byte("PK\x03\x04")) && !bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return false
	}
	z, err := openZip(in, size)
	if err != nil {
		return true // a broken one
	}
	for _, f := range z.File {
		switch f.Name {
		case "[Content_Types].xml", "word/document.xml", "mimetype", "META-INF/MANIFEST.MF":
			return false
		}
	}
	return true
}

func openZip(in io.ReaderAt, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(in, size)
	if errors.Is(err, zip.ErrInsecurePath) {
		err = nil // names are labels only
	}
	return z, err
}

func (z *zipFile) open() (int64, error) {
	if z.in != nil {
		return 0, nil
	}
	in, size, err := z.file.open()
	if err != nil {
		return 0, err
	}
	r, err := openZip(in, size)
	if err != nil {
		return 0, errors.Join(err, in.Close())
	}
	z.in, z.files = in, nil
	for _, f := range r.File {
		if f.Mode().IsRegular() {
			z.files = append(z.files, f)
		}
	}
	return size, nil
}

func (z *zipFile) list(ctx context.Context, limits Limits) ([]entry, error) {
	size, err := z.open()
	if err != nil {
		return nil, err
	}
	if len(z.files) > maxEntries {
		return nil, tooMany()
	}
	var out []entry
	total := int64(0)
	for _, f := range z.files {
		e := entry{name: f.Name, size: int64(min(f.UncompressedSize64, math.MaxInt64))}
		if f.Flags&1 != 0 {
			e.err = ErrEncrypted
		}
		if total += e.size; total < 0 {
			total = math.MaxInt64
		}
		if err := ratio(total, size, limits); err != nil {
			return nil, err
		}
		out = append(out, e)
	}
	return out, ctx.Err()
}

// read relies on the library's check that an entry is as long as list said.
func (z *zipFile) read(i int, limit int64) (raw []byte, err error) {
	if _, err := z.open(); err != nil {
		return nil, err
	}
	if i >= len(z.files) {
		return nil, fmt.Errorf("the archive has changed: %w", io.ErrUnexpectedEOF)
	}
	in, err := z.files[i].Open()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return unpacked(in, limit)
}

// unpacked reads an entry to its end.
func unpacked(in io.Reader, limit int64) ([]byte, error) {
	if limit > 0 {
		in = io.LimitReader(in, limit+1)
	}
	raw, err := io.ReadAll(in)
	if err == nil && limit > 0 && int64(len(raw)) > limit {
		err = fmt.Errorf("%w: the limit of a report is %d bytes", ErrLimit, limit)
	}
	return raw, err
}

func (z *zipFile) close() error {
	if z.in == nil {
		return nil
	}
	err := z.in.Close()
	z.in = nil
	return err
}
