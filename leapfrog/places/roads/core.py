"""The graph of junctions without the plain ones, in which many times are known sooner.

A junction of few neighbours is left out, if none of these is, and for each way over it there is an
edge from one neighbour to another. So a search meets half as many junctions and finds the same
times, but those of what was left out: from there the way begins, and ends there, by a neighbour.
"""

from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_array

# More neighbours than this have more ways between them than a search saves by it.
FEW = 4


class Edges(msgspec.Struct, frozen=True):
    """Arrays of as many: an edge from each of `start` to that of `end`, and its seconds."""

    start: Any
    end: Any
    seconds: Any

    def where(self, chosen: Any) -> "Edges":
        """Those that are chosen, by number or one by one."""
        return Edges(self.start[chosen], self.end[chosen], self.seconds[chosen])


class Gates(msgspec.Struct, frozen=True):
    """For each junction a row: nodes of the core beside it, and the seconds between, infinite in
    what is left of the row; for one of the core itself, at once.
    """

    nodes: Any
    seconds: Any


class Core:
    """Of edges between so many junctions, the same times with fewer of them. `graph`: the seconds
    from each node to each; `gates_out`: where a way from a junction begins; `gates_in`: over what
    it comes to one.
    """

    def __init__(self, edges: Edges, count: int) -> None:
        edges = _quickest(edges.where(edges.start != edges.end))
        is_out = _left_out(edges, count)
        self.count = int((~is_out).sum())
        # The number of each in the core; who is not there has that of the one before.
        number = np.maximum(np.cumsum(~is_out) - 1, 0)
        kept = edges.where(~is_out[edges.start] & ~is_out[edges.end])
        over = _ways_over(edges.where(is_out[edges.end]), edges.where(is_out[edges.start]))
        both = _quickest(
            Edges(
                number[np.concatenate((kept.start, over.start))],
                number[np.concatenate((kept.end, over.end))],
                np.concatenate((kept.seconds, over.seconds)),
            )
        )
        side = self.count
        self.graph = csr_array((both.seconds, (both.start, both.end)), (side, side))
        out = edges.where(is_out[edges.start])
        self.gates_out = _gates(out.start, number[out.end], out.seconds, number, is_out)
        into = edges.where(is_out[edges.end])
        self.gates_in = _gates(into.end, number[into.start], into.seconds, number, is_out)


def _quickest(edges: Edges) -> Edges:
    """Of several between the same two the quickest, in the order of starts, then ends."""
    edges = edges.where(np.lexsort((edges.seconds, edges.end, edges.start)))
    is_first = np.ones(len(edges.start), bool)
    is_first[1:] = (np.diff(edges.start) != 0) | (np.diff(edges.end) != 0)
    return edges.where(is_first)


def _left_out(edges: Edges, count: int) -> Any:
    """For each junction whether it is left out: those of the fewest neighbours first."""
    ends = np.concatenate((edges.start, edges.end)), np.concatenate((edges.end, edges.start))
    near = csr_array((np.ones(len(ends[0]), bool), ends), (count, count))
    many = np.diff(near.indptr)
    is_out, stays = np.zeros(count, bool), (many > FEW) | (many == 0)
    for one in np.argsort(many, kind="stable"):
        if not stays[one]:
            is_out[one] = True
            stays[near.indices[near.indptr[one] : near.indptr[one + 1]]] = True
    return is_out


def _ways_over(into: Edges, out: Edges) -> Edges:
    """From each that leads to a junction to each to which one goes on there, but not back; `out` is
    in the order of starts.
    """
    first = np.searchsorted(out.start, into.end)
    many = np.searchsorted(out.start, into.end, side="right") - first
    before = np.repeat(np.arange(len(first)), many)
    nth = np.arange(len(before)) - np.repeat(np.cumsum(many) - many, many)
    after = first[before] + nth
    over = Edges(into.start[before], out.end[after], into.seconds[before] + out.seconds[after])
    return over.where(over.start != over.end)


def _gates(junctions: Any, nodes: Any, seconds: Any, number: Any, is_out: Any) -> Gates:
    """Of edges between junctions that are left out and nodes of the core, by junction."""
    order = np.argsort(junctions, kind="stable")
    junctions, nodes, seconds = junctions[order], nodes[order], seconds[order]
    nth = np.arange(len(junctions)) - np.searchsorted(junctions, junctions)
    found = Gates(np.repeat(number[:, None], FEW, 1), np.full((len(number), FEW), np.inf))
    found.seconds[~is_out, 0] = 0
    found.nodes[junctions, nth] = nodes
    found.seconds[junctions, nth] = seconds
    return found
