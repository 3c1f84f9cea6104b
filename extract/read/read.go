// Package read turns files into [source.Document]s.
//
// What enters is a file, or its bytes; what leaves is a document or one error that says which file cannot be read and why.
// To add a format, write a package beside markdown and plaintext and give it a row in [Formats].
package read

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"policygraph/extract/read/docx"
	"policygraph/extract/read/htmldoc"
	"policygraph/extract/read/markdown"
	"policygraph/extract/read/pdf"
	"policygraph/extract/read/plaintext"
	"policygraph/extract/source"
)

// Format is a kind of file that can be read.
type Format struct {
	Name       string
	Extensions []string // with the dot, in lower case
	MediaType  string
	Help       string // one line
	Binary     bool   // the bytes are not text in UTF-8; the reader itself looks after that
	Timed      bool   // the reader itself looks at the time from page to page
	// Sure reports whether data is of this format for certain, whatever the file's name says; nil where content cannot tell.
	Sure func(data []byte) bool
	// Detect reports whether data, of a file whose name does not tell, is of this format. Formats are asked in their order.
	Detect func(data []byte) bool
	// Read reads a file of the given base name.
	Read func(name string, data []byte) (*source.Document, error)
}

// Formats returns the formats, those that are recognised with most certainty first.
func Formats() []Format { return formats(Options{}) }

// formats returns the formats, with readers that heed the options.
func formats(o Options) []Format {
	return []Format{
		{
			Name: pdf.Name, Extensions: []string{".pdf"}, MediaType: "application/pdf", Binary: true, Timed: true,
			Help: "PDF with text, in one or more columns; scans with tesseract", Sure: pdf.Detect, Detect: pdf.Detect,
			Read: pdf.Options{Password: o.Password, OCR: o.OCR, Cache: o.Cache, Timeout: o.Limit(), MaxPages: o.MaxPages}.Read,
		},
		{
			Name: docx.Name, Extensions: []string{".docx", ".docm", ".dotx", ".dotm"},
			MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Binary: true,
			Help: "Word document; tracked changes are accepted", Sure: docx.Detect, Detect: docx.Detect,
			Read: docx.Options{MaxExpansion: o.MaxExpansion}.Read,
		},
		{
			Name: htmldoc.Name, Extensions: []string{".html", ".htm", ".xhtml"}, MediaType: "text/html", Binary: true,
			Help: "web page; menus, banners and footers are left out", Sure: htmldoc.Sure, Detect: htmldoc.Detect, Read: htmldoc.Read,
		},
		{
			Name: markdown.Name, Extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, MediaType: "text/markdown",
			Help: "Markdown, also as converted from PDF", Detect: looksMarkdown, Read: markdown.Read,
		},
		{
			Name: plaintext.Name, Extensions: []string{".txt", ".text"}, MediaType: "text/plain",
			Help: "plain text, also as converted from PDF", Detect: func([]byte) bool { return true }, Read: plaintext.Read,
		},
	}
}

// Options say how files are read.
type Options struct {
	MaxSize int64  // in bytes; larger files are refused; 0 means no limit
	Format  string // name of the format; "" decides by extension, then by content

	Password string // of encrypted files
	OCR      bool   // pages that are pictures are read with the program tesseract
	Cache    string // directory in which readers keep what makes them start faster; "" means none

	Timeout      time.Duration // that reading a file may take; 0 means two minutes, half an hour with OCR
	MaxPages     int           // that a file may have; 0 means no limit, but 5000 for PDF
	MaxExpansion int64         // bytes that a packed file may unpack to; 0 means 128 MiB
}

// Limit returns the time that a file may take.
func (o Options) Limit() time.Duration {
	if o.Timeout > 0 {
		return o.Timeout
	}
	return pdf.DefaultTimeout(o.OCR)
}

// DefaultOptions returns the usual options: files up to 100 MiB and 5000 pages, of any format.
func DefaultOptions() Options { return Options{MaxSize: 100 << 20, MaxPages: 5000} }

// The reasons for which a file is refused, wrapped in errors that name it.
var (
	ErrEmpty  = errors.New("no text")             // nothing but blanks
	ErrBinary = errors.New("not a text file")     // holds NUL bytes
	ErrSize   = errors.New("file is too large")   // exceeds Options.MaxSize
	ErrFormat = errors.New("unknown file format") // Options.Format is not in the table

	ErrPages     = pdf.ErrPages  // more than Options.MaxPages
	ErrTime      = pdf.ErrTime   // more than Options.Timeout
	ErrExpansion = docx.ErrLimit // more than Options.MaxExpansion
)

// File reads a file. Its size is checked before its content is read.
func File(path string, o Options) (*source.Document, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	defer f.Close() // opened for reading: closing cannot lose anything
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	if info.IsDir() {
		return nil, fmt.Errorf("read report: %s is a directory", path)
	}
	if o.MaxSize > 0 && info.Size() > o.MaxSize {
		return nil, TooLarge(path, info.Size(), o.MaxSize)
	}
	data, err := readAll(f, info.Size(), o.MaxSize)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	return Bytes(path, data, o)
}

// TooLarge says that a report is larger than the limit.
func TooLarge(path string, size, limit int64) error {
	return fmt.Errorf("read %s: %w: %s, the limit is %s", path, ErrSize, mebibytes(size), mebibytes(limit))
}

func mebibytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
}

// readAll reads f, which says it has size bytes, and at most one byte more than the limit: pipes and growing files say less
// than they have.
func readAll(f *os.File, size, limit int64) ([]byte, error) {
	var r io.Reader = f
	if limit > 0 {
		r = io.LimitReader(f, limit+1)
	}
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := buf.ReadFrom(r); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// Bytes reads the content of a file of the given name or path. It may change data.
func Bytes(name string, data []byte, o Options) (*source.Document, error) {
	if o.MaxSize > 0 && int64(len(data)) > o.MaxSize {
		return nil, TooLarge(name, int64(len(data)), o.MaxSize)
	}
	hash := sha256.Sum256(data)
	format, err := choose(name, data, o)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	if !format.Binary {
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if err := checkText(data); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	doc, err := o.within(format, filepath.Base(name), data)
	switch {
	case err != nil:
		return nil, fmt.Errorf("read %s: %w", name, err)
	case len(doc.Blocks) == 0:
		return nil, fmt.Errorf("read %s: %w", name, ErrEmpty)
	case o.MaxPages > 0 && doc.Meta.Pages > o.MaxPages:
		return nil, fmt.Errorf("read %s: %w: %d, the limit is %d", name, ErrPages, doc.Meta.Pages, o.MaxPages)
	}
	doc.Hash = hex.EncodeToString(hash[:])
	return doc, nil
}

// within runs a reader for as long as the options allow. One that takes too long is left to itself: its result is not waited
// for. Readers that look at the time themselves have some more, so that they end in order unless they hang.
func (o Options) within(f Format, name string, data []byte) (*source.Document, error) {
	limit := o.Limit()
	patience := limit
	if f.Timed {
		patience += limit/4 + time.Second
	}
	type result struct {
		doc   *source.Document
		err   error
		crash any
	}
	done := make(chan result, 1)
	go func() {
		var r result
		defer func() {
			r.crash = recover()
			done <- r
		}()
		r.doc, r.err = f.Read(name, data)
	}()
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case r := <-done:
		if r.crash != nil {
			panic(r.crash) // in the goroutine of the caller, who may catch it
		}
		return r.doc, r.err
	case <-timer.C:
		return nil, fmt.Errorf("%w: more than %s", ErrTime, limit)
	}
}

// choose finds the format: the one named, or by content that is certain, or by extension, or by content.
func choose(name string, data []byte, o Options) (Format, error) {
	formats, wanted := formats(o), o.Format
	var names []string
	for _, f := range formats {
		if f.Name == wanted {
			return f, nil
		}
		names = append(names, f.Name)
	}
	if wanted != "" {
		return Format{}, fmt.Errorf("%w %q (known: %s)", ErrFormat, wanted, strings.Join(names, ", "))
	}
	for _, f := range formats {
		if f.Sure != nil && f.Sure(data) {
			return f, nil
		}
	}
	ext := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		for _, e := range f.Extensions {
			if e == ext {
				return f, nil
			}
		}
	}
	for _, f := range formats {
		if f.Detect(data) {
			return f, nil
		}
	}
	return Format{}, ErrFormat
}

// checkText reports what keeps data from being text in UTF-8.
func checkText(data []byte) error {
	if n := bytes.IndexByte(data, 0); n >= 0 {
		return fmt.Errorf("%w: NUL byte at offset %d", ErrBinary, n)
	}
	if !utf8.Valid(data) {
		n := invalidAt(data)
		return fmt.Errorf("invalid UTF-8 in line %d, at byte offset %d", 1+bytes.Count(data[:n], []byte{'\n'}), n)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return ErrEmpty
	}
	return nil
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// looksMarkdown reports whether the beginning of a text has headings, links or front matter of Markdown.
func looksMarkdown(data []byte) bool {
	data = data[:min(len(data), 16<<10)]
	if bytes.HasPrefix(data, []byte("---\n")) && bytes.Contains(data[4:], []byte("\n---\n")) {
		return true
	}
	signs := 0
	for line := range bytes.Lines(data) {
		if n := len(line) - len(bytes.TrimLeft(line, "#")); n > 0 && n <= 6 && len(line) > n+1 && line[n] == ' ' {
			signs += 2
		}
		if bytes.Contains(line, []byte("](")) || bytes.Count(line, []byte("**")) >= 2 {
			signs++
		}
	}
	return signs >= 2
}
