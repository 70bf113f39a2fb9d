"""Driving times as plain Dijkstra finds them, in the arrays of a file of roads."""

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush
from math import inf

from leapfrog.places.roads.arrays import Arrays
from leapfrog.places.roads.snapping import Snapped

Graph = dict[int, list[tuple[int, float]]]


def plain_dijkstra(graph: Graph, starts: dict[int, float]) -> dict[int, float]:
    """Seconds to each node, from nodes that are reached after so many."""
    found: dict[int, float] = {}
    waiting = [(seconds, node) for node, seconds in starts.items()]
    heapify(waiting)
    while waiting:
        seconds, node = heappop(waiting)
        if node in found:
            continue
        found[node] = seconds
        for other, more in graph.get(node, ()):
            if other not in found:
                heappush(waiting, (seconds + more, other))
    return found


class PlainRoads:
    """Both graphs, looked through edge by edge."""

    def __init__(self, arrays: Arrays) -> None:
        self.seconds = [float(one) for one in arrays["seconds"]]
        self.start = [int(one) for one in arrays["start"]]
        self.end = [int(one) for one in arrays["end"]]
        self.junctions: Graph = {}
        for start, end, seconds in zip(self.start, self.end, self.seconds, strict=True):
            self.junctions.setdefault(start, []).append((end, seconds))
        begin = arrays["turn_at"]
        self.turns = [
            [
                (int(arrays["turn_into"][n]), float(arrays["turn_seconds"][n]))
                for n in range(begin[piece], begin[piece + 1])
            ]
            for piece in range(len(self.seconds))
        ]
        # A node is the beginning of a piece: who is there has turned already.
        self.pieces: Graph = {
            piece: [(other, self.seconds[piece] + more) for other, more in turns]
            for piece, turns in enumerate(self.turns)
        }

    def way(self, start: Snapped, end: Snapped) -> float:
        """Seconds with turns."""
        begun = _least(
            (other, (1 - part) * self.seconds[piece] + more)
            for piece, part in _directions(start)
            for other, more in self.turns[piece]
        )
        reached = plain_dijkstra(self.pieces, begun)
        around = min(
            reached.get(piece, inf) + part * self.seconds[piece] for piece, part in _directions(end)
        )
        return min(around, self._direct(start, end))

    def times(self, start: Snapped, ends: Sequence[Snapped]) -> list[float]:
        """Seconds to each without turns."""
        begun = _least(
            (self.end[piece], (1 - part) * self.seconds[piece])
            for piece, part in _directions(start)
        )
        reached = plain_dijkstra(self.junctions, begun)
        return [
            min(
                self._direct(start, end),
                *(
                    reached.get(self.start[piece], inf) + part * self.seconds[piece]
                    for piece, part in _directions(end)
                ),
            )
            for end in ends
        ]

    def _direct(self, start: Snapped, end: Snapped) -> float:
        """Along one piece."""
        return min(
            (
                (there - here) * self.seconds[piece]
                for piece, here in _directions(start)
                for other, there in _directions(end)
                if piece == other and here <= there
            ),
            default=inf,
        )


def _directions(place: Snapped) -> list[tuple[int, float]]:
    both = [(place.piece, place.part)]
    return both if place.twin < 0 else [*both, (place.twin, 1 - place.part)]


def _least(pairs: Iterable[tuple[int, float]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for node, seconds in pairs:
        found[node] = min(seconds, found.get(node, inf))
    return found
