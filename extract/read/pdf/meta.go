package pdf

import (
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"policygraph/extract/source"
)

// metadata returns what a file says of itself, in its XMP packet and in its dictionary of information.
func metadata(s *session, doc references.FPDF_DOCUMENT, data []byte) source.Meta {
	m := information(s, doc)
	x := packet(data)
	if x.Title != "" {
		m.Title = x.Title
	}
	if len(x.Authors) > 0 {
		m.Authors, m.UnsureAuthors = x.Authors, true
	}
	if x.Publisher != "" {
		m.Publisher = x.Publisher
	}
	if x.Date != "" {
		m.Date, m.UnsureDate = x.Date, false
	}
	return m
}

// pageLabels returns the numbers of the pages as the file has them, nil if it has none but those of counting.
func pageLabels(s *session, doc references.FPDF_DOCUMENT, pages int) []string {
	out := make([]string, pages)
	for i := range out {
		l, err := s.FPDF_GetPageLabel(&requests.FPDF_GetPageLabel{Document: doc, Page: i})
		if err != nil {
			return nil // a file without labels
		}
		out[i] = clean(l.Label)
	}
	return source.PlainLabels(out)
}

// information returns what the dictionary of information says.
func information(s *session, doc references.FPDF_DOCUMENT) source.Meta {
	var m source.Meta
	tags, err := s.GetMetaData(&requests.GetMetaData{Document: doc})
	if err != nil {
		return m // a file without it is no worse
	}
	modified := ""
	for _, t := range tags.Tags {
		v := clean(t.Value)
		switch t.Tag {
		case "Title":
			m.Title, m.UnsureTitle = v, true
		case "Author":
			m.Authors, m.UnsureAuthors = authors(v), true
		case "CreationDate":
			m.Date = date(v)
		case "ModDate":
			modified = date(v)
		}
	}
	if m.Date == "" {
		m.Date = modified
	}
	m.UnsureDate = true
	return m
}

// clean folds blanks and drops control characters.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

var pdfDate = regexp.MustCompile(`^(?:D:)?(\d{4})(\d{2})?(\d{2})?`)

// authors divides a list of names.
func authors(s string) []string {
	sep := ";"
	if !strings.Contains(s, sep) {
		sep = ","
		for _, part := range strings.Split(s, sep) {
			if !strings.Contains(strings.TrimSpace(part), " ") {
				sep = ";" // "Last, First", or one name
			}
		}
	}
	var out []string
	for _, a := range strings.Split(s, sep) {
		if a = strings.TrimSpace(a); a != "" {
			out = append(out, a)
		}
	}
	return out
}

// date returns a date of PDF, "D:20120126005717Z", as "2012-01-26".
func date(s string) string {
	m := pdfDate.FindStringSubmatch(s)
	if m == nil || m[1] < "1900" {
		return ""
	}
	if m[2] == "" || m[3] == "" {
		return m[1]
	}
	if t, err := time.Parse("20060102", m[1]+m[2]+m[3]); err == nil {
		return t.Format(time.DateOnly)
	}
	return m[1]
}
