package htmldoc

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"policygraph/extract/source"
)

// decode returns a page in UTF-8. The order of evidence: a byte order mark, the bytes themselves if they are valid UTF-8 (pages
// saved by programs often keep a charset that is no longer true), the page's own charset, Windows-1252.
func decode(data []byte) ([]byte, []source.Remark, error) {
	var remarks []source.Remark
	rest, marked := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	switch {
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}), bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		var err error
		if rest, err = convert(data); err != nil {
			return nil, nil, err
		}
	case marked, utf8.Valid(rest) && bytes.IndexByte(rest, 0x1b) < 0:
	default:
		head := data[:min(len(data), headSize)]
		e, name, _ := charset.DetermineEncoding(head, "")
		if name == "utf-8" || name == "replacement" {
			break
		}
		out, err := e.NewDecoder().Bytes(data)
		if err != nil {
			return nil, nil, fmt.Errorf("decode %s: %w", name, err)
		}
		rest = out
		if name == "windows-1252" && !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
			remarks = append(remarks, source.Remark{Severity: source.Warning, Line: 1, Message: "the page does not name its charset; read as " + name})
		}
	}
	return clean(rest, remarks)
}

// headSize is how far a charset is looked for.
const headSize = 4096

func convert(data []byte) ([]byte, error) {
	e, name, _ := charset.DetermineEncoding(data, "")
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", name, err)
	}
	return bytes.TrimPrefix(out, []byte("\ufeff")), nil
}

// clean replaces invalid bytes and drops NUL bytes, with a remark each.
func clean(data []byte, remarks []source.Remark) ([]byte, []source.Remark, error) {
	if n := bytes.Count(data, []byte{0}); n > 0 {
		first := bytes.IndexByte(data, 0)
		if n > len(data)/10 || bytes.IndexByte(data, '<') < 0 {
			return nil, nil, fmt.Errorf("not a text file: NUL byte at offset %d", first)
		}
		remarks = append(remarks, source.Remark{Severity: source.Warning, Line: line(data, first), Message: fmt.Sprintf("%d NUL bytes dropped", n)})
		data = bytes.ReplaceAll(data, []byte{0}, nil)
	}
	if utf8.Valid(data) {
		return data, remarks, nil
	}
	out := make([]byte, 0, len(data)+len(data)/16)
	bad, first := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			if bad == 0 {
				first = i
			}
			bad++
			out = append(out, "\ufffd"...)
		} else {
			out = append(out, data[i:i+n]...)
		}
		i += n
	}
	remarks = append(remarks, source.Remark{Severity: source.Warning, Line: line(data, first), Message: fmt.Sprintf("%d invalid bytes replaced", bad)})
	return out, remarks, nil
}

func line(data []byte, offset int) int { return 1 + bytes.Count(data[:offset], []byte{'\n'}) }
