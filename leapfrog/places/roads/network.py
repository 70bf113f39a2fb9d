"""The roads of the town: how long from here to there by car, and which way.

Two graphs. That of junctions knows one-way streets alone: it ranks a thousand drivers for five
hundred people in a third of a second (`times_to`), see `core`. That of turns has a piece of road
for a node: it knows where one may not turn and what turning takes, and gives what people see
(`route`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from leapfrog.places.errors import NoRoad
from leapfrog.places.model import DrivingRoute, Point
from leapfrog.places.roads.arrays import read_arrays
from leapfrog.places.roads.core import FEW, Core, Edges
from leapfrog.places.roads.snapping import Snapped, Snapper

# So many points at once: each takes a row as long as there are junctions.
ROWS = 128


class Roads:
    """All roads of a file that `leapfrog map` made."""

    def __init__(self, path: Path) -> None:
        self._arrays = arrays = read_arrays(path)
        self._start, self._end = arrays["start"], arrays["end"]
        self._seconds, self._metres = arrays["seconds"], arrays["metres"]

    def __len__(self) -> int:
        """How many pieces of road there are, each direction for itself."""
        return len(self._start)

    def snap(self, lat: float, lon: float, heading: float | None = None) -> Snapped:
        """The nearest place on a road; with a heading (degrees from the north, with the clock), of
        one that leads there. Raises `NoRoad` where there is none.
        """
        return self._snapper.snap(lat, lon, heading)

    def times_to(self, points: Sequence[Snapped], sources: Sequence[Snapped], within: float) -> Any:
        """Seconds by car from each source (row) to each point (column), infinite where it takes
        longer than `within`; without what turning takes.
        """
        exits, waits = self._exits(sources)
        count = self._core.count
        found = np.full((len(sources), len(points)), np.inf)
        for begin in range(0, len(points), ROWS):
            some = points[begin : begin + ROWS]
            rows = range(count, count + len(some))
            reach = dijkstra(self._with(some), indices=rows, limit=within)
            times = np.full((len(some), len(sources)), np.inf)
            for nodes, seconds in zip(exits, waits, strict=True):
                np.minimum(times, reach[:, nodes] + seconds, out=times)
            found[:, begin : begin + ROWS] = times.T
        self._beside(points, sources, found)
        found[found > within] = np.inf
        return found

    def route(self, start: Snapped, end: Snapped, via: Sequence[Snapped] = ()) -> DrivingRoute:
        """The quickest way from one place to another over those between, with what turning takes.
        Raises `NoRoad` if there is none.
        """
        stops = [start, *via, end]
        legs = [self._leg(*pair) for pair in pairwise(stops)]
        return DrivingRoute(
            seconds=sum(leg.seconds for leg in legs),
            metres=sum(leg.metres for leg in legs),
            line=[point for point, _ in groupby(point for leg in legs for point in leg.line)],
        )

    def _leg(self, start: Snapped, end: Snapped) -> DrivingRoute:
        best: tuple[float, Snapped, Snapped, list[int]] | None = None
        for first in _both(start):
            reach, before = dijkstra(self._turns, indices=first.piece, return_predecessors=True)
            for last in _both(end):
                seconds, pieces = self._way(first, last, reach, before)
                if best is None or seconds < best[0]:
                    best = seconds, first, last, pieces
        if best is None or not np.isfinite(best[0]):
            raise NoRoad
        seconds, first, last, pieces = best
        return self._drawn(seconds, first, last, pieces)

    def _way(
        self, first: Snapped, last: Snapped, reach: Any, before: Any
    ) -> tuple[float, list[int]]:
        """Seconds from one place on its piece to another on its own, and the pieces between, both
        ends with them; `reach`: seconds from the end of the first piece to that of each.
        """
        whole = self._seconds
        if first.piece == last.piece and first.part <= last.part:
            return float((last.part - first.part) * whole[first.piece]), [first.piece]
        rest = (1 - first.part) * whole[first.piece] - (1 - last.part) * whole[last.piece]
        if first.piece != last.piece:
            return float(rest + reach[last.piece]), self._back(first.piece, last.piece, before)
        # Once around, for it lies behind.
        into = np.flatnonzero(self._arrays["turn_into"] == last.piece)
        came = np.searchsorted(self._arrays["turn_at"], into, side="right") - 1
        around = reach[came] + self._arrays["turn_seconds"][into] + whole[last.piece]
        if not len(around):
            return np.inf, []
        quickest = int(around.argmin())
        pieces = [*self._back(first.piece, int(came[quickest]), before), last.piece]
        return float(rest + around[quickest]), pieces

    def _back(self, first: int, last: int, before: Any) -> list[int]:
        """The pieces from one to another, as the search came by them."""
        pieces = [last]
        while pieces[-1] != first and before[pieces[-1]] >= 0:
            pieces.append(int(before[pieces[-1]]))
        return pieces[::-1]

    def _drawn(
        self, seconds: float, first: Snapped, last: Snapped, pieces: list[int]
    ) -> DrivingRoute:
        metres = float(self._metres[pieces].sum())
        metres -= first.part * self._metres[first.piece]
        metres -= (1 - last.part) * self._metres[last.piece]
        parts = [(first.part if n == 0 else 0.0, 1.0) for n in range(len(pieces))]
        parts[-1] = parts[-1][0], last.part
        line = [
            Point(float(lat), float(lon))
            for piece, (begin, end) in zip(pieces, parts, strict=True)
            for lat, lon in self._cut(piece, begin, end)
        ]
        return DrivingRoute(seconds, float(metres), [point for point, _ in groupby(line)])

    def _cut(self, piece: int, begin: float, end: float) -> Any:
        """The line of a piece from one part of it to another."""
        at = self._arrays["line_at"]
        line = self._arrays["line"][at[piece] : at[piece + 1]]
        step = np.diff(line, axis=0) * [1, np.cos(np.radians(line[0][0]))]
        reached = np.concatenate(([0], np.cumsum(np.hypot(*step.T))))
        reached /= reached[-1] or 1
        inner = reached[(reached > begin) & (reached < end)]
        wanted = np.concatenate(([begin], inner, [end]))
        return np.column_stack([np.interp(wanted, reached, line[:, n]) for n in (0, 1)])

    def _exits(self, sources: Sequence[Snapped]) -> tuple[Any, Any]:
        """For each source (column) the nodes of the core by which it may drive on, and the seconds
        to them.
        """
        ways = [(one, _other(one) or one) for one in sources]
        pieces = np.array([[one.piece for one in pair] for pair in ways], int).reshape(-1, 2)
        parts = np.array([[one.part for one in pair] for pair in ways], float).reshape(-1, 2)
        rest, gates = (1 - parts) * self._seconds[pieces], self._core.gates_in
        nodes, seconds = gates.nodes[self._end[pieces]], gates.seconds[self._end[pieces]]
        rows = len(sources), 2 * FEW
        return nodes.reshape(rows).T, (rest[..., None] + seconds).reshape(rows).T

    def _with(self, points: Sequence[Snapped]) -> Any:
        """The core, and for each point a node that leads into it."""
        doors = [list(_both(one)) for one in points]
        flat = [one for pair in doors for one in pair]
        pieces = np.array([one.piece for one in flat], int)
        rest = np.array([one.part for one in flat]) * self._seconds[pieces]
        graph, gates = self._core.graph, self._core.gates_out
        nodes, seconds = gates.nodes[self._start[pieces]], gates.seconds[self._start[pieces]]
        there = np.isfinite(seconds)
        last = np.cumsum([len(pair) for pair in doors]) - 1
        ends = graph.indptr[-1] + np.cumsum(there.sum(axis=1))[last]
        side = self._core.count + len(points)
        return csr_array(
            (
                np.concatenate((graph.data, (rest[:, None] + seconds)[there])),
                np.concatenate((graph.indices, nodes[there])),
                np.concatenate((graph.indptr, ends)),
            ),
            (side, side),
        )

    def _beside(self, points: Sequence[Snapped], sources: Sequence[Snapped], found: Any) -> None:
        """Who is on the same piece, ahead, or on one that begins where theirs ends, is reached over
        nothing else.
        """
        ahead: dict[int, list[tuple[int, float]]] = defaultdict(list)
        after: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for column, point in enumerate(points):
            for one in _both(point):
                ahead[one.piece].append((column, one.part))
                into = one.part * self._seconds[one.piece]
                after[self._start[one.piece]].append((column, into))
        for row, source in enumerate(sources):
            for one in _both(source):
                whole = self._seconds[one.piece]
                rest = (1 - one.part) * whole
                times = [
                    (column, (part - one.part) * whole)
                    for column, part in ahead.get(one.piece, ())
                    if part >= one.part
                ]
                after_it = after.get(self._end[one.piece], ())
                times += [(column, rest + into) for column, into in after_it]
                for column, seconds in times:
                    found[row, column] = min(found[row, column], seconds)

    @cached_property
    def _snapper(self) -> Snapper:
        arrays = self._arrays
        return Snapper(arrays["line"], arrays["line_at"], arrays["twin"])

    @cached_property
    def _core(self) -> Core:
        """Of the junctions, from the end of each piece to its start: backwards."""
        edges = Edges(self._end, self._start, self._seconds)
        return Core(edges, len(self._arrays["junctions"]))

    @cached_property
    def _turns(self) -> Any:
        """From the end of each piece to the end of each into which one may turn."""
        into = self._arrays["turn_into"]
        data = self._arrays["turn_seconds"] + self._seconds[into]
        return csr_array((data, into, self._arrays["turn_at"]), (len(self), len(self)))


def _both(one: Snapped) -> Iterator[Snapped]:
    """A place as each direction has it that one may drive there."""
    yield one
    if (other := _other(one)) is not None:
        yield other


def _other(one: Snapped) -> Snapped | None:
    if one.twin < 0:
        return None
    return msgspec.structs.replace(one, piece=one.twin, part=1 - one.part, twin=one.piece)
