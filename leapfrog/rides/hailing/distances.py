"""How long drivers need to where rides begin, by road."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from leapfrog.places import NoRoad

if TYPE_CHECKING:
    from leapfrog.places import Roads

# Who is farther away by road (seconds) is not asked.
WITHIN = 15 * 60.0


class Placed(Protocol):
    """What is somewhere, in degrees."""

    @property
    def lat(self) -> float: ...

    @property
    def lon(self) -> float: ...


def times(roads: "Roads", rides: Sequence[Placed], drivers: Sequence[Placed]) -> Any:
    """Seconds by road from each driver (row) to each ride's beginning (column); infinite for who is
    on no road, or too far away.
    """
    import numpy as np  # noqa: PLC0415

    found = np.full((len(drivers), len(rides)), np.inf)
    sources = _snapped(roads, drivers)
    points = _snapped(roads, rides)
    if sources and points:
        part = roads.times_to(list(points.values()), list(sources.values()), WITHIN)
        found[np.ix_(list(sources), list(points))] = part
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
