package htmldoc

import "golang.org/x/net/html/atom"

// dropEdges leaves out lists of links before the first and behind the last paragraph of the main content, links under a heading
// that says that they lead elsewhere, and headings that have nothing left below them.
func (g *region) dropEdges() {
	first, last := g.proseEdges()
	if first < 0 {
		return
	}
	sources := int32(-1) // end of what stands under the heading of a list of sources
	related := false     // under the heading of links to elsewhere
	heading := int32(-1)
	for i := g.root + 1; i < g.nodes[g.root].end; i++ {
		n := &g.nodes[i]
		switch {
		case g.drop[i]:
			i = n.end - 1
		case n.kind != isElement:
		case n.prop&headingTag != 0 && n.tag != atom.H1:
			title := g.inner(i, 120)
			sources, related = -1, relatedTitle.MatchString(title)
			if sourcesTitle.MatchString(title) {
				sources = g.nodes[n.parent].end
			}
			if related && (i > last || g.linksFollow(i)) {
				g.drop[i] = true
			} else {
				related = false
			}
			heading, i = i, n.end-1
		case n.prop&blockTag == 0 || g.targets[i] || g.text[i] == 0:
		case related && (g.dense(i, 40) && g.link[i] > 0 || i > last && !g.sentence(i)):
			g.drop[i] = true
			i = n.end - 1
		case i >= sources && (i > last || n.end <= first) && g.link[i] > 0 && g.dense(i, 60) && g.links(i) >= 3:
			if h := g.firstHeading(i); h < 0 || !sourcesTitle.MatchString(g.inner(h, 120)) {
				g.drop[i] = true
				if heading >= 0 && heading > last && g.nodes[heading].end == i {
					g.drop[heading] = true
				}
				i = n.end - 1
			}
		}
	}
}

// proseEdges returns the first and the last text of the main content that reads as prose.
func (g *region) proseEdges() (first, last int32) {
	const least = 50 // bytes without blanks
	first, last = -1, -1
	for i := g.root; i < g.nodes[g.root].end; i++ {
		n := &g.nodes[i]
		if g.drop[i] {
			i = n.end - 1
		} else if n.kind == isText && g.text[i]-g.link[i] >= least {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// linksFollow reports whether little but links stands right behind a heading.
func (g *region) linksFollow(h int32) bool {
	for c := g.nodes[h].end; c < g.nodes[g.nodes[h].parent].end; c = g.nodes[c].end {
		if g.nodes[c].kind == isElement && g.text[c] > 0 {
			return g.dense(c, 60) && g.link[c] > 0
		}
	}
	return false
}

// links counts the links in a node, up to three.
func (g *region) links(i int32) int {
	k := 0
	for c := i; c < g.nodes[i].end && k < 3; c++ {
		if g.nodes[c].tag == atom.A && g.text[c] > 0 {
			k++
		}
	}
	return k
}

func (g *region) firstHeading(i int32) int32 {
	const most = 50
	for c := i; c < min(g.nodes[i].end, i+most); c++ {
		if g.nodes[c].prop&headingTag != 0 {
			return c
		}
	}
	return -1
}
