"""Rides that are over are noted, and what they say of times is told."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.ride_speeds import store
from leapfrog.ride_speeds.model import KEPT, SeenRide, SeenTimes, hour_of_week, says_something


async def note_ride(db: Db, driver_id: UUID, began: datetime, planned: int) -> None:
    """Notes how long a ride took that began then and ends now as planned; `planned`: the seconds
    that the roads alone said. What is too short or too odd to learn from is left out.
    """
    took = round((db.now - began).total_seconds())
    if says_something(planned, took):
        await store.add(db, SeenRide(driver_id, began, hour_of_week(began), planned, took))


async def longer(db: Db) -> float:
    """The factor by which driving takes longer now than the roads alone say: by the rides of the
    last 60 days in this hour of the week, else at all hours, else 1. From half to one and a half;
    never by fewer than five rides of three drivers.
    """
    for hour in (hour_of_week(db.now), None):
        found = (await store.times(db, db.now - KEPT, hour)).longer
        if found is not None:
            return found
    return 1.0


async def learnt(db: Db) -> SeenTimes:
    """What rides of the last 60 days say, at all hours."""
    return await store.times(db, db.now - KEPT, None)


async def drop_expired(db: Db) -> int:
    """Deletes what rides took that ended more than 60 days ago; answers how many."""
    return await store.drop(db, db.now - KEPT)
