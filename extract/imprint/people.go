package imprint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/pattern"
	"policygraph/extract/source"
)

// publisher keeps the publisher that the file names; else it takes the one that the title page, the notice of copyright, the
// running heads or a section about the publisher names.
func (f *finder) publisher() {
	if f.rules.junkName(f.Publisher) {
		f.Publisher = ""
	}
	if f.Publisher != "" {
		return
	}
	for _, find := range []func() string{f.labelled, f.copyrightHolder, f.mastheadBody, f.runningBody, f.aboutBody, f.affiliation} {
		if p := find(); p != "" {
			f.Publisher = p
			return
		}
	}
}

// labelled returns the body behind a label of the title page: "Published by …", "A report by …".
func (f *finder) labelled() string {
	for _, l := range f.front {
		for _, p := range pieces(strings.Trim(l.text, "*_ ")) {
			if rest, ok := label(p, f.rules.publishers); ok {
				if b := f.rules.bodyIn(rest); b != "" {
					return b
				}
			}
		}
	}
	return ""
}

var authority = pattern.MustCompile(`(?i)^the (?:authority|order) of `)

// bodyIn returns the body that a text names, without the date behind it and the article before it.
func (r *Rules) bodyIn(text string) string {
	text = authority.ReplaceAllString(text, "")
	for {
		at := strings.LastIndexAny(text, ",;")
		if at < 0 || r.dateIn(text[at:]) == "" && !strings.ContainsAny(text[at:], "©") {
			break
		}
		text = text[:at]
	}
	if !r.isBody(text) {
		return ""
	}
	text = strings.TrimSpace(bracketed.ReplaceAllString(text, ""))
	if rest, ok := strings.CutPrefix(text, "the "); ok {
		text = rest
	} else if rest, ok := strings.CutPrefix(text, "The "); ok {
		text = rest
	}
	return sentenceCase(strings.Trim(text, " .,*"))
}

// sentenceCase writes a name set in capitals as it is usually written.
func sentenceCase(s string) string {
	if s != strings.ToUpper(s) || !strings.Contains(s, " ") {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		if low := strings.ToLower(w); i > 0 && joining[low] {
			words[i] = low
		} else if utf8.RuneCountInString(w) > 3 || low == "new" {
			r, n := utf8.DecodeRuneInString(w)
			words[i] = string(r) + strings.ToLower(w[n:])
		}
	}
	return strings.Join(words, " ")
}

var holder = pattern.MustCompile(`(?i)(?:©|\(c\)|copyright)[\s©(c),]*(?:(?:19|20)\d\d(?:[–-]\d{2,4})?)?[\s,]*(?:by )?(?:the )?([^.;|\n]{4,120})`)

func (f *finder) copyrightHolder() string {
	const most = 600
	look := func(text string) string {
		if len(text) > most || !claims(text) {
			return ""
		}
		if m := holder.FindStringSubmatch(text); m != nil {
			return f.rules.bodyIn(strings.TrimSpace(m[1]))
		}
		return ""
	}
	for _, b := range f.doc.Blocks {
		if p := look(f.doc.Text[b.Span.Start:b.Span.End]); p != "" {
			return p
		}
	}
	for _, h := range f.doc.Running {
		if p := look(h); p != "" {
			return p
		}
	}
	return ""
}

// mastheadBody returns the first body that has a line of the title page to itself, but for a date.
func (f *finder) mastheadBody() string {
	for _, l := range f.front {
		if l.title {
			continue
		}
		for _, p := range pieces(strings.Trim(l.text, "*_ ")) {
			if b := f.rules.bodyIn(p); b != "" {
				return b
			}
		}
	}
	return ""
}

func (f *finder) runningBody() string {
	for _, h := range f.doc.Running {
		for _, p := range pieces(h) {
			if b := f.rules.bodyIn(p); b != "" {
				return b
			}
		}
	}
	return ""
}

// aboutBody returns the body that the last section "About the …" is about.
func (f *finder) aboutBody() string {
	for _, b := range slices.Backward(f.doc.Blocks) {
		if b.Kind != source.Heading {
			continue
		}
		text := f.doc.Text[b.Span.Start:b.Span.End]
		if rest, ok := strings.CutPrefix(text, "About "); ok {
			if p := f.rules.bodyIn(rest); p != "" {
				return p
			}
		}
	}
	return ""
}

// affiliation returns the body to which an author named on the title page belongs. Those of scholars publish elsewhere.
func (f *finder) affiliation() string {
	for _, l := range f.front {
		names, ok := f.rules.nameLine(l.text)
		if rest, by := label(l.text, f.rules.by); by {
			names, ok = f.rules.names(rest), true
		}
		at := strings.LastIndex(l.text, ", ")
		if !ok || at < 0 || len(names) == 0 {
			continue
		}
		if b := f.rules.bodyIn(l.text[at+2:]); b != "" && !strings.Contains(b, "University") {
			return b
		}
	}
	return ""
}

func (r *Rules) junkName(s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	return low == "" || r.junkNames[strings.TrimRight(low, " 0123456789")] || strings.Contains(low, "://") || !strings.ContainsFunc(low, unicode.IsLetter)
}

// authors keeps the authors that the publisher filled in; else it takes those of the title page or of the section about them,
// and only then those that a program filled in. Bodies that write are publishers.
func (f *finder) authors() {
	known := slices.DeleteFunc(slices.Clone(f.Authors), func(a string) bool {
		user := f.UnsureAuthors && (!strings.Contains(a, " ") || strings.ToLower(a) == a)
		return f.rules.junkName(a) || user
	})
	bodies := slices.DeleteFunc(slices.Clone(known), func(a string) bool { return !f.rules.isBody(a) })
	known = slices.DeleteFunc(known, func(a string) bool { return strings.EqualFold(a, f.Publisher) || f.UnsureAuthors && f.rules.isBody(a) })
	if f.Publisher == "" && len(bodies) > 0 {
		f.Publisher = bodies[0]
	}
	if len(known) > 0 && !f.UnsureAuthors {
		f.Authors = known
		return
	}
	for _, find := range []func() []string{f.byline, f.nameLines, f.aboutAuthors} {
		if names := find(); len(names) > 0 {
			f.Authors = names
			return
		}
	}
	f.Authors = slices.Clip(known)
}

// byline returns the names behind "By" and its like.
func (f *finder) byline() []string {
	for i, l := range f.front {
		rest, ok := label(strings.Trim(l.text, "*_ "), f.rules.by)
		if !ok {
			continue
		}
		names := f.rules.names(rest)
		for k := i + 1; k < len(f.front) && len(names) > 0 && strings.HasSuffix(strings.TrimSpace(f.front[k-1].text), ","); k++ {
			names = append(names, f.rules.names(f.front[k].text)...)
		}
		if len(names) > 0 {
			return names
		}
	}
	return nil
}

// nameLines returns the names of the lines below the title that consist of names and of what their bearers are.
func (f *finder) nameLines() []string {
	const near = 8
	var out []string
	for _, l := range f.front[min(f.named, len(f.front)):min(f.named+near, len(f.front))] {
		if l.level > 0 && l.level < 3 || f.rules.isBody(l.text) {
			continue
		}
		if names, ok := f.rules.nameLine(l.text); ok {
			out = append(out, names...)
		} else if len(out) > 0 && !f.rules.affiliation(l.text) {
			break
		}
	}
	return out
}

// nameLine returns the names of a line that has nothing but names, or one name and what its bearer is. A given name must tell.
func (r *Rules) nameLine(text string) ([]string, bool) {
	text = strings.Trim(text, "*_ ")
	parts := splitNames(text)
	var names []string
	for i, p := range parts {
		if n := r.name(p); n != "" {
			names = append(names, n)
		} else if i == 0 || !r.affiliation(p) {
			return nil, false
		}
	}
	sure := slices.ContainsFunc(names, func(n string) bool {
		first, _, _ := strings.Cut(n, " ")
		return r.given[strings.ToLower(first)]
	})
	return names, sure || len(names) > 2 && len(names) == len(parts)
}

// affiliation reports whether a text says what a person is: a role, or a body.
func (r *Rules) affiliation(text string) bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return !plainRune(c) && c != '-' }) {
		if r.roles[w] || r.bodies[w] {
			return true
		}
	}
	return false
}

var aboutAuthors = pattern.MustCompile(`(?i)^about the (?:lead )?authors?:?$|^(?:the )?authors?:?$`)

// aboutAuthors returns the names with which the paragraphs of the section about the authors begin.
func (f *finder) aboutAuthors() []string {
	under := false
	var out []string
	for _, b := range f.doc.Blocks {
		text := f.doc.Text[b.Span.Start:b.Span.End]
		if b.Kind == source.Heading {
			if under {
				break
			}
			under = aboutAuthors.MatchString(text)
			continue
		}
		if under {
			if name, _, ok := strings.Cut(text, " is "); ok {
				if names := f.rules.names(name); len(names) > 0 {
					out = append(out, names[0])
				}
			}
		}
	}
	return out
}

// names returns the names of persons in a list, without what stands between them.
func (r *Rules) names(text string) []string {
	var out []string
	for _, p := range splitNames(text) {
		if n := r.name(p); n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

var (
	between = pattern.MustCompile(`\s*(?:[;|,]\s*(?:and\s+|&\s+)?|\s+and\s+|\s+&\s+|\s+with (?:a |the )?.*$)\s*`)
	degree  = pattern.MustCompile(`^(?:Ph\.?D|M\.?D|J\.?D|M\.?A|M\.?Sc|M\.?P\.?A|B\.?A|DPhil|Jr|Sr|Esq|Ret|II|III)\.?$`)
)

func splitNames(text string) []string {
	var out []string
	for _, p := range between.Split(bracketed.ReplaceAllString(text, " "), -1) {
		if p = strings.Trim(p, " .*†‡\t"); p != "" && !degree.MatchString(p) {
			out = append(out, p)
		}
	}
	return out
}

// name returns the name of a person that a text is, without title and note marks, or "".
func (r *Rules) name(text string) string {
	words := strings.Fields(strings.TrimRight(text, "0123456789*†‡ "))
	for len(words) > 2 && r.titles[strings.ToLower(words[0])] {
		words = words[1:]
	}
	const fewest, most = 2, 5
	if len(words) < fewest || len(words) > most {
		return ""
	}
	for i, w := range words {
		low := strings.ToLower(strings.Trim(w, ".,"))
		switch {
		case r.particles[low] && i > 0:
		case !startsUpper(w) || strings.ContainsFunc(w, unicode.IsDigit) || strings.ContainsAny(w, ":/()?!\"“”"):
			return ""
		case r.bodies[low] || r.firstBodies[low] || r.months[low] > 0 && i != 0 || r.roles[low] || low == "the" || r.sections[low] || r.kickers[low]:
			return ""
		case len(w) > 3 && strings.ToUpper(w) == w && text != strings.ToUpper(text):
			return ""
		}
	}
	return strings.Join(words, " ")
}
