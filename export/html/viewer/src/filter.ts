// What is shown: nodes by type, edges by predicate, both by where the reports state them.
import {type Model, type Node, type Quote, partOf, sectionType, shy, words} from './data';

export interface Section {
  key: string;
  title: string;
  report: string;
  depth: number;
  count: number; // pieces of evidence
}

export interface Filter {
  types: Set<string>;
  predicates: Set<string>;
  sections: Set<string>;
  reports: Set<string>;
  tied: boolean; // only nodes that a shown edge reaches
}

export interface Shown {
  nodes: Uint8Array; // by position, 1 if shown
  edges: Uint8Array;
  nodeCount: number;
  edgeCount: number;
}

export const sectionKey = (q: {report: string; section: string}) => `${q.report}\n${q.section}`;

// sections lists where evidence stands, in the order of the reports, as deep as their headings are.
export function sections(m: Model): Section[] {
  const found = new Map<string, Section & {line: number}>();
  const meet = (q: Quote) => {
    if (q.section === '') return;
    const key = sectionKey(q);
    const known = found.get(key);
    if (known) {
      known.count++;
      known.line = Math.min(known.line, q.line || Infinity);
    } else {
      found.set(key, {key, title: q.section, report: q.report, depth: 0, count: 1, line: q.line || Infinity});
    }
  };
  for (const n of m.nodes) n.quotes.forEach(meet);
  for (const e of m.edges) e.quotes.forEach(meet);
  const depth = headings(m);
  for (const s of found.values()) s.depth = depth.get(s.key) ?? 0;
  return [...found.values()].sort((a, b) => compare(a.report, b.report) || a.line - b.line || compare(a.title, b.title));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

// headings returns how deep each section lies, as far as the scene shows sections.
function headings(m: Model): Map<string, number> {
  const parent = new Map<number, number>();
  for (const e of m.edges) if (e.predicate === partOf && m.nodes[e.source].type === sectionType) parent.set(e.source, e.target);
  const out = new Map<string, number>();
  for (const n of m.nodes) {
    if (n.type !== sectionType) continue;
    let depth = 0;
    for (let up = parent.get(n.index); up !== undefined && m.nodes[up].type === sectionType && depth < 9; up = parent.get(up)) depth++;
    out.set(sectionKey({report: words(m.nodeFields, n.cells, 'reports'), section: n.quotes[0]?.section ?? n.label}), depth);
  }
  return out;
}

// everything shows all but the frame of the reports, unless there is nothing else.
export function everything(m: Model, all: Section[]): Filter {
  const types = new Set(m.types.filter(t => !shy.has(t.name)).map(t => t.name));
  return {
    types: types.size > 0 ? types : new Set(m.types.map(t => t.name)),
    predicates: new Set(m.predicates.map(p => p.name)),
    sections: new Set(all.map(s => s.key)),
    reports: new Set(m.reports),
    tied: false,
  };
}

// apply says what a filter shows. Evidence counts where its report and its section are chosen; what has none stands by itself.
export function apply(m: Model, f: Filter): Shown {
  const stands = (q: Quote) => (q.report === '' || f.reports.has(q.report)) && (q.section === '' || f.sections.has(sectionKey(q)));
  const stated = (quotes: Quote[]) => quotes.length === 0 || quotes.some(stands);
  const reported = (n: Node) => {
    const named = words(m.nodeFields, n.cells, 'reports');
    return n.quotes.length > 0 || named === '' || named.split('; ').some(r => f.reports.has(r));
  };
  const nodes = Uint8Array.from(m.nodes, n => (f.types.has(n.type) && stated(n.quotes) && reported(n) ? 1 : 0));
  const edges = Uint8Array.from(m.edges, e => (nodes[e.source] && nodes[e.target] && f.predicates.has(e.predicate) && stated(e.quotes) ? 1 : 0));
  if (f.tied) {
    const tied = new Uint8Array(nodes.length);
    m.edges.forEach((e, i) => edges[i] && (tied[e.source] = tied[e.target] = 1));
    nodes.set(tied);
  }
  return {nodes, edges, nodeCount: sum(nodes), edgeCount: sum(edges)};
}

const sum = (list: Uint8Array) => list.reduce((a, b) => a + b, 0);
