package command

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"policygraph/cmd/policygraph/config"
	"policygraph/graph/kg"
)

// mentionsFlags is what the mentions command is told.
type mentionsFlags struct {
	format, text  string
	advice        bool
	minConfidence float64
}

// annotationFormats are the ways to write annotations.
var annotationFormats = []struct {
	name  string
	help  string
	write func(w io.Writer, text string, list []annotation) error
}{
	{"jsonl", "a JSON object in each line", writeJSONLines},
	{"brat", "stand-off annotations of brat (.ann), beside the text in a file of the same name (.txt)", writeBrat},
	{"conll", "a word with its place and tag (B-agency, I-agency, O) in each line, an empty line after each passage", writeCoNLL},
}

func annotationFormatNames() []string {
	var names []string
	for _, f := range annotationFormats {
		names = append(names, f.name)
	}
	return names
}

func (p *program) mentionsCommand() *cobra.Command {
	f := &mentionsFlags{}
	help := ""
	for _, a := range annotationFormats {
		help += fmt.Sprintf("  %-6s %s\n", a.name, a.help)
	}
	cmd := &cobra.Command{
		Use:   "mentions REPORT",
		Short: "Write where a report names what, for annotation tools",
		Long: "Writes every place where a report names an entity, as stand-off annotations in one of these formats:\n\n" + help +
			"\nThe report is a file, which is read anew, or one in the store. Places are counted in characters (Unicode code points) of the\n" +
			"clean text: the passages of the report, each followed by a line feed. --text writes that text.",
		Example: "  policygraph mentions clean-shipping-corridors\n  policygraph mentions report.md --recommendations --text report.txt > report.jsonl\n" +
			"  policygraph mentions report.md --format brat --text report.txt > report.ann",
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := p.settings(cmd)
			if err != nil {
				return err
			}
			return p.mentions(cmd.Context(), c, f, args[0])
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", annotationFormats[0].name, "how to write: "+strings.Join(annotationFormatNames(), ", "))
	flags.StringVar(&f.text, "text", "", "file to write the clean text to")
	flags.BoolVar(&f.advice, "recommendations", false, "write the places of recommendations too")
	confidenceFlag(cmd, &f.minConfidence, "write mentions of at least this confidence")
	complete(cmd, "format", annotationFormatNames)
	storeFlags(cmd)
	extractFlags(cmd)
	cmd.ValidArgsFunction = p.completeReports
	return cmd
}

func (p *program) mentions(ctx context.Context, c config.Config, f *mentionsFlags, name string) error {
	if err := among("--format", []string{f.format}, annotationFormatNames()); err != nil {
		return err
	}
	if err := checkConfidence(f.minConfidence); err != nil {
		return err
	}
	if f.advice && f.format == "conll" {
		return failed(ExitUsage, fmt.Errorf("--recommendations: a word has one tag in format conll, that of what it names; use jsonl or brat"))
	}
	g, id, err := p.reportGraph(ctx, c, name)
	if err != nil {
		return err
	}
	text, list := annotations(g, id, f)
	if f.text != "" {
		if err := writeWhole(f.text, "text", []byte(text)); err != nil {
			return err
		}
	}
	i := slices.Index(annotationFormatNames(), f.format)
	return annotationFormats[i].write(p.out, text, list)
}

// isPath reports whether a name can only be that of a file: reports in the store may have slashes in their names too.
func isPath(name string) bool {
	short := strings.TrimPrefix(name, kg.KindReport+":")
	return filepath.Base(name) != name && shortName(kg.ReportID(short)) != short
}

// reportGraph returns the facts of a file, or those in the store with the ID of the report meant.
func (p *program) reportGraph(ctx context.Context, c config.Config, name string) (*kg.Graph, kg.ID, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		g, err := p.extractFile(ctx, c, name)
		if err != nil {
			return nil, "", err
		}
		return g, g.Reports[0].ID, nil
	} else if isPath(name) {
		return nil, "", failed(ExitInput, fmt.Errorf("read report: %w", cmp.Or(err, fmt.Errorf("%s is a directory", name))))
	}
	var id kg.ID
	g, err := loadSome(ctx, c, func(list []kg.Report) (ids []kg.ID, err error) {
		id, err = reportNamed(list, name)
		return []kg.ID{id}, err
	})
	return g, id, err
}

// annotation is a stretch of the clean text that names an entity or says a recommendation.
type annotation struct {
	Begin      int     `json:"begin"` // in code points of the clean text
	End        int     `json:"end"`
	Text       string  `json:"text"`
	Type       string  `json:"type"`
	Entity     kg.ID   `json:"entity"`
	Name       string  `json:"name"`
	Rule       string  `json:"rule"`
	Confidence float64 `json:"confidence"`
	Passage    kg.ID   `json:"passage"`
	Line       int     `json:"line,omitempty"`
	Page       int     `json:"page,omitempty"`
}

// annotations returns the clean text of a report and its annotations in the order of the text, longer ones first.
func annotations(g *kg.Graph, report kg.ID, f *mentionsFlags) (string, []annotation) {
	var text strings.Builder
	starts, at := map[kg.ID]int{}, 0
	for i := range g.Passages {
		if p := &g.Passages[i]; p.Report == report {
			starts[p.ID] = at
			text.WriteString(p.Text + "\n")
			at += utf8.RuneCountInString(p.Text) + 1
		}
	}
	index := g.Index()
	var out []annotation
	add := func(a annotation, ev []kg.Evidence) {
		for _, e := range ev {
			start, here := starts[e.Passage]
			if !here || e.Confidence < f.minConfidence {
				continue
			}
			p := index.Passages[e.Passage]
			a.Text = p.Quote(e.Span)
			a.Begin = start + utf8.RuneCountInString(p.Text[:e.Span.Start])
			a.End = a.Begin + utf8.RuneCountInString(a.Text)
			place := index.Place(e)
			a.Rule, a.Confidence, a.Passage, a.Line, a.Page = e.Rule, e.Confidence, e.Passage, place.Line, place.Page
			out = append(out, a)
		}
	}
	for i := range g.Entities {
		e := &g.Entities[i]
		add(annotation{Type: e.Type, Entity: e.ID, Name: e.Name}, e.Mentions)
	}
	for i := range g.Recommendations {
		if r := &g.Recommendations[i]; f.advice {
			add(annotation{Type: kg.KindRecommendation, Entity: r.ID, Name: shortName(r.ID)}, r.Evidence)
		}
	}
	slices.SortFunc(out, func(a, b annotation) int {
		return cmp.Or(cmp.Compare(a.Begin, b.Begin), cmp.Compare(b.End, a.End), cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Rule, b.Rule))
	})
	return text.String(), out
}

func writeJSONLines(w io.Writer, _ string, list []annotation) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, a := range list {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return nil
}

// writeBrat writes text-bound annotations and, as notes, what they stand for and why. A stretch over several lines is written
// as one fragment for each line, as brat demands.
func writeBrat(w io.Writer, _ string, list []annotation) error {
	for i, a := range list {
		var fragments []string
		at := a.Begin
		for line := range strings.SplitSeq(a.Text, "\n") {
			n := utf8.RuneCountInString(line)
			if n > 0 {
				fragments = append(fragments, fmt.Sprintf("%d %d", at, at+n))
			}
			at += n + 1
		}
		text := strings.Join(slices.DeleteFunc(strings.Split(a.Text, "\n"), func(s string) bool { return s == "" }), " ")
		if _, err := fmt.Fprintf(w, "T%d\t%s %s\t%s\n#%d\tAnnotatorNotes T%d\t%s; rule %s; confidence %s\n",
			i+1, a.Type, strings.Join(fragments, ";"), text, i+1, i+1, a.Entity, a.Rule, short(a.Confidence)); err != nil {
			return err
		}
	}
	return nil
}

// word finds words, with what joins their parts, and marks.
var word = regexp.MustCompile(`[\pL\pM\pN]+(?:['’.&-][\pL\pM\pN]+)*|[^\s\pL\pM\pN]`)

// writeCoNLL writes words and their tags. Words are cut where annotations begin and end; of nested ones the outermost counts.
func writeCoNLL(w io.Writer, text string, list []annotation) error {
	out := bufio.NewWriter(w)
	at, next := 0, 0 // code points before the line; annotations before it
	for line := range strings.Lines(text) {
		body := []rune(strings.TrimSuffix(line, "\n"))
		pos := 0
		tag := func(end int, typ string) {
			lead := "B-"
			for _, m := range word.FindAllStringIndex(string(body[pos:end]), -1) {
				s := string(body[pos:end])
				begin := at + pos + utf8.RuneCountInString(s[:m[0]])
				label := "O"
				if typ != "" {
					label, lead = lead+typ, "I-"
				}
				fmt.Fprintf(out, "%s\t%d\t%d\t%s\n", s[m[0]:m[1]], begin, begin+utf8.RuneCountInString(s[m[0]:m[1]]), label)
			}
			pos = end
		}
		for ; next < len(list) && list[next].Begin < at+len(body); next++ {
			a := list[next]
			if a.Begin < at+pos {
				continue // inside a longer one, or begun in an earlier line
			}
			tag(a.Begin-at, "")
			tag(min(a.End-at, len(body)), a.Type)
		}
		tag(len(body), "")
		fmt.Fprintln(out)
		at += utf8.RuneCountInString(line)
	}
	return out.Flush()
}
