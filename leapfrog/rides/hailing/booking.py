"""What was booked becomes a request, early enough that a driver can be there; and its rider is
reminded of it.
"""

from uuid import UUID

import asyncpg
import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule, schedule_all
from leapfrog.ride_payers import take_for_ride
from leapfrog.rides.hailing import money, store, store_trips
from leapfrog.rides.hailing.model import (
    FORGOTTEN,
    PATIENCE,
    TRY_AGAIN,
    HailedRide,
    RideWhy,
    reserve_of,
)
from leapfrog.rides.hailing.requesting import BECOME, FORGET, NOBODY, end_unpaid, patience, told
from leapfrog.rides.hailing.table import follows
from leapfrog.rides.hailing.telling import tell

log = structlog.get_logger()


async def become(db: Db, ref: str, _body: object) -> None:
    """The due row: the price is held, and drivers are asked. Where the wallet refuses, or the rider
    is still in another ride, they are told once and it is tried again until the ride should begin;
    then it is over, as where this comes when it should have begun long since.
    """
    ride = await store.lock(db, UUID(ref))
    if ride is None or ride.state != "booked":
        return
    assert ride.booked_for is not None
    if db.now > ride.booked_for + PATIENCE:
        # The town was down: whoever wanted to be fetched then does not wait any more.
        await end_unpaid(db, ride, follows("fail", "clock", ride.state).to)
        await tell(db, await told(db, ride.id), [ride.rider_id])
        return
    why = await _requested(db, ride)
    if not why:
        due = ((NOBODY, await patience(db, ride, db.now)), (FORGET, db.now + FORGOTTEN))
        await schedule_all(db, [(kind, ref, None, at) for kind, at in due])
        await tell(db, await told(db, ride.id), [ride.rider_id])
        return
    new = why != ride.why
    await store_trips.set_why(db, ride.id, why)
    if db.now + TRY_AGAIN < ride.booked_for:
        await schedule(db, BECOME, ref, db.now + TRY_AGAIN)
        if new:
            await tell(db, await told(db, ride.id), [ride.rider_id])
        return
    await end_unpaid(db, ride, follows("fail", "clock", ride.state).to)
    await tell(db, await told(db, ride.id), [ride.rider_id])


async def _requested(db: Db, ride: HailedRide) -> RideWhy:
    """Makes it a request; answers why that cannot be, and then nothing has changed."""
    follows("request", "clock", ride.state)
    if not ride.guest and any(not one.guest for one in await store.running(db, ride.rider_id)):
        return "busy"
    try:
        async with db.savepoint():
            in_cash = ride.mode == "cash"
            due = ride.most + reserve_of(ride.mode, ride.tariff)
            if ride.payer_id != ride.rider_id:
                await take_for_ride(db, ride.payer_id, ride.rider_id, ride.id, due)
            hold = None if in_cash else await money.hold(db, ride.payer_id, ride.id, due)
            await store_trips.request(db, ride.id, hold)
    except Problem as refused:
        log.info("booked_not_held", ride=str(ride.id), code=refused.code)
        return "funds"
    except asyncpg.UniqueViolationError:
        return "busy"
    return ""


async def remind_booked(db: Db, ref: str, _body: object) -> None:
    """The due row: the rider is reminded of what they have booked."""
    ride = await store.lock(db, UUID(ref))
    if ride is not None and ride.state == "booked" and db.now < (ride.booked_for or db.now):
        await tell(db, ride, [ride.rider_id])


async def forget_booked(db: Db, person_id: UUID) -> int:
    """What somebody who leaves has booked, or would have paid for, is called off, and what they
    have asked for where no money is held; answers how many.
    """
    found = await store_trips.not_held(db, person_id)
    for ride_id in found:
        ride = await store.lock(db, ride_id)
        if ride is not None and ride.hold_id is None:
            ended = await end_unpaid(db, ride, follows("cancel", "rider", ride.state).to)
            await tell(db, ended, [ride.driver_id])
    return len(found)
