package htmldoc

import "golang.org/x/net/html/atom"

// prop says what an element is to the builder of the tree and to the reader.
type prop uint16

const (
	blockTag   prop = 1 << iota // begins and ends a block
	closesP                     // ends an open paragraph
	void                        // has no end tag
	formatting                  // a style, which may be nested wrongly
	headingTag                  // h1 to h6
	scope                       // end tags do not reach beyond it
	tableScope                  // those of table parts neither
	listScope                   // those of items neither
	tablePart                   // within a table
	inHead                      // may stand in the head
	silent                      // its text is not shown
	control                     // of a form
)

var props = func() map[atom.Atom]prop {
	m := map[atom.Atom]prop{}
	add := func(p prop, tags ...atom.Atom) {
		for _, t := range tags {
			m[t] |= p
		}
	}
	add(blockTag|closesP, atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Ul, atom.Listing, atom.Xmp, atom.Li, atom.Dd, atom.Dt)
	add(blockTag, atom.Body, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Legend, atom.Optgroup, atom.Option, atom.Noscript)
	add(void, atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Keygen, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)
	add(formatting, atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Big, atom.Cite, atom.Em, atom.Font, atom.I, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U)
	add(headingTag, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	add(scope, atom.Html, atom.Body, atom.Table, atom.Td, atom.Th, atom.Caption, atom.Object, atom.Template, atom.Button)
	add(tableScope, atom.Html, atom.Body, atom.Table)
	add(listScope, atom.Ol, atom.Ul, atom.Dl, atom.Menu, atom.Dir)
	add(tablePart, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot, atom.Caption, atom.Colgroup, atom.Table)
	add(inHead, atom.Base, atom.Link, atom.Meta, atom.Noscript, atom.Script, atom.Style, atom.Template, atom.Title)
	add(silent, atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Video, atom.Audio, atom.Canvas, atom.Embed,
		atom.Map, atom.Applet, atom.Title, atom.Noembed, atom.Noframes, atom.Rt, atom.Rp, atom.Del, atom.Annotation)
	add(control, atom.Input, atom.Select, atom.Textarea, atom.Button, atom.Datalist, atom.Output, atom.Meter, atom.Progress, atom.Label, atom.Legend, atom.Option)
	return m
}()

// keptAttrs are the attributes that the tree keeps.
var keptAttrs = func() map[string]string {
	m := map[string]string{}
	for _, k := range []string{
		"id", "name", "class", "href", "title", "role", "style", "hidden", "aria-hidden", "aria-label", "aria-level", "type", "start", "value", "reversed", "colspan", "rowspan",
		"content", "property", "itemprop", "datetime", "epub:type", "data-page", "rel", "alt",
	} {
		m[k] = k
	}
	return m
}()

// rawText are the elements within which there are no others.
var rawText = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Title: true, atom.Textarea: true, atom.Iframe: true, atom.Noembed: true, atom.Noframes: true, atom.Noscript: true, atom.Xmp: true,
}
