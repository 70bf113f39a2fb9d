"""SQL of rides by hail, their offers and their tariff."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.ride_terms import AgreedTariff, RideNeeds
from leapfrog.rides.hailing.model import (
    HailedRide,
    HailRequest,
    OfferState,
    RideOffer,
)
from leapfrog.rides.model import State, Waypoint

COLUMNS = """
r.id, r.driver_id, r.rider_id, r.plate, r.state, r.fare, r.tip, r.currency, r.origin, r.destination,
r.started_at, r.paid_at, h.price, h.cancel_fee, h.town_fee, h.seconds, h.metres, h.code, h.hold_id,
h.accepted_at, h.expected_at, h.near_metres, h.near_at, h.arrived_at, h.boarded_at, h.ended_at,
h.fee, h.reason, h.mode, h.most, h.held, h.booked_for, h.stops, h.thanks, h.tariff, h.asked,
h.rider_sum, h.why, h.car_class, h.seats, h.child_seat, h.wheelchair, h.pet,
h.luggage, h.waiting, h.tried_at, r.guest,
coalesce(h.payer_id, r.rider_id) as payer_id
"""
HAILS = f"select {COLUMNS} from rides_ride r join rides_hail h on h.ride_id = r.id"
FIND = f"{HAILS} where r.id = $1"
LOCK = f"{FIND} for update"
RUNNING = f"""
{HAILS} where r.rider_id = $1
    and (r.state in ('requested', 'queued', 'accepted', 'arrived', 'riding')
        or r.state = 'ended' and h.rider_sum is null)
order by r.guest <> '', r.started_at, r.id
"""
OF_DRIVER_NOW = f"""
{HAILS} where r.driver_id = $1 and r.state in ('accepted', 'arrived', 'riding')
"""
NEXT_OF_DRIVER = f"{HAILS} where r.driver_id = $1 and r.state = 'queued'"
LOCK_NEXT = f"{NEXT_OF_DRIVER} for update"
MANY = f"{HAILS} where r.id = any($1::uuid[])"
ADD = """
insert into rides_ride
    (id, rider_id, plate, state, currency, origin, destination, started_at, guest)
values ($1, $2, '', $7, $3, $4, $5, $6, $8) on conflict do nothing
"""
ADD_HAIL = """
insert into rides_hail
    (ride_id, price, seconds, metres, stops, mode, most, booked_for, car_class, seats, child_seat,
    wheelchair, pet, luggage, payer_id, cancel_fee, town_fee, code, hold_id, held, tariff)
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21
)
"""
ACCEPT = """
with h as (
    update rides_hail set accepted_at = $4, expected_at = $5, near_metres = $6,
        near_at = case when $7 = 'accepted' then $4::timestamptz end, arrived_at = null,
        tried_at = null
    where ride_id = $1
)
update rides_ride set state = $7, driver_id = $2, plate = $3 where id = $1
"""
BEGIN = """
with h as (update rides_hail set near_metres = $2, near_at = $3 where ride_id = $1)
update rides_ride set state = 'accepted' where id = $1
"""
GIVE_BACK = """
with h as (
    update rides_hail set accepted_at = null, expected_at = null, near_metres = null,
        near_at = null, arrived_at = null, reason = $2
    where ride_id = $1
),
o as (update rides_offer set state = 'returned' where ride_id = $1 and state = 'accepted')
update rides_ride set state = 'requested', driver_id = null, plate = '' where id = $1
"""
ARRIVE = """
with r as (update rides_ride set state = 'arrived' where id = $1)
update rides_hail set arrived_at = $2, reason = $3 where ride_id = $1
"""
AT_THE_DOOR = """
update rides_hail set arrived_at = $2 where ride_id = $1 and arrived_at is null
"""
BOARD = """
with r as (update rides_ride set state = 'riding' where id = $1)
update rides_hail set boarded_at = $2, waiting = $3, price = price + $3, most = most + $3
where ride_id = $1
"""
END = """
with h as (update rides_hail set ended_at = coalesce(ended_at, $2) where ride_id = $1)
update rides_ride set state = 'paid', fare = $3, paid_at = $2 where id = $1
"""
CALL_OFF = """
with h as (
    update rides_hail set ended_at = coalesce(ended_at, $3), fee = $4,
        waiting = greatest(waiting, $5)
    where ride_id = $1
)
update rides_ride set state = $2 where id = $1
"""
TRIED = """
update rides_hail set tried_at = $2 where ride_id = $1 and arrived_at is not null
"""
TIP = "update rides_ride set tip = $2 where id = $1"
NEARER = "update rides_hail set near_metres = $2, near_at = $3 where ride_id = $1"
OFFER_COLUMNS = "id, ride_id, driver_id, state, pickup_seconds, made_at, until, answered_at"
OFFER = f"select {OFFER_COLUMNS} from rides_offer where id = $1"
LOCK_OFFER = f"{OFFER} for update"
OPEN_OFFER = f"""
select {OFFER_COLUMNS} from rides_offer where driver_id = $1 and state = 'open' and until > $2
"""
OF_RIDE = f"select {OFFER_COLUMNS} from rides_offer where ride_id = $1 order by made_at, id"
OFFERS_TO = f"select {OFFER_COLUMNS} from rides_offer where driver_id = $1 order by made_at, id"
ANSWER = "update rides_offer set state = $2, answered_at = $3 where id = $1"
WITHDRAW = """
update rides_offer set state = 'withdrawn', answered_at = $2
where ride_id = $1 and state = 'open' returning driver_id
"""


class HailTerms(msgspec.Struct, frozen=True):
    """What was agreed, and what holds it: `held` of `hold_id`, where anything is held."""

    cancel_fee: int
    town_fee: int
    currency: str
    code: str
    tariff: AgreedTariff
    most: int
    hold_id: UUID | None = None
    held: int = 0


class Coming(msgspec.Struct, frozen=True):
    """A driver comes, now or after another ride: to be there then; so far away now, if known."""

    state: Literal["queued", "accepted"]
    expected_at: datetime
    metres: int | None


async def ride(db: Db, ride_id: UUID) -> HailedRide | None:
    """A ride that was asked for, without looking who asks; None for none."""
    return _ride(await db.row(FIND, ride_id))


async def lock(db: Db, ride_id: UUID) -> HailedRide | None:
    """A ride that was asked for, locked until the end of the transaction; None for none."""
    return _ride(await db.row(LOCK, ride_id))


async def running(db: Db, rider_id: UUID) -> list[HailedRide]:
    """Those that somebody asked for that are under way, or of which they have yet to say what they
    think of the sum; the one in which they ride themselves first, if there is one.
    """
    return [one for row in await db.rows(RUNNING, rider_id) if (one := _ride(row))]


async def of_driver_now(db: Db, driver_id: UUID) -> HailedRide | None:
    """The ride that a driver has accepted and not ended; None for none."""
    return _ride(await db.row(OF_DRIVER_NOW, driver_id))


async def next_of_driver(db: Db, driver_id: UUID) -> HailedRide | None:
    """The one for which a driver comes after the one that they have."""
    return _ride(await db.row(NEXT_OF_DRIVER, driver_id))


async def lock_next(db: Db, driver_id: UUID) -> HailedRide | None:
    """The ride for which a driver comes after the one that they have, locked."""
    return _ride(await db.row(LOCK_NEXT, driver_id))


async def rides(db: Db, ids: Iterable[UUID]) -> dict[UUID, HailedRide]:
    """Those of these rides that are by hail."""
    found = [_ride(row) for row in await db.rows(MANY, list(ids))]
    return {one.id: one for one in found if one}


async def add(db: Db, rider_id: UUID, asked: HailRequest, terms: HailTerms) -> bool:
    """False when the id is taken, or the rider has another ride under way."""
    origin, destination = (
        msgspec.to_builtins(place) for place in (asked.trip.origin, asked.trip.destination)
    )
    state = "booked" if asked.at else "requested"
    place = (origin, destination)
    if not await db.run(
        ADD, asked.id, rider_id, terms.currency, *place, db.now, state, asked.guest
    ):
        return False
    driven = (asked.trip.seconds, asked.trip.metres, msgspec.to_builtins(asked.trip.stops))
    needs = msgspec.structs.astuple(asked.needs)
    wanted = (asked.mode, terms.most, asked.at, asked.car_class, *needs, asked.paid_by)
    agreed = (terms.cancel_fee, terms.town_fee, terms.code, terms.hold_id, terms.held)
    tariff = msgspec.to_builtins(terms.tariff)
    await db.run(ADD_HAIL, asked.id, asked.price, *driven, *wanted, *agreed, tariff)
    return True


async def accept(db: Db, offer: RideOffer, plate: str, coming: Coming) -> None:
    """The driver of the offer has the ride."""
    place = (offer.ride_id, offer.driver_id, plate)
    await db.run(ACCEPT, *place, db.now, coming.expected_at, coming.metres, coming.state)


async def begin(db: Db, ride_id: UUID, metres: int | None) -> None:
    """The driver, so far away, drives nobody else any more, and comes."""
    await db.run(BEGIN, ride_id, metres, db.now)


async def give_back(db: Db, ride_id: UUID, reason: str) -> None:
    """Nobody has the ride any more."""
    await db.run(GIVE_BACK, ride_id, reason)


async def arrive(db: Db, ride_id: UUID, seen_at: datetime | None, reason: str) -> None:
    """The driver says to be at the door, and was seen there, or was not."""
    await db.run(ARRIVE, ride_id, seen_at, reason)


async def at_the_door(db: Db, ride_id: UUID) -> None:
    """The driver, who said so before, is seen there for the first time."""
    await db.run(AT_THE_DOOR, ride_id, db.now)


async def board(db: Db, ride_id: UUID, waiting: int) -> None:
    """`waiting`: what it costs that the driver waited."""
    await db.run(BOARD, ride_id, db.now, waiting)


async def end(db: Db, ride_id: UUID, fare: int) -> None:
    await db.run(END, ride_id, db.now, fare)


async def call_off(db: Db, ride_id: UUID, state: State, fee: int, waiting: int) -> None:
    """`waiting`: how much of the fee is for waiting at the door."""
    await db.run(CALL_OFF, ride_id, state, db.now, fee, waiting)


async def note_tried(db: Db, ride_id: UUID) -> None:
    """Notes that the driver, at the door, has written to the rider."""
    await db.run(TRIED, ride_id, db.now)


async def set_tip(db: Db, ride_id: UUID, tip: int) -> None:
    await db.run(TIP, ride_id, tip)


async def nearer(db: Db, ride_id: UUID, metres: int, at: datetime) -> None:
    """The driver has come so near by then."""
    await db.run(NEARER, ride_id, metres, at)


async def offer(db: Db, offer_id: UUID) -> RideOffer | None:
    """An offer of a ride to a driver, without looking who asks; None for none."""
    return await db.one_as(RideOffer, OFFER, offer_id)


async def lock_offer(db: Db, offer_id: UUID) -> RideOffer | None:
    """Nobody else answers it until the end of the transaction."""
    return await db.one_as(RideOffer, LOCK_OFFER, offer_id)


async def open_offer(db: Db, driver_id: UUID) -> RideOffer | None:
    """What a driver is asked now."""
    return await db.one_as(RideOffer, OPEN_OFFER, driver_id, db.now)


async def offers_of(db: Db, ride_id: UUID) -> list[RideOffer]:
    """Who was asked about a ride, in that order."""
    return await db.all_as(RideOffer, OF_RIDE, ride_id)


async def offers_to(db: Db, driver_id: UUID) -> list[RideOffer]:
    """All that a driver was asked, the oldest first."""
    return await db.all_as(RideOffer, OFFERS_TO, driver_id)


async def answer(db: Db, offer_id: UUID, state: OfferState) -> None:
    await db.run(ANSWER, offer_id, state, db.now)


async def withdraw(db: Db, ride_id: UUID) -> Sequence[UUID]:
    """Nobody is asked about this ride any more; answers who was."""
    return [row[0] for row in await db.rows(WITHDRAW, ride_id, db.now)]


def _ride(row: Row | None) -> HailedRide | None:
    if row is None:
        return None
    told = dict(row.items())
    for name in ("origin", "destination"):
        told[name] = told[name] and msgspec.convert(told[name], Waypoint)
    told["stops"] = msgspec.convert(told["stops"], tuple[Waypoint, ...])
    told["tariff"] = told["tariff"] and msgspec.convert(told["tariff"], AgreedTariff)
    needs = {name: told.pop(name) for name in RideNeeds.__struct_fields__}
    told["needs"] = RideNeeds(**needs)
    return HailedRide(**told)
