"""Which drivers may be asked now, and about which rides."""

from collections.abc import Sequence

from leapfrog import contacts, duty, ride_partings, ride_pauses
from leapfrog.kernel.db import Db
from leapfrog.ride_terms import WantedCar, misfits
from leapfrog.ride_wishes import RideToWish, forbidden_pairs
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.model import FRESH
from leapfrog.rides.hailing.store_drivers import FreeDriver, OpenRequest


async def free_now(db: Db, *, rest: bool = False) -> list[FreeDriver]:
    """The drivers who are on duty, have told within a minute where they are, have no ride and no
    offer, and do not have to wait; nor to rest, where this town asks for that (`rest`).
    """
    found = await store_drivers.free(db, db.now - FRESH)
    return await _without_who_waits(db, found, rest=rest)


async def may_be_asked_now(db: Db, *, rest: bool = False) -> list[FreeDriver]:
    """Those of `free_now`, and those with somebody on board who have no other ride yet."""
    found = await store_drivers.ending(db, db.now - FRESH)
    ending = await _without_who_waits(db, found, rest=rest)
    return [*await free_now(db, rest=rest), *ending]


async def _without_who_waits(
    db: Db, found: Sequence[FreeDriver], *, rest: bool
) -> list[FreeDriver]:
    ids = [one.driver_id for one in found]
    away = {*await ride_pauses.paused(db, ids)}
    if rest:
        away |= {*await duty.resting(db, ids)}
    return [one for one in found if one.driver_id not in away]


async def kept_apart(
    db: Db, rides: Sequence[OpenRequest], drivers: Sequence[FreeDriver]
) -> set[tuple[int, int]]:
    """(driver, ride): who was asked before, of whom one blocked the other or parted from
    them, whom a wish keeps apart,
    whose car is not what is wanted, and nobody drives themselves.
    """
    ride_no = {one.id: n for n, one in enumerate(rides)}
    driver_no = {one.driver_id: n for n, one in enumerate(drivers)}
    before = await store_drivers.asked(db, list(ride_no))
    found = {(driver_no[driver], ride_no[ride]) for ride, driver in before if driver in driver_no}
    own = {
        (driver_no[ride.rider_id], n) for n, ride in enumerate(rides) if ride.rider_id in driver_no
    }
    riders = [one.rider_id for one in rides]
    blocked = await contacts.blocked_between(db, riders, list(driver_no))
    blocked |= await ride_partings.parted_pairs(db, riders, list(driver_no))
    # Of one rider there may be several that were booked.
    apart = {
        (driver_no[driver], n)
        for rider, driver in blocked
        for n, one in enumerate(rides)
        if one.rider_id == rider
    }
    wished = [
        RideToWish(
            rider_id=one.rider_id,
            waited=(db.now - one.started_at).total_seconds(),
            lat=one.to_lat,
            lon=one.to_lon,
            mode=one.mode,
        )
        for one in rides
    ]
    there = [(one.driver_id, one.lat, one.lon) for one in drivers]
    wanted = [WantedCar(one.car_class, one.needs) for one in rides]
    misfit = await misfits(db, wanted, list(driver_no))
    return found | own | apart | misfit | await forbidden_pairs(db, wished, there)
