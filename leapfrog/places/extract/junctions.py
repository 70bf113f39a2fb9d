"""The roads of an extract as a graph: junctions, and pieces of road between them, one for each
direction in which one may drive.
"""

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from leapfrog.places.extract.driving import directions, speed
from leapfrog.places.extract.model import ReadExtract, Way
from leapfrog.places.model import EARTH_METRES

# Seconds that one waits at a traffic light.
SIGNAL = 6.0


class Piece(msgspec.Struct):
    """A road from one junction (`start`, an id of OSM's) to the next; `twin`: the piece that goes
    back, or -1.
    """

    start: int
    end: int
    way: int
    seconds: float
    metres: float
    lats: Sequence[float]
    lons: Sequence[float]
    twin: int = -1


def pieces_of(extract: ReadExtract) -> list[Piece]:
    """All pieces of road that a taxi may drive."""
    drivable = [(way, pace) for way in extract.ways if (pace := speed(way.tags)) is not None]
    used = Counter(node for way, _ in drivable for node in way.nodes)
    for way, _ in drivable:
        used.update((way.nodes[0], way.nodes[-1]))
    found: list[Piece] = []
    for way, pace in drivable:
        along, against = directions(way.tags)
        for first, last in _between(way, used):
            piece = _piece(way, first, last, pace, extract.signals)
            if along:
                found.append(piece)
            if against:
                found.append(_back(piece))
            if along and against:
                found[-1].twin, found[-2].twin = len(found) - 2, len(found) - 1
    return found


def _between(way: Way, used: Counter[int]) -> Iterator[tuple[int, int]]:
    """The parts of a way from one junction to the next, by their first and last node."""
    ends = [at for at, node in enumerate(way.nodes) if used[node] > 1]
    yield from ((a, b) for a, b in itertools.pairwise(ends) if b > a)


def _piece(way: Way, first: int, last: int, pace: float, signals: set[int]) -> Piece:
    lats, lons = way.lats[first : last + 1], way.lons[first : last + 1]
    metres = length(lats, lons)
    lights = sum(node in signals for node in way.nodes[first + 1 : last])
    return Piece(
        start=way.nodes[first],
        end=way.nodes[last],
        way=way.id,
        seconds=metres / pace + lights * SIGNAL,
        metres=metres,
        lats=lats,
        lons=lons,
    )


def _back(piece: Piece) -> Piece:
    return Piece(
        start=piece.end,
        end=piece.start,
        way=piece.way,
        seconds=piece.seconds,
        metres=piece.metres,
        lats=piece.lats[::-1],
        lons=piece.lons[::-1],
    )


def length(lats: Sequence[float], lons: Sequence[float]) -> float:
    """How many metres long a line is; over a town the earth is flat."""
    found = 0.0
    ends = zip(itertools.pairwise(lats), itertools.pairwise(lons), strict=True)
    for (lat, to_lat), (lon, to_lon) in ends:
        east = (to_lon - lon) * math.cos(math.radians(lat + to_lat) / 2)
        found += math.hypot(to_lat - lat, east)
    return math.radians(found) * EARTH_METRES
