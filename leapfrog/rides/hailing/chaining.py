"""A driver who has somebody on board may take another ride, for which they come when this one is
over.
"""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.rides.hailing import store
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.store_drivers import metres_to
from leapfrog.rides.hailing.table import FOLLOWED, follows
from leapfrog.rides.hailing.telling import tell
from leapfrog.rides.store import lock_driver


async def begin_next(db: Db, over: HailedRide) -> None:
    """Who drove that ride drives nobody any more: they come for the one that they took meanwhile.
    As whoever takes one locks the driver too, none is taken after a ride that is over.
    """
    if over.driver_id is None or over.state not in FOLLOWED:
        return
    await lock_driver(db, over.driver_id)
    ride = await store.lock_next(db, over.driver_id)
    if ride is None:
        return
    follows("begin", "driver", ride.state)
    await store.begin(db, ride.id, await metres_to(db, over.driver_id, ride.origin))
    await tell(db, await _again(db, ride.id), [ride.rider_id])


async def _again(db: Db, ride_id: UUID) -> HailedRide:
    ride = await store.ride(db, ride_id)
    assert ride is not None
    return ride
