// Reads the GraphML and GEXF files of a folder with the libraries that Gephi Lite uses, Cytoscape JSON with Cytoscape.js and
// Parquet with hyparquet, and prints one line per file, as check.py does. usage: node check.mjs DIR
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import cytoscape from 'cytoscape';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import {asyncBufferFromFile, parquetReadObjects} from 'hyparquet';

const dir = process.argv[2];
const read = file => JSON.parse(readFileSync(path.join(dir, file), 'utf8'));
const counts = existsSync(path.join(dir, 'counts.json'))
  ? read('counts.json')
  : Object.fromEntries(read('manifest.json').files.map(f => [f.file, f]));
const vocabulary = readFileSync(new URL('../../data/ontology.yaml', import.meta.url), 'utf8');
const names = key => new Set([...vocabulary.matchAll(new RegExp(`\\{${key}: *(\\w+)`, 'g'))].map(m => m[1]));
const types = names('type');
const predicates = names('name');
const stated = new Set(['asserted', 'recommended', 'hedged', 'negated']);

const flat = s => String(s ?? '').replaceAll('I\u2060NF', 'INF').replace(/[ \t\r\n]+/g, ' ').trim();

function check(graph, kind, want) {
  const problems = [];
  const fail = text => problems.length < 5 && problems.push(text);
  const lines = [];
  graph.forEachNode((id, a) => {
    if (!a.label) fail(`${id}: no label`);
    if (!types.has(a.type)) fail(`${id}: type ${a.type}`);
    if (!(a.size > 0) || !a.color) fail(`${id}: size ${a.size}, color ${a.color}`);
    lines.push(`${id}\t${flat(a.label)}\t${a.type}`);
  });
  const merged = new Set();
  graph.forEachEdge((id, a, source, target) => {
    const type = a[kind];
    merged.add(`${source}\t${type}\t${target}`);
    if (!predicates.has(a.predicate) || type !== a.predicate) fail(`${id}: predicate ${a.predicate}, type ${type}`);
    if (!a.label) fail(`${id}: no label`);
    if (!(a.weight > 0) || !Number.isFinite(a.weight)) fail(`${id}: weight ${a.weight}`);
    if (stated.has(a.status) && !(a.evidence && a.evidence_count > 0)) fail(`${id}: no evidence`);
    lines.push(`${source}\t${a.predicate}\t${target}\t${a.weight.toFixed(6)}\t${flat(a.evidence)}`);
  });
  if (graph.order !== want.nodes || graph.size !== want.edges || merged.size !== want.edges)
    fail(`wanted ${want.nodes} nodes and ${want.edges} edges`);
  // Ordered by bytes, as the other readers order them.
  const order = lines.map(l => Buffer.from(l)).sort(Buffer.compare);
  const digest = createHash('sha256');
  for (const l of order) digest.update(l).update('\n');
  return [graph.order, graph.size, merged.size, digest.digest('hex').slice(0, 12), problems.join('; ') || 'ok'];
}

// fill makes a graph of lists of nodes and edges.
function fill(nodes, edges) {
  const g = new Graph({multi: true, type: 'directed'});
  for (const a of nodes) g.addNode(a.id, a);
  for (const [source, target, a] of edges) g.addEdgeWithKey(a.id, source, target, a);
  return g;
}

const text = file => readFileSync(file, 'utf8');

function readCytoscape(file) {
  const cy = cytoscape({headless: true, ...JSON.parse(text(file))});
  const nodes = cy.nodes().map(n => n.data()).map(a => ({...a, label: a.name}));
  if (cy.nodes().some(n => !Number.isFinite(n.position('x')) || !Number.isFinite(n.position('y')))) throw new Error('a node has no place');
  return fill(nodes, cy.edges().map(e => e.data()).map(a => [a.source, a.target, {...a, label: a.name}]));
}

async function readParquet(file) {
  const part = name => asyncBufferFromFile(file.replace(/\.parquet$/, `.${name}.parquet`)).then(f => parquetReadObjects({file: f}));
  const [nodes, edges] = [await part('nodes'), await part('edges')];
  return fill(nodes, edges.map(a => [a.src, a.dst, a]));
}

// graphology-graphml keeps no edge types, so the predicate stands for them there.
const readers = {
  '.graphml': ['graphology-graphml', file => graphml.parse(Graph, text(file)), 'predicate'],
  '.gexf': ['graphology-gexf', file => gexf.parse(Graph, text(file)), 'kind'],
  '.cyjs': ['Cytoscape.js', readCytoscape, 'interaction'],
  '.parquet': ['hyparquet', readParquet, 'predicate'],
};
for (const [file, want] of Object.entries(counts)) {
  const reader = readers[path.extname(file)];
  if (!reader) continue;
  const [name, open, kind] = reader;
  let row;
  try {
    row = check(await open(path.join(dir, file)), kind, want);
  } catch (err) {
    row = ['-', '-', '-', '-', String(err.message).split('\n')[0]];
  }
  console.log([file, name, ...row].join('\t'));
}
