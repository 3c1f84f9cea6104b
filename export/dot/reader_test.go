package dot_test

import (
	"strconv"
	"strings"

	"pgregory.net/rapid"
)

// tokens splits a DOT file as the tokenizer behind Gephi's reader does (java.io.StreamTokenizer, with the word, quote and
// comment characters that Gephi sets). A quoted token begins with a quote sign.
func tokens(s string) []string {
	var out []string
	rs := []rune(s)
	for i := 0; i < len(rs); {
		switch r := rs[i]; {
		case r <= ' ' || r == ';':
			i++
		case r == '"':
			text, next := quoted(rs, i+1)
			out = append(out, `"`+text)
			i = next
		case strings.ContainsRune("[]{}->/*,=", r):
			out = append(out, string(r))
			i++
		default:
			start := i
			for i < len(rs) && rs[i] > ' ' && !strings.ContainsRune(`[]{}->/*,="; `, rs[i]) {
				i++
			}
			out = append(out, string(rs[start:i]))
		}
	}
	return out
}

// quoted reads a quoted string, which a line feed ends and in which a backslash begins an escape as in C.
func quoted(rs []rune, i int) (string, int) {
	var b strings.Builder
	for i < len(rs) && rs[i] != '"' && rs[i] != '\n' && rs[i] != '\r' {
		if rs[i] == '\\' && i+1 < len(rs) {
			i++
			if c := strings.IndexRune("abfnrtv", rs[i]); c >= 0 {
				b.WriteByte("\a\b\f\n\r\t\v"[c])
			} else if '0' <= rs[i] && rs[i] <= '7' {
				b.WriteString("<octal>")
			} else {
				b.WriteRune(rs[i])
			}
			i++
			continue
		}
		b.WriteRune(rs[i])
		i++
	}
	return b.String(), i + 1
}

// readAsGephi reads the statements of a digraph as Gephi does and fails on what it would misread.
func readAsGephi(t *rapid.T, s string) (nodes map[string]map[string]string, edges map[[2]string]map[string]string) {
	nodes, edges = map[string]map[string]string{}, map[[2]string]map[string]string{}
	toks := tokens(s)
	want := func(i int, tok string) {
		if i >= len(toks) || toks[i] != tok {
			t.Fatalf("token %d is not %q in\n%s", i, tok, s)
		}
	}
	text := func(i int) string {
		if i >= len(toks) || !strings.HasPrefix(toks[i], `"`) {
			t.Fatalf("token %d is not quoted in\n%s", i, s)
		}
		return toks[i][1:]
	}
	want(0, "digraph")
	want(2, "{")
	i := 3
	for i < len(toks) && toks[i] != "}" {
		id := text(i)
		i++
		attrs := map[string]string{}
		if toks[i] == "-" {
			want(i+1, ">")
			ends := [2]string{id, text(i + 2)}
			if edges[ends] != nil {
				t.Fatalf("edge %v stands twice", ends)
			}
			edges[ends] = attrs
			i += 3
		} else {
			if nodes[id] != nil {
				t.Fatalf("node %s stands twice", id)
			}
			nodes[id] = attrs
		}
		want(i, "[")
		for i++; toks[i] != "]"; {
			if toks[i] == "," {
				i++
			}
			want(i+1, "=")
			attrs[toks[i]] = text(i + 2)
			i += 3
		}
		i++
	}
	return nodes, edges
}

func numbers(s string) []int {
	var out []int
	for _, f := range strings.Fields(s) {
		n, err := strconv.Atoi(f)
		if err != nil {
			n = -1
		}
		out = append(out, n)
	}
	return out
}
