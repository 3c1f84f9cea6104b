package htmldoc

import (
	"encoding/json"
	"slices"
	"strings"
)

// linked reads JSON-LD. What is not JSON is no error: browsers do not look at it either.
func linked(data []byte, f fields) {
	var root any
	if err := json.Unmarshal(data, &root); err != nil {
		return
	}
	g := graph{names: map[string]string{}}
	g.visit(root, 0)
	for _, o := range g.objects {
		for _, key := range []string{"headline", "datePublished"} {
			if s, ok := o[key].(string); ok {
				f.add("ld:"+strings.ToLower(key), s)
			}
		}
		if s, ok := o["name"].(string); ok && o["headline"] == nil && o["datePublished"] != nil {
			f.add("ld:headline", s)
		}
		for _, key := range []string{"author", "publisher"} {
			for _, name := range g.name(o[key], 0) {
				f.add("ld:"+key, name)
			}
		}
	}
}

// graph gathers the objects of JSON-LD that may be the report, and the names of all.
type graph struct {
	objects []map[string]any
	names   map[string]string // @id → name
}

// works are the types of objects that may be the report.
var works = []string{"Article", "Report", "NewsArticle", "ScholarlyArticle", "TechArticle", "BlogPosting", "WebPage", "CreativeWork", "PublicationIssue", "GovernmentPublication", "DigitalDocument", "Book", "Legislation", "PolicyDocument"}

const maxLinked = 12 // depth of JSON-LD that is looked at

func (g *graph) visit(v any, depth int) {
	if depth > maxLinked {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			g.visit(e, depth+1)
		}
	case map[string]any:
		id, _ := v["@id"].(string)
		if name, ok := v["name"].(string); ok && id != "" {
			g.names[id] = name
		}
		if slices.ContainsFunc(types(v["@type"]), func(t string) bool { return slices.Contains(works, t) }) {
			g.objects = append(g.objects, v)
		}
		g.visit(v["@graph"], depth+1)
		g.visit(v["mainEntity"], depth+1)
	}
}

func types(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// name returns the names of one or several persons or bodies, which may be named elsewhere in the graph.
func (g *graph) name(v any, depth int) []string {
	if depth > 2 {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, g.name(e, depth+1)...)
		}
		return out
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return []string{s}
		}
		if id, ok := v["@id"].(string); ok && g.names[id] != "" {
			return []string{g.names[id]}
		}
	}
	return nil
}
