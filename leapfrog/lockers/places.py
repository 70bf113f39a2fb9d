"""Lockers that take something now."""

from leapfrog import parcels
from leapfrog.kernel.db import Db
from leapfrog.lockers import store
from leapfrog.parcels import PointShown


async def that_take(db: Db) -> list[PointShown]:
    """Open lockers in which a compartment is free, by name."""
    ids = await store.with_free_doors(db)
    points = await parcels.points_of(db, ids)
    taking = [one for one in points.values() if one.state == "open" and one.capacity]
    return sorted(await parcels.points_shown(db, taking), key=lambda one: one.name)
