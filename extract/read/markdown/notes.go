package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The footnote extension of goldmark moves notes to the end and drops those nobody cites. A report's notes stay where they are.

// note is the block of a footnote: "[^label]: text".
type note struct {
	ast.BaseBlock
	label string
}

var kindNote = ast.NewNodeKind("Note")

func (n *note) Kind() ast.NodeKind         { return kindNote }
func (n *note) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// mark is the mark of a footnote: "[^label]".
type mark struct {
	ast.BaseInline
	label string
}

var kindMark = ast.NewNodeKind("Mark")

func (n *mark) Kind() ast.NodeKind         { return kindMark }
func (n *mark) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// label returns the label of a footnote mark at the start of line and the length of the mark, 0 if there is none.
func label(line []byte) (string, int) {
	const most = 64
	if len(line) < 4 || line[0] != '[' || line[1] != '^' {
		return "", 0
	}
	for i := 2; i < len(line) && i < most; i++ {
		switch c := line[i]; {
		case c == ']' && i > 2:
			return string(line[2:i]), i + 1
		case c <= ' ' || c == '[' || c == ']':
			return "", 0
		}
	}
	return "", 0
}

type noteParser struct{}

func (noteParser) Trigger() []byte { return []byte{'['} }

func (noteParser) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos >= len(line) {
		return nil, parser.NoChildren
	}
	name, n := label(line[pos:])
	if n == 0 || pos+n >= len(line) || line[pos+n] != ':' {
		return nil, parser.NoChildren
	}
	n += pos + 1
	for n < len(line) && (line[n] == ' ' || line[n] == '\t') {
		n++
	}
	if n >= len(line) || line[n] == '\n' {
		reader.Advance(seg.Len() - 1)
	} else {
		reader.Advance(n)
	}
	return &note{label: name}, parser.HasChildren
}

func (noteParser) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if blankLine(line) {
		return parser.Continue | parser.HasChildren
	}
	indent := 0
	for indent < len(line) && (line[indent] == ' ' || line[indent] == '\t') {
		indent++
	}
	if indent < 2 && line[0] != '\t' {
		return parser.Close
	}
	reader.Advance(indent)
	return parser.Continue | parser.HasChildren
}

func blankLine(line []byte) bool {
	for _, c := range line {
		if c != ' ' && c != '\t' && c != '\n' {
			return false
		}
	}
	return true
}

func (noteParser) Close(ast.Node, text.Reader, parser.Context) {}
func (noteParser) CanInterruptParagraph() bool                 { return true }
func (noteParser) CanAcceptIndentedLine() bool                 { return false }

type markParser struct{}

func (markParser) Trigger() []byte { return []byte{'['} }

func (markParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	name, n := label(line)
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return &mark{label: name}
}
