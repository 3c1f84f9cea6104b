package markdown

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"policygraph/extract/source"
)

// frontMatter splits off YAML between "---" lines at the start of the file and reads what it says of the report. Front
// matter that is not YAML is dropped with a remark.
func frontMatter(data []byte) (source.Meta, []byte, []source.Remark) {
	var meta source.Meta
	body, ok := bytes.CutPrefix(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("---\n"))
	if !ok {
		return meta, data, nil
	}
	end := bytes.Index(body, []byte("\n---\n"))
	if end < 0 || end > maxFront || !bytes.Contains(body[:end], []byte(":")) {
		return meta, data, nil
	}
	rest := body[end+len("\n---\n"):]
	var fields map[string]any
	if err := yaml.Unmarshal(body[:end], &fields); err != nil {
		return meta, rest, []source.Remark{{Severity: source.Warning, Line: 1, Message: "skip front matter: " + oneLine(err.Error())}}
	}
	for key, value := range fields {
		switch strings.ToLower(key) {
		case "title":
			meta.Title = scalar(value)
		case "author", "authors", "by":
			meta.Authors = names(value)
		case "publisher", "organization", "institution":
			meta.Publisher = scalar(value)
		case "date", "published":
			meta.Date = date(value)
		}
	}
	return meta, rest, nil
}

// maxFront is the length up to which front matter is looked for.
const maxFront = 64 << 10

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func scalar(v any) string {
	switch v := v.(type) {
	case nil, map[string]any, []any:
		return ""
	case time.Time:
		return v.Format(time.DateOnly)
	default:
		return oneLine(fmt.Sprint(v))
	}
}

// date returns the date of a date with time: reports are not published by the minute.
func date(v any) string {
	s := scalar(v)
	if len(s) > len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)]); err == nil {
			return s[:len(time.DateOnly)]
		}
	}
	return s
}

// names splits a list of authors, given as a YAML list or as "A, B and C".
func names(v any) []string {
	var out []string
	if list, ok := v.([]any); ok {
		for _, e := range list {
			if m, ok := e.(map[string]any); ok {
				e = m["name"]
			}
			if s := scalar(e); s != "" {
				out = append(out, s)
			}
		}
		return out
	}
	s := strings.NewReplacer(" and ", ",", " & ", ",", ";", ",").Replace(scalar(v))
	for name := range strings.SplitSeq(s, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}
