"""The driver's verbs: be on duty, answer offers, come, drive, end."""

from datetime import timedelta
from uuid import UUID

import asyncpg

from leapfrog import ranks, ride_pauses, ride_wishes
from leapfrog.kernel import throttle
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Invalid, RateLimited
from leapfrog.kernel.events import announce
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.timers import schedule
from leapfrog.places import metres_apart
from leapfrog.rides import drivers
from leapfrog.rides.errors import (
    NoOffer,
    NoRide,
    NotTried,
    NotVetted,
    OfferLapsed,
    RiderMustBoard,
    RideTaken,
    TooFarAway,
    TooSoon,
    WrongRideCode,
)
from leapfrog.rides.events import RideBoarded
from leapfrog.rides.hailing import money, store, store_drivers
from leapfrog.rides.hailing.model import (
    NEARER,
    WAITED,
    DriverPosition,
    HailedRide,
    RideOffer,
    is_at_the_door,
    waiting_now,
)
from leapfrog.rides.hailing.on_duty import note_duty, off_duty
from leapfrog.rides.hailing.requesting import NOBODY, finish, patience, told
from leapfrog.rides.hailing.store import Coming
from leapfrog.rides.hailing.store_drivers import RideToFollow, metres_to
from leapfrog.rides.hailing.table import follows
from leapfrog.rides.hailing.telling import look_again, tell
from leapfrog.rides.model import Driver, Waypoint, kept_place, words
from leapfrog.rides.store import lock_driver

LAPSE = "rides.lapse"
LONGEST_REASON, LONGEST_LICENCE = 200, 40
# A driver may mistype the rider's code; all ten thousand they may not try. One try comes back in a
# day, and by then the ride is over.
CODES = Limit("ride_code", 5, 5 * 24 * 3600)
ALL_ROUND = 360.0


async def go_online(db: Db, me: UUID, place: Waypoint, heading: float | None = None) -> Driver:
    """Takes a driver on duty, at a place; again, they are only there. Raises `NotDriving`,
    `NotVetted`, `Invalid`.
    """
    driver = await drivers.driver(db, me)
    if not may_be_asked(driver, db):
        raise NotVetted
    exact = check_place(place, heading)
    await store_drivers.set_online(db, me)
    here = DriverPosition(me, exact.lat, exact.lon, heading, db.now)
    await store_drivers.put_positions(db, [here])
    for ride in await store_drivers.to_follow(db, [me]):
        await approach(db, ride, here)
    await note_duty(db, [here])
    look_again(db, [me])
    return await drivers.driver(db, me)


async def go_offline(db: Db, me: UUID) -> None:
    """Takes a driver off duty, and deletes where they are. What they were asked is declined; a ride
    that they have goes on.
    """
    asked = await store.open_offer(db, me)
    offer = await store.lock_offer(db, asked.id) if asked else None
    if offer is not None and offer.state == "open":
        await store.answer(db, offer.id, "declined")
    await off_duty(db, me)


def may_be_asked(driver: Driver, db: Db) -> bool:
    """Whether the desk has checked the licence, and it has not run out."""
    until = driver.vetted_until
    return driver.vetting == "checked" and until is not None and until >= db.now.date()


def check_place(place: Waypoint, heading: float | None) -> Waypoint:
    """As exact as it was told, for it is not kept. Raises `Invalid` for what is nowhere, and for a
    heading that is none (degrees).
    """
    kept_place(place)
    if heading is not None and not 0 <= heading <= ALL_ROUND:
        raise Invalid("A heading is 0 to 360.")
    return place


async def approach(db: Db, ride: RideToFollow, here: DriverPosition) -> None:
    """Notes how near the driver has come, as long as they were not seen at the door."""
    if ride.state not in ("accepted", "arrived") or ride.at_the_door or ride.origin is None:
        return
    metres = round(metres_apart(here.lat, here.lon, ride.origin.lat, ride.origin.lon))
    if ride.near_metres is None or metres <= ride.near_metres - NEARER:
        await store.nearer(db, ride.ride_id, metres, db.now)
    if ride.state == "arrived" and is_at_the_door(metres):
        await store.at_the_door(db, ride.ride_id)


async def ask_for_vetting(db: Db, me: UUID, licence: str) -> Driver:
    """Asks the desk to look at a driver's licence; until it has, they are asked for nothing. Raises
    `NotDriving`, `Invalid`.
    """
    await drivers.driver(db, me)
    await store_drivers.ask_vetting(db, me, words(licence, LONGEST_LICENCE))
    return await drivers.driver(db, me)


async def offered(db: Db, me: UUID) -> tuple[RideOffer, HailedRide] | None:
    """The offer that a driver has to answer now, with its ride; None for none."""
    offer = await store.open_offer(db, me)
    ride = await store.ride(db, offer.ride_id) if offer else None
    return (offer, ride) if offer and ride else None


async def answer(db: Db, me: UUID, offer_id: UUID, *, accept: bool) -> RideOffer:
    """A driver takes the ride that they are asked for, or not. The same answer again changes
    nothing. Raises `NoOffer`, `OfferLapsed`, `NotVetted`, `RideTaken`.
    """
    asked = await store.offer(db, offer_id)
    if asked is None or asked.driver_id != me:
        raise NoOffer
    # The ride before its offers, as everybody locks them.
    ride = await store.lock(db, asked.ride_id)
    offer = await store.lock_offer(db, offer_id)
    assert ride is not None
    assert offer is not None
    if offer.state == ("accepted" if accept else "declined"):
        return offer
    if not offer.stands(db.now):
        raise OfferLapsed
    if not accept:
        await store.answer(db, offer_id, "declined")
        look_again(db, await ranks.refuse(db, me))
    else:
        await _accept(db, ride, offer)
    look_again(db, [me])
    done = await store.offer(db, offer_id)
    assert done is not None
    return done


async def _accept(db: Db, ride: HailedRide, offer: RideOffer) -> None:
    # Who stops driving at the same moment has either this ride or no more.
    await lock_driver(db, offer.driver_id)
    driver = await drivers.driver(db, offer.driver_id)
    if not may_be_asked(driver, db):
        raise NotVetted
    waited = (db.now - ride.started_at).total_seconds()
    if not await ride_wishes.rider_takes(db, ride.rider_id, offer.driver_id, waited):
        raise OfferLapsed
    look_again(db, await ranks.leave(db, offer.driver_id))
    await store.answer(db, offer.id, "accepted")
    look_again(db, await store.withdraw(db, ride.id))
    there = db.now + timedelta(seconds=offer.pickup_seconds)
    expected = max(there, ride.booked_for or there)
    now = await store.of_driver_now(db, offer.driver_id)
    if now is not None and now.state == "riding":
        rule = follows("queue", "driver", ride.state)
        coming = Coming("queued", expected, None)
    else:
        rule = follows("accept", "driver", ride.state)
        near = await metres_to(db, offer.driver_id, ride.origin)
        coming = Coming("accepted", expected, near)
    assert rule.to == coming.state
    try:
        await store.accept(db, offer, driver.plate, coming)
    except asyncpg.UniqueViolationError as cause:
        raise RideTaken from cause
    await tell(db, await told(db, ride.id), [ride.rider_id])


async def lapse(db: Db, ref: str, _body: object) -> None:
    """The due row: nobody answered."""
    asked = await store.offer(db, UUID(ref))
    if asked is None:
        return
    await store.lock(db, asked.ride_id)
    offer = await store.lock_offer(db, asked.id)
    if offer is not None and offer.state == "open":
        await store.answer(db, offer.id, "lapsed")
        look_again(db, [offer.driver_id, *await ranks.refuse(db, offer.driver_id)])


async def arrive(db: Db, me: UUID, ride_id: UUID, reason: str) -> HailedRide:
    """The driver is at the door; where their position says otherwise, or nothing, they say why, and
    the rider's time does not begin. Raises `NoRide`, `RideOver`, `RideState`, `TooFarAway`,
    `Invalid`.
    """
    ride = await of_driver(db, me, ride_id)
    if ride.state == "arrived":
        return ride
    follows("arrive", "driver", ride.state)
    metres = await metres_to(db, me, ride.origin)
    there = is_at_the_door(metres)
    if not there and not reason:
        raise TooFarAway(metres=metres)
    why = words(reason, LONGEST_REASON) if reason else ""
    await store.arrive(db, ride_id, db.now if there else None, why)
    done = await told(db, ride_id)
    await tell(db, done, [ride.rider_id])
    return done


async def give_back(db: Db, me: UUID, ride_id: UUID, reason: str) -> HailedRide:
    """The driver cannot come after all: somebody else is looked for at once, and never they. Raises
    `NoRide`, `RideOver`, `RideState`, `Invalid`.
    """
    ride = await of_driver(db, me, ride_id)
    follows("give_back", "driver", ride.state)
    why = words(reason, LONGEST_REASON)
    await money.drop_change(db, ride)
    await store.give_back(db, ride_id, why)
    await ride_pauses.note_broken(db, me, ride_id, "returned")
    await schedule(db, NOBODY, str(ride_id), await patience(db, ride, db.now))
    look_again(db, [me])
    done = await told(db, ride_id)
    await tell(db, done, [ride.rider_id])
    return done


async def count_code(database: Database, me: UUID, ride_id: UUID) -> None:
    """Counts one try of the driver at the rider's code, before it is looked at and whatever becomes
    of it. Raises `RiderMustBoard`. Opens a transaction of its own.
    """
    async with database.transaction() as db:
        ride = await store.ride(db, ride_id)
        if ride is None or ride.driver_id != me or ride.state != "arrived":
            return
        try:
            await throttle.take(db, CODES, f"{ride_id} {me}")
        except RateLimited as cause:
            raise RiderMustBoard from cause


async def board(db: Db, me: UUID, ride_id: UUID, code: str | None) -> HailedRide:
    """Notes that the rider is in the car: they say so, or the driver types their code (see
    `count_code`). Raises `NoRide`, `RideOver`, `RideState`, `RiderMustBoard`, `WrongRideCode`.
    """
    ride = await store.lock(db, ride_id)
    if ride is None or me not in (ride.driver_id, ride.rider_id):
        raise NoRide
    if ride.state == "riding":
        return ride
    follows("board", "rider" if me == ride.rider_id else "driver", ride.state)
    if me == ride.driver_id:
        if not is_at_the_door(await metres_to(db, me, ride.origin)):
            raise RiderMustBoard
        if code != ride.code:
            raise WrongRideCode
    await store.board(db, ride_id, waiting_now(ride, db.now))
    await announce(db, RideBoarded(ride_id))
    return await told(db, ride_id)


async def not_come(db: Db, me: UUID, ride_id: UUID) -> HailedRide:
    """The driver waited at the door, wrote to the rider, and nobody came; the rider pays for that,
    and for the waiting. Raises `NoRide`, `RideOver`, `RideState`, `TooSoon`, `TooFarAway`,
    `NotTried`, and what the wallet refuses.
    """
    ride = await of_driver(db, me, ride_id)
    if ride.state == "no_show":
        return ride
    rule = follows("not_come", "driver", ride.state)
    if ride.waits_since is None or db.now - ride.waits_since < WAITED:
        raise TooSoon
    metres = await metres_to(db, me, ride.origin)
    if not is_at_the_door(metres):
        raise TooFarAway(metres=metres)
    if ride.tried_at is None:
        raise NotTried
    # Of what nobody has promised nothing can be kept.
    waiting = waiting_now(ride, db.now) if ride.mode != "cash" else 0
    done = await finish(db, ride, ride.cancel_fee + waiting, rule.to, waiting)
    await tell(db, done, [ride.rider_id])
    return done


async def of_driver(db: Db, me: UUID, ride_id: UUID) -> HailedRide:
    """One that I have accepted, locked. Raises `NoRide`."""
    ride = await store.lock(db, ride_id)
    if ride is None or ride.driver_id != me:
        raise NoRide
    return ride
