package htmldoc

import (
	"bytes"
	"regexp"
)

var (
	prologue = regexp.MustCompile(`(?is)^(?:\s+|<!--.*?-->|<\?xml[^>]*\?>)*<(?:!doctype\s+html|html[\s>])`)
	opening  = regexp.MustCompile(`(?is)^(?:\s+|<!--.*?-->)*<(?:head|body|div|p|h[1-6]|table|article|main|section|ul|ol|title|meta)[\s>]`)
	closing  = regexp.MustCompile(`(?i)</(?:p|div|h[1-6]|td|li|body|head|title|section|article|table)\s*>`)
	markdown = regexp.MustCompile(`(?m)^#{1,6} \S|^\*\*|\]\(`)
)

// looked is how much of a file is looked at to tell its format.
const looked = 16 << 10

// Sure reports whether data begins as only a web page does.
func Sure(data []byte) bool { return prologue.Match(beginning(data)) }

// Detect reports whether data, of a file whose name does not tell, is a web page or a part of one.
func Detect(data []byte) bool {
	head := beginning(data)
	return prologue.Match(head) || opening.Match(head) && len(closing.FindAllIndex(head, 2)) == 2 && !markdown.Match(head)
}

// beginning returns the first bytes of a file without what an encoding puts between ASCII characters.
func beginning(data []byte) []byte {
	head := bytes.TrimPrefix(data[:min(len(data), looked)], []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return bytes.ReplaceAll(head[2:], []byte{0}, nil)
	}
	return head
}
