package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// maxDepth is the number of quotations and lists that a line may open within each other. The parser needs time in proportion
// to the square of the depth; no report comes near this one.
const maxDepth = 32

// flatten blanks the marks of containers beyond maxDepth.
func flatten(data []byte) []byte {
	cloned := false
	for start := 0; start < len(data); {
		end := len(data)
		if n := bytes.IndexByte(data[start:], '\n'); n >= 0 {
			end = start + n
		}
		depth := 0
		for i := start; i < end; {
			n := container(data[i:end])
			if n == 0 {
				break
			}
			if depth++; depth > maxDepth {
				if !cloned {
					data, cloned = bytes.Clone(data), true
				}
				for k := range n {
					data[i+k] = ' '
				}
			}
			i += n
		}
		start = end + 1
	}
	return data
}

// container returns the length of the blanks and the mark of a quotation or item at the start of a line.
func container(line []byte) int {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	if i == len(line) {
		return 0
	}
	switch c := line[i]; {
	case c == '>':
		return i + 1
	case c == '-' || c == '*' || c == '+':
		i++
	case c >= '0' && c <= '9':
		for i < len(line) && line[i] >= '0' && line[i] <= '9' {
			i++
		}
		if i == len(line) || line[i] != '.' && line[i] != ')' {
			return 0
		}
		i++
	case bytes.HasPrefix(line[i:], []byte("[^")):
		_, n := label(line[i:])
		if n == 0 || i+n >= len(line) || line[i+n] != ':' {
			return 0
		}
		return i + n + 1
	default:
		return 0
	}
	if i < len(line) && line[i] != ' ' && line[i] != '\t' {
		return 0
	}
	return i
}

// paragraphs parses paragraphs, dividing those that are longer than any in print: the parser of links needs time in
// proportion to the square of their lines.
type paragraphs struct{ parser.BlockParser }

// Continue implements [parser.BlockParser].
func (p paragraphs) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	const most = 500 // lines
	if node.Lines().Len() >= most {
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}
