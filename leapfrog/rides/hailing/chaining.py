"""What follows when a ride is over: a driver who had somebody on board may have taken another ride
meanwhile, for which they come now.
"""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.rides.events import RideLeft
from leapfrog.rides.hailing import store
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.store_drivers import metres_to
from leapfrog.rides.hailing.table import FOLLOWED, follows
from leapfrog.rides.hailing.telling import tell
from leapfrog.rides.store import lock_driver


async def leave(db: Db, over: HailedRide) -> None:
    """That ride, as it was before, is over: who was in the car is heard of, and who drove it comes
    for the one that they took meanwhile. As whoever takes one locks the driver too, none is taken
    behind a ride that is over.
    """
    if over.driver_id is None or over.state not in FOLLOWED:
        return
    if over.state == "riding":
        await announce(db, RideLeft(over.id))
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
