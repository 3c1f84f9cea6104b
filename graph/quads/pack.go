package quads

import (
	"bytes"
	"compress/flate"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/cayleygraph/quad"

	"policygraph/graph/kg"
)

// walked lists the terms that paths lead over or end at, beside relations.
var walked = map[quad.Value]bool{
	Type: true, Label: true, Alias: true, PartOf: true, Report: true, Mentions: true, CallsOn: true, Involves: true, Concerns: true,
	Restates: true, Text: true, Modality: true, Date: true, Publisher: true,
}

// Walked reports whether a quad is one that paths over the graph lead along: an edge between nodes, or a name, type, text or
// date of one. Those about passages, cited sources and statements are not, nor are lists: they are most of all quads, and
// have their place in a version's content ([Pack]).
func Walked(q quad.Quad) bool {
	s, ok := q.Subject.(quad.IRI)
	p, ok2 := q.Predicate.(quad.IRI)
	rest, node := strings.CutPrefix(string(s), NodePrefix)
	if kind := kg.ID(rest).Kind(); !ok || !ok2 || !node || kind == kg.KindPassage || kind == kg.KindSource {
		return false
	}
	return walked[p] || strings.HasPrefix(string(p), RelationPrefix)
}

// The form of a packed literal: this letter, then base64 of what flate makes of the values. Each value is a number: 0 before
// a new one, which follows as its kind, the number of its bytes and these; otherwise n for the n-th new value again.
const packForm = "A"

// Kinds of packed values.
const (
	packedIRI = iota
	packedString
	packedInt
)

// Pack returns a literal that holds the subjects, predicates and objects of quads, in their order.
func Pack(qs []quad.Quad) (quad.String, error) {
	raw := make([]byte, 0, 128*len(qs))
	seen := make(map[quad.Value]uint64, len(qs))
	for _, q := range qs {
		for _, v := range [...]quad.Value{q.Subject, q.Predicate, q.Object} {
			if n, ok := seen[v]; ok {
				raw = binary.AppendUvarint(raw, n)
				continue
			}
			seen[v] = uint64(len(seen) + 1)
			var err error
			if raw, err = appendValue(append(raw, 0), v); err != nil {
				return "", err
			}
		}
	}
	var out strings.Builder
	out.WriteString(packForm)
	text := base64.NewEncoder(base64.RawStdEncoding, &out)
	w, err := flate.NewWriter(text, flate.BestSpeed)
	if err != nil {
		return "", err
	}
	_, err = w.Write(raw)
	err = errors.Join(err, w.Close(), text.Close()) // in this order: each writes its rest
	return quad.String(out.String()), err
}

func appendValue(raw []byte, v quad.Value) ([]byte, error) {
	var kind byte
	var s string
	switch v := v.(type) {
	case quad.IRI:
		kind, s = packedIRI, string(v)
	case quad.String:
		kind, s = packedString, string(v)
	case quad.Int:
		return binary.AppendVarint(append(raw, packedInt), int64(v)), nil
	default:
		return nil, fmt.Errorf("pack %v: a value of type %T", v, v)
	}
	raw = binary.AppendUvarint(append(raw, kind), uint64(len(s)))
	return append(raw, s...), nil
}

// usualRatio is how much longer the values of a report are than what packs them, at most as a rule.
const usualRatio = 6

// errPacked says that a literal is not what Pack made.
var errPacked = errors.New("not packed quads")

// Unpack returns the quads that [Pack] put into a literal, without labels.
func Unpack(v quad.Value) ([]quad.Quad, error) {
	s, err := asString(v)
	body, found := strings.CutPrefix(s, packForm)
	if err != nil || !found {
		return nil, errPacked
	}
	var raw bytes.Buffer
	raw.Grow(usualRatio * len(body))
	if _, err := raw.ReadFrom(flate.NewReader(base64.NewDecoder(base64.RawStdEncoding, strings.NewReader(body)))); err != nil {
		return nil, fmt.Errorf("%w: %w", errPacked, err)
	}
	in := &unpacker{raw: bytes.NewReader(raw.Bytes())}
	var out []quad.Quad
	for in.raw.Len() > 0 {
		q := quad.Quad{Subject: in.value(), Predicate: in.value(), Object: in.value()}
		if in.err != nil {
			return nil, fmt.Errorf("%w: %w", errPacked, in.err)
		}
		out = append(out, q)
	}
	return out, nil
}

// unpacker reads values; after an error it returns nil.
type unpacker struct {
	raw  *bytes.Reader
	seen []quad.Value
	err  error
}

func (u *unpacker) number() uint64 {
	n, err := binary.ReadUvarint(u.raw)
	if err != nil && u.err == nil {
		u.err = io.ErrUnexpectedEOF
	}
	return n
}

func (u *unpacker) value() quad.Value {
	n := u.number()
	switch {
	case u.err != nil:
		return nil
	case n > uint64(len(u.seen)):
		u.err = fmt.Errorf("value %d of %d", n, len(u.seen))
		return nil
	case n > 0:
		return u.seen[n-1]
	}
	v := u.fresh()
	u.seen = append(u.seen, v)
	return v
}

func (u *unpacker) fresh() quad.Value {
	kind := u.number()
	if kind == packedInt {
		n, err := binary.ReadVarint(u.raw)
		if err != nil && u.err == nil {
			u.err = io.ErrUnexpectedEOF
		}
		return quad.Int(n)
	}
	size := u.number()
	if u.err != nil || kind > packedInt || size > uint64(u.raw.Len()) {
		u.err = errors.Join(u.err, fmt.Errorf("kind %d, %d bytes", kind, size))
		return nil
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(u.raw, text); err != nil {
		u.err = err
	}
	if kind == packedIRI {
		return quad.IRI(text)
	}
	return quad.String(text)
}
