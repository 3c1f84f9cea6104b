#!/usr/bin/env python3
"""Reads the exports of a folder with the Python standard library, NetworkX, igraph, openpyxl and Graphviz.

usage: check.py DIR

Prints one line per file and reader: file, reader, nodes, edges, edges after merging those with the same ends and type,
digest of what arrived, and "ok" or what is wrong. Readers that are not installed are left out, with a line on stderr.
"""
import csv
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

HERE = os.path.dirname(os.path.abspath(__file__))
VOCABULARY = open(os.path.join(HERE, "../../data/ontology.yaml"), encoding="utf-8").read()
csv.field_size_limit(1 << 30)
TYPES = set(re.findall(r"\{type: *(\w+)", VOCABULARY))
PREDICATES = set(re.findall(r"\{name: *(\w+)", VOCABULARY))
STATED = {"asserted", "recommended", "hedged", "negated"}


def flat(s):
    """Text as it is compared: blanks as one, and without what guards the letters INF from Gephi."""
    return re.sub(r"[ \t\r\n]+", " ", str(s or "").replace("I\u2060NF", "INF")).strip(" ")


def full(nodes, edges, want):
    """Checks what a reader found: nodes {id: attributes}, edges [(source, target, type, attributes)]."""
    problems, lines, merged = [], [], set()
    for i, a in nodes.items():
        if not a.get("label"):
            problems.append(f"{i}: no label")
        if a.get("type") not in TYPES:
            problems.append(f"{i}: type {a.get('type')}")
        lines.append(f"{i}\t{flat(a.get('label'))}\t{a.get('type')}")
    for s, t, kind, a in edges:
        name = f"{s} {kind} {t}"
        merged.add((s, kind, t))
        w = float(a.get("weight") or 0)
        if a.get("predicate") not in PREDICATES or kind != a.get("predicate"):
            problems.append(f"{name}: predicate {a.get('predicate')}")
        if not a.get("label"):
            problems.append(f"{name}: no label")
        if not (w > 0 and math.isfinite(w)):
            problems.append(f"{name}: weight {w}")
        if a.get("status") in STATED and not (a.get("evidence") and float(a.get("evidence_count") or 0) > 0):
            problems.append(f"{name}: no evidence")
        if s not in nodes or t not in nodes:
            problems.append(f"{name}: an end is not declared")
        lines.append(f"{s}\t{a.get('predicate')}\t{t}\t{w:.6f}\t{flat(a.get('evidence'))}")
    if (len(nodes), len(edges), len(merged)) != (want["nodes"], want["edges"], want["edges"]):
        problems.append(f"wanted {want['nodes']} nodes and {want['edges']} edges")
    digest = hashlib.sha256(b"".join(l + b"\n" for l in sorted(l.encode() for l in lines))).hexdigest()[:12]
    return len(nodes), len(edges), len(merged), digest, "; ".join(problems[:5]) or "ok"


def few(nodes, edges, want):
    """Checks counts and ends where a reader keeps no attributes: node ids and (source, target, …) of edges."""
    problems, ids = [], set(nodes)
    if len(ids) != len(nodes):
        problems.append("a node stands twice")
    if any(e[0] not in ids or e[1] not in ids for e in edges):
        problems.append("an end is not declared")
    if (len(nodes), len(edges), len(set(edges))) != (want["nodes"], want["edges"], want["edges"]):
        problems.append(f"wanted {want['nodes']} nodes and {want['edges']} edges")
    return len(nodes), len(edges), len(set(edges)), "-", "; ".join(problems) or "ok"


def tag(e):
    return e.tag.rsplit("}", 1)[-1]


def elementtree_graphml(path, want):
    root = ET.parse(path).getroot()
    keys = {e.get("id"): e.get("attr.name") for e in root.iter() if tag(e) == "key"}
    data = lambda e: {keys[d.get("key")]: d.text or "" for d in e if tag(d) == "data"}
    nodes = [e for e in root.iter() if tag(e) == "node"]
    edges = [(e.get("source"), e.get("target"), e.get("label"), data(e)) for e in root.iter() if tag(e) == "edge"]
    ids = [e.get("id") for e in root.iter() if tag(e) in ("node", "edge")]
    if len(set(ids)) != len(ids) or any(not i or i != i.strip() for i in ids):
        raise ValueError("an id stands twice or is malformed")
    forbidden = {k.lower() for k in keys} & {"id", "timeset", "label", "weight", "size", "color", "x", "y", "z", "r", "g", "b"}
    if forbidden or any(not k.startswith(("n_", "e_")) for k in keys):
        raise ValueError(f"key ids {sorted(forbidden)} or without prefix")
    return full({e.get("id"): data(e) for e in nodes}, edges, want)


def networkx_graphml(path, want):
    import networkx as nx
    g = nx.read_graphml(path)
    return full(dict(g.nodes(data=True)), [(s, t, a.get("predicate"), a) for s, t, a in g.edges(data=True)], want)


def networkx_gexf(path, want):
    import networkx as nx
    if "1.3" not in nx.readwrite.gexf.GEXF.versions:  # before NetworkX 3; the versions differ in nothing read here
        text = open(path, encoding="utf-8").read().replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft", 2)
        with tempfile.NamedTemporaryFile("w", suffix=".gexf", encoding="utf-8") as f:
            f.write(text.replace('version="1.3"', 'version="1.2"', 1))
            f.flush()
            g = nx.read_gexf(f.name)
    else:
        g = nx.read_gexf(path)
    kinds = {e.get("id"): e.get("kind") for e in ET.parse(path).getroot().iter() if tag(e) == "edge"}  # NetworkX drops them
    return full(dict(g.nodes(data=True)), [(s, t, kinds[a["id"]], a) for s, t, a in g.edges(data=True)], want)


def igraph_graphml(path, want):
    import igraph
    g = igraph.Graph.Read_GraphML(path)
    nodes = {v["id"]: {k: x for k, x in v.attributes().items() if k != "id"} for v in g.vs}
    edges = [(g.vs[e.source]["id"], g.vs[e.target]["id"], e["predicate"], e.attributes()) for e in g.es]
    return full(nodes, edges, want)


def networkx_dot(path, want):
    import networkx as nx
    import pydot
    try:
        g = nx.nx_pydot.from_pydot(pydot.graph_from_dot_file(path)[0])
    except Exception as e:  # pydot's grammar is not Graphviz's
        raise ValueError(f"pydot: {e}")
    bare = lambda s: s[1:-1].replace('\\"', '"') if s.startswith('"') else s
    skip = {"graph", "node", "edge", "\\n"}
    return few([bare(n) for n in g.nodes if n not in skip], [(bare(s), bare(t)) for s, t in g.edges()], want)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    noise = [l for l in done.stderr.splitlines() if l.strip() and "arning" not in l]
    if done.returncode or noise:
        raise ValueError(f"{command[0]}: exit {done.returncode} {' '.join(noise)[:200]}")
    return done.stdout


def gvpr(path, want):
    program = r'N{printf("N\t%s\t%s\n", $.name, $.label)} E{printf("E\t%s\t%s\n", $.tail.name, $.head.name)}'
    rows = [l.split("\t") for l in run("gvpr", program, path).splitlines()]
    bare = [r[1] for r in rows if r[0] == "N" and r[2] in ("", "\\N")]
    if bare:
        raise ValueError(f"{bare[0]}: no label")
    return few([r[1] for r in rows if r[0] == "N"], [(r[1], r[2]) for r in rows if r[0] == "E"], want)


def layout(engine):
    def read(path, want):
        g = json.loads(run(engine, "-Tjson", path))
        objects = [o for o in g.get("objects", []) if "pos" in o]
        names = {o["_gvid"]: o["name"] for o in objects}
        return few([o["name"] for o in objects], [(names[e["tail"]], names[e["head"]]) for e in g.get("edges", [])], want)
    return read


def table(path, part):
    """Reads one of the two tables of a format: the part stands before the extension."""
    stem, ext = os.path.splitext(path)
    with open(f"{stem}.{part}{ext}", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def unmarked(row):
    """Takes the apostrophe off texts like formulas."""
    return {k: v[1:] if re.match(r"'+[=+\-@\t\r\n]", v) else v for k, v in row.items()}


def csv_tables(path, want):
    nodes, edges = [[unmarked(r) for r in table(path, part)] for part in ("nodes", "edges")]
    if any(e["Type"] != "Directed" for e in edges):
        raise ValueError("an edge is not directed")
    rename = lambda r: dict(r, label=r["Label"], weight=r.get("Weight"))
    return full({r["Id"]: rename(r) for r in nodes}, [(r["Source"], r["Target"], r["Kind"], rename(r)) for r in edges], want)


def neo4j_tables(path, want):
    nodes, edges = table(path, "nodes"), table(path, "edges")
    if any(r["predicate:string"].upper() != r[":TYPE"] for r in edges) or any(not r[":LABEL"].startswith("PolicyGraph;") for r in nodes):
        raise ValueError("a type or label differs")
    if any("\n" in v or "\r" in v for r in nodes + edges for v in r.values()):
        raise ValueError("a cell has several lines, which the import refuses")
    return few([r["id:ID"] for r in nodes], [(r[":START_ID"], r[":END_ID"], r[":TYPE"]) for r in edges], want)


def networkx_node_link(path, want):
    import inspect
    import networkx as nx
    data = json.load(open(path, encoding="utf-8"))
    new = "edges" in inspect.signature(nx.node_link_graph).parameters  # since NetworkX 3.4, whose default is another name
    g = nx.node_link_graph(data, edges="links") if new else nx.node_link_graph(data)
    if not (g.is_directed() and g.is_multigraph()):
        raise ValueError("no directed multigraph")
    return full(dict(g.nodes(data=True)), [(s, t, k, a) for s, t, k, a in g.edges(keys=True, data=True)], want)


def openpyxl_workbook(path, want):
    import openpyxl
    book = openpyxl.load_workbook(path, read_only=True)
    def rows(sheet):
        lines = book[sheet].iter_rows(values_only=True)
        head = next(lines)
        return [dict(zip(head, l)) for l in lines]
    nodes = {}
    for sheet, label in (("entities", "Name"), ("recommendations", "Recommendation"), ("structure", "Label")):
        for r in rows(sheet):
            nodes[r["Id"]] = {"label": r[label], "type": r["Type"]}
    names = {"Predicate": "predicate", "Relation": "label", "Weight": "weight", "Status": "status", "Evidence": "evidence", "Pieces of evidence": "evidence_count"}
    edges = [(r["From id"], r["To id"], r["Predicate"], {n: r[h] for h, n in names.items()}) for r in rows("relations")]
    if any(not isinstance(a["weight"], (int, float)) for _, _, _, a in edges):
        raise ValueError("a weight is no number")
    if not all(r["Quote"] for r in rows("evidence")):
        raise ValueError("a row of evidence has no quote")
    return full(nodes, edges, want)


def cypher_rows(path, want):
    """Counts the rows of a script; whether Neo4j takes it only Neo4j can say."""
    text = open(path, encoding="utf-8").read()
    part = r"'((?:[^'\\]|\\.)*)'"
    nodes = re.findall(r"^\{id: " + part, text, re.M)
    edges = re.findall(r"^\{source: " + part + ", target: " + part + ", id: " + part, text, re.M)
    return few(nodes, [e for e in edges], want)


READERS = {
    ".csv": [("csv", csv_tables, "")],
    ".neo4j.csv": [("csv", neo4j_tables, "")],
    ".json": [("NetworkX", networkx_node_link, "networkx")],
    ".xlsx": [("openpyxl", openpyxl_workbook, "openpyxl")],
    ".cypher": [("rows", cypher_rows, "")],
    ".graphml": [("ElementTree", elementtree_graphml, ""), ("NetworkX", networkx_graphml, "networkx"), ("igraph", igraph_graphml, "igraph")],
    ".gexf": [("NetworkX", networkx_gexf, "networkx")],
    ".dot": [("gvpr", gvpr, "gvpr"), ("dot", layout("dot"), "dot"), ("sfdp", layout("sfdp"), "sfdp"), ("NetworkX+pydot", networkx_dot, "pydot")],
}


def installed(name):
    if not name or shutil.which(name):
        return True
    try:
        __import__(name)
        return True
    except ImportError:
        return False


def expected(folder):
    """Returns {file: {"nodes": n, "edges": m}} from counts.json or, without it, from the manifest that a run writes."""
    path = os.path.join(folder, "counts.json")
    if os.path.exists(path):
        return json.load(open(path, encoding="utf-8"))
    manifest = json.load(open(os.path.join(folder, "manifest.json"), encoding="utf-8"))
    return {f["file"]: f for f in manifest["files"]}


def ending(file):
    """Returns the longest extension of a file that has readers."""
    return max((e for e in READERS if file.endswith(e)), key=len, default="")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = sys.argv[1]
    for file, want in expected(folder).items():
        for name, read, needs in READERS.get(ending(file), []):
            if name == "dot" and file.endswith(".gephi.dot"):
                continue  # holds every edge, which dot takes minutes to place
            if not installed(needs):
                print(f"check.py: {name} is not installed, left out", file=sys.stderr)
                continue
            try:
                row = read(os.path.join(folder, file), want)
            except Exception as e:
                row = ("-", "-", "-", "-", f"{type(e).__name__}: {e}".split("\n")[0])
            print(file, name, *row, sep="\t")


main()
