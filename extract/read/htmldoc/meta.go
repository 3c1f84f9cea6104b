package htmldoc

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html/atom"

	"policygraph/extract/source"
)

// fields are what a page says of itself, by the place where it says so.
type fields map[string][]string

// keys of fields, those that are trusted most first. Names are those of meta tags in lower case (Highwire Press, Dublin Core,
// Open Graph); "ld:" are those of JSON-LD, "item:" those of microdata.
var (
	titleKeys     = []string{"citation_title", "dc.title", "dcterms.title", "ld:headline", "og:title", "twitter:title", "title"}
	authorKeys    = []string{"citation_author", "dc.creator", "dcterms.creator", "ld:author", "author", "parsely-author", "article:author", "item:author", "byl"}
	publisherKeys = []string{"citation_publisher", "citation_technical_report_institution", "dc.publisher", "dcterms.publisher", "publisher", "ld:publisher", "og:site_name", "application-name", "item:publisher"}
	dateKeys      = []string{"citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "ld:datepublished",
		"article:published_time", "datepublished", "item:datepublished", "date", "dcterms.date.published", "pubdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "time"}
)

var wanted = func() map[string]bool {
	m := map[string]bool{}
	for _, keys := range [][]string{titleKeys, authorKeys, publisherKeys, dateKeys} {
		for _, k := range keys {
			m[k] = true
		}
	}
	return m
}()

func (f fields) add(key, value string) {
	const most = 64 // values of a key
	key = strings.ReplaceAll(strings.ToLower(key), "dc:", "dc.")
	if value = oneLine(value); value != "" && wanted[key] && len(f[key]) < most && !slices.Contains(f[key], value) {
		f[key] = append(f[key], value)
	}
}

// first returns the first value of the first key that has one.
func (f fields) first(keys []string) string {
	for _, k := range keys {
		for _, v := range f[k] {
			return v
		}
	}
	return ""
}

// findMeta reads what a page says of itself.
func (r *reader) findMeta() source.Meta {
	f := r.fields()
	m := source.Meta{Publisher: f.first(publisherKeys), Date: date(f.first(dateKeys))}
	for _, k := range authorKeys {
		if m.Authors = authors(f[k]); len(m.Authors) > 0 {
			break
		}
	}
	if strings.Contains(m.Publisher, "://") {
		m.Publisher = ""
	}
	m.Title = r.title(f)
	return m
}

// fields gathers the meta tags, the title, JSON-LD, microdata and the time of publication.
func (t *tree) fields() fields {
	f := fields{}
	for i := int32(1); i < int32(len(t.nodes)); i++ {
		n := &t.nodes[i]
		if n.kind != isElement {
			continue
		}
		switch n.tag {
		case atom.Meta:
			for _, key := range []string{"name", "property", "itemprop"} {
				f.add(t.attr(i, key), t.attr(i, "content"))
			}
		case atom.Title:
			if len(f["title"]) == 0 {
				f.add("title", t.inner(i, 1000))
			}
		case atom.Script:
			if strings.Contains(strings.ToLower(t.attr(i, "type")), "ld+json") && n.end > i+1 {
				c := &t.nodes[i+1]
				linked(t.data[c.from:c.to], f)
			}
		case atom.Time:
			class := strings.ToLower(t.attr(i, "class") + " " + t.attr(i, "itemprop"))
			if t.attr(i, "itemprop") == "datePublished" || len(f["time"]) == 0 && (strings.Contains(class, "publish") || strings.Contains(class, "date") || t.has(i, "datetime")) && !strings.Contains(class, "modified") {
				f.add("time", t.attr(i, "datetime"))
			}
		default:
			if n.count > 0 {
				t.item(i, f)
			}
		}
	}
	return f
}

// item reads the microdata of an element.
func (t *tree) item(i int32, f fields) {
	switch prop := t.attr(i, "itemprop"); prop {
	case "author", "publisher", "datePublished":
		value := t.attr(i, "content")
		if value == "" {
			value = t.inner(i, 120)
		}
		f.add("item:"+prop, value)
	}
	if t.nodes[i].tag == atom.A && t.attr(i, "rel") == "author" {
		f.add("item:author", t.inner(i, 120))
	}
}

// headTitle returns the page's title as its head has it, with the name of the site.
func (t *tree) headTitle() string { return t.fields().first(titleKeys) }

var siteSeparator = regexp.MustCompile(` (?:[|–—»·•]|-|::) `)

// title returns the title of the report: that of the head, without the name of the site; the words of the page's first heading
// where they are its beginning.
func (r *reader) title(f fields) string {
	title := f.first(titleKeys)
	if h := r.firstH1(); h != "" && (title == "" || len(letters(h)) > 8 && strings.HasPrefix(letters(title), letters(h))) {
		return h
	}
	for _, site := range append(slices.Clone(f["og:site_name"]), f.first(publisherKeys)) {
		if cut, ok := strings.CutSuffix(title, site); ok && site != "" && cut != "" {
			if t := strings.TrimRight(cut, " |–—»·•-:"); t != cut {
				return t
			}
		}
	}
	if all := siteSeparator.FindAllStringIndex(title, -1); len(all) > 0 {
		if last := all[len(all)-1]; last[0] > 20 && title[last[0]+1] != '-' && len(strings.Fields(title[last[1]:])) <= 5 {
			return title[:last[0]]
		}
	}
	return title
}

func (r *reader) firstH1() string {
	if r.region.title >= 0 {
		return r.inner(r.region.title, 400)
	}
	found := ""
	for i := r.region.root; i < r.nodes[r.region.root].end; i++ {
		if n := &r.nodes[i]; r.region.drop[i] {
			i = n.end - 1
		} else if n.tag == atom.H1 && r.region.text[i] > 0 {
			if found != "" {
				return "" // the headings of chapters
			}
			found = r.inner(i, 400)
		}
	}
	return found
}

// date returns the day of a date with time, and a date with slashes as ISO 8601 has it.
func date(s string) string {
	iso := strings.ReplaceAll(s, "/", "-")
	if len(iso) >= len(time.DateOnly) {
		if _, err := time.Parse(time.DateOnly, iso[:len(time.DateOnly)]); err == nil {
			return iso[:len(time.DateOnly)]
		}
	}
	if _, err := time.Parse("2006-1-2", iso); err == nil {
		t, _ := time.Parse("2006-1-2", iso)
		return t.Format(time.DateOnly)
	}
	return s
}

// authors splits and cleans names of authors; addresses and names of accounts are none.
func authors(values []string) []string {
	var out []string
	for _, v := range values {
		if len(values) == 1 && strings.Count(v, ",") != 1 {
			v = strings.NewReplacer(" and ", ";", " & ", ";", ", ", ";").Replace(v)
		} else if len(values) == 1 && strings.Count(v, " ") > 2 {
			v = strings.NewReplacer(" and ", ";", ", ", ";").Replace(v)
		}
		for name := range strings.SplitSeq(v, ";") {
			name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "By "), "and "))
			if name != "" && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") && strings.ToLower(name) != "admin" && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}
