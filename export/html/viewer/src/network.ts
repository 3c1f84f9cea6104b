// The picture: sigma draws nodes and edges; above them lie the part that stands out and the labels.
import Graph from 'graphology';
import Sigma from 'sigma';
import {EdgeArrowProgram, EdgeLineProgram, NodeCircleProgram, NodePointProgram} from 'sigma/rendering';
import type {Model} from './data';
import {type Scene, drawEdge, drawNode, drawNote, edgeColor} from './draw';
import type {Shown} from './filter';
import {type Disc, Labels} from './labels';
import type {Look} from './look';

// Focus is what stands out: a node with its neighbours, or the edges of a pair.
export type Focus = {node: number} | {edge: number} | null;

export interface Handlers {
  select(focus: Focus): void;
  step(from: number | null, dx: number, dy: number): void; // an arrow key
}

const large = {nodes: 1500, edges: 4000}; // beyond which nodes are plain points and edges thin lines, which cost less
const reach = 7; // pixels from an edge that still mean the edge
const touch = 14; // pixels from a small node that still mean the node

const still = matchMedia('(prefers-reduced-motion: reduce)');

export class Network {
  private readonly sigma: Sigma;
  private readonly graph = new Graph({multi: true, type: 'directed'});
  private readonly labels = new Labels();
  private readonly over: CanvasRenderingContext2D;
  private readonly names: CanvasRenderingContext2D;
  private order: number[] = []; // nodes shown, the more important first
  private hover: Focus = null;
  private selected: Focus = null;
  private frame = 0;
  private labelled = 0;
  private rendered = 0; // when
  private slow = 0; // frames in a row
  private affine = {ax: 1, bx: 0, ay: 1, by: 0};

  constructor(private readonly box: HTMLElement, private readonly model: Model, private look: Look, private shown: Shown, private readonly handlers: Handlers) {
    for (const {index: i, x, y} of model.nodes) this.graph.addNode(i, {x, y, size: look.sizes[i], color: look.colors[i], hidden: !shown.nodes[i]});
    for (const {index: i, source, target, color} of model.edges) {
      this.graph.addDirectedEdgeWithKey(i, source, target, {size: 1.4, color: edgeColor(look, color, false), hidden: !shown.edges[i]});
    }
    const glide = still.matches ? 0 : 200;
    this.sigma = new Sigma(this.graph, box, {
      allowInvalidContainer: true, renderLabels: false, enableCameraRotation: false, stagePadding: 48, minCameraRatio: 0.02, maxCameraRatio: 4,
      defaultNodeType: model.nodes.length > large.nodes ? 'point' : 'circle', nodeProgramClasses: {circle: NodeCircleProgram, point: NodePointProgram},
      defaultEdgeType: model.edges.length > large.edges ? 'line' : 'arrow', edgeProgramClasses: {arrow: EdgeArrowProgram, line: EdgeLineProgram},
      defaultDrawNodeHover: () => {}, zIndex: false, inertiaDuration: glide, zoomDuration: glide,
      doubleClickTimeout: 0, // each click is one, however soon after another one
      minEdgeThickness: 0.8, zoomToSizeRatioFunction: ratio => Math.sqrt(ratio) / this.room(),
    });
    this.over = this.layer('over', 'hoverNodes');
    this.names = this.layer('names', 'over');
    this.sigma.resize(true); // gives the new layers their size
    this.sort();
    this.sigma.on('afterRender', () => this.paint());
    this.sigma.on('beforeRender', () => this.hurry());
    this.bindMouse();
    box.addEventListener('keydown', e => this.key(e));
    new ResizeObserver(() => this.resize()).observe(box);
  }

  // hurry leaves out edges during movements once these have proved slow, as they are without a graphics card.
  private hurry(): void {
    const now = performance.now();
    const took = now - this.rendered;
    this.rendered = now;
    if (this.sigma.getSetting('hideEdgesOnMove') || !this.sigma.getCamera().isAnimated()) return;
    this.slow = took > 60 && took < 1000 ? this.slow + 1 : 0;
    if (this.slow >= 4) this.sigma.setSetting('hideEdgesOnMove', true);
  }

  // room makes nodes smaller where the picture is small.
  private room(): number {
    return Math.min(1, Math.max(0.55, Math.min(this.box.clientWidth, this.box.clientHeight) / 700));
  }

  private layer(id: string, after: string): CanvasRenderingContext2D {
    this.sigma.createCanvasContext(id, {afterLayer: after} as object);
    const context = this.sigma.getCanvases()[id].getContext('2d');
    if (!context) throw new Error('no canvas to draw on');
    return context;
  }

  private resize(): void {
    if (this.box.clientWidth === 0) return;
    this.sigma.resize();
    this.sigma.refresh({skipIndexation: true});
  }

  // show changes what is shown and how it looks.
  show(shown: Shown, look: Look): void {
    this.shown = shown;
    this.look = look;
    this.graph.updateEachNodeAttributes((key, a) => {
      const i = Number(key);
      return {...a, size: look.sizes[i], color: look.colors[i], hidden: !shown.nodes[i]};
    }, {attributes: ['size', 'color', 'hidden']});
    this.graph.updateEachEdgeAttributes((key, a) => {
      const i = Number(key);
      return {...a, color: edgeColor(look, this.model.edges[i].color, false), hidden: !shown.edges[i]};
    }, {attributes: ['color', 'hidden']});
    this.hover = null;
    this.sort();
  }

  // focus makes something stand out until it is called again.
  focus(focus: Focus): void {
    this.selected = focus;
    this.hover = null;
    this.repaint();
  }

  private sort(): void {
    const {sizes} = this.look;
    this.order = this.model.nodes.map(n => n.index).filter(i => this.shown.nodes[i]).sort((a, b) => sizes[b] - sizes[a] || a - b);
  }

  // scene returns what the drawing of the moment needs. The camera never turns, so two points tell where all others are.
  scene(): Scene {
    const p = this.sigma.graphToViewport({x: 0, y: 0}, this.now());
    const q = this.sigma.graphToViewport({x: 1000, y: 1000}, this.now());
    this.affine = {ax: (q.x - p.x) / 1000, bx: p.x, ay: (q.y - p.y) / 1000, by: p.y};
    const {ax, bx, ay, by} = this.affine;
    const {nodes} = this.model;
    const scale = this.sigma.scaleSize(1);
    const {sizes} = this.look;
    return {model: this.model, look: this.look, place: i => ({x: nodes[i].x * ax + bx, y: nodes[i].y * ay + by, r: sizes[i] * scale})};
  }

  // facts about the moment, for whoever tests the page.
  state() {
    const s = this.scene();
    const place = (i: number) => s.place(i);
    return {place, labelled: this.labelled, camera: this.sigma.getCamera().getState(), edges: this.shown.edgeCount, nodes: this.shown.nodeCount};
  }

  camera() {
    return this.sigma.getCamera();
  }

  private repaint(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    if (this.frame !== 0) cancelAnimationFrame(this.frame);
    this.frame = 0;
    const {width, height} = this.sigma.getDimensions();
    const s = this.scene();
    this.over.clearRect(0, 0, width, height);
    this.names.clearRect(0, 0, width, height);
    const focus = this.hover ?? this.selected;
    const discs = focus ? this.paintFocus(s, focus, width, height) : this.order.map(i => this.disc(s, i, false));
    const paint = {context: this.names, width, height, ground: this.look.ground, ink: this.look.ink};
    this.labelled = this.labels.draw(paint, discs, focus ? 60 : Math.ceil((width * height) / 7000));
    this.box.dataset.labels = String(this.labelled);
  }

  private disc(s: Scene, i: number, strong: boolean): Disc {
    return {...s.place(i), label: this.model.nodes[i].label, strong};
  }

  // paintFocus washes all out and draws anew what stands out; it returns what may have a label.
  private paintFocus(s: Scene, focus: NonNullable<Focus>, width: number, height: number): Disc[] {
    const c = this.over;
    c.globalAlpha = 0.82;
    c.fillStyle = this.look.ground;
    c.fillRect(0, 0, width, height);
    c.globalAlpha = 1;
    const {edges, main} = this.around(focus);
    const nodes = new Set(main);
    for (const i of edges) {
      drawEdge(c, s, i, true);
      nodes.add(this.model.edges[i].source).add(this.model.edges[i].target);
    }
    const {sizes} = this.look;
    const others = [...nodes].filter(i => !main.includes(i)).sort((a, b) => sizes[b] - sizes[a] || a - b);
    for (const i of others) drawNode(c, s, i, false);
    for (const i of main) drawNode(c, s, i, true);
    if ('edge' in focus) this.note(s, focus.edge, edges.length);
    return [...main.map(i => this.disc(s, i, true)), ...others.map(i => this.disc(s, i, false))];
  }

  // around returns the edges that stand out and the nodes that are meant.
  private around(focus: NonNullable<Focus>): {edges: number[]; main: number[]} {
    const {nodes, edges} = this.model;
    if ('node' in focus) return {edges: nodes[focus.node].edges.filter(i => this.shown.edges[i]), main: [focus.node]};
    const {source, target} = edges[focus.edge];
    const between = (i: number) => this.shown.edges[i] && source !== target && [edges[i].source, edges[i].target].includes(target);
    const pair = nodes[source].edges.filter(i => i === focus.edge || between(i));
    return {edges: pair, main: source === target ? [source] : [source, target]};
  }

  private note(s: Scene, index: number, among: number): void {
    const e = this.model.edges[index];
    const [a, b] = [s.place(e.source), s.place(e.target)];
    drawNote(this.over, this.look, among > 1 ? `${e.label} (+${among - 1})` : e.label, (a.x + b.x) / 2, (a.y + b.y) / 2);
  }

  private bindMouse(): void {
    const set = (hover: Focus) => {
      const same = JSON.stringify(hover) === JSON.stringify(this.hover);
      this.hover = hover;
      this.box.classList.toggle('pointing', hover !== null);
      if (!same) this.repaint();
    };
    this.sigma.on('enterNode', e => set({node: Number(e.node)}));
    this.sigma.on('leaveNode', () => set(null));
    this.sigma.on('leaveStage', () => set(null));
    this.sigma.on('moveBody', ({event}) => {
      const from = event.original.target;
      if (this.hover !== null && 'node' in this.hover) return;
      if (!(from instanceof HTMLElement) || !this.box.contains(from) || this.sigma.getCamera().isAnimated()) return;
      const edge = this.edgeAt(event.x, event.y);
      set(edge === null ? null : {edge});
    });
    this.sigma.on('clickNode', e => this.handlers.select({node: Number(e.node)}));
    this.sigma.on('clickStage', ({event}) => {
      const node = this.nodeAt(event.x, event.y);
      const edge = node === null ? this.edgeAt(event.x, event.y) : null;
      this.handlers.select(node !== null ? {node} : edge !== null ? {edge} : null);
    });
  }

  // nodeAt returns the nearest node shown that a finger may have meant.
  private nodeAt(x: number, y: number): number | null {
    const s = this.scene();
    let [best, least] = [null as number | null, Infinity];
    const reachOf = matchMedia('(pointer: coarse)').matches ? touch : 3;
    for (const i of this.order) {
      const p = s.place(i);
      const d = Math.hypot(p.x - x, p.y - y) - p.r;
      if (d < reachOf && d < least) [best, least] = [i, d];
    }
    return best;
  }

  // edgeAt returns the nearest edge shown.
  private edgeAt(x: number, y: number): number | null {
    const {ax, bx, ay, by} = this.affine;
    const {nodes, edges} = this.model;
    let [best, least] = [null as number | null, reach * reach];
    for (let i = 0; i < edges.length; i++) {
      if (!this.shown.edges[i]) continue;
      const [a, b] = [nodes[edges[i].source], nodes[edges[i].target]];
      const [px, py, qx, qy] = [a.x * ax + bx, a.y * ay + by, b.x * ax + bx, b.y * ay + by];
      const [dx, dy] = [qx - px, qy - py];
      const t = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1)));
      const d = (px + t * dx - x) ** 2 + (py + t * dy - y) ** 2;
      if (d < least) [best, least] = [i, d];
    }
    return best;
  }

  private key(e: KeyboardEvent): void {
    const arrows: Record<string, [number, number]> = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    const arrow = arrows[e.key];
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    if (arrow && e.shiftKey) this.pan(...arrow);
    else if (arrow) this.handlers.step(this.selected && 'node' in this.selected ? this.selected.node : null, ...arrow);
    else if (e.key === '+' || e.key === '=') this.zoom(1 / 1.5);
    else if (e.key === '-') this.zoom(1.5);
    else if (e.key === '0') this.fit(0);
    else return;
    e.preventDefault();
  }

  // next returns the node shown that lies nearest in a direction; without a start, the most important one.
  next(from: number | null, dx: number, dy: number): number | null {
    if (from === null) return this.order[0] ?? null;
    const s = this.scene();
    const p = s.place(from);
    let [best, least] = [null as number | null, Infinity];
    for (const i of this.order) {
      const q = s.place(i);
      const along = (q.x - p.x) * dx + (q.y - p.y) * dy;
      const aside = Math.abs((q.x - p.x) * dy) + Math.abs((q.y - p.y) * dx);
      if (i !== from && along > 0 && along >= aside * 0.5 && along + 2 * aside < least) [best, least] = [i, along + 2 * aside];
    }
    return best;
  }

  // now makes sigma reckon with the camera of this moment, which may have moved since the last frame.
  private now() {
    return {cameraState: this.sigma.getCamera().getState()};
  }

  private move(state: {x?: number; y?: number; ratio?: number}): void {
    const camera = this.sigma.getCamera();
    if (still.matches) camera.setState(state);
    else void camera.animate(state, {duration: 300});
  }

  zoom(by: number): void {
    this.move({ratio: this.sigma.getCamera().getBoundedRatio(this.sigma.getCamera().ratio * by)});
  }

  private pan(dx: number, dy: number): void {
    const {width, height} = this.sigma.getDimensions();
    this.move(this.sigma.viewportToFramedGraph({x: width / 2 + dx * 80, y: height / 2 + dy * 80}, this.now()));
  }

  // fit brings all that is shown into sight; covered is how much of the right side something hides.
  fit(covered: number): void {
    const s = this.scene();
    const {width, height} = this.sigma.getDimensions();
    if (this.order.length === 0 || width === 0) return;
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const i of this.order) {
      const {x, y} = s.place(i);
      [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    }
    const camera = this.sigma.getCamera();
    const margin = Math.min(80, width / 8);
    const by = Math.max((right - left) / (width - covered - 2 * margin), (bottom - top) / (height - 2 * margin), 1e-6);
    const ratio = camera.getBoundedRatio(camera.ratio * by);
    const shift = (covered / 2) * (ratio / camera.ratio);
    this.move({...this.sigma.viewportToFramedGraph({x: (left + right) / 2 + shift, y: (top + bottom) / 2}, this.now()), ratio});
  }

  // reveal brings a node to the middle of what is not covered.
  reveal(node: number, covered: {right: number; bottom: number}, closer: boolean): void {
    const {width, height} = this.sigma.getDimensions();
    if (width === 0) return;
    const p = this.scene().place(node);
    const room = {left: 40, right: width - covered.right - 40, top: 40, bottom: height - covered.bottom - 40};
    const seen = p.x > room.left && p.x < room.right && p.y > room.top && p.y < room.bottom;
    if (seen && !closer) return;
    const camera = this.sigma.getCamera();
    const ratio = closer ? Math.min(camera.ratio, 0.45) : camera.ratio;
    const scale = ratio / camera.ratio;
    this.move({...this.sigma.viewportToFramedGraph({x: p.x + (covered.right / 2) * scale, y: p.y + (covered.bottom / 2) * scale}, this.now()), ratio});
  }
}
