"""Reads a GraphML file with igraph and NetworkX, times how they write it, and compares. Called by .ci/speed.

usage: speed.py GRAPHML OWN MINIMUM_IGRAPH MINIMUM_NETWORKX
"""
import os
import resource
import sys
import time


def cpu():
    """Returns the processor time used without the kernel's, which is the same for all writers."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


def timed(name, write, path, nodes, edges):
    before, start = cpu(), time.monotonic()
    write(path)
    return [name, nodes, edges, cpu() - before, time.monotonic() - start, os.path.getsize(path) / 1e6]


def with_igraph(source, target):
    import igraph
    g = igraph.Graph.Read_GraphML(source)
    return timed("igraph", g.write_graphml, target, g.vcount(), g.ecount())


def with_networkx(source, target):
    import networkx as nx
    g = nx.read_graphml(source)
    return timed("NetworkX", lambda path: nx.write_graphml(g, path), target, g.number_of_nodes(), g.number_of_edges())


source, own, *minima = sys.argv[1:]
name, *numbers = open(own).read().split("\t")
rows = [[name, *map(float, numbers)], with_igraph(source, source + ".igraph"), with_networkx(source, source + ".networkx")]
print(f"{'writer':<12} {'nodes':>9} {'edges':>9} {'user s':>9} {'wall s':>9} {'MB':>8} {'times':>8}")
slow = False
for row, minimum in zip(rows, [0, *map(float, minima)]):
    times = row[3] / rows[0][3]
    slow = slow or times < minimum
    print(f"{row[0]:<12} {row[1]:>9.0f} {row[2]:>9.0f} {row[3]:>9.3f} {row[4]:>9.3f} {row[5]:>8.1f} {times:>8.1f}")
sys.exit("policygraph is not as much faster as it should be" if slow else 0)
