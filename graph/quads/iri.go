package quads

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// IRI is the type of the IRIs that are made here, for packages that should not know where it comes from.
type IRI = quad.IRI

// Node returns the IRI of a node.
func Node(id kg.ID) quad.IRI { return quad.IRI(NodePrefix + escape(string(id))) }

// TypeOf returns the IRI of an entity type or structural kind.
func TypeOf(name string) quad.IRI { return quad.IRI(TypePrefix + escape(name)) }

// Relation returns the IRI of a predicate between entities.
func Relation(predicate string) quad.IRI { return quad.IRI(RelationPrefix + escape(predicate)) }

// Term returns the IRI of a predicate that is no relation between entities.
func Term(name string) quad.IRI { return quad.IRI(TermPrefix + escape(name)) }

// Column returns the IRI of what exports, but not the store, say of nodes, statements and pieces of evidence.
func Column(name string) quad.IRI { return quad.IRI(ColumnPrefix + escape(name)) }

// Piece returns the IRI of a piece of evidence in an export: the report's name and a hash tell it from all others.
func Piece(report, hash string) quad.IRI {
	return quad.IRI(EvidencePrefix + escape(report) + ":" + escape(hash))
}

// Statement returns the IRI of the statement that the edge from subject to object holds; predicate is an IRI made by
// [Relation] or one of the terms.
func Statement(subject kg.ID, predicate quad.IRI, object kg.ID) quad.IRI {
	p := strings.TrimPrefix(string(predicate), prefix)
	return quad.IRI(StatementPrefix + escape(string(subject)) + statementFieldSep + p + statementFieldSep + escape(string(object)))
}

// NodeID returns the ID of the node that a value is the IRI of.
func NodeID(v quad.Value) (kg.ID, error) {
	s, err := unescape(v, NodePrefix)
	return kg.ID(s), err
}

func parseStatement(v quad.IRI) (subject kg.ID, predicate quad.IRI, object kg.ID, err error) {
	parts := strings.Split(strings.TrimPrefix(string(v), StatementPrefix), statementFieldSep)
	if len(parts) != 3 {
		return "", "", "", fmt.Errorf("%s: not a statement of three parts", v)
	}
	s, err1 := unescapeString(parts[0])
	o, err2 := unescapeString(parts[2])
	if err := errors.Join(err1, err2); err != nil {
		return "", "", "", fmt.Errorf("%s: %w", v, err)
	}
	return kg.ID(s), quad.IRI(prefix + parts[1]), kg.ID(o), nil
}

// Version is one stored version of a report's quads. Its IRI is their label.
type Version struct {
	Report     kg.ID
	Generation int    // counts up with each replacement
	Hash       string // of the quads, as [Digest] makes it
}

// IRI returns the label of the version's quads.
func (v Version) IRI() quad.IRI {
	return quad.IRI(VersionPrefix + escape(string(v.Report)) + "#" + strconv.Itoa(v.Generation) + "-" + escape(v.Hash))
}

// ParseVersion reads what [Version.IRI] wrote.
func ParseVersion(val quad.Value) (Version, error) {
	iri, ok := val.(quad.IRI)
	rest, found := strings.CutPrefix(string(iri), VersionPrefix)
	report, rest, cut := strings.Cut(rest, "#")
	n, hash, dash := strings.Cut(rest, "-")
	if !ok || !found || !cut || !dash {
		return Version{}, fmt.Errorf("%v: not the IRI of a version", val)
	}
	r, err1 := unescapeString(report)
	gen, err2 := strconv.Atoi(n)
	h, err3 := unescapeString(hash)
	if err := errors.Join(err1, err2, err3); err != nil {
		return Version{}, fmt.Errorf("%v: %w", val, err)
	}
	return Version{Report: kg.ID(r), Generation: gen, Hash: h}, nil
}

// Digest returns a hash of the quads' subjects, predicates and objects, in the order given; labels do not count.
func Digest(qs []quad.Quad) string {
	h := sha256.New()
	var size []byte
	for _, q := range qs {
		for _, v := range []quad.Value{q.Subject, q.Predicate, q.Object} {
			s := quad.ToString(v)
			size = strconv.AppendInt(size[:0], int64(len(s)), 10)
			h.Write(append(size, ' '))
			io.WriteString(h, s)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

const hexDigits = "0123456789ABCDEF"

// reserved marks the ASCII characters that an IRI may not hold (RFC 3987, section 2.2) or that separate parts of ours.
var reserved = func() (t [utf8.RuneSelf]bool) {
	for c := range t {
		t[c] = c <= ' ' || c == 0x7F || strings.IndexByte(`<>"{}|^\%;#?[]`+"`", byte(c)) >= 0
	}
	return t
}()

// mustEscape does the same for any character; size is 1 for bytes that are no UTF-8, which stay for [Encode] to find.
func mustEscape(r rune, size int) bool {
	switch {
	case r < utf8.RuneSelf:
		return reserved[r]
	case size == 1:
		return false
	}
	private := 0xE000 <= r && r < 0xF900 || r >= 0xF0000
	return r < 0xA0 || private || 0xFDD0 <= r && r <= 0xFDEF || 0xFFF0 <= r && r <= 0xFFFF || 0xE0000 <= r && r < 0xE1000 || r&0xFFFE == 0xFFFE
}

// escape percent-encodes the bytes of what [mustEscape] names.
func escape(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf && !reserved[s[i]] {
		i++
	}
	if i == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)+16), s[:i]...)
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !mustEscape(r, size) {
			b = append(b, s[i:i+size]...)
		} else {
			for _, c := range []byte(s[i : i+size]) {
				b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
			}
		}
		i += size
	}
	return string(b)
}

func unescape(v quad.Value, before string) (string, error) {
	iri, ok := v.(quad.IRI)
	s, found := strings.CutPrefix(string(iri), before)
	if !ok || !found {
		return "", fmt.Errorf("%v: want an IRI that begins with %s", v, before)
	}
	s, err := unescapeString(s)
	if err != nil {
		return "", fmt.Errorf("%v: %w", v, err)
	}
	return s, nil
}

func unescapeString(s string) (string, error) {
	if strings.IndexByte(s, '%') < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("incomplete escape in %q", s)
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("malformed escape in %q", s)
		}
		b = append(b, byte(c))
		i += 2
	}
	return string(b), nil
}
