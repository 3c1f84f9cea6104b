package kg

import (
	"strconv"
	"strings"
	"unicode"
)

// ID names a node of the graph: kind, colon, readable rest, as in "agency:department-of-state-united-states".
// IDs are stable: the same fact in the same report has the same ID in every run, and an entity has the same ID in every report.
type ID string

// Kind returns the part of the ID before the first colon: an entity type or a structural kind such as "recommendation".
func (id ID) Kind() string {
	kind, _, _ := strings.Cut(string(id), ":")
	return kind
}

// The structural kinds of nodes, beside the entity types of the vocabulary.
const (
	KindReport         = "report"
	KindSection        = "section"
	KindPassage        = "passage"
	KindRecommendation = "recommendation"
	KindSource         = "source"
	KindTimelineEvent  = "timeline_event"
)

// EntityID makes the ID of an entity from its type, its canonical name and, where several entities may share that name
// (two states' ministries of defence), a qualifier such as the country; the qualifier is left out when the name holds it.
func EntityID(typ, name, qualifier string) ID {
	s := Slug(name)
	if q := Slug(qualifier); q != "" && !strings.Contains("-"+s+"-", "-"+q+"-") {
		s += "-" + q
	}
	return ID(typ + ":" + s)
}

// ReportID makes the ID of a report from its short name, usually the file name without extension, after the folders that tell
// it from others of that name: "us/report". Parts without letters or digits are left out.
func ReportID(name string) ID {
	var parts []string
	for part := range strings.SplitSeq(name, "/") {
		if s := Slug(part); s != "" {
			parts = append(parts, s)
		}
	}
	return ID(KindReport + ":" + strings.Join(parts, "/"))
}

// PartID makes the ID of the n-th part (section, passage, recommendation, source, timeline event) of a report.
// The number is padded so that the order of IDs is the order in the report.
func PartID(kind string, report ID, n int) ID {
	_, name, _ := strings.Cut(string(report), ":")
	const digits = 5
	number := strconv.Itoa(n)
	return ID(kind + ":" + name + "/" + "00000"[:max(0, digits-len(number))] + number)
}

// Slug returns s in lower case with every run of characters other than letters, marks and digits replaced by one hyphen,
// and none at the ends. Apostrophes are dropped, so that "People's" becomes "peoples". A string without letters or digits
// gives the empty string.
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’' || r == '.':
		default:
			gap = true
		}
	}
	return b.String()
}
