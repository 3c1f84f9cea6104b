package htmldoc

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// region is the part of a page that is read.
type region struct {
	root  int32 // element around the main content
	title int32 // heading outside root that is the page's title, -1 without
	drop  []bool
	text  []int32 // bytes of text shown within each node
	link  []int32 // of these, in links
	size  int     // bytes of text within root

	targets []bool // a link leads to the node or into it, as to a note

	*tree
}

func (g *region) dropped(i int32) bool {
	for ; i >= 0; i = g.nodes[i].parent {
		if g.drop[i] {
			return true
		}
	}
	return false
}

// findRegion finds the main content and what to leave out of it.
func (r *reader) findRegion() region {
	g := &region{tree: r.tree, title: -1, drop: make([]bool, len(r.nodes)), text: make([]int32, len(r.nodes)), link: make([]int32, len(r.nodes))}
	g.targets = r.linkTargets()
	g.dropSilent()
	g.measure()
	g.dropFurniture()
	g.measure()
	g.root = g.choose()
	g.dropEdges()
	g.findTitle()
	g.size = int(g.text[g.root])
	return *g
}

// linkTargets tells of every node whether a link in the page leads to it or into it.
func (t *tree) linkTargets() []bool {
	wanted := map[string]bool{}
	for i := range t.nodes {
		if n := &t.nodes[i]; n.kind == isElement && n.tag == atom.A {
			if _, id, ok := strings.Cut(t.attr(int32(i), "href"), "#"); ok && id != "" && noteID.MatchString(id) {
				wanted[id] = true
			}
		}
	}
	out := make([]bool, len(t.nodes))
	if len(wanted) == 0 {
		return out
	}
	for i := len(t.nodes) - 1; i > 0; i-- {
		n := &t.nodes[i]
		if n.kind == isElement && n.count > 0 {
			out[i] = out[i] || wanted[t.attr(int32(i), "id")] || n.tag == atom.A && wanted[t.attr(int32(i), "name")]
		}
		if out[i] {
			out[n.parent] = true
		}
	}
	return out
}

// dropSilent leaves out what browsers do not show.
func (g *region) dropSilent() {
	for i := int32(1); i < int32(len(g.nodes)); i++ {
		n := &g.nodes[i]
		if n.kind == isElement && n.prop&silent != 0 {
			g.drop[i] = true
			i = n.end - 1
		}
	}
}

// measure counts the text of all nodes that are not left out.
func (g *region) measure() {
	clear(g.text)
	clear(g.link)
	links := int32(0) // end of the link around
	for i := int32(0); i < int32(len(g.nodes)); i++ {
		n := &g.nodes[i]
		switch {
		case g.drop[i]:
			i = n.end - 1
		case n.kind == isText:
			for _, c := range g.data[n.from:n.to] {
				if c > ' ' {
					g.text[i]++
				}
			}
			if i < links {
				g.link[i] = g.text[i]
			}
		case n.tag == atom.A && n.count > 0 && i >= links && g.has(i, "href"):
			links = n.end
		}
	}
	for i := len(g.nodes) - 1; i > 0; i-- {
		p := g.nodes[i].parent
		g.text[p] += g.text[i]
		g.link[p] += g.link[i]
	}
}

// dense reports whether at least share percent of a node's text is links.
func (g *region) dense(i int32, share int32) bool {
	return int64(g.link[i])*100 >= int64(g.text[i])*int64(share)
}

// dropFurniture leaves out hidden elements, forms and furniture. An element that holds most of the page stays, whatever it says.
func (g *region) dropFurniture() {
	most := g.text[0] / 2
	inMain := int32(0) // end of the main element or article around
	for i := int32(1); i < int32(len(g.nodes)); i++ {
		n := &g.nodes[i]
		switch {
		case g.drop[i]:
			i = n.end - 1
			continue
		case n.kind != isElement:
			continue
		}
		if i >= inMain && (n.tag == atom.Main || n.tag == atom.Article || n.count > 0 && g.attr(i, "role") == "main") {
			inMain = n.end
		}
		if g.text[i] <= most && n.tag != atom.Body && g.furniture(i, i < inMain) {
			g.drop[i] = true
			i = n.end - 1
		}
	}
}

// furniture reports whether an element is left out.
func (g *region) furniture(i int32, inMain bool) bool {
	n := &g.nodes[i]
	if n.prop&control != 0 {
		return n.tag != atom.Button || !g.inHeading(i)
	}
	v := unknown
	if n.count > 0 {
		if g.hidden(i) {
			return true
		}
		v = max(g.judge(i), roles[strings.ToLower(g.attr(i, "role"))])
	}
	if v == never {
		return true
	}
	if g.targets[i] || n.prop&headingTag != 0 || n.tag == atom.Table || n.tag == atom.Tr || n.tag == atom.Td {
		return false
	}
	const short, long = 400, 4000
	switch n.tag {
	case atom.Nav, atom.Dialog, atom.Menu:
		return true
	case atom.Form:
		return g.text[i] < long || g.dense(i, 30)
	case atom.Footer:
		return !inMain || g.dense(i, 30) || v > unknown
	case atom.Header:
		return !inMain && !g.holds(i, atom.H1) && (g.dense(i, 30) || g.holds(i, atom.Nav) || v > unknown)
	}
	switch v {
	case furniture:
		return g.text[i] < long || g.dense(i, 40) || n.tag == atom.Aside
	case doubtful:
		return g.dense(i, 40) && g.link[i] > 0 || g.text[i] < short && !g.sentence(i)
	}
	return n.tag == atom.Aside && g.dense(i, 50) && g.link[i] > 0
}

func (g *region) inHeading(i int32) bool {
	p := g.nodes[i].parent
	return p >= 0 && (g.nodes[p].prop&headingTag != 0 || g.nodes[p].parent >= 0 && g.nodes[g.nodes[p].parent].prop&headingTag != 0)
}

// holds reports whether an element of a name stands within node i.
func (g *region) holds(i int32, tag atom.Atom) bool {
	const most = 400
	for c := i + 1; c < min(g.nodes[i].end, i+most); c++ {
		if g.nodes[c].tag == tag {
			return true
		}
	}
	return false
}

// sentence reports whether a node holds a paragraph of prose.
func (g *region) sentence(i int32) bool {
	const most, least = 200, 60
	for c := i; c < min(g.nodes[i].end, i+most); c++ {
		if n := &g.nodes[c]; n.kind == isText && g.text[c]-g.link[c] >= least {
			return true
		}
	}
	return false
}

// choose returns the element around the main content: the main element, or else the article, if the page has one that holds
// enough of the text, or the body.
func (g *region) choose() int32 {
	body := int32(0)
	var mains, articles []int32
	for i := int32(0); i < int32(len(g.nodes)); i++ {
		n := &g.nodes[i]
		switch {
		case g.drop[i]:
			i = n.end - 1
		case n.tag == atom.Body && body == 0:
			body = i
		case n.tag == atom.Main || n.count > 0 && g.attr(i, "role") == "main":
			mains = append(mains, i)
		case n.tag == atom.Article || n.count > 0 && g.attr(i, "itemprop") == "articleBody":
			articles = append(articles, i)
		}
	}
	for _, c := range []struct {
		list  []int32
		share int32 // percent of the text outside links
	}{{mains, 40}, {articles, 60}} {
		best := int32(-1)
		for _, i := range c.list {
			if best < 0 || g.prose(i) > g.prose(best) {
				best = i
			}
		}
		if best >= 0 && int64(g.prose(best))*100 >= int64(g.prose(body))*int64(c.share) {
			return best
		}
	}
	return body
}

// prose returns the bytes of text outside links.
func (g *region) prose(i int32) int32 { return g.text[i] - g.link[i] }

// findTitle looks before the main content for the first heading, if the main content has none of its level and the page's
// title begins with it.
func (g *region) findTitle() {
	if g.holdsAll(g.root, atom.H1) {
		return
	}
	title := letters(g.headTitle())
	for i := int32(1); i < g.root; i++ {
		if n := &g.nodes[i]; n.tag == atom.H1 {
			if h := letters(g.inner(i, 400)); len(h) > 8 && strings.HasPrefix(title, h) {
				g.drop[i] = false
				g.title = i
				return
			}
		}
	}
}

func (g *region) holdsAll(i int32, tag atom.Atom) bool {
	for c := i; c < g.nodes[i].end; c++ {
		if g.nodes[c].tag == tag && g.text[c] > 0 {
			return true
		}
	}
	return false
}
