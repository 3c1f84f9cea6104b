package pdf

import (
	"bytes"
	"encoding/xml"
	"strings"
	"time"

	"policygraph/extract/source"
)

// maxPacket is the length up to which an XMP packet is read.
const maxPacket = 1 << 20

// Namespaces of XMP.
const (
	dublinCore = "http://purl.org/dc/elements/1.1/"
	prism      = "http://prismstandard.org/namespaces/"
)

// packet returns what the last XMP packet of a file says: packets are not packed, so that programs find them. PDFium does not
// give them away. What is no XML says nothing.
func packet(data []byte) source.Meta {
	var m source.Meta
	from := bytes.LastIndex(data, []byte("<x:xmpmeta"))
	if from < 0 {
		return m
	}
	data = data[from:min(len(data), from+maxPacket)]
	if end := bytes.Index(data, []byte("</x:xmpmeta>")); end >= 0 {
		data = data[:end+len("</x:xmpmeta>")]
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	property := xml.Name{} // the open property
	depth, at := 0, 0
	for {
		t, err := dec.Token()
		if err != nil {
			return m
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			if at == 0 && (t.Name.Space == dublinCore || strings.HasPrefix(t.Name.Space, prism)) {
				property, at = t.Name, depth
			}
		case xml.EndElement:
			if depth == at {
				at = 0
			}
			depth--
		case xml.CharData:
			if v := clean(string(t)); v != "" && at > 0 {
				note(&m, property.Local, v)
			}
		}
	}
}

// note keeps the value of a property of Dublin Core or PRISM.
func note(m *source.Meta, property, value string) {
	switch property {
	case "title":
		if m.Title == "" {
			m.Title = value
		}
	case "creator":
		m.Authors = append(m.Authors, authors(value)...)
	case "publisher", "organization":
		if m.Publisher == "" {
			m.Publisher = value
		}
	case "date", "publicationDate", "coverDate":
		if len(value) >= len(time.DateOnly) {
			if _, err := time.Parse(time.DateOnly, value[:len(time.DateOnly)]); err == nil {
				m.Date = value[:len(time.DateOnly)]
			}
		} else if _, err := time.Parse("2006-01", value); err == nil {
			m.Date = value
		}
	}
}
