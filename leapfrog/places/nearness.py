"""Which of some places is how near."""

from collections.abc import Mapping
from math import hypot
from uuid import UUID

from leapfrog.places.model import Point


def nearest(places: Mapping[UUID, Point | None], to: Point | None) -> list[UUID]:
    """Ids by how far what they name is; those of which that is not known in their order, last.
    `to` None: all in their order.
    """
    if to is None:
        return [*places]
    x, y = to.metres

    def away(at: UUID) -> float:
        point = places[at]
        return hypot(point.metres[0] - x, point.metres[1] - y) if point else float("inf")

    return sorted(places, key=away)
