package docx

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

type element = xml.StartElement

// cursor walks through a part of the file. Its error sticks: after one, nothing more comes. Elements keep the prefixes that the
// file gives to namespaces: their own names tell them apart well enough.
type cursor struct {
	part string
	dec  *xml.Decoder
	open []xml.Name // elements, from the outermost
	err  error
}

// maxDepth is the number of elements within each other up to which a part is read.
const maxDepth = 400

func newCursor(part string, text []byte) *cursor {
	dec := xml.NewDecoder(bytes.NewReader(toUTF8(text)))
	dec.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if len(label) >= 6 && (label[:6] == "UTF-16" || label[:6] == "utf-16") {
			return input, nil // converted already
		}
		return nil, fmt.Errorf("unknown encoding %q", label)
	}
	return &cursor{part: part, dec: dec}
}

// toUTF8 converts UTF-16 with a byte order mark.
func toUTF8(text []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(text, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(text, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(text, []byte("\ufeff"))
	}
	out := make([]byte, 0, len(text))
	for text = text[2:]; len(text) >= 2; text = text[2:] {
		c := rune(order.Uint16(text))
		if utf16.IsSurrogate(c) && len(text) >= 4 {
			c = utf16.DecodeRune(c, rune(order.Uint16(text[2:])))
			text = text[2:]
		}
		out = utf8.AppendRune(out, c)
	}
	return out
}

// fail makes an error of the cursor's part, and keeps it.
func (c *cursor) fail(format string, args ...any) error {
	if c.err == nil {
		c.err = fmt.Errorf("parse %s: %w", c.part, fmt.Errorf(format, args...))
	}
	return c.err
}

func (c *cursor) token() xml.Token {
	if c.err != nil {
		return nil
	}
	t, err := c.dec.RawToken()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	switch t := t.(type) {
	case element:
		c.open = append(c.open, t.Name)
		if len(c.open) > maxDepth {
			err = fmt.Errorf("more than %d elements within each other", maxDepth)
		}
	case xml.EndElement:
		last := len(c.open) - 1
		if last < 0 || c.open[last] != t.Name {
			line, column := c.dec.InputPos()
			err = fmt.Errorf("element ends that is not open: %s, line %d, column %d", t.Name.Local, line, column)
			break
		}
		c.open = c.open[:last]
	}
	if err != nil {
		c.fail("%w", err)
		return nil
	}
	return t
}

// root enters the outermost element and returns its name.
func (c *cursor) root() string {
	for {
		switch t := c.token().(type) {
		case nil:
			return ""
		case element:
			return t.Name.Local
		}
	}
}

// rest reads what stands behind the outermost element, where nothing may stand.
func (c *cursor) rest() {
	for c.err == nil {
		switch t, err := c.dec.RawToken(); t.(type) {
		case nil:
			if !errors.Is(err, io.EOF) {
				c.fail("%w", err)
			}
			return
		case element, xml.EndElement:
			c.fail("there is more than one outermost element")
		}
	}
}

// each calls visit for each element within the open one, and leaves that. Visit must leave the element that it is given, by
// each, text or skip.
func (c *cursor) each(visit func(element)) {
	for {
		switch t := c.token().(type) {
		case nil, xml.EndElement:
			return
		case element:
			visit(t)
		}
	}
}

// skip leaves the open element.
func (c *cursor) skip() {
	for depth := 0; ; {
		switch c.token().(type) {
		case nil:
			return
		case element:
			depth++
		case xml.EndElement:
			if depth--; depth < 0 {
				return
			}
		}
	}
}

// text hands on the text of the open element and leaves it.
func (c *cursor) text(use func([]byte)) {
	for {
		switch t := c.token().(type) {
		case nil, xml.EndElement:
			return
		case element:
			c.skip()
		case xml.CharData:
			use(t)
		}
	}
}

// content returns the text of the open element, at most a few thousand bytes of it, and leaves it.
func (c *cursor) content() string {
	const most = 4096
	var b []byte
	c.text(func(s []byte) { b = append(b, s[:min(len(s), most-len(b))]...) })
	return string(bytes.ToValidUTF8(b, nil))
}

// value returns an attribute of an element, "" if it has none of that name.
func value(e element, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}

// isOn tells whether an element switches on what it names.
func isOn(e element) bool {
	switch value(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
