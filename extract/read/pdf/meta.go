package pdf

import (
	"bytes"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"policygraph/extract/source"
)

// metadata returns what a file says of itself.
func metadata(s *session, doc references.FPDF_DOCUMENT) source.Meta {
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
			m.Title = title(v)
		case "Author":
			m.Authors = authors(v)
		case "CreationDate":
			m.Date = date(v)
		case "ModDate":
			modified = date(v)
		}
	}
	if m.Date == "" {
		m.Date = modified
	}
	return m
}

// clean folds blanks and drops control characters.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

var (
	titleJunk = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint) - .*|untitled.*|document\d*|slide \d+|.*\.(?:docx?|pdf|indd|pptx?|qxd|rtf|md|txt|html?|xlsx?))$`)
	pdfDate   = regexp.MustCompile(`^(?:D:)?(\d{4})(\d{2})?(\d{2})?`)
)

func title(s string) string {
	if titleJunk.MatchString(s) {
		return ""
	}
	return s
}

// checkedTitle returns the title if most of its words stand in the text: templates leave others behind.
func checkedTitle(title string, text []byte) string {
	const begin = 20_000 // bytes
	text = bytes.ToLower(text[:min(len(text), begin)])
	found, all := 0, 0
	for _, w := range strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		all++
		if bytes.Contains(text, []byte(w)) {
			found++
		}
	}
	if found*3 < all*2 {
		return ""
	}
	return title
}

// authors divides a list of names. Names of users, without a blank or a capital, are left out.
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
		if a = strings.TrimSpace(a); strings.Contains(a, " ") && strings.ToLower(a) != a {
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
