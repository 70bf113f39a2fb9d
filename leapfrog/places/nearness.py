"""Which of some places is how near."""

from collections.abc import Mapping
from math import hypot
from uuid import UUID

from leapfrog.places.model import Point


def nearest(places: Mapping[UUID, Point | None], to: Point | None) -> list[UUID]:
    """Ids by the distance of their places from `to`; those whose place is not known come last, in
    their order. `to` None: all in their order.
    """
    if to is None:
        return [*places]
    x, y = to.metres

    def away(at: UUID) -> float:
        point = places[at]
        return hypot(point.metres[0] - x, point.metres[1] - y) if point else float("inf")

    return sorted(places, key=away)
