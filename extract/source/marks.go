package source

import (
	"bytes"
	"regexp"
)

var (
	noteMark = regexp.MustCompile(`^[\[(]?(\d{1,4}|[ivxl]{1,6}|[*†‡§¶#]{1,3}|[a-z])[\])]?$`)
	noteList = regexp.MustCompile(`^\d{1,4}(?:\s*[,;–-]\s*\d{1,4})+$`)
	numbers  = regexp.MustCompile(`\d+`)
)

// NoteMarks returns the labels of the notes that a raised text such as "3", "[b]" or "4, 5" points to, none if it is other
// raised text such as "th".
func NoteMarks(raised []byte) []string {
	raised = bytes.TrimSpace(raised)
	if m := noteMark.FindSubmatch(raised); m != nil {
		return []string{string(m[1])}
	}
	var out []string
	if noteList.Match(raised) {
		for _, d := range numbers.FindAll(raised, -1) {
			out = append(out, string(d))
		}
	}
	return out
}
