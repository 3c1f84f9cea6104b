package imprint_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"policygraph/data"
	"policygraph/extract/imprint"
	"policygraph/extract/read"
	"policygraph/extract/source"
)

func rules(t testing.TB) *imprint.Rules {
	t.Helper()
	r, err := imprint.LoadRules(data.FS)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// show writes what is known of a document.
func show(m source.Meta) string {
	return fmt.Sprintf("%s | %s | %s | %s", m.Title, strings.Join(m.Authors, ", "), m.Publisher, m.Date)
}

// prose is body text, before which a title page ends.
const prose = "\n\nThe council has dredged the channel of the old harbour every year since the great flood, and it has paid for the work alone.\n"

// TestPages reads title pages in Markdown and plain text.
func TestPages(t *testing.T) {
	r := rules(t)
	for _, c := range []struct{ name, text, want string }{
		{"front matter", "---\ntitle: Deep Water\nauthor: Ada Moor and Ben Quay\npublisher: Harbour Institute\ndate: 2021-03-04 10:00:00\n---\n# Other" + prose,
			"Deep Water | Ada Moor, Ben Quay | Harbour Institute | 2021-03-04"},
		{"lists and keys", "---\nTitle: Deep Water\nAuthors:\n  - name: Ada Moor\n  - Ben Quay\nInstitution: Harbour Institute\nPublished: March 2021\n---\n" + prose,
			"Deep Water | Ada Moor, Ben Quay | Harbour Institute | 2021-03"},
		{"junk", "---\ntitle: final_v3.docx\nauthor: admin\n---\n# Deep Water\n\nBy Ada Moor, Harbour Institute\n\n12 June 2019" + prose, "Deep Water | Ada Moor | Harbour Institute | 2019-06-12"},
		{"untitled", "---\ntitle: Untitled 3\n---\n# Deep Water\n\n2019-06-12" + prose, "Deep Water |  |  | 2019-06-12"},
		{"subtitle, names, body", "# Deep Water\n\n## Dredging for Trade\n\nMary Moor, John Quay, and Anna de la Rue\n\nHarbour Institute, Fall 2021" + prose,
			"Deep Water: Dredging for Trade | Mary Moor, John Quay, Anna de la Rue | Harbour Institute | Fall 2021"},
		{"affiliations", "# Deep Water\n\nDr. John Quay, Senior Fellow, Harbour Institute\n\nMary Moor (University of Fogo)\n\n*Summer 2018*" + prose, "Deep Water | John Quay, Mary Moor | Harbour Institute | Summer 2018"},
		{"written by", "# Deep Water\n\nWritten by **Wangari Moor**, officer at the Harbour Institute, and **Dr Odong Quay**, lecturer\n\nPublished by the Harbour Institute" + prose,
			"Deep Water | Wangari Moor, Odong Quay | Harbour Institute | "},
		{"masthead", "# UNITED HARBOURS COUNCIL\n\nHC/2012/3\n\nDistr.: General 18 January 2012\n\n## Report of the Pilot on the harbours from 1 May 2010 to 3 June 2011\n\n### I. Introduction" + prose,
			"Report of the Pilot on the harbours from 1 May 2010 to 3 June 2011 |  | United Harbours Council | 2012-01-18"},
		{"fields", "# Deep Water\n\n**Report:** HI-12 | **Published:** 2026-03-09 | **Source:** [Harbour Institute](https://x.example/)" + prose, "Deep Water |  | Harbour Institute | 2026-03-09"},
		{"section is no subtitle", "# Deep Water\n\n## Dredging" + prose, "Deep Water |  |  | "},
		{"countries are no people", "# Deep Water\n\nSierra Leone and Costa Rica\n\nMarch 9, 2024" + prose, "Deep Water |  |  | 2024-03-09"},
		{"about", "# Deep Water\n\n## About the Authors\n\n**Ada Moor** is a fellow at the Harbour Institute.\n\n**Ben Quay** is a pilot.\n\n## Plan" + prose +
			"\n## About the Harbour Institute\n\n© 2020 by the Harbour Institute. All rights reserved.\n", "Deep Water | Ada Moor, Ben Quay | Harbour Institute | 2020"},
		{"letter", "# Deep Water" + prose + "\nAda Moor\n\nHead of Port\n\nOctober 2014\n", "Deep Water |  |  | 2014-10"},
		{"impossible day", "# Deep Water\n\n31 February 2020" + prose, "Deep Water |  |  | 2020-02"},
		{"nothing", "The council met.\n", " |  |  | "},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, err := read.Bytes("a.md", []byte(c.text), read.DefaultOptions())
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r.Of(doc)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestHTML reads what the heads of web pages say.
func TestHTML(t *testing.T) {
	r := rules(t)
	for _, c := range []struct{ name, head, body, want string }{
		{"highwire", `<meta name="citation_title" content="Deep Water"><meta name="citation_author" content="Moor, Ada"><meta name="citation_author" content="Ben Quay"><meta name="citation_publisher" content="Harbour Institute"><meta name="citation_publication_date" content="2021/03/04">`, "",
			"Deep Water | Moor, Ada, Ben Quay | Harbour Institute | 2021-03-04"},
		{"dublin core", `<meta name="DC.title" content="Deep Water"><meta name="DC.creator" content="Ada Moor"><meta name="dcterms.publisher" content="Harbour Institute"><meta name="dcterms.issued" content="2021-03">`, "",
			"Deep Water | Ada Moor | Harbour Institute | 2021-03"},
		{"open graph", `<title>Deep Water | Harbour Institute</title><meta property="og:title" content="Deep Water | Harbour Institute"><meta property="og:site_name" content="Harbour Institute"><meta property="article:published_time" content="2021-03-04T05:06:07Z">`, "",
			"Deep Water |  | Harbour Institute | 2021-03-04"},
		{"linked data", `<script type="application/ld+json">{"@type":"Report","headline":"Deep Water","author":[{"name":"Ada Moor"}],"publisher":{"name":"Harbour Institute"},"datePublished":"2021-03-04"}</script>`, "",
			"Deep Water | Ada Moor | Harbour Institute | 2021-03-04"},
		{"account", `<title>Untitled</title><meta name="author" content="admin">`, "<h1>Deep Water</h1><p>By Ada Moor</p><p>12 June 2019</p>", "Deep Water | Ada Moor |  | 2019-06-12"},
		{"body as author", `<title>Deep Water</title><meta name="author" content="Harbour Institute"><meta property="og:site_name" content="Harbour Institute">`, "", "Deep Water |  | Harbour Institute | "},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head>" + c.head + "</head><body>" + c.body + "<p>" + prose + "</p></body></html>"
			doc, err := read.Bytes("a.html", []byte(page), read.DefaultOptions())
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r.Of(doc)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestPrograms sets what programs fill in against what the page says.
func TestPrograms(t *testing.T) {
	r := rules(t)
	made := func(title string, authors []string, company string) *source.Document {
		b := source.NewBuilder("a.pdf", "pdf", nil)
		for _, w := range []struct {
			kind source.Kind
			text string
		}{{source.Heading, "Deep Water"}, {source.Heading, "Dredging for Trade"}, {source.Paragraph, "By Ada Moor"}, {source.Paragraph, "March 2024"}, {source.Heading, "1. Introduction"}, {source.Paragraph, strings.TrimSpace(prose)}} {
			b.Begin(source.Block{Kind: w.kind, Level: 1})
			b.At(1, 1)
			b.Write([]byte(w.text))
		}
		*b.Meta() = source.Meta{Title: title, Authors: authors, Publisher: company, Date: "2024-04-30", UnsureTitle: true, UnsureAuthors: true, UnsureDate: true}
		return b.Document()
	}
	for _, c := range []struct {
		title, author, company, want string
	}{
		{"Microsoft Word - final_v3.docx", "jdoe", "Hewlett-Packard", "Deep Water: Dredging for Trade | Ada Moor |  | 2024-03"},
		{"untitled", "Windows User", "", "Deep Water: Dredging for Trade | Ada Moor |  | 2024-03"},
		{"Annual Letter of the Pilots", "John Quay", "", "Deep Water: Dredging for Trade | Ada Moor |  | 2024-03"}, // a template
		{"Deep Water", "Harbour Council", "", "Deep Water: Dredging for Trade | Ada Moor | Harbour Council | 2024-03"},
		{"Deep Water: Dredging for Trade", "", "Harbour Institute", "Deep Water: Dredging for Trade | Ada Moor | Harbour Institute | 2024-03"},
	} {
		if got := show(r.Of(made(c.title, []string{c.author}, c.company))); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.title, got, c.want)
		}
	}
}

// TestReal states what real reports say of themselves.
func TestReal(t *testing.T) {
	r := rules(t)
	for file, want := range map[string]string{
		"report/us-rok-alliance.md":               "Renew, Elevate, Modernize: A Blueprint for a 21st-Century U.S.-ROK Alliance Strategy | Kristine Lee, Joshua Fitt, Coby Goldberg | Center for a New American Security | 2020",
		"corpus/biosafety-2023.md":                "Eight Commonsense Actions | J. Stephen Morrison, Michaela Simoneau |  | 2023-11-21",
		"corpus/estonia-ai-strategy-2019.txt":     "Estonia’s national artificial intelligence strategy 2019-2021 |  | Government of the Republic of Estonia | 2019-07",
		"corpus/gao-democracy-assistance-2026.md": "Democracy Assistance: State Should Require Plans to Mitigate Effects of Reported Antidemocratic Actions Overseas |  | U.S. Government Accountability Office | 2026-03-09",
		"corpus/national-security-memorandum-ai-2024.html": "Memorandum on Advancing the United States’ Leadership in Artificial Intelligence; Harnessing Artificial Intelligence to Fulfill National Security Objectives; " +
			"and Fostering the Safety, Security, and Trustworthiness of Artificial Intelligence |  | The White House | 2024-10-24",
		"corpus/psi-directive-2014.docx":     "ODUG Response to Consultation on the UK implementation of Directive 2013/37/EU amending Directive 2003/98/EC on the re-use of public sector information | Heather Savory |  | 2014-10-13",
		"corpus/timor-leste-2012.pdf":        "Report of the Secretary-General on the United Nations Integrated Mission in Timor-Leste (for the period from 20 September 2011 to 6 January 2012) |  | United Nations | 2012-01-18",
		"corpus/wmd-commission-ch10-2005.md": "CHAPTER TEN INTELLIGENCE AT HOME: THE FBI, JUSTICE, AND HOMELAND SECURITY |  |  | ",
	} {
		t.Run(file, func(t *testing.T) {
			path := filepath.Join("..", "..", "..", "shared", filepath.FromSlash(file))
			if _, err := os.Stat(path); err != nil {
				t.Skipf("SKIPPED: the real report is not here: %v", err)
			}
			o := read.DefaultOptions()
			if dir, err := os.UserCacheDir(); err == nil {
				o.Cache = filepath.Join(dir, "policygraph", "wazero")
			}
			doc, err := read.File(path, o)
			if err != nil {
				t.Fatal(err)
			}
			if got := show(r.Of(doc)); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// FuzzOf reads title pages of any text; whatever comes of it is text.
func FuzzOf(f *testing.F) {
	r := rules(f)
	for _, seed := range []string{"# Deep Water\n\nBy Ada Moor, Harbour Institute\n\n12 June 2019\n", "---\ntitle: x.docx\nauthor: admin\ndate: 2021/3\n---\n© 2020 by the", "# UN\n\n## A:\n\n### B\n\nQ3 2021 | Published by the Council", "By By, , and", "Published: 99 June 2021"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := read.Bytes("a.md", []byte(text), read.DefaultOptions())
		if err != nil {
			return
		}
		if m := r.Of(doc); !utf8.ValidString(show(m)) || strings.Contains(show(m), "\n") {
			t.Errorf("got %q", show(m))
		}
	})
}
