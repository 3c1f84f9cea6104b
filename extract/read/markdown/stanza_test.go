package markdown

import (
	"strings"
	"testing"

	"policygraph/extract/source"
)

// TestStanza keeps the lines of addresses apart and those of wrapped prose and narrow columns together.
func TestStanza(t *testing.T) {
	prose := strings.Repeat("The council of Port Moor shall dredge the channel of the old harbour\nbefore the next spring tide, in agreement with the ministry and with\nthe pilots, who know the channel.\n\n", 20)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"address", "The Honorable Ada Moor\nChair\n", []string{"The Honorable Ada Moor", "Chair"}},
		{"long address", "Ben Quay\nRanking Member\nSubcommittee on Harbours, the Department of Pilots, and Related\nPrograms\nHouse of Keepers\n",
			[]string{"Ben Quay", "Ranking Member", "Subcommittee on Harbours, the Department of Pilots, and Related Programs", "House of Keepers"}},
		{"narrow column", "Local Harbours and\nTheir Keepers in\nNorthern Towns\n", []string{"Local Harbours and Their Keepers in Northern Towns"}},
		{"sentence", "The pilots met.\nThey\nAgreed on all that the council of Port Moor had asked them to say.\n",
			[]string{"The pilots met. They Agreed on all that the council of Port Moor had asked them to say."}},
	} {
		doc, err := Read("a.md", []byte(c.text+"\n"+prose))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range doc.Blocks[:len(c.want)] {
			got = append(got, doc.Text[b.Span.Start:b.Span.End])
		}
		if strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if n := len(doc.Blocks) - len(c.want); n != 20 {
			t.Errorf("%s: %d paragraphs of prose", c.name, n)
		}
	}
}

// TestUnglue parts words of headings in capitals where two at least are glued and the text knows their parts.
func TestUnglue(t *testing.T) {
	const body = "\n\nThe harbour safety of the pilots. Harbour and safety, pilots and keepers, keepers and force and work and force and work.\n"
	for heading, want := range map[string]string{
		"# CHAPTER TENHARBOUR SAFETY: THEPILOTS":   "CHAPTER TEN HARBOUR SAFETY: THE PILOTS",
		"# WORKFORCE":                              "WORKFORCE", // one may be chance
		"# HARBOURSAFETY AND PILOTS OF THEKEEPERS": "HARBOUR SAFETY AND PILOTS OF THE KEEPERS",
		"# Harboursafety of Thepilots":             "Harboursafety of Thepilots",
	} {
		doc, err := Read("a.md", []byte(heading+body))
		if err != nil {
			t.Fatal(err)
		}
		if b := doc.Blocks[0]; b.Kind != source.Heading || doc.Text[:b.Span.End] != want {
			t.Errorf("%s: got %q, want %q", heading, doc.Text[:b.Span.End], want)
		}
		if p := doc.Positions[len(doc.Positions)-1]; p.Line != 3 {
			t.Errorf("%s: the text stands in line %d", heading, p.Line)
		}
	}
}
