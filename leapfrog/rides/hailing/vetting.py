"""The desk: who may drive others by hail, and until when; rides that the town stops."""

from datetime import date
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.rides.documents import remind_before
from leapfrog.rides.errors import NoDriver, NoRide
from leapfrog.rides.hailing import store, store_drivers
from leapfrog.rides.hailing.driving import LONGEST_REASON
from leapfrog.rides.hailing.model import HailedRide
from leapfrog.rides.hailing.on_duty import off_duty
from leapfrog.rides.hailing.requesting import end_unpaid
from leapfrog.rides.hailing.store_drivers import DriverToVet
from leapfrog.rides.hailing.table import follows
from leapfrog.rides.hailing.telling import look_again, tell
from leapfrog.rides.model import words

MOST = 200


async def check(db: Db, driver_id: UUID, until: date) -> None:
    """The desk accepts a driver's licence, to the end of a day. Raises `NoDriver`, `Invalid`."""
    if until < db.now.date():
        raise Invalid("That day is over.")
    if not await store_drivers.vet(db, driver_id, "checked", until, ""):
        raise NoDriver
    await remind_before(db, driver_id, until)
    look_again(db, [driver_id])


async def refuse(db: Db, driver_id: UUID, reason: str) -> None:
    """The desk refuses a licence and says why; a ride goes on. Raises `NoDriver`, `Invalid`."""
    why = words(reason, LONGEST_REASON)
    if not await store_drivers.vet(db, driver_id, "refused", None, why):
        raise NoDriver
    await off_duty(db, driver_id)


async def to_vet(db: Db) -> list[DriverToVet]:
    """Drivers for the desk: those who wait for it first, then those whose time ends first."""
    return await store_drivers.to_vet(db, MOST)


async def stop(db: Db, ride_id: UUID) -> HailedRide:
    """The town stops a ride that is not over, for a storm, a closed road or because it cannot end
    otherwise: nobody pays. Raises `NoRide`, `RideOver`, `RideState`.
    """
    ride = await store.lock(db, ride_id)
    if ride is None:
        raise NoRide
    rule = follows("stop", "town", ride.state)
    ended = await end_unpaid(db, ride, rule.to)
    await tell(db, ended, (ride.rider_id, ride.driver_id))
    return ended
