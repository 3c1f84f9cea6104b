package input

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
)

// tarFile is an archive in the tar format, packed with gzip or not. It is read from front to end; an entry before the place
// reached makes it begin anew.
type tarFile struct {
	file   *file
	packed bool
	in     source
	size   int64
	tar    *tar.Reader
	count  *counter
	next   int // the file that comes next
}

// isTar reports whether a file has the mark of a tar archive.
func isTar(head []byte, _ io.ReaderAt, _ int64) bool {
	const mark, at = "ustar", 257
	empty := len(head) == headSize && bytes.Count(head, []byte{0}) == headSize // an archive ends with such blocks
	return empty || len(head) > at && bytes.HasPrefix(head[at:], []byte(mark))
}

// isGzip reports whether a file is packed with gzip and holds a tar archive, or is broken so early that this is not known.
func isGzip(head []byte, in io.ReaderAt, size int64) bool {
	if !bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		return false
	}
	z, err := gzip.NewReader(io.NewSectionReader(in, 0, size))
	if err != nil {
		return true
	}
	inner := make([]byte, headSize)
	n, err := io.ReadFull(z, inner)
	return err != nil && n < headSize || isTar(inner[:n], nil, 0)
}

// counter counts what is unpacked and stops at the limits.
type counter struct {
	io.Reader
	n, size int64 // unpacked so far; of the archive
	limits  Limits
}

// Read reads on within the limits.
func (c *counter) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	if over := ratio(c.n, c.size, c.limits); over != nil {
		return n, over
	}
	return n, err
}

// begin opens the archive at its front.
func (t *tarFile) begin(limits Limits) error {
	if err := t.close(); err != nil {
		return err
	}
	in, size, err := t.file.open()
	if err != nil {
		return err
	}
	var r io.Reader = io.NewSectionReader(in, 0, size)
	if t.packed {
		if r, err = gzip.NewReader(r); err != nil {
			return errors.Join(err, in.Close())
		}
	}
	t.in, t.size, t.next = in, size, 0
	t.count = &counter{Reader: r, size: size, limits: limits}
	t.tar = tar.NewReader(t.count)
	return nil
}

// step goes to the next file.
func (t *tarFile) step() (*tar.Header, error) {
	for {
		h, err := t.tar.Next()
		if errors.Is(err, tar.ErrInsecurePath) {
			err = nil // names are labels only
		}
		if err != nil {
			return nil, err
		}
		if h.Typeflag == tar.TypeReg {
			t.next++
			return h, nil
		}
	}
}

func (t *tarFile) list(ctx context.Context, limits Limits) ([]entry, error) {
	if err := t.begin(limits); err != nil {
		return nil, err
	}
	var out []entry
	for {
		h, err := t.step()
		switch {
		case err == io.EOF:
			// A tar archive may end before its packing does: what follows must be whole too.
			_, err := io.Copy(io.Discard, t.count)
			return out, err
		case err != nil:
			return nil, fmt.Errorf("after %d files: %w", len(out), err)
		case len(out) == maxEntries:
			return nil, tooMany()
		case ctx.Err() != nil:
			return nil, ctx.Err()
		}
		out = append(out, entry{name: h.Name, size: h.Size})
	}
}

func (t *tarFile) read(i int, limit int64) ([]byte, error) {
	if t.in == nil || t.next > i {
		limits := Limits{} // list has seen all of it
		if t.count != nil {
			limits = t.count.limits
		}
		if err := t.begin(limits); err != nil {
			return nil, err
		}
	}
	for {
		_, err := t.step()
		if err == io.EOF {
			err = fmt.Errorf("the archive has changed: %w", io.ErrUnexpectedEOF)
		}
		if err != nil {
			return nil, err
		}
		if t.next == i+1 {
			return unpacked(t.tar, limit)
		}
	}
}

func (t *tarFile) close() error {
	if t.in == nil {
		return nil
	}
	err := t.in.Close()
	t.in = nil
	return err
}
