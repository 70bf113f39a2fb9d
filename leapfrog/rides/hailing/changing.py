"""While a ride goes on, its rider wants to go elsewhere, or somewhere in between: they see the new
price, the driver says yes or no, and both know both prices. Nothing changes before that. And while
cars are short, the rider adds a thank-you.
"""

from collections.abc import Sequence
from itertools import takewhile
from uuid import UUID

from leapfrog import pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.places import metres_apart
from leapfrog.ride_payers import release_of_ride, take_for_ride
from leapfrog.ride_terms import price_of, tariffs_told
from leapfrog.rides.errors import (
    NoRide,
    NoTripChange,
    RideOver,
    RideState,
    RideTooShort,
    TripChangeOver,
    TripChangeUsed,
)
from leapfrog.rides.hailing import money, store, store_drivers, store_trips
from leapfrog.rides.hailing.driving import of_driver
from leapfrog.rides.hailing.model import (
    PRICED,
    DrivenTrip,
    HailedRide,
    is_at_the_door,
    most_of,
    reserve_of,
)
from leapfrog.rides.hailing.requesting import SHORTEST, of_rider, told
from leapfrog.rides.hailing.store_trips import TripChange
from leapfrog.rides.hailing.table import OVER, TOGETHER
from leapfrog.rides.hailing.telling import look_again, tell_of_change
from leapfrog.rides.hailing.trips import TripWanted
from leapfrog.rides.model import Waypoint, check_tip
from leapfrog.rides.store_traces import TracePoint
from leapfrog.rides.store_traces import trace as trace_of

LAPSE_CHANGE, MOST_TRACED = "rides.lapse_change", 20_000


async def trip_wanted(
    db: Db, me: UUID, ride_id: UUID, destination: Waypoint, stops: Sequence[Waypoint]
) -> TripWanted:
    """Another trip of my ride; in the car with what was driven so far, which is paid too, and over
    the stops that were reached already. Raises `NoRide`, `RideOver`, `RideState`.
    """
    ride = await store.ride(db, ride_id)
    if ride is None or ride.rider_id != me:
        raise NoRide
    _check(ride)
    assert ride.origin is not None
    assert ride.driver_id is not None
    if ride.state != "riding":
        return TripWanted(ride.origin, destination, stops)
    seen = await store_drivers.place_now(db, ride.driver_id)
    trace = await trace_of(db, ride_id, MOST_TRACED)
    reached = takewhile(lambda stop: _was_at(stop, trace), ride.stops)
    here = Waypoint(seen.lat, seen.lon) if seen else None
    return TripWanted(ride.origin, destination, stops, here, tuple(reached))


def _was_at(stop: Waypoint, trace: Sequence[TracePoint]) -> bool:
    ways = (metres_apart(one.lat, one.lon, stop.lat, stop.lon) for one in trace)
    return is_at_the_door(min(ways, default=None))


async def price(db: Db, me: UUID, ride_id: UUID, change_id: UUID, trip: DrivenTrip) -> TripChange:
    """What my ride would cost with this trip, by the tariff that held when it was agreed; good for
    five minutes. The same id again is the same. Raises `NoRide`, `RideOver`, `RideState`,
    `RideTooShort`, `TripChangeUsed`, `Invalid`.
    """
    check_new_id(change_id)
    ride = await of_rider(db, me, ride_id)
    _check(ride)
    before = await store_trips.change(db, change_id)
    if before is None:
        if trip.metres < SHORTEST:
            raise RideTooShort
        # Of rides that were asked for before tariffs were kept, none was agreed.
        tariff = ride.tariff or (await tariffs_told(db, ride.car_class, db.now))[0]
        due = price_of(tariff, trip, ride.needs)
        await store_trips.price(db, change_id, ride_id, trip, due, most_of(ride.mode, due))
        before = await store_trips.change(db, change_id)
    if before is None or before.ride_id != ride_id:
        raise TripChangeUsed
    return before


async def ask(db: Db, me: UUID, ride_id: UUID, change_id: UUID, consent: pay.Consent) -> TripChange:
    """I want that: what it costs more is held, and the driver is asked; another that I asked for
    before is so no more. Who does not answer within five minutes keeps to what was agreed. Again,
    nothing happens. Raises `NoRide`, `RideOver`, `RideState`,
    `NoTripChange`, `TripChangeOver`, what is not confirmed, and what the wallet refuses.
    """
    consents = await pay.hold_consents(db, [(me, consent)])
    ride = await of_rider(db, me, ride_id)
    wanted = await _of_ride(db, ride, change_id)
    if wanted.state in ("asked", "accepted"):
        return wanted
    _check(ride)
    if wanted.state != "priced" or db.now - wanted.made_at > PRICED:
        raise TripChangeOver
    if before := await money.end_change(db, ride):
        await release_of_ride(db, ride_id, before.held)
    hold, more = None, await more_of(db, ride, wanted)
    if more and ride.payer_id != me:
        await take_for_ride(db, ride.payer_id, me, ride_id, more)
    elif more:
        order = pay.Order("ride", ride_id, str(ride.driver_id), more)
        await consents.take(pay.PaymentToConfirm(me, consent, order))
    # What the payer agreed to before the wallet, as whoever asks for another ride has them.
    if before:
        await money.void_change(db, ride, before)
    if more:
        hold = await money.hold(db, ride.payer_id, ride_id, more, derived_id(change_id, "hold"))
    await store_trips.ask(db, change_id, hold)
    await schedule(db, LAPSE_CHANGE, str(change_id), db.now + PRICED)
    return await _told(db, ride, change_id, ride.driver_id)


async def more_of(db: Db, ride: HailedRide, wanted: TripChange) -> int:
    """What is to be held besides for another trip, in minor units."""
    if ride.mode == "cash":
        return 0
    held = sum(one.amount for one in await store_trips.holds(db, ride)) - ride.thanks
    boarded = ride.boarded_at is not None
    waiting = ride.waiting if boarded else reserve_of(ride.mode, ride.tariff)
    return max(0, wanted.most + waiting - held)


async def withdraw(db: Db, me: UUID, ride_id: UUID, change_id: UUID) -> TripChange:
    """I go where we agreed after all. Again, nothing happens. Raises `NoRide`, `NoTripChange`,
    `TripChangeOver`.
    """
    ride = await of_rider(db, me, ride_id)
    wanted = await _of_ride(db, ride, change_id)
    if wanted.state == "withdrawn":
        return wanted
    if wanted.state not in ("priced", "asked"):
        raise TripChangeOver
    await store_trips.answer(db, change_id, "withdrawn")
    await money.give_back_change(db, ride, wanted)
    return await _told(db, ride, change_id, None)


async def answer(db: Db, me: UUID, ride_id: UUID, change_id: UUID, *, accept: bool) -> TripChange:
    """The driver agrees to a changed trip and its price, or drives as agreed. The same again
    changes nothing. Raises `NoRide`, `RideOver`, `RideState`, `NoTripChange`, `TripChangeOver`.
    """
    ride = await of_driver(db, me, ride_id)
    wanted = await _of_ride(db, ride, change_id)
    given = "accepted" if accept else "declined"
    if wanted.state == given:
        return wanted
    if wanted.state != "asked" or (accept and db.now - wanted.made_at > PRICED):
        raise TripChangeOver
    _check(ride)
    if not accept:
        return await _decline(db, ride, wanted)
    await store_trips.answer(db, change_id, "accepted")
    await store_trips.apply(db, change_id)
    if wanted.hold_id is not None:
        made = store_trips.RideHold(wanted.hold_id, wanted.held)
        await store_trips.add_hold(db, ride_id, made)
    return await _told(db, ride, change_id, ride.rider_id)


async def _decline(db: Db, ride: HailedRide, wanted: TripChange) -> TripChange:
    await store_trips.answer(db, wanted.id, "declined")
    await money.give_back_change(db, ride, wanted)
    return await _told(db, ride, wanted.id, ride.rider_id)


async def lapse_change(db: Db, ref: str, _body: object) -> None:
    """The due row: the driver did not answer, so the trip stays as it was."""
    asked = await store_trips.change(db, UUID(ref))
    ride = await store.lock(db, asked.ride_id) if asked else None
    wanted = await store_trips.change(db, UUID(ref))
    if ride is not None and wanted is not None and wanted.state == "asked":
        await _decline(db, ride, wanted)


async def thank(db: Db, me: UUID, ride_id: UUID, amount: int, consent: pay.Consent) -> HailedRide:
    """While a driver is looked for I promise them so much besides, all of it theirs; never less
    than I said before. The same again changes nothing. Raises `NoRide`, `RideOver`, `RideState`,
    `Invalid`, what is not confirmed, and what the wallet refuses.
    """
    consents = await pay.hold_consents(db, [(me, consent)])
    ride = await of_rider(db, me, ride_id)
    if amount == ride.thanks:
        return ride
    if ride.state != "requested" or ride.mode == "cash":
        raise RideOver if ride.state in OVER else RideState
    check_tip(ride.price, amount)
    more = amount - ride.thanks
    if more < 0:
        raise Invalid("What was promised stays.")
    if ride.payer_id != me:
        await take_for_ride(db, ride.payer_id, me, ride_id, more)
    else:
        order = pay.Order("ride", ride_id, "", more)
        await consents.take(pay.PaymentToConfirm(me, consent, order))
    made = derived_id(ride_id, f"thanks {amount}")
    hold = await money.hold(db, ride.payer_id, ride_id, more, made)
    await store_trips.add_hold(db, ride_id, hold)
    await store_trips.set_thanks(db, ride_id, amount)
    return await told(db, ride_id)


def _check(ride: HailedRide) -> None:
    if ride.state not in TOGETHER:
        raise RideOver if ride.state in OVER else RideState


async def _of_ride(db: Db, ride: HailedRide, change_id: UUID) -> TripChange:
    found = await store_trips.change(db, change_id)
    if found is None or found.ride_id != ride.id:
        raise NoTripChange
    return found


async def _told(db: Db, ride: HailedRide, change_id: UUID, away: UUID | None) -> TripChange:
    look_again(db, (ride.rider_id, ride.driver_id))
    await tell_of_change(db, ride, [away])
    found = await store_trips.change(db, change_id)
    assert found is not None
    return found
