package docx

import (
	"strconv"
	"strings"
	"time"

	"policygraph/extract/source"
)

// properties reads what the file says of itself. It may be broken without loss to the text.
func (r *reader) properties() {
	root, err := r.archive.relations("")
	if err != nil {
		return
	}
	m := r.Meta()
	dates := map[string]string{}
	r.propertiesOf(root.part("core-properties"), func(name, text string) {
		switch name {
		case "title":
			m.Title, m.UnsureTitle = text, true
		case "creator":
			m.Authors, m.UnsureAuthors = authorNames(text), true
		case "date", "modified", "created":
			if len(text) >= len(time.DateOnly) {
				if _, err := time.Parse(time.DateOnly, text[:len(time.DateOnly)]); err == nil {
					dates[name] = text[:len(time.DateOnly)]
				}
			}
		}
	})
	for _, name := range []string{"created", "modified", "date"} {
		if dates[name] != "" {
			m.Date, m.UnsureDate = dates[name], name != "date"
		}
	}
	r.propertiesOf(root.part("extended-properties"), func(name, text string) {
		switch name {
		case "Pages":
			r.declared, _ = strconv.Atoi(text)
		case "Company":
			m.Publisher = text
		}
	})
}

// propertiesOf calls use for each field of a part with properties.
func (r *reader) propertiesOf(part string, use func(name, text string)) {
	if r.archive.files[key(part)] == nil {
		return
	}
	text, err := r.archive.read(part)
	if err == nil {
		c := newCursor(part, text)
		c.root()
		c.each(func(e element) {
			name := e.Name.Local
			if s := strings.Join(strings.Fields(c.content()), " "); s != "" {
				use(name, s)
			}
		})
		err = c.err
	}
	if err != nil {
		r.Remark(source.Remark{Severity: source.Warning, Message: err.Error()})
	}
}

// authorNames splits a list of authors.
func authorNames(s string) []string {
	var out []string
	for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '\n' }) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// title gives the document the title and the authors that its text names, and the number of its pages.
func (r *reader) title() {
	m := r.Meta()
	if t := strings.Join(r.titled, " "); t != "" {
		m.Title, m.UnsureTitle = t, false
	}
	if len(r.authors) > 0 {
		m.Authors, m.UnsureAuthors = r.authors, false
	}
	m.Pages = max(r.declared, r.maxPage)
}
