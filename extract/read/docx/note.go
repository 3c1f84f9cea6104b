package docx

import (
	"bytes"
	"strings"
)

// cited is a note that the text refers to.
type cited struct {
	kind  int // 0 footnote, 1 endnote
	id    string
	label string
	page  int
	own   bool // the author chose the label
}

// notePart are the names of the relations, and of the elements, of both kinds of notes.
var notePart = [2]struct{ relation, element, format string }{
	{"footnotes", "footnote", "footnotePr"}, {"endnotes", "endnote", "endnotePr"},
}

// noteFormats finds out how notes are numbered: the settings say it for all, the last section has the last word.
func (r *reader) noteFormats(text []byte) {
	r.formats = [2]string{"decimal", "lowerRoman"}
	settings := r.partRels.part("settings")
	if r.archive.files[key(settings)] != nil {
		if t, err := r.archive.read(settings); err == nil {
			r.noteFormat(t)
		}
	}
	r.noteFormat(text)
}

func (r *reader) noteFormat(text []byte) {
	for i := range notePart {
		open := []byte("<w:" + notePart[i].format + ">")
		for rest := text; ; {
			var found bool
			if _, rest, found = bytes.Cut(rest, open); !found {
				break
			}
			const most = 400
			said, _, _ := bytes.Cut(rest[:min(len(rest), most)], []byte("</w:"))
			_, said, ok := bytes.Cut(said, []byte(`numFmt w:val="`))
			if f, _, closed := bytes.Cut(said, []byte{'"'}); ok && closed {
				r.formats[i] = string(f)
			}
		}
	}
}

// cite reads the mark of a note in the text.
func (r *reader) cite(kind int, e element) {
	if r.muted() {
		return
	}
	r.lower()
	c := cited{kind: kind, id: value(e, "id"), page: r.page}
	if own := value(e, "customMarkFollows"); own == "1" || own == "true" || own == "on" {
		r.cited = append(r.cited, c)
		r.custom = len(r.cited)
		return
	}
	r.counts[kind]++
	c.label = printed(r.counts[kind], r.formats[kind])
	if c.label == "" {
		c.label = "*"
	}
	r.cited = append(r.cited, c)
	r.para.push(mark, c.label, r.page)
}

// ownMark reads the mark that the author gave to a note.
func (r *reader) ownMark() {
	c := &r.cited[r.custom-1]
	r.custom, c.own = 0, true
	if c.label = strings.TrimSpace(r.content()); c.label == "" {
		c.label = "*"
	}
	r.para.push(mark, c.label, r.page)
}

// notes reads and writes the notes that the text cites, those of footnotes first.
func (r *reader) notes() error {
	r.End()
	for kind, names := range notePart {
		part := r.partRels.part(names.relation)
		if r.archive.files[key(part)] == nil {
			continue
		}
		read, err := r.readNotes(part, names.element)
		if err != nil {
			return err
		}
		for _, c := range r.cited {
			if c.kind != kind {
				continue
			}
			for _, p := range read[c.id] {
				r.putNote(p, c)
			}
			delete(read, c.id)
		}
	}
	return nil
}

// readNotes reads a part with notes, by their identifiers.
func (r *reader) readNotes(part, name string) (map[string]gathered, error) {
	var err error
	if r.rels, err = r.archive.relations(part); err != nil {
		return nil, err
	}
	text, err := r.archive.read(part)
	if err != nil {
		return nil, err
	}
	read := map[string]gathered{}
	page := r.page
	r.cursor, r.page, r.fields, r.link = newCursor(part, text), 0, nil, ""
	r.root()
	r.each(func(e element) {
		if t := value(e, "type"); e.Name.Local != name || t != "" && t != "normal" {
			r.skip()
			return
		}
		var own gathered
		r.sink = &own
		r.each(r.block)
		r.flush()
		r.sink, r.fields = nil, nil
		own = append(own, r.boxes...)
		r.boxes = nil
		read[value(e, "id")] = own
	})
	if r.err == nil {
		r.rest()
	}
	r.page = page
	return read, r.err
}

// putNote writes a paragraph of a note.
func (r *reader) putNote(p para, c cited) {
	p.pieces = inCell(p)
	for i := range p.pieces {
		p.pieces[i].page = c.page
	}
	p.notes, p.label = true, c.label
	if len(p.pieces) > 0 && c.own { // the mark stands in the note, too
		p.pieces[0].text = bytes.TrimPrefix(bytes.TrimLeft(p.pieces[0].text, " "), []byte(c.label))
	}
	if !p.empty() {
		r.write(p)
	}
}
