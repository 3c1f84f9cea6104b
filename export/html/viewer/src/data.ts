// The data of the page, as export/html/data.go lays it out, made ready for use: every node and edge is known by its position.

export interface Field {
  name: string;
  title: string;
  kind: 'text' | 'integer' | 'number' | 'truth';
  join: string;
}

export interface Legend {
  name: string;
  label: string;
  color: string;
  count: number;
  entity?: boolean;
}

export interface Quote {
  text: string;
  report: string;
  section: string;
  page: string; // in words; empty if unknown
  line: number;
  rule: string;
  confidence: number;
  status: string;
}

export type Cell = string | number | boolean | null;

export interface Node {
  index: number;
  id: string;
  label: string;
  type: string;
  color: string;
  size: number;
  x: number;
  y: number;
  cells: Cell[];
  quotes: Quote[];
  edges: number[]; // positions, in order
}

export interface Edge {
  index: number;
  id: string;
  source: number;
  target: number;
  predicate: string;
  label: string;
  color: string;
  weight: number;
  cells: Cell[];
  quotes: Quote[];
}

export interface Model {
  title: string;
  description: string;
  date: string;
  sizeBy: string;
  nodeFields: Field[];
  edgeFields: Field[];
  types: Legend[];
  predicates: Legend[];
  nodes: Node[];
  edges: Edge[];
  reports: string[]; // short names
}

type Columns = Record<string, number[]>;

interface Raw extends Omit<Model, 'nodes' | 'edges' | 'reports'> {
  version: number;
  nodes: Columns & {evidence: number[][]};
  edges: Columns & {evidence: number[][]};
  nodeCells: Cell[][];
  edgeCells: Cell[][];
  quotes: Columns;
  strings: string[];
}

const layoutVersion = 1;
const derived = -1;

// load reads the data that the page holds.
export async function load(element: HTMLScriptElement): Promise<Model> {
  let text = element.textContent ?? '';
  if (element.type === 'application/gzip') {
    const bytes = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    text = await new Response(stream).text();
  }
  const raw = JSON.parse(text) as Raw;
  if (raw.version !== layoutVersion) throw new Error(`the data has layout ${raw.version}, the viewer reads ${layoutVersion}`);
  return unfold(raw);
}

function unfold(raw: Raw): Model {
  const s = raw.strings;
  const q = raw.quotes;
  const quotes = q.text.map((text, i): Quote => ({
    text: s[text], report: s[q.report[i]], section: s[q.section[i]], page: s[q.page[i]], line: q.line[i],
    rule: s[q.rule[i]], confidence: q.confidence[i], status: s[q.status[i]],
  }));
  const cells = (fields: Field[], table: Cell[][], row: number, evidence: Quote[]) => fields.map((f, c): Cell => {
    const v = table[c][row];
    if (f.kind !== 'text') return v;
    return v === derived ? evidence.map(e => e.text).join(f.join) : s[v as number];
  });
  const places = spread(raw.nodes.id.length);
  const nodes = raw.nodes.id.map((id, i): Node => {
    const evidence = raw.nodes.evidence[i].map(e => quotes[e]);
    return {
      index: i, id: s[id], label: s[raw.nodes.label[i]], type: s[raw.nodes.type[i]], color: s[raw.nodes.color[i]],
      size: raw.nodes.size[i], x: raw.nodes.x?.[i] ?? places[i][0], y: raw.nodes.y?.[i] ?? places[i][1],
      cells: cells(raw.nodeFields, raw.nodeCells, i, evidence), quotes: evidence, edges: [],
    };
  });
  const edges = raw.edges.source.map((source, i): Edge => {
    const target = raw.edges.target[i];
    const predicate = s[raw.edges.predicate[i]];
    const evidence = raw.edges.evidence[i].map(e => quotes[e]);
    const id = raw.edges.id[i];
    nodes[source].edges.push(i);
    if (target !== source) nodes[target].edges.push(i);
    return {
      index: i, id: id === derived ? `${nodes[source].id}|${predicate}|${nodes[target].id}` : s[id], source, target, predicate,
      label: s[raw.edges.label[i]], color: s[raw.edges.color[i]], weight: raw.edges.weight[i],
      cells: cells(raw.edgeFields, raw.edgeCells, i, evidence), quotes: evidence,
    };
  });
  const reports = [...new Set(quotes.map(e => e.report).filter(r => r !== ''))].sort();
  return {...raw, nodes, edges, reports};
}

// spread gives nodes without places some: a spiral whose turns keep the same distance.
function spread(n: number): [number, number][] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({length: n}, (_, i) => [Math.sqrt(i) * Math.cos(i * golden) * 10, Math.sqrt(i) * Math.sin(i * golden) * 10]);
}

// cell returns a node's or edge's cell by the name of its column, or null.
export function cell(fields: Field[], cells: Cell[], name: string): Cell {
  const i = fields.findIndex(f => f.name === name);
  return i < 0 ? null : cells[i];
}

// words returns a cell of text, or ''.
export function words(fields: Field[], cells: Cell[], name: string): string {
  const v = cell(fields, cells, name);
  return typeof v === 'string' ? v : '';
}

// The vocabulary of recommendations, as every export uses it.
export const callsOn = 'calls_on';
export const involves = 'involves';
export const concerns = 'concerns';
export const partOf = 'part_of';
export const recommendation = 'recommendation';
export const sectionType = 'section';
export const reportType = 'report';

// shy types hold the frame of the reports rather than what they say; they are shown when asked for.
export const shy = new Set([sectionType, reportType, 'passage', 'source']);
