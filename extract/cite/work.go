package cite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"policygraph/extract/pattern"
	"policygraph/extract/prose"
	"policygraph/extract/source"
	"policygraph/graph/kg"
)

// work is what a part of a note says of a work.
type work struct {
	title, authors, publisher, date, url, text, alias string
}

const monthName = `(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?\.?`

var (
	leadIn = pattern.MustCompile(`^(?:(?:For (?:more|further|details|an|a)\b[^“"]{0,80}?,? )?(?:[Ss]ee|[Ss]ee also|[Ss]ee, for example|[Ss]ee,? e\.g\.|[Cc]f\.|[Aa]lso)[,:]? )+(?:also:? |generally |for example,? |e\.g\.,? )?`)
	dateIn = pattern.MustCompile(`\b(?:\d{1,2} )?` + monthName + ` (?:\d{1,2}(?:[–-]\d{1,2})?, )?(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b`)
	yearIn = pattern.MustCompile(`\b(?:19|20)\d\d\b`)
	legal  = pattern.MustCompile(`\bU\.S\.C\.|\bFed\. Reg\.|\bPub\. L\.|\b\d+ Stat\. |\bC\.F\.R\.|\bExec(?:\.|utive) Order\b|\bH\.R\. ?\d|\bS\. ?\d{2,}|§|\bDirective \d|\bRegulation \(|\bCOM ?\(\d{4}\)`)
	talk   = pattern.MustCompile(`(?i)\b(?:interview|conversation|correspondence|communication|discussion|testimony|remarks|speech|letter|email|e-mail|briefing)s?\b`)
	aka    = pattern.MustCompile(`\(here(?:in)?after,? (?:referred to as )?(?:the )?[“"]([^”"]{2,60}?),?[”"]\)`)
	talkBy = pattern.MustCompile(`^(?:Interview|Conversation|Correspondence|Testimony|Remarks|Discussion|Letter|Briefing|Author['’]s interview)s?\b`)
	what   = pattern.MustCompile(`^(?:joint fact sheet|fact sheet|media note|press release|press statement|news release|op-ed|blog post|working paper|report|` +
		`policy brief|transcript|video|podcast|ch\. .*|sec\. .*|chap\. .*|art\. .*|pp?\. ?[\d–-]+|\d{1,4}(?:[–-]\d{1,4})?|accessed .*|available at|vol\. .*|no\. .*|via|at)\.?$`)
)

// parse reads a work from a span of a note; ok is false when it names none.
func parse(p *prose.Passage, span kg.Span) (work, bool) {
	whole := p.Text[span.Start:span.End]
	w := work{text: whole, url: link(p, span)}
	if m := aka.FindStringSubmatch(whole); m != nil {
		w.alias = m[1]
	}
	body := span
	body.Start += len(leadIn.FindString(whole))
	if at := findAddress(p.Text[body.Start:body.End]); at != nil {
		body.End = body.Start + at[0]
	}
	title, after, quoted := quotation(p.Text, body)
	if quoted && isTitle(p.Text, body, title, after) {
		w.describe(p, body, title, after)
		return w, w.url != "" || w.date != "" || w.publisher != "" || w.authors != "" || title.Start-body.Start < 4
	}
	if in, ok := styled(p, body, source.Emphasis); ok && strings.Contains(strings.TrimSpace(p.Text[in.Span.Start:in.Span.End]), " ") && isPrefix(p.Text[body.Start:in.Span.Start]) {
		w.describe(p, body, in.Span, in.Span.End)
		return w, true
	}
	return w, w.untitled(p.Text[body.Start:body.End])
}

// link returns the address within a span: of a link, or printed.
func link(p *prose.Passage, span kg.Span) string {
	if in, ok := styled(p, span, source.Link); ok && strings.Contains(in.Target, "://") {
		return in.Target
	}
	text := p.Text[span.Start:span.End]
	at := findAddress(text)
	if at == nil {
		return ""
	}
	return strings.TrimRight(text[at[0]:at[1]], ".,;)]’'\"")
}

// findAddress returns begin and end of the first address of a text, "https://…", "http://…" or "www.…", nil if it has none.
func findAddress(text string) []int {
	var first []int
	for _, head := range [...]string{"https://", "http://", "www."} {
		before := len(text) // what stands behind the first address need not be looked at
		if first != nil {
			before = min(before, first[0]+len(head))
		}
		for from := 0; ; {
			i := strings.Index(text[from:before], head)
			if i < 0 {
				break
			}
			start := from + i
			from = start + len(head)
			if head == "www." && start > 0 && isWordByte(text[start-1]) {
				continue
			}
			if n := addressLength(text[from:]); n > 0 {
				first = []int{start, from + n}
				break
			}
		}
	}
	return first
}

// addressLength returns how much of a text may belong to an address: all up to a blank, an angle bracket or a quotation mark.
func addressLength(text string) int {
	for i, r := range text {
		switch r {
		case ' ', '\t', '\n', '\f', '\r', '<', '>', '“', '”':
			return i
		}
	}
	return len(text)
}

// isTitle reports whether a quotation is a title rather than speech: it is short, the word before it begins with a capital
// or there is none, and it ends in a comma or period or one follows.
func isTitle(text string, body, q kg.Span, after int) bool {
	const longest = 400
	if q.Len() == 0 || q.Len() > longest {
		return false
	}
	if !isPrefix(strings.TrimRight(text[body.Start:q.Start], "“\"")) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(text[q.Start:q.End]); unicode.IsLower(first) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text[q.Start:q.End])
	if strings.ContainsRune(",.?!’", last) {
		return true
	}
	rest := strings.TrimLeft(text[after:], " ")
	next, _ := utf8.DecodeRuneInString(rest)
	return rest == "" || strings.ContainsRune(",.;([", next) || unicode.IsUpper(next)
}

// isPrefix reports whether what stands before a title can be authors: nothing, or text whose last word is not a verb.
func isPrefix(before string) bool {
	const longest = 250
	before = strings.TrimRight(before, " ,:")
	if before == "" {
		return true
	}
	word := before[strings.LastIndexByte(before, ' ')+1:]
	r, _ := utf8.DecodeRuneInString(word)
	switch word {
	case "al.", "eds.", "ed.", "eds.)", "(eds.)", "in", "see", "also", "and", "dir.", "trans.", "the":
		return len(before) <= longest
	}
	return len(before) <= longest && !unicode.IsLower(r) && !isSentence(before)
}

// describe fills in what stands around a title.
func (w *work) describe(p *prose.Passage, body, title kg.Span, after int) {
	w.title = strings.TrimRight(strings.TrimSpace(p.Text[title.Start:title.End]), ",.;")
	before := strings.TrimSpace(strings.TrimRight(p.Text[body.Start:title.Start], " ,:“\""))
	w.authors = strings.TrimSuffix(before, " in")
	rest := p.Text[after:max(after, body.End)]
	if m := dateIn.FindStringIndex(rest); m != nil {
		w.date = rest[m[0]:m[1]]
	} else {
		w.date = yearIn.FindString(rest)
	}
	if in, ok := styled(p, kg.Span{Start: after, End: max(after, body.End)}, source.Emphasis); ok {
		w.publisher = strings.Trim(p.Text[in.Span.Start:in.Span.End], " ,.;")
		return
	}
	w.publisher = publisher(rest, w.date)
}

// publisher returns what stands between a title and the date, without words that only say what kind of work it is.
func publisher(rest, date string) string {
	if date != "" {
		rest = rest[:strings.Index(rest, date)]
	}
	var kept []string
	for part := range strings.SplitSeq(strings.Trim(rest, " ,.;:("), ", ") {
		part = strings.Trim(part, " ,;:(")
		if part == "" || what.MatchString(part) {
			continue
		}
		if _, place, ok := strings.Cut(part, "("); ok && !strings.Contains(place, ")") { // "(Geneva: Press"
			part = strings.Replace(part, "(", "", 1)
		}
		kept = append(kept, part)
	}
	const longest = 160
	out := strings.Join(kept, ", ")
	if len(out) > longest {
		return ""
	}
	return out
}

// untitled reads a work that has no title set off: a law, an interview, a page of the web. Ordinary sentences are none.
func (w *work) untitled(body string) bool {
	const longest = 240
	text := strings.TrimRight(strings.TrimSpace(body), " ,.;:(")
	switch {
	case text == "" && w.url != "":
		w.title = w.url
		return true
	case text == "" || len(text) > longest && w.url == "":
		return false
	}
	dates := dateIn.FindAllStringIndex(body, -1)
	dated := len(dates) > 0 && (len(body)-dates[len(dates)-1][1] < 40 || talkBy.MatchString(text))
	sentence := isSentence(text)
	switch {
	case w.url != "" || w.alias != "":
	case dated && (!sentence || talk.MatchString(text)):
	case !sentence && legal.MatchString(text):
	default:
		return false // what most notes are
	}
	if len(dates) > 0 {
		w.date = body[dates[len(dates)-1][0]:dates[len(dates)-1][1]]
	} else {
		w.date = yearIn.FindString(body)
	}
	w.title = untitled(text, w.date)
	return w.title != ""
}

// untitled returns the text before the date as a title.
func untitled(text, date string) string {
	if i := strings.Index(text, date); date != "" && i > 10 {
		text = text[:i]
	}
	const longest = 200
	text = strings.TrimRight(text, " ,.;:([")
	for _, tail := range []string{" available at", " at", " accessed", ", accessed", " from"} {
		text = strings.TrimSuffix(text, tail)
	}
	if i := strings.Index(text, "(herein"); i > 0 {
		text = strings.TrimRight(text[:i], " ,")
	}
	if i := strings.LastIndexByte(text, '('); i > 0 && !strings.Contains(text[i:], ")") {
		text = strings.TrimRight(text[:i], " ,")
	}
	if len(text) > longest {
		cut := strings.LastIndexByte(text[:longest], ' ')
		text = text[:max(cut, 0)]
	}
	return text
}

// finite are verbs that tell a sentence from a title.
var finite = words("is are was were has have had does do did will would may might can could should must shall include includes included " +
	"provide provides provided refer refers reported said told found note notes noted state states stated indicate indicates indicated created received began")

func words(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}

// isSentence reports whether a text is an ordinary sentence: it has a finite verb.
func isSentence(text string) bool {
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && isWordByte(text[i]) {
			continue
		}
		if i > start && finite[text[start:i]] {
			return true
		}
		start = i + 1
	}
	return false
}

func isWordByte(b byte) bool {
	return 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '_'
}

var datedEntry = pattern.MustCompile(`^(.{2,200}?)[.,]? \(((?:19|20)\d\d)[a-z]?(?:, [^)]{1,20})?\)[.,:]?\s+(.{4,})$`)

// parseDated reads an entry such as "Rivera, A. (2019). The title. The press."
func parseDated(p *prose.Passage, span kg.Span) (work, bool) {
	whole := p.Text[span.Start:span.End]
	m := datedEntry.FindStringSubmatch(whole)
	if m == nil {
		return work{}, false
	}
	w := work{text: whole, authors: m[1], date: m[2], url: link(p, span)}
	rest := m[3]
	if at := findAddress(rest); at != nil {
		rest = rest[:at[0]]
	}
	title, publisher, _ := strings.Cut(rest, ". ")
	w.title, w.publisher = strings.Trim(title, " .“”\""), strings.Trim(publisher, " .,")
	return w, w.title != ""
}
