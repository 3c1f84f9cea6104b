// The card of a node, and that of the edges between two nodes: what is known, in the words of the reports.
import {type Edge, type Field, type Model, type Node, type Quote, callsOn, concerns, involves, recommendation, words} from './data';
import {button, el, figure, plural, swatch} from './dom';
import type {Shown} from './filter';
import {type Look, measures, titleOf} from './look';

export interface Go {
  node(i: number): void;
  edge(i: number): void;
}

export interface View {
  model: Model;
  look: Look;
  shown: Shown;
  go: Go;
}

const first = 8; // items of a list that are shown at once

// place says where a quote stands.
export function place(m: Model, q: Quote): string {
  const parts = [m.reports.length > 1 ? q.report : '', q.section.replace(/[.:]$/, ''), q.page ? `page ${q.page}` : '', q.line > 0 ? `line ${q.line}` : ''];
  return parts.filter(p => p !== '').join(', ');
}

// quoteItem shows one piece of evidence with its place and how sure it is.
function quoteItem(m: Model, q: Quote): HTMLElement {
  const source = [place(m, q), q.status, q.confidence > 0 ? `confidence ${figure(q.confidence)}` : '', q.rule ? `rule ${q.rule}` : ''];
  return el('li', {class: 'quote'}, el('blockquote', null, q.text), el('p', {class: 'source'}, source.filter(s => s !== '').join(' · ')));
}

// list shows the first items, and the others when asked.
function list<T>(items: T[], show: (item: T) => HTMLElement, name: string): HTMLElement {
  const out = el('ul', {class: name});
  const add = (from: number, to: number) => items.slice(from, to).forEach(item => out.append(show(item)));
  const most = items.length <= first + 2 ? items.length : first;
  add(0, most);
  if (most === items.length) return out;
  const more = button(`Show ${plural(items.length - most, 'more', 'more')}`, () => {
    more.remove();
    add(most, items.length);
    out.children[most].querySelector<HTMLElement>('a, summary')?.focus();
  }, {class: 'more'});
  return el('div', null, out, more);
}

function part(title: string, ...children: (HTMLElement | null)[]): HTMLElement {
  return el('section', null, el('h3', null, title), ...children);
}

// link leads to the card of another node.
function link(v: View, node: number): HTMLElement {
  const n = v.model.nodes[node];
  return anchor(n.label, n.id, () => v.go.node(node), titleOf(v.model.types, n.type));
}

// anchor is a link to a card, which can also be opened in a window of its own.
function anchor(text: string, id: string, go: () => void, title: string): HTMLElement {
  const click = (e: MouseEvent) => {
    if (e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    go();
  };
  return el('a', {class: 'link', attrs: {href: `#${encodeURIComponent(id)}`, title}, on: {click}}, text);
}

function links(v: View, nodes: number[]): (HTMLElement | string)[] {
  return nodes.flatMap((n, i) => (i > 0 ? [', ', link(v, n)] : [link(v, n)]));
}

// evidence shows quotes when asked, so that a list of facts stays short.
function evidence(v: View, quotes: Quote[]): HTMLElement | null {
  if (quotes.length === 0) return null;
  const body = el('ul', {class: 'quotes'});
  const details = el('details', {on: {toggle: () => {
    if (body.childElementCount === 0) quotes.forEach(q => body.append(quoteItem(v.model, q)));
  }}}, el('summary', null, plural(quotes.length, 'quote')), body);
  return details;
}

function head(kind: HTMLElement, title: string, ...below: (HTMLElement | null)[]): HTMLElement {
  return el('header', null, el('p', {class: 'kind'}, kind), el('h2', {attrs: {tabindex: '-1', id: 'card-title'}}, title), ...below);
}

// nodeCard shows all that is known of a node.
export function nodeCard(v: View, n: Node): HTMLElement {
  const m = v.model;
  const text = (name: string) => words(m.nodeFields, n.cells, name);
  const kind = el('span', null, swatch(v.look.colors[n.index]), titleOf(m.types, n.type));
  const aliases = text('aliases');
  const hidden = v.shown.nodes[n.index] ? null : el('p', {class: 'hint'}, 'Left out of the network by the filters.');
  const out = el('div', null, head(kind, n.label, aliases ? el('p', {class: 'aliases'}, `Also named: ${aliases}`) : null, hidden));
  const facts = n.edges.map(i => m.edges[i]);
  if (text('text') && text('text') !== n.label) out.append(el('blockquote', {class: 'text'}, text('text')));
  out.append(particulars(m, n));
  if (n.type === recommendation) out.append(addressees(v, n));
  const by = facts.filter(e => e.target === n.index && m.nodes[e.source].type === recommendation && e.predicate !== 'restates');
  if (by.length > 0) out.append(recommendations(v, by));
  const others = facts.filter(e => !by.includes(e) && !(n.type === recommendation && e.source === n.index && [callsOn, involves, concerns].includes(e.predicate)));
  if (others.length > 0) out.append(relations(v, n, others));
  out.append(figures(m, n));
  if (n.quotes.length > 0) out.append(part(`Where it stands (${n.quotes.length})`, list(n.quotes, q => quoteItem(m, q), 'quotes')));
  return out;
}

// particulars shows the columns of text that are not shown elsewhere.
function particulars(m: Model, n: Node): HTMLElement {
  const elsewhere = ['type', 'aliases', 'text', 'reports', 'pages', 'lines'];
  const out = el('dl', {class: 'particulars'});
  m.nodeFields.forEach((f, i) => {
    const v = n.cells[i];
    if (f.kind !== 'text' || elsewhere.includes(f.name) || typeof v !== 'string' || v === '') return;
    out.append(el('dt', null, f.title || f.name), el('dd', null, /^https?:\/\//i.test(v) ? outside(v) : v));
  });
  return out;
}

// outside links to a page of the web, which opens apart and learns nothing of this one.
function outside(address: string): HTMLElement {
  return el('a', {attrs: {href: address, target: '_blank', rel: 'noopener noreferrer'}}, address);
}

// addressees says whom a recommendation calls on, with whom and about what.
function addressees(v: View, n: Node): HTMLElement {
  const m = v.model;
  const out = el('dl', {class: 'particulars'});
  for (const predicate of [callsOn, involves, concerns]) {
    const to = n.edges.map(i => m.edges[i]).filter(e => e.source === n.index && e.predicate === predicate);
    if (to.length > 0) out.append(el('dt', null, capital(to[0].label)), el('dd', null, ...links(v, to.map(e => e.target))));
  }
  return out;
}

const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

// recommendations shows those that lead to a node: what they say, where, and who else is meant.
function recommendations(v: View, edges: Edge[]): HTMLElement {
  const m = v.model;
  const groups: [string, string][] = [[callsOn, 'Called on in'], [involves, 'Involved in'], [concerns, 'Concerned in']];
  const seen = new Set<number>();
  const out = part(`Recommendations (${new Set(edges.map(e => e.source)).size})`);
  for (const [predicate, title] of groups) {
    const own = edges.filter(e => e.predicate === predicate && !seen.has(e.source));
    own.forEach(e => seen.add(e.source));
    if (own.length > 0) out.append(el('h4', null, `${title} ${own.length}`), list(own, e => advice(v, m.nodes[e.source], e), 'facts'));
  }
  const rest = edges.filter(e => !seen.has(e.source));
  if (rest.length > 0) out.append(list(rest, e => advice(v, m.nodes[e.source], e), 'facts'));
  return out;
}

function advice(v: View, r: Node, by: Edge): HTMLElement {
  const m = v.model;
  const others = (predicate: string) => r.edges.map(i => m.edges[i]).filter(e => e.source === r.index && e.predicate === predicate).map(e => e.target);
  const who: (HTMLElement | string)[] = [];
  for (const [predicate, verb] of [[callsOn, 'calls on '], [involves, 'involves ']]) {
    const to = others(predicate);
    if (to.length > 0) who.push(who.length > 0 ? '; ' + verb : verb, ...links(v, to));
  }
  const text = words(m.nodeFields, r.cells, 'text') || r.label;
  const from = r.quotes[0] ?? by.quotes[0];
  return el('li', {class: 'fact'},
    el('blockquote', null, text), who.length > 0 && el('p', {class: 'who'}, ...who),
    el('p', {class: 'source'}, from ? `${place(m, from)} · ` : '', anchor('Open recommendation', r.id, () => v.go.node(r.index), r.label)));
}

// relations shows the other edges of a node, by what they say.
function relations(v: View, n: Node, edges: Edge[]): HTMLElement {
  const rank = new Map(v.model.predicates.map((p, i) => [p.name, i]));
  const order = (e: Edge) => 2 * (rank.get(e.predicate) ?? rank.size) + (e.source === n.index ? 0 : 1);
  const sorted = [...edges].sort((a, b) => order(a) - order(b) || a.index - b.index);
  return part(`Relations (${edges.length})`, list(sorted, e => relation(v, n, e), 'facts'));
}

function relation(v: View, n: Node, e: Edge): HTMLElement {
  const outward = e.source === n.index;
  const line = outward
    ? [el('span', {class: 'verb'}, e.label), ' ', link(v, e.target)]
    : [link(v, e.source), ' ', el('span', {class: 'verb'}, `${e.label} it`)];
  const open = anchor('Open relation', e.id, () => v.go.edge(e.index), sentence(v.model, e));
  return el('li', {class: 'fact'}, el('p', {class: 'line'}, swatch(e.color, 'line'), ...line), evidence(v, e.quotes), el('p', {class: 'source'}, open));
}

// sentence says an edge in words.
export const sentence = (m: Model, e: Edge) => `${m.nodes[e.source].label} ${e.label} ${m.nodes[e.target].label}`;

// figures shows the measures of a node.
function figures(m: Model, n: Node): HTMLElement {
  const out = el('dl', {class: 'figures'});
  const number = (f: Field) => n.cells[m.nodeFields.indexOf(f)];
  for (const f of measures(m.nodeFields)) {
    const v = number(f);
    if (typeof v === 'number') out.append(el('div', null, el('dt', null, f.title || f.name), el('dd', null, figure(v))));
  }
  return part('Measures', out);
}

// edgeCard shows the evidence of an edge, and of the others between its two nodes.
export function edgeCard(v: View, e: Edge): HTMLElement {
  const m = v.model;
  const pair = m.nodes[e.source].edges.map(i => m.edges[i])
    .filter(o => o.index !== e.index && ((o.source === e.source && o.target === e.target) || (o.source === e.target && o.target === e.source)));
  const kind = el('span', null, swatch(e.color, 'line'), 'Relation');
  const out = el('div', null, head(kind, sentence(m, e), el('p', {class: 'ends'}, link(v, e.source), ' → ', link(v, e.target))));
  out.append(claim(v, e, false));
  if (pair.length > 0) out.append(part(`Also between the two (${pair.length})`, ...pair.map(o => claim(v, o, true))));
  return out;
}

// claim shows one edge with all its quotes.
function claim(v: View, e: Edge, named: boolean): HTMLElement {
  const m = v.model;
  const text = (name: string) => words(m.edgeFields, e.cells, name);
  const confidence = e.cells[m.edgeFields.findIndex(f => f.name === 'confidence')];
  const about = [text('status'), typeof confidence === 'number' ? `confidence ${figure(confidence)}` : '', `weight ${figure(e.weight)}`];
  const out = el('div', {class: 'claim'});
  if (named) out.append(el('h4', null, sentence(m, e)));
  out.append(el('p', {class: 'source'}, about.filter(a => a !== '').join(' · ')));
  if (e.quotes.length > 0) out.append(list(e.quotes, q => quoteItem(m, q), 'quotes'));
  else if (text('evidence')) out.append(el('blockquote', null, text('evidence')));
  else out.append(el('p', {class: 'hint'}, 'No quote: this relation follows from the order of the report or from others.'));
  return out;
}
