package drawing

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"policygraph/data"
	"policygraph/export/scene"
	"policygraph/export/scene/scenetest"
)

// arranged returns the page of a scene before it is drawn.
func arranged(t *testing.T, s *scene.Scene) *page {
	t.Helper()
	fonts, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	p := &page{s: s, fonts: fonts, types: map[string]scene.Legend{}, predicates: map[string]scene.Legend{}}
	for _, l := range s.Types {
		p.types[l.Name] = l
	}
	p.rank()
	p.fit()
	return p
}

// scenes are small and crowded ones.
func scenes(t *testing.T) map[string]*scene.Scene {
	small := scenetest.Small(t, data.FS, scene.With{Passages: true})
	for i := range small.Nodes { // places, which the small scene has none of
		n := &small.Nodes[i]
		n.X, n.Y, n.HasPosition = float64(i%6)*60, float64(i/6)*40, true
	}
	return map[string]*scene.Scene{"small": small, "large": scenetest.Large(300, 600, 1), "crowded": crowded()}
}

// crowded has more labels than there is room for.
func crowded() *scene.Scene {
	s := scenetest.Large(3000, 100, 2)
	for i := range s.Nodes {
		s.Nodes[i].Label = "A name of several words"
	}
	return s
}

// TestLabelsAreFree holds that no label covers a node, another label or a card.
func TestLabelsAreFree(t *testing.T) {
	for name, s := range scenes(t) {
		p := arranged(t, s)
		labels := 0
		for i := range p.nodes {
			v := &p.nodes[i]
			if len(v.lines) == 0 || v.inside && !v.card {
				continue
			}
			labels++
			for k, r := range p.taken.rects {
				if p.taken.owners[k] != int32(i) && r.meets(v.label) {
					t.Errorf("%s: the label %q covers something of node %d", name, v.lines, p.taken.owners[k])
				}
			}
		}
		if got := p.missing + labels; labels == 0 || got > len(p.nodes) {
			t.Errorf("%s: %d labels, %d missing", name, labels, p.missing)
		}
		if name == "crowded" && p.missing < 100 || name != "crowded" && float64(p.missing) > 0.1*float64(len(p.nodes)) {
			t.Errorf("%s: %d of %d labels are missing", name, p.missing, len(p.nodes))
		}
	}
}

// TestPlacesAreThoseOfTheScene holds that the page shows the nodes as they lie to each other in the scene.
func TestPlacesAreThoseOfTheScene(t *testing.T) {
	for name, s := range scenes(t) {
		p := arranged(t, s)
		p.frame()
		a := &p.nodes[0]
		for i := range p.nodes {
			b := &p.nodes[i]
			dx, dy := (b.n.X-a.n.X)*p.scale, -(b.n.Y-a.n.Y)*p.scale
			if math.Hypot(b.at.X-a.at.X-dx, b.at.Y-a.at.Y-dy) > 1e-6*(1+math.Hypot(dx, dy)) {
				t.Fatalf("%s: node %d is at %v, the first at %v", name, i, b.at, a.at)
			}
			if b.at.X < 0 || b.at.Y < 0 || b.at.X > p.d.Width || b.at.Y > p.d.Height {
				t.Errorf("%s: node %d at %v lies beside the page of %v", name, i, b.at, &p.d)
			}
		}
		if p.d.Width > maxBody*1.3+4*margin*maxGrowth {
			t.Errorf("%s: a page of %v", name, &p.d)
		}
	}
}

// TestEverythingIsDrawn holds that each node and edge has a mark with its quotes as a tip, and the same page each time.
func TestEverythingIsDrawn(t *testing.T) {
	s := scenes(t)["small"]
	s.Source = "A source"
	d, written, err := Arrange(s, Options{Tips: true})
	if err != nil || written.Nodes != len(s.Nodes) || written.Edges != len(s.Edges) {
		t.Fatalf("%+v, %v", written, err)
	}
	marks := map[string]Mark{}
	var frame []string
	for _, m := range d.Marks {
		if m.ID != "" {
			marks[m.Class+" "+m.ID] = m
			continue
		}
		for _, l := range m.Texts {
			frame = append(frame, l.Text)
		}
	}
	for i := range s.Nodes {
		if m := marks["node "+s.Nodes[i].ID]; !strings.HasPrefix(m.Tip, s.Nodes[i].Label+" (") {
			t.Errorf("node %s: tip %q", s.Nodes[i].ID, m.Tip)
		}
	}
	for i := range s.Edges {
		e := &s.Edges[i]
		m := marks["edge "+e.ID]
		if !strings.Contains(m.Tip, " → "+e.Label+" → ") || len(e.Evidence) > 0 && !strings.Contains(m.Tip, "“"+strings.Join(strings.Fields(e.Evidence[0].Text), " ")+"”") {
			t.Errorf("edge %s: tip %q", e.ID, m.Tip)
		}
		if e.Predicate == "opposes" && (len(m.Paths) < 2 || m.Paths[0].Dash == 0 || m.Paths[0].Stroke.faint(1) != color("#C0392B")) {
			t.Errorf("opposition is drawn as %+v", m.Paths)
		}
	}
	for _, want := range []string{s.Title, s.Description, "Country (2)", "calls on (3)", "Source: A source"} {
		if !slices.Contains(frame, want) {
			t.Errorf("%q does not stand around the graph: %q", want, frame)
		}
	}
	if again, _, err := Arrange(s, Options{Tips: true}); err != nil || !cmp.Equal(d, again) {
		t.Errorf("another page: %v", err)
	}
}

func TestArrangeErrors(t *testing.T) {
	s := scenetest.Large(5, 5, 1)
	for i := range s.Nodes {
		s.Nodes[i].HasPosition = false
	}
	if _, _, err := Arrange(s, Options{}); !errors.Is(err, errPlaces) {
		t.Errorf("error %v", err)
	}
	if d, written, err := Arrange(&scene.Scene{Title: "Nothing"}, Options{}); err != nil || written.Nodes != 0 || d.Height < 50 {
		t.Errorf("nothing: %v, %+v, %v", d, written, err)
	}
}

// TestParallels holds that edges between the same nodes lie apart, also in both directions, and that arrows end at the nodes.
func TestParallels(t *testing.T) {
	s := scenetest.Parallel(4)
	for i := range s.Nodes {
		s.Nodes[i].X, s.Nodes[i].Y, s.Nodes[i].HasPosition = float64(i)*100, 0, true
	}
	p := arranged(t, s)
	var seen []Point
	for i := range p.edges {
		e := &p.edges[i]
		at := e.point(0.5)
		for _, o := range seen {
			if math.Hypot(o.X-at.X, o.Y-at.Y) < 2 {
				t.Errorf("edge %d at %v lies on another", i, at)
			}
		}
		seen = append(seen, at)
		v := &p.nodes[e.e.To]
		edge := v.box.grow(0.5 + 1e-6) // of which the end lies on the rim, or within it at a corner
		if on := edge.meets(around(e.to, 0, 0)); !on || math.Hypot(e.to.X-v.at.X, e.to.Y-v.at.Y) < 0.5*v.radius {
			t.Errorf("edge %d ends at %v, its node takes up %v", i, e.to, v.box)
		}
	}
}

// TestShapesOfTheVocabulary holds that all shapes that the vocabulary names are known, and that types of entities differ in
// shape, so that colours alone never tell them apart.
func TestShapesOfTheVocabulary(t *testing.T) {
	o := scenetest.Ontology(t, data.FS)
	taken := map[string]string{}
	for _, e := range o.Entities {
		if other := taken[e.Shape]; other != "" {
			t.Errorf("%s and %s are both drawn as %s", e.Name, other, e.Shape)
		}
		taken[e.Shape] = e.Name
	}
	for _, e := range slices.Concat(o.Entities, o.Structure) {
		if !slices.Contains(Shapes(), e.Shape) {
			t.Errorf("%s: unknown shape %q", e.Name, e.Shape)
		}
	}
	for name, corners := range shapes {
		if name == "circle" {
			continue
		}
		area := 0.0
		for i, c := range corners {
			d := corners[(i+1)%len(corners)]
			area += (c.X*d.Y - c.Y*d.X) / 2
		}
		if share := math.Abs(area) / math.Pi; share < 0.7 || share > 1.2 {
			t.Errorf("%s fills %.2f of the circle", name, share)
		}
	}
}

// TestLeave holds that lines end at the rims of shapes.
func TestLeave(t *testing.T) {
	for _, c := range []struct {
		shape  string
		dx, dy float64
		want   float64
	}{
		{"circle", 1, 0, 1}, {"", 0.6, 0.8, 1}, {"square", 1, 0, 0.89}, {"square", math.Sqrt2 / 2, -math.Sqrt2 / 2, 0.89 * math.Sqrt2},
		{"diamond", 0, -1, 1.25}, {"triangle", 0, -1, 1.3}, {"triangle", 0, 1, 0.85}, {card, -1, 0, 1.2},
	} {
		if got := leave(c.shape, c.dx, c.dy); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s towards %v, %v: %v, want %v", c.shape, c.dx, c.dy, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	fonts, err := NewFonts()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text  string
		width float64
		most  int
		want  []string
		cut   bool
	}{
		{"Ministry of Tides", 200, 3, []string{"Ministry of Tides"}, false},
		{"Ministry of Tides", 50, 3, []string{"Ministry of", "Tides"}, false},
		{"Ministry of Tides and Winds", 50, 2, []string{"Ministry of", "Tides…"}, true},
		{"Internationalisation", 40, 2, []string{"Intern…"}, true},
		{"", 40, 2, []string{""}, false},
	} {
		got, cut := fonts.Regular.wrap(c.text, 10, c.width, c.most)
		if !slices.Equal(got, c.want) || cut != c.cut {
			t.Errorf("%q: %q, %v", c.text, got, cut)
		}
	}
	if w := fonts.Regular.Width("MMMM", 10); math.Abs(w-33.3) > 0.1 {
		t.Errorf("width %v", w)
	}
	if text, lacking := fonts.Known(&Text{Text: "Tōkyō 東京"}); text != "Tōkyō ??" || lacking != 2 {
		t.Errorf("%s, %d letters lacking", text, lacking)
	}
}
