package docx

import "strings"

// field is a field that has begun: its code comes first, then its result.
type field struct {
	code   []byte
	result bool
	drop   bool   // the result is a table of contents or an index
	link   string // target of a hyperlink
}

// fieldChar reads a mark of a field: where it begins, where its result begins, where it ends.
func (r *reader) fieldChar(e element) {
	switch value(e, "fldCharType") {
	case "begin":
		r.begin()
	case "separate":
		r.separate()
	case "end":
		if n := len(r.fields); n > 0 {
			r.fields = r.fields[:n-1]
		}
	}
	r.skip()
}

// begin begins a field, unless there are too many within each other.
func (r *reader) begin() bool {
	const most = 200
	if len(r.fields) >= most {
		return false
	}
	r.fields = append(r.fields, field{})
	return true
}

// code reads a part of a field's code.
func (r *reader) code(s []byte) {
	const most = 4096
	if n := len(r.fields); n > 0 && !r.fields[n-1].result {
		f := &r.fields[n-1]
		f.code = append(f.code, s[:min(len(s), most-len(f.code))]...)
	}
}

// separate ends the code of a field: its result follows.
func (r *reader) separate() {
	n := len(r.fields)
	if n == 0 {
		return
	}
	f := &r.fields[n-1]
	f.result = true
	args := strings.Fields(string(f.code))
	if len(args) == 0 {
		return
	}
	switch strings.ToUpper(args[0]) {
	case "TOC", "INDEX", "TOA":
		f.drop = true
	case "HYPERLINK":
		anchor := ""
		for _, a := range args[1:] {
			switch {
			case a == `\l`:
				anchor = "#"
			case strings.HasPrefix(a, `"`) || !strings.HasPrefix(a, `\`):
				if f.link == "" || anchor == "#" {
					f.link += anchor + strings.Trim(a, `"`)
					anchor = ""
				}
			}
		}
	}
}

// muted reports whether text is a field's code, or a result that is dropped.
func (r *reader) muted() bool {
	for i := range r.fields {
		if f := &r.fields[i]; f.drop || !f.result {
			return true
		}
	}
	return false
}

// target returns the address of the hyperlink around.
func (r *reader) target() string {
	for i := len(r.fields) - 1; i >= 0; i-- {
		if r.fields[i].link != "" {
			return r.fields[i].link
		}
	}
	return r.link
}

// endCode ends the codes of fields that a paragraph began and did not end: codes do not go on over its end.
func (r *reader) endCode(from int) {
	for i := from; i < len(r.fields); i++ {
		if !r.fields[i].result {
			r.fields = r.fields[:i]
			return
		}
	}
}

// endContents ends a table of contents that a heading shows to be over.
func (r *reader) endContents() {
	for i := range r.fields {
		if r.fields[i].drop {
			r.fields = r.fields[:i]
			return
		}
	}
}
