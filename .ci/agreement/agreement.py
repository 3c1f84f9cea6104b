"""Computes measures with igraph, NetworkX and linear algebra and holds those of policygraph against them.

usage: agreement.py references [--write]
       agreement.py export PROGRAM DIR

references: reads graph/analysis/testdata/*.edges, on which the Go tests run, and checks that agreement.json there is what
igraph and NetworkX say today; --write writes both the graphs and the file anew.

export: reads DIR/graph.graphml, which `policygraph run --out DIR` wrote, makes the network of entities and recommendations of
its edges, and compares the columns of its nodes, and what `PROGRAM rank` prints for measures that are no columns. Exported
values have nine significant digits, so a relative difference of 1e-8 passes; those of eigenvectors are multiples of 1e-9.

Where both igraph and NetworkX have a measure, they must agree with each other too. PageRank is compared by rank as well.
"""

import itertools
import json
import pathlib
import subprocess
import sys
import warnings

import igraph
import networkx as nx
import numpy as np

DATA = pathlib.Path(__file__).resolve().parents[2] / "graph/analysis/testdata"
TIGHT = 1e-9
EIGEN = ("hub", "authority", "eigenvector")
ROLES = ("coordinator", "gatekeeper", "representative", "consultant", "liaison")
STRUCTURE = ("report", "section", "recommendation", "passage", "source", "timeline_event")
LINKS = ("calls_on", "involves", "concerns")

problems = []
warnings.simplefilter("ignore", FutureWarning)


def check(what, ok):
    if not ok:
        problems.append(what)


def near(a, b, tolerance):
    return len(a) == len(b) and all(abs(x - y) <= tolerance * max(1, abs(x), abs(y)) for x, y in zip(a, b))


def same(what, a, b, tolerance=TIGHT):
    """Notes where two lists differ, and returns the first."""
    a, b = [float(x) for x in a], [float(x) for x in b]
    if not near(a, b, tolerance):
        worst = max(range(len(a)), key=lambda i: abs(a[i] - b[i])) if len(a) == len(b) else -1
        problems.append(f"{what}: differ, at {worst}: {a[worst]!r} and {b[worst]!r}")
    return a


def scaled(values):
    most = max(map(abs, values), default=0)
    return [abs(float(x)) / most if most else 0.0 for x in values]


def partition(groups, n):
    """Labels 0, 1, … by first appearance."""
    label = {v: k for k, group in enumerate(groups) for v in group}
    number = {}
    return [number.setdefault(label[v], len(number)) for v in range(n)]


def roles(g, group):
    """Gould and Fernandez by definition: every a -> b -> c without a -> c."""
    out = [dict.fromkeys(ROLES, 0) for _ in g]
    for b in g:
        for a, c in itertools.product(g.predecessors(b), g.successors(b)):
            x, y, z = group[a], group[b], group[c]
            if a == c or g.has_edge(a, c) or min(x, y, z) < 0:
                continue
            role = (
                "coordinator" if x == y == z
                else "gatekeeper" if y == z
                else "representative" if x == y
                else "consultant" if x == z
                else "liaison"
            )
            out[b][role] += 1
    return {r: [o[r] for o in out] for r in ROLES}


def measures(name, g):
    """All measures of a weighted nx.DiGraph of nodes 0 … n-1 without loops. g has at least one arc."""
    n = len(g)
    u = nx.Graph()
    u.add_nodes_from(range(n))
    for a, b, w in g.edges(data="weight"):
        u.add_edge(a, b, weight=w + (u[a][b]["weight"] if u.has_edge(a, b) else 0))
    ig = igraph.Graph(n, list(g.edges), directed=True)
    iu = igraph.Graph(n, list(u.edges))
    weights = [w for _, _, w in g.edges(data="weight")]
    tied = [w for _, _, w in u.edges(data="weight")]
    each = lambda d: [d[v] for v in range(n)]
    matrix = nx.to_numpy_array(g, nodelist=range(n))
    hubs, authorities = nx.hits(g, max_iter=10000, tol=1e-15)
    alpha = 0.85 / np.linalg.norm(matrix, 2)
    blocks = lambda graph, kind: partition(list(graph.connected_components(mode=kind)), n)
    thirds = [v % 3 for v in range(n)]
    m = {
        "betweenness": same(f"{name} betweenness", iu.betweenness(), each(nx.betweenness_centrality(u, normalized=False))),
        "pagerank": same(f"{name} pagerank", ig.pagerank(weights=weights), each(nx.pagerank(g, tol=1e-14, max_iter=10000))),
        "hub": same(f"{name} hub", ig.hub_score(weights=weights), scaled(each(hubs)), 1e-8),
        "authority": same(f"{name} authority", ig.authority_score(weights=weights), scaled(each(authorities)), 1e-8),
        "eigenvector": same(f"{name} eigenvector", iu.eigenvector_centrality(weights=tied), scaled(each(nx.eigenvector_centrality_numpy(u, weight="weight"))), 1e-8),
        "katz": same(f"{name} katz", each(nx.katz_centrality_numpy(g, alpha, weight="weight")), scaled_to_length(np.linalg.solve(np.eye(n) - alpha * matrix.T, np.ones(n)))),
        "coreness": same(f"{name} coreness", iu.coreness(), each(nx.core_number(u))),
        "clustering": same(f"{name} clustering", iu.transitivity_local_undirected(mode="zero"), each(nx.clustering(u))),
        "constraint": same(f"{name} constraint", np.nan_to_num(iu.constraint(weights=tied)), np.nan_to_num(each(nx.constraint(u, weight="weight")))),
        "component": same(f"{name} component", blocks(ig, "weak"), partition(list(nx.weakly_connected_components(g)), n)),
        "strong_component": same(f"{name} strong component", blocks(ig, "strong"), partition(list(nx.strongly_connected_components(g)), n)),
    }
    cut = set(nx.articulation_points(u))
    check(f"{name} articulation points: igraph and NetworkX differ", cut == set(iu.articulation_points()))
    m["articulation"] = [float(v in cut) for v in range(n)]
    bridges = sorted(sorted(e) for e in nx.bridges(u))
    check(f"{name} bridges: igraph and NetworkX differ", bridges == sorted(sorted(iu.es[e].tuple) for e in iu.bridges()))
    m["bridges"] = bridges
    parts = [[v for v in range(n) if v % 3 == k] for k in range(3)]
    m["modularity_of_thirds"] = same(f"{name} modularity", [iu.modularity(thirds, weights=tied)], [nx.algorithms.community.modularity(u, [p for p in parts if p])])[0]
    m["louvain_modularity"] = iu.modularity(iu.community_multilevel(weights=tied).membership, weights=tied)
    return m, u


def scaled_to_length(x):
    return x / np.linalg.norm(x)


def digraph(n, edges):
    g = nx.DiGraph()
    g.add_nodes_from(range(n))
    for a, b, w in edges:
        if a != b:
            g.add_edge(a, b, weight=w + (g[a][b]["weight"] if g.has_edge(a, b) else 0))
    return g


def read(path):
    lines = path.read_text().splitlines()
    n = int(lines[0])
    return digraph(n, [(int(a), int(b), float(w)) for a, b, w in map(str.split, lines[1:])])


def references():
    """Well-known graphs. Those without directions get one for each edge: up or down by whether the sum of its ends is even."""
    def directed(g):
        index = {v: k for k, v in enumerate(g)}
        for a, b, w in sorted((*sorted((index[a], index[b])), d.get("weight", 1)) for a, b, d in g.edges(data=True)):
            yield (a, b, w) if (a + b) % 2 == 0 else (b, a, w)
    florentine = nx.florentine_families_graph()
    florentine.add_node("Pucci")  # the family without marriages
    davis = nx.davis_southern_women_graph()
    index = {v: k for k, v in enumerate(davis)}
    random = nx.gnp_random_graph(60, 0.03, seed=7, directed=True)
    return {
        "karate": (34, list(directed(nx.karate_club_graph()))),
        "florentine": (16, list(directed(florentine))),
        "lesmiserables": (77, list(directed(nx.les_miserables_graph()))),
        "davis": (len(davis), [(*sorted((index[a], index[b])), 1) for a, b in davis.edges]),
        "random": (60, [(a, b, 1 + (a + 2 * b) % 5) for a, b in random.edges]),
    }


def write_references():
    for name, (n, edges) in references().items():
        lines = [str(n)] + [f"{a} {b} {w:g}" for a, b, w in edges]
        (DATA / f"{name}.edges").write_text("\n".join(lines) + "\n")


def compute_references():
    out = {}
    for path in sorted(DATA.glob("*.edges")):
        g = read(path)
        out[path.stem], _ = measures(path.stem, g)
        # Three groups, and every seventh node in none.
        out[path.stem]["roles"] = roles(g, [-1 if v % 7 == 6 else v % 3 for v in range(len(g))])
    return out


def flat(value, path=""):
    if isinstance(value, dict):
        for k in value:
            yield from flat(value[k], f"{path} {k}")
    else:
        yield path.strip(), np.ravel(value).tolist()


def check_references():
    want, got = dict(flat(json.loads((DATA / "agreement.json").read_text()))), dict(flat(compute_references()))
    check("agreement.json: other graphs or measures", want.keys() == got.keys())
    for key in want.keys() & got.keys():
        if not key.endswith("louvain_modularity"):  # igraph draws at random
            same(f"agreement.json: {key}", want[key], got[key])


def network(path):
    """The network of entities and recommendations that measures run on, with the ids of its nodes in order, and all nodes."""
    x = nx.read_graphml(path)
    kinds = dict(x.nodes(data="type"))
    ids = sorted(v for v in x if kinds[v] == "recommendation" or kinds[v] not in STRUCTURE)
    index = {v: k for k, v in enumerate(ids)}
    edges = []
    for a, b, d in x.edges(data=True):
        ends = a in index and b in index and kinds[b] != "recommendation"
        if ends and (kinds[a] != "recommendation" or d["predicate"] in LINKS):
            edges.append((index[a], index[b], d["weight"], d["predicate"]))
    return ids, x, edges


def countries(ids, x, edges):
    """The country of each node: the only nearest one along part_of, or -1."""
    up = {}
    for a, b, _, predicate in edges:
        if predicate == "part_of":
            up.setdefault(a, set()).add(b)
    out = []
    for v in range(len(ids)):
        seen, level = {v}, {v}
        while level:
            found = [k for k in level if x.nodes[ids[k]]["type"] == "country"]
            if found:
                break
            level = set().union(*(up.get(k, set()) for k in level)) - seen
            seen |= level
        out.append(found[0] if len(found) == 1 else -1)
    return out


def check_export(program, folder):
    ids, x, edges = network(f"{folder}/graph.graphml")
    g = digraph(len(ids), [e[:3] for e in edges])
    want, u = measures("export", g)
    column = lambda name: [float(x.nodes[v][name]) for v in ids]
    for name in ("coreness", "articulation"):
        same(name, column(name), want[name], 0)
    for name in EIGEN:
        same(name, column(name), want[name], 2e-9)
    for name in ("betweenness", "pagerank", "katz", "clustering", "constraint"):
        for v, a, b in zip(ids, column(name), want[name]):
            check(f"{name} of {v}: {a!r}, want {b!r}", abs(a - b) <= 1e-8 * abs(b))
    by_rank = lambda values: sorted(range(len(ids)), key=lambda v: -float(f"{values[v]:.6g}"))
    check("pagerank: another order", by_rank(column("pagerank")) == by_rank(want["pagerank"]))
    for name in ("component", "strong_component"):
        number = {}
        same(name, [number.setdefault(c, len(number)) for c in column(name)], want[name], 0)
    group = countries(ids, x, edges)
    expected = roles(g, group)
    same("country_brokerage", column("country_brokerage"), [sum(r) for r in zip(*expected.values())], 0)
    for role in ROLES:
        printed = json.loads(subprocess.check_output([program, "rank", "--store", f"{folder}/graph", "--by", f"country_{role}", "--top", "0", "--format", "json"]))
        counts = {r["id"]: r["measures"][f"country_{role}"] for r in printed}
        known = [k for k, v in enumerate(ids) if v in counts]
        check(f"rank: {len(known)} entities", len(known) == len(counts) > 0)
        same(f"country_{role}", [counts[ids[k]] for k in known], [expected[role][k] for k in known], 0)
    for name in ("community", "louvain"):
        q = nx.algorithms.community.modularity(u, [[k for k in range(len(ids)) if column(name)[k] == c] for c in sorted(set(column(name)))])
        print(f"modularity: {name} {q:.4f}, igraph's Louvain {want['louvain_modularity']:.4f}")
        check(f"{name}: modularity {q}", q >= want["louvain_modularity"] - 0.005)
    print(f"{len(ids)} nodes, {g.number_of_edges()} arcs")


def main(args):
    if args == ["references", "--write"]:
        write_references()
        (DATA / "agreement.json").write_text(json.dumps(compute_references(), sort_keys=True).replace('}, "', '},\n"').replace('], "', '],\n "') + "\n")
    elif args == ["references"]:
        check_references()
    elif len(args) == 3 and args[0] == "export":
        check_export(args[1], args[2])
    else:
        sys.exit(__doc__)
    for p in problems[:20]:
        print("!!", p)
    print(f"{len(problems)} differences")
    sys.exit(1 if problems else 0)


main(sys.argv[1:])
