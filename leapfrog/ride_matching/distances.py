"""How long drivers need to where rides begin, by road."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from leapfrog.places import NoRoad

if TYPE_CHECKING:
    from leapfrog.places import Roads

# Who is farther away by road (seconds) is not asked.
WITHIN = 15 * 60.0
# Nor who has somebody on board for longer.
ENDS_WITHIN = 5 * 60.0


class Placed(Protocol):
    """What is somewhere, in degrees."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...


class Going(Placed, Protocol):
    """Who drives somebody to a place, from another (degrees; None: who drives nobody)."""

    @property
    def from_lat(self) -> float | None: ...

    @property
    def from_lon(self) -> float | None: ...


def times(roads: "Roads", rides: Sequence[Placed], drivers: Sequence[Placed]) -> Any:
    """Seconds by road from each driver (row) to each ride's beginning (column), as a numpy array;
    infinite where it takes more than 15 minutes, or one is on no road.
    """
    import numpy as np  # noqa: PLC0415

    found = np.full((len(drivers), len(rides)), np.inf)
    sources = _snapped(roads, drivers)
    points = _snapped(roads, rides)
    if sources and points:
        part = roads.times_to(list(points.values()), list(sources.values()), WITHIN)
        found[np.ix_(list(sources), list(points))] = part
    return found


def left(roads: "Roads", drivers: Sequence[Going]) -> Any:
    """Seconds by road that each driver still needs to the end of the ride that they have: 0 for who
    has none, infinite where that is too far.
    """
    import numpy as np  # noqa: PLC0415

    found = np.zeros(len(drivers))
    for n, one in enumerate(drivers):
        if one.from_lat is None or one.from_lon is None:
            continue
        try:
            here, there = roads.snap(one.from_lat, one.from_lon), roads.snap(one.lat, one.lon)
        except NoRoad:
            found[n] = np.inf
        else:
            found[n] = roads.times_to([there], [here], ENDS_WITHIN)[0, 0]
    return found


def _snapped(roads: "Roads", places: Sequence[Placed]) -> dict[int, Any]:
    """By number those that are on a road."""
    found = {}
    for n, one in enumerate(places):
        try:
            found[n] = roads.snap(one.lat, one.lon)
        except NoRoad:
            continue
    return found
