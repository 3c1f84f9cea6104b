package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"policygraph/extract/source"
)

// formula is a stretch of TeX between dollars. Converters from PDF write section signs and note marks that way:
// "$\S 1 0 1$", "$^ { 3 3 }$".
type formula struct {
	ast.BaseInline
	tex []byte
}

var kindFormula = ast.NewNodeKind("Formula")

func (n *formula) Kind() ast.NodeKind         { return kindFormula }
func (n *formula) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

type formulaParser struct{}

func (formulaParser) Trigger() []byte { return []byte{'$'} }

func (formulaParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	const longest = 160
	line, _ := block.PeekLine()
	line = line[:min(len(line), longest)]
	end := bytes.IndexByte(line[1:], '$')
	if end < 1 || !bytes.ContainsAny(line[1:end+1], `\^`) {
		return nil
	}
	block.Advance(end + 2)
	return &formula{tex: line[1 : end+1]}
}

var (
	raised   = regexp.MustCompile(`\^\s*(?:\{([^{}]*)\}|(\S))`)
	command  = regexp.MustCompile(`\\(?:[a-zA-Z]+|.)`)
	spaced   = regexp.MustCompile(`^\S(?: \S)+$`)
	commands = strings.NewReplacer(`\ S`, " §", `\S`, "§", `\%`, "%", `\$`, "$", `\&`, "&", `\#`, "#", `\times`, "×", `\circ`, "°", `\sim`, "~",
		`\geq`, "≥", `\leq`, "≤", `\pm`, "±", `\dagger`, "†", `\ddagger`, "‡", `\ast`, "*", `\alpha`, "α", `\beta`, "β", `\gamma`, "γ", `\mu`, "µ")
)

// formula writes what a formula looks like in print; raised numbers behind text are note marks.
func (r *reader) formula(n *formula) {
	tex := string(n.tex)
	for tex != "" {
		m := raised.FindStringSubmatchIndex(tex)
		if m == nil {
			r.write([]byte(printed(tex)))
			return
		}
		r.write([]byte(printed(tex[:m[0]])))
		up := tex[max(m[2], m[4]):max(m[3], m[5])]
		up = strings.ReplaceAll(printed(up), " ", "")
		if len(source.NoteMarks([]byte(up))) == 1 && !r.Empty() {
			r.Ref(up)
		} else {
			r.write([]byte(up + " "))
		}
		tex = tex[m[1]:]
	}
}

// printed returns TeX as it is printed, without the blanks that converters put between letters.
func printed(tex string) string {
	tex = command.ReplaceAllString(commands.Replace(tex), "")
	tex = strings.NewReplacer("{", "", "}", "", "_", "").Replace(tex)
	tex = strings.Join(strings.Fields(tex), " ")
	var out []string
	for part := range strings.SplitSeq(tex, "§") {
		if part = strings.TrimSpace(part); spaced.MatchString(part) {
			part = strings.ReplaceAll(part, " ", "")
		}
		out = append(out, part)
	}
	return strings.TrimSpace(strings.Join(out, " §"))
}
