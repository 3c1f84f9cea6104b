// Package pdf reads PDF files with PDFium, run as WebAssembly.
//
// What enters are the bytes of a file; what leaves is a [source.Document], or one error that says why the file cannot be read
// and, where it is known, on which page. The work is a row of steps: the characters of a page and their places become words
// and rows (page.go, words.go, rows.go), running heads, page numbers and tables of contents are dropped (furniture.go), rows
// are put into reading order by the gutters between columns, and tables told from columns (columns.go, tables.go), footnotes
// are taken from the feet of pages (notes.go), and lines become blocks (blocks.go, headings.go, write.go).
//
// Positions hold the page as counted from 1, whatever number is printed on it, and the line as counted on its page, in reading
// order and without what was dropped.
package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	pdfium_errors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"policygraph/extract/source"
)

// Name is the name of the format.
const Name = "pdf"

// Options say how files are read.
type Options struct {
	Password string        // of encrypted files
	OCR      bool          // pages without text are read with the program tesseract
	Cache    string        // directory of the compiled PDFium, which makes all starts but the first fast; "" keeps it in memory
	Timeout  time.Duration // that one file may take; 0 means two minutes, half an hour with OCR
	MaxPages int           // that one file may have; 0 means 5000
}

// The reasons for which a file is refused.
var (
	ErrEncrypted = errors.New("is encrypted: give --password")
	ErrPassword  = errors.New("is encrypted and the password is wrong")
	ErrNoText    = errors.New("has no text layer; it may be a scan: try --ocr")
	ErrBroken    = errors.New("is broken")
	ErrPages     = errors.New("has too many pages")
	ErrTime      = errors.New("takes too long to read")
)

const (
	defaultTimeout  = 2 * time.Minute
	ocrTimeout      = 30 * time.Minute
	defaultMaxPages = 5000
)

// DefaultTimeout returns the time that a file may take where nothing else is said.
func DefaultTimeout(ocr bool) time.Duration {
	if ocr {
		return ocrTimeout
	}
	return defaultTimeout
}

// Detect reports whether data begins with the signature of PDF files.
func Detect(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(data[:min(len(data), 1024)], "\ufeff \t\r\n\x00"), []byte("%PDF-"))
}

// Read turns a PDF file into a document.
func (o Options) Read(name string, data []byte) (*source.Document, error) {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout(o.OCR)
	}
	if o.MaxPages <= 0 {
		o.MaxPages = defaultMaxPages
	}
	ctx, cancel := context.WithTimeout(context.Background(), o.Timeout)
	defer cancel()
	f, err := o.load(ctx, data)
	if err != nil {
		return nil, err
	}
	return f.document(name), nil
}

// file is what PDFium says of a file.
type file struct {
	meta    source.Meta
	pages   []page
	running []string // running heads and feet
	remarks []source.Remark
}

// load reads everything that is needed and gives PDFium back.
func (o Options) load(ctx context.Context, data []byte) (*file, error) {
	s, err := start(ctx, o.Cache)
	if err != nil {
		return nil, err
	}
	defer s.end()
	f := &file{}
	err = s.guard(func() error {
		doc, err := o.open(s, data)
		if err != nil {
			return err
		}
		n, err := s.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc})
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", ErrBroken, err)
		case n.PageCount == 0:
			return fmt.Errorf("%w: it has no pages", ErrBroken)
		case n.PageCount > o.MaxPages:
			return fmt.Errorf("%w: %d, the limit is %d", ErrPages, n.PageCount, o.MaxPages)
		}
		f.meta = metadata(s, doc, data)
		f.meta.Pages = n.PageCount
		f.meta.Labels = pageLabels(s, doc, n.PageCount)
		return o.loadPages(s, doc, f)
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (o Options) open(s *session, data []byte) (references.FPDF_DOCUMENT, error) {
	req := &requests.OpenDocument{File: &data}
	if o.Password != "" {
		req.Password = &o.Password
	}
	doc, err := s.OpenDocument(req)
	switch {
	case err == nil:
		return doc.Document, nil
	case errors.Is(err, pdfium_errors.ErrPassword) && o.Password == "":
		return "", ErrEncrypted
	case errors.Is(err, pdfium_errors.ErrPassword):
		return "", ErrPassword
	case errors.Is(err, pdfium_errors.ErrFormat), errors.Is(err, pdfium_errors.ErrFile):
		return "", fmt.Errorf("%w: it is no PDF file, or cut off", ErrBroken)
	}
	return "", fmt.Errorf("%w: %w", ErrBroken, err)
}

// loadPages reads the pages. A page that cannot be read is left out with a remark, unless none can.
func (o Options) loadPages(s *session, doc references.FPDF_DOCUMENT, f *file) error {
	var first error
	empty, chars := 0, 0
	for i := range f.meta.Pages {
		p, err := loadPage(s, requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}})
		if err == nil && len(p.words) == 0 && o.OCR {
			p, err = recognise(s, requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}})
		}
		switch {
		case s.ctx.Err() != nil:
			return s.ctx.Err()
		case errors.Is(err, errOCR):
			return err
		case err != nil:
			if first == nil {
				first = fmt.Errorf("page %d: %w", i+1, err)
			}
			f.remarks = append(f.remarks, source.Remark{Severity: source.Warning, Page: i + 1, Message: "cannot be read: " + firstLine{err}.Error()})
		case len(p.words) == 0:
			empty++
		}
		if chars += p.chars; chars > maxChars {
			return fmt.Errorf("page %d: %w: more than %d characters", i+1, ErrPages, maxChars)
		}
		p.number = i + 1
		f.pages = append(f.pages, p)
	}
	switch {
	case len(f.remarks) == f.meta.Pages:
		return fmt.Errorf("%w: %w", ErrBroken, first)
	case empty+len(f.remarks) == f.meta.Pages:
		return ErrNoText
	}
	return nil
}

// maxChars is the number of characters that a file may have.
const maxChars = 20_000_000
