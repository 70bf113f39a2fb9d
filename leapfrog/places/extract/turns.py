"""From which piece of road one may turn into which, and what it takes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np

from leapfrog.places.extract.junctions import SIGNAL, Piece
from leapfrog.places.extract.model import Restriction

# Seconds, where one drives on the right: across those who come is slower.
LEFT, RIGHT, BACK = 4.0, 2.0, 10.0
# Less than this (radians) is straight on.
STRAIGHT = np.pi / 6


class Turns(msgspec.Struct, frozen=True):
    """Allowed turns, sorted by `start`: numbers of pieces, and seconds."""

    start: Any
    end: Any
    seconds: Any


def turns_of(
    pieces: Sequence[Piece], restrictions: Iterable[Restriction], signals: set[int]
) -> Turns:
    """All turns that are allowed. One turns back only where there is no other way on."""
    leaving: dict[int, list[int]] = defaultdict(list)
    arriving: dict[int, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        leaving[piece.start].append(number)
        arriving[piece.end].append(number)
    ways_out = [leaving[piece.end] for piece in pieces]
    start = np.repeat(np.arange(len(pieces)), [len(one) for one in ways_out])
    end = np.fromiter((other for one in ways_out for other in one), int, len(start))
    twin = np.array([piece.twin for piece in pieces], int)
    back = twin[start] == end
    allowed = ~back
    begin = np.concatenate(([0], np.cumsum([len(one) for one in ways_out])))
    ways = np.array([piece.way for piece in pieces], int)
    for rule in restrictions:
        for number in arriving.get(rule.via, ()):
            if pieces[number].way == rule.start:
                of_rule = slice(begin[number], begin[number + 1])
                into = ways[end[of_rule]] == rule.end
                allowed[of_rule] &= into if rule.only else ~into
    stuck = np.bincount(start[allowed], minlength=len(pieces)) == 0
    allowed |= back & stuck[start]
    stops = np.array([piece.end in signals for piece in pieces], bool)
    seconds = np.where(back, BACK, _bends(pieces, start, end)) + SIGNAL * stops[start]
    return Turns(start[allowed], end[allowed], seconds[allowed])


def _bends(pieces: Sequence[Piece], start: Any, end: Any) -> Any:
    """Seconds that turning takes, by how sharp it is."""
    first = _headings([(one.lats[0], one.lons[0], one.lats[1], one.lons[1]) for one in pieces])
    last = _headings([(one.lats[-2], one.lons[-2], one.lats[-1], one.lons[-1]) for one in pieces])
    # To the left is positive, -π to π.
    angle = (first[end] - last[start] + np.pi) % (2 * np.pi) - np.pi
    return np.where(angle > STRAIGHT, LEFT, np.where(angle < -STRAIGHT, RIGHT, 0.0))


def _headings(ends: Sequence[tuple[float, float, float, float]]) -> Any:
    """Of lines from one point to another (latitude and longitude of each): from the east against
    the clock, in radians.
    """
    lat, lon, to_lat, to_lon = np.array(ends, float).reshape(-1, 4).T
    return np.arctan2(to_lat - lat, (to_lon - lon) * np.cos(np.radians(lat)))
