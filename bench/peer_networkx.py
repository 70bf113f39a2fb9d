"""Plain Dijkstra of networkx over the edges of a file, from each of these nodes within a bound;
prints the CPU seconds of one. Runs in an environment of its own.
"""

import sys
import time

import networkx
import numpy


def main(edges: str, within: float, starts: list[int]) -> float:
    graph = networkx.DiGraph()
    graph.add_weighted_edges_from((int(a), int(b), c) for a, b, c in numpy.load(edges))
    began = time.process_time()
    for start in starts:
        networkx.single_source_dijkstra_path_length(graph, start, cutoff=within)
    return (time.process_time() - began) / len(starts)


if __name__ == "__main__":
    _, path, bound, *nodes = sys.argv
    print(main(path, float(bound), [int(node) for node in nodes]))
