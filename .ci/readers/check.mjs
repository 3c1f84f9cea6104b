// Reads the GraphML and GEXF files of a folder with the libraries that Gephi Lite uses, Cytoscape JSON with Cytoscape.js,
// Parquet with hyparquet, N-Quads and Turtle with N3.js and JSON-LD with jsonld.js, and prints one line per file, as check.py
// does. The digest of RDF is that of the triples, graphs left out. usage: node check.mjs DIR
import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import cytoscape from 'cytoscape';
import Graph from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import {asyncBufferFromFile, parquetReadObjects} from 'hyparquet';
import jsonld from 'jsonld';
import N3 from 'n3';

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
  return [graph.order, graph.size, merged.size, digest(lines), problems.join('; ') || 'ok'];
}

// digest of lines, ordered by bytes, as the other readers order them.
function digest(lines) {
  const order = lines.map(l => Buffer.from(l)).sort(Buffer.compare);
  const hash = createHash('sha256');
  for (const l of order) hash.update(l).update('\n');
  return hash.digest('hex').slice(0, 12);
}

const own = 'urn:policygraph:';
const terms = {
  type: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type', statement: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement',
  subject: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#subject', predicate: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate',
  object: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#object', label: 'http://www.w3.org/2000/01/rdf-schema#label',
  derived: 'http://www.w3.org/ns/prov#wasDerivedFrom', value: 'http://www.w3.org/ns/prov#value',
  status: own + 'column:status', weight: own + 'column:weight', report: own + 'term:report',
};

// checkTriples does for RDF what check does for graphs: nodes, statements, and the plain triple of each that is not denied.
function checkTriples(quads, want) {
  const problems = [];
  const fail = text => problems.length < 5 && problems.push(text);
  const all = new N3.Store(quads.map(q => N3.DataFactory.quad(q.subject, q.predicate, q.object)));
  const one = (s, p) => all.getObjects(s, p, null)[0];
  const edges = all.getSubjects(terms.type, terms.statement, null);
  const nodes = all.getSubjects(terms.type, null, null).filter(n => n.value.startsWith(own + 'node:'));
  for (const n of nodes) {
    const type = one(n, terms.type).value.replace(own + 'type:', '');
    if (!types.has(type)) fail(`${n.value}: type ${type}`);
    if (!one(n, terms.label)?.value) fail(`${n.value}: no label`);
  }
  const plain = new Set(all.getQuads().filter(q => q.subject.value.startsWith(own + 'node:') && q.object.value.startsWith(own + 'node:')
    && q.object.termType === 'NamedNode' && q.predicate.value !== terms.report).map(q => `${q.subject.value} ${q.predicate.value} ${q.object.value}`));
  const merged = new Set();
  for (const e of edges) {
    const [s, p, o] = [terms.subject, terms.predicate, terms.object].map(t => one(e, t).value);
    const status = one(e, terms.status).value;
    merged.add(`${s} ${p} ${o}`);
    if (plain.delete(`${s} ${p} ${o}`) === (status === 'negated')) fail(`${e.value}: ${status}, and its plain triple`);
    if (!predicates.has(p.replace(/^.*:/, ''))) fail(`${e.value}: predicate ${p}`);
    if (!(parseFloat(one(e, terms.weight).value) > 0)) fail(`${e.value}: weight`);
    const pieces = all.getObjects(e, terms.derived, null);
    if (stated.has(status) && !(pieces.length && pieces.every(x => one(x, terms.value)?.value))) fail(`${e.value}: no evidence`);
  }
  if (plain.size > 0) fail(`${plain.size} triples without a statement, as ${[...plain][0]}`);
  if (quads.some(q => [q.subject, q.predicate, q.object].some(t => t.termType === 'BlankNode'))) fail('a blank node');
  if (nodes.length !== want.nodes || edges.length !== want.edges || merged.size !== want.edges)
    fail(`wanted ${want.nodes} nodes and ${want.edges} edges`);
  // jsonld.js writes numbers anew, with an error in the last of their digits.
  const literal = o => o.datatype?.value.endsWith('#double') ? Number(o.value).toPrecision(14) : o.value;
  const lines = all.getQuads().map(q => JSON.stringify([q.subject.value, q.predicate.value, q.object.termType, literal(q.object), q.object.datatype?.value]));
  return [nodes.length, edges.length, merged.size, 'rdf:' + digest(lines), problems.join('; ') || 'ok'];
}

// The strict parser takes no relative IRI; nothing may be fetched.
const parse = (text, format) => new N3.Parser({format}).parse(text);
const documentLoader = url => { throw new Error(`fetches ${url}`); };
const readJSONLD = async file => parse(await jsonld.toRDF(JSON.parse(text(file)), {format: 'application/n-quads', documentLoader, safe: true}), 'N-Quads');

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
const triples = {
  '.nq': ['N3.js', file => parse(text(file), 'N-Quads')],
  '.ttl': ['N3.js', file => parse(text(file), 'text/turtle')],
  '.jsonld': ['jsonld.js', readJSONLD],
};
for (const [file, want] of Object.entries(counts)) {
  const [name, open, kind] = readers[path.extname(file)] ?? triples[path.extname(file)] ?? [];
  if (!open) continue;
  let row;
  try {
    const found = await open(path.join(dir, file));
    row = kind ? check(found, kind, want) : checkTriples(found, want);
  } catch (err) {
    row = ['-', '-', '-', '-', String(err.message).split('\n')[0]];
  }
  console.log([file, name, ...row].join('\t'));
}
