"""What a ride that is over says of how long driving takes here."""

from leapfrog import ride_speeds
from leapfrog.kernel.db import Db
from leapfrog.places import metres_apart
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.model import HailedRide

# Who ends a ride so far (metres) from where it should end did not drive all of it.
THERE = 300


async def note_time(db: Db, ride: HailedRide) -> None:
    """Of one that ends now, without stops, where it should."""
    there, began, driver = ride.destination, ride.boarded_at, ride.driver_id
    if ride.stops or there is None or began is None or driver is None:
        return
    here = await store_drivers.place_now(db, driver)
    if here is not None and metres_apart(here.lat, here.lon, there.lat, there.lon) <= THERE:
        await ride_speeds.note_ride(db, driver, began, ride.seconds)
