"""The way of a car, from the places that its driver's phone told; pure."""

from collections.abc import Sequence
from itertools import pairwise

from leapfrog.places import Point, metres_apart
from leapfrog.rides import TracePoint

# A phone that lies still moves by some metres: only from so far away on it counts as driven.
STEP = 25.0
# Nobody drives faster (metres a second, 216 km/h): such a leap is a mistake of the phone.
FASTEST = 60.0
# As many points as a line on a phone has use for.
MOST_POINTS = 300


def way_of(trace: Sequence[TracePoint]) -> list[Point]:
    """Where a car went, in degrees, by what was told of it, the oldest first: a point each 25
    metres or more, without leaps that no car makes. Where it was not heard of for a while, straight
    on from there.
    """
    if not trace:
        return []
    last, found = trace[0], [Point(trace[0].lat, trace[0].lon)]
    for here in trace[1:]:
        metres = metres_apart(last.lat, last.lon, here.lat, here.lon)
        seconds = (here.at - last.at).total_seconds()
        if metres >= STEP and metres <= FASTEST * max(seconds, 1.0):
            last = here
            found.append(Point(here.lat, here.lon))
    return found


def length_of(way: Sequence[Point]) -> int:
    """In metres."""
    return round(sum(metres_apart(a.lat, a.lon, b.lat, b.lon) for a, b in pairwise(way)))


def fewer(way: Sequence[Point]) -> list[Point]:
    """So many of its points that a phone draws it well, from its beginning to its end."""
    if len(way) <= MOST_POINTS:
        return list(way)
    every = -(-len(way) // (MOST_POINTS - 1))
    return [*way[:-1:every], way[-1]]
