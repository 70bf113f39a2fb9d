"""In which order a courier goes: pure. Costs are seconds by road where the map knows them."""

from collections.abc import Sequence

import msgspec

from leapfrog.parcels.model import Parcel
from leapfrog.places import Point, metres_apart

# As the crow flies, where no road is known: 5 m/s, a bicycle with its turns.
METRES_A_SECOND = 5.0
# Of more the order is by the nearest next one alone.
MOST_UNCROSSED = 40


class RoundStop(msgspec.Struct, frozen=True):
    """A place on a courier's way; without a point it comes last. `seconds`: until one is there,
    from where the round begins, without what is done at the stops before.
    """

    lat: float | None
    lon: float | None
    parcels: list[Parcel]
    seconds: int | None = None

    @property
    def goes_back(self) -> bool:
        """Whether it is the shop that sent it."""
        return any(one.state == "returning" for one in self.parcels)

    @property
    def at(self) -> Point | None:
        if self.lat is None or self.lon is None:
            return None
        return Point(self.lat, self.lon)


def costs(
    places: Sequence[Point], known: Sequence[Sequence[float | None]] | None = None
) -> list[list[float]]:
    """Seconds from each place (row) to each (column): by road where that is known."""

    def one(i: int, j: int) -> float:
        by_road = known[i][j] if known is not None else None
        if by_road is not None:
            return by_road
        here, there = places[i], places[j]
        return metres_apart(here.lat, here.lon, there.lat, there.lon) / METRES_A_SECOND

    return [[one(i, j) for j in range(len(places))] for i in range(len(places))]


def short_way(cost: Sequence[Sequence[float]]) -> list[int]:
    """The places but the first one in a short order, beginning at the first: always the nearest
    next, then parts of the way are turned around as long as that makes it shorter. There and back
    may take differently long.
    """
    left, way, at = set(range(1, len(cost))), [], 0
    while left:
        at = min(left, key=lambda one: (cost[at][one], one))
        left.remove(at)
        way.append(at)
    return _uncrossed(way, cost) if len(way) <= MOST_UNCROSSED else way


def length(way: Sequence[int], cost: Sequence[Sequence[float]]) -> float:
    """Seconds from the first place over these."""
    return sum(cost[one][other] for one, other in zip([0, *way], way, strict=False))


def _uncrossed(way: list[int], cost: Sequence[Sequence[float]]) -> list[int]:
    best, shorter = way, True
    while shorter:
        shorter = False
        for i in range(len(best) - 1):
            for j in range(i + 2, len(best) + 1):
                tried = [*best[:i], *best[i:j][::-1], *best[j:]]
                # A second shorter, so that it ends whatever floats do.
                if length(tried, cost) < length(best, cost) - 1:
                    best, shorter = tried, True
    return best
