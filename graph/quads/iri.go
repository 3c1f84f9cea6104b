package quads

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// Node returns the IRI of a node.
func Node(id kg.ID) quad.IRI { return quad.IRI(NodePrefix + escape(string(id))) }

// TypeOf returns the IRI of an entity type or structural kind.
func TypeOf(name string) quad.IRI { return quad.IRI(TypePrefix + escape(name)) }

// Relation returns the IRI of a predicate between entities.
func Relation(predicate string) quad.IRI { return quad.IRI(RelationPrefix + escape(predicate)) }

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

func mustEscape(c byte) bool {
	return c <= ' ' || c == 0x7f || strings.IndexByte(`<>"{}|^\%;#`+"`", c) >= 0
}

// escape percent-encodes the bytes that an IRI may not hold or that separate its parts.
func escape(s string) string {
	i := 0
	for i < len(s) && !mustEscape(s[i]) {
		i++
	}
	if i == len(s) {
		return s
	}
	b := append(make([]byte, 0, len(s)+16), s[:i]...)
	for ; i < len(s); i++ {
		if c := s[i]; mustEscape(c) {
			b = append(b, '%', hexDigits[c>>4], hexDigits[c&15])
			continue
		}
		b = append(b, s[i])
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
