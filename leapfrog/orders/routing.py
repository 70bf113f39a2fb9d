"""Which warehouse is how near to who gets something."""

from collections.abc import Mapping
from math import hypot
from uuid import UUID

from leapfrog.places import Point


def nearest(places: Mapping[UUID, Point | None], to: Point | None) -> list[UUID]:
    """Warehouses by how far they are; those of which that is not known in their order, last.
    `to` None: all in their order.
    """
    if to is None:
        return [*places]
    x, y = to.metres

    def away(at: UUID) -> float:
        point = places[at]
        return hypot(point.metres[0] - x, point.metres[1] - y) if point else float("inf")

    return sorted(places, key=away)
