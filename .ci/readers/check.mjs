// Reads graph.graphml and graph.gexf of a folder with the libraries that Gephi Lite uses and prints one line per file, as
// check.py does. usage: node check.mjs DIR
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';

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

const flat = s => String(s ?? '').replace(/[ \t\r\n]+/g, ' ').trim();

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

// graphology-graphml keeps no edge types, so the predicate stands for them there.
const readers = {'.graphml': ['graphology-graphml', graphml, 'predicate'], '.gexf': ['graphology-gexf', gexf, 'kind']};
for (const [file, want] of Object.entries(counts)) {
  const reader = readers[path.extname(file)];
  if (!reader) continue;
  const [name, library, kind] = reader;
  let row;
  try {
    const full = path.join(dir, file);
    if (!existsSync(full)) throw new Error('missing');
    row = check(library.parse(Graph, readFileSync(full, 'utf8')), kind, want);
  } catch (err) {
    row = ['-', '-', '-', '-', String(err.message).split('\n')[0]];
  }
  console.log([file, name, ...row].join('\t'));
}
