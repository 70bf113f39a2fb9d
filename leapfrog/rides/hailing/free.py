"""Which drivers may be asked now."""

from leapfrog import ride_pauses
from leapfrog.kernel.db import Db
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.model import FRESH
from leapfrog.rides.hailing.store_drivers import FreeDriver


async def free_now(db: Db) -> list[FreeDriver]:
    """Those who are on duty, have told within a minute where they are, have no ride and no offer,
    and do not have to wait.
    """
    found = await store_drivers.free(db, db.now - FRESH)
    paused = await ride_pauses.paused(db, [one.driver_id for one in found])
    return [one for one in found if one.driver_id not in paused]
