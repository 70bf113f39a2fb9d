"""SQL of rides for later, of what was promised besides, of sums about which the two do not agree,
and of trips that change.
"""

from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.rides.hailing.model import DrivenTrip, HailedRide, RideWhy
from leapfrog.rides.model import Waypoint

ChangeState = Literal["priced", "asked", "accepted", "declined", "withdrawn"]

BOOKED = """
select id from rides_ride where rider_id = $1 and state = 'booked' order by id
"""
NOT_HELD = """
select r.id from rides_ride r join rides_hail h on h.ride_id = r.id
where $1 in (r.rider_id, h.payer_id) and h.hold_id is null
    and r.state in ('booked', 'requested', 'queued', 'accepted', 'arrived')
order by r.id
"""
REQUEST = """
with h as (update rides_hail set hold_id = $2, held = $3, why = '' where ride_id = $1)
update rides_ride set state = 'requested', started_at = $4 where id = $1
"""
WHY = "update rides_hail set why = $2 where ride_id = $1"
ASK_SUM = """
with h as (update rides_hail set ended_at = $2, asked = $3 where ride_id = $1)
update rides_ride set state = 'ended' where id = $1
"""
DIFFER = "update rides_hail set rider_sum = $2 where ride_id = $1"
DIFFERING = """
select r.id from rides_ride r join rides_hail h on h.ride_id = r.id
where r.state = 'ended' and h.rider_sum is not null order by h.ended_at, r.id limit $1
"""
WAITS_FOR_SUM = "select exists (select from rides_ride where driver_id = $1 and state = 'ended')"
SET_THANKS = "update rides_hail set thanks = $2 where ride_id = $1"
ADD_HOLD = "insert into rides_hold (id, ride_id, amount, made_at) values ($1, $2, $3, $4)"
HOLDS = "select id, amount from rides_hold where ride_id = $1 order by made_at, id"
COLUMNS = """
id, ride_id, state, stops, destination, seconds, metres, price, most, hold_id, held, made_at,
answered_at
"""
PRICE = """
insert into rides_change
    (id, ride_id, state, stops, destination, seconds, metres, price, most, made_at)
values ($1, $2, 'priced', $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
"""
DROP_PRICED = "delete from rides_change where ride_id = $1 and state = 'priced' and id <> $2"
FIND = f"select {COLUMNS} from rides_change where id = $1"
LATEST = f"""
select {COLUMNS} from rides_change where ride_id = $1 and state <> 'priced'
order by made_at desc, id desc limit 1
"""
ASKED = f"select {COLUMNS} from rides_change where ride_id = $1 and state = 'asked'"
OF_RIDE = f"select {COLUMNS} from rides_change where ride_id = $1 order by made_at, id"
ASK = "update rides_change set state = 'asked', hold_id = $2, held = $3, made_at = $4 where id = $1"
ANSWER = "update rides_change set state = $2, answered_at = $3 where id = $1"
APPLY = """
with h as (
    update rides_hail set price = c.price + waiting, most = c.most + waiting,
        seconds = c.seconds, metres = c.metres, stops = c.stops,
        cancel_fee = least(cancel_fee, c.price / 5)
    from rides_change c where c.id = $1 and rides_hail.ride_id = c.ride_id
)
update rides_ride set destination = c.destination from rides_change c
where c.id = $1 and rides_ride.id = c.ride_id
"""
DROP_OLD_PRICES = "delete from rides_change where state = 'priced' and made_at < $1"
FORGET_TRIPS = """
with c as (
    delete from rides_change c using rides_ride r where r.id = c.ride_id and r.rider_id = $1
)
update rides_hail h set stops = '[]' from rides_ride r
where r.id = h.ride_id and r.rider_id = $1 and h.stops <> '[]'
"""


FORGET_PAYER = "update rides_hail set payer_id = null where payer_id = $1"


class RideHold(msgspec.Struct, frozen=True):
    """What a rider promised besides: the wallet's stored id, and how much."""

    id: UUID
    amount: int


class TripChange(msgspec.Struct, frozen=True):
    """Another trip than was agreed: `price` and `most` of all of it, as of `HailedRide`, without
    what waiting cost; `held` of `hold_id` is promised on top until the driver has answered.
    """

    id: UUID
    ride_id: UUID
    state: ChangeState
    stops: tuple[Waypoint, ...]
    destination: Waypoint
    seconds: int
    metres: int
    price: int
    most: int
    hold_id: UUID | None
    held: int
    made_at: datetime
    answered_at: datetime | None


async def booked(db: Db, rider_id: UUID) -> list[UUID]:
    """What somebody has booked."""
    return [row[0] for row in await db.rows(BOOKED, rider_id)]


async def not_held(db: Db, rider_id: UUID) -> list[UUID]:
    """What somebody has booked or asked for, as far as nothing was promised for it and they are not
    in the car.
    """
    return [row[0] for row in await db.rows(NOT_HELD, rider_id)]


async def request(db: Db, ride_id: UUID, hold: RideHold | None) -> None:
    """What was booked is asked for now, and drivers wait for it from now on."""
    held = (hold.id, hold.amount) if hold else (None, 0)
    await db.run(REQUEST, ride_id, *held, db.now)


async def set_why(db: Db, ride_id: UUID, why: RideWhy) -> None:
    await db.run(WHY, ride_id, why)


async def ask_sum(db: Db, ride_id: UUID, asked: int) -> None:
    """The driver says what is due, or what they got."""
    await db.run(ASK_SUM, ride_id, db.now, asked)


async def differ(db: Db, ride_id: UUID, rider_sum: int) -> None:
    """The rider says what they gave."""
    await db.run(DIFFER, ride_id, rider_sum)


async def differing(db: Db, limit: int) -> list[UUID]:
    """Rides of which the two say different sums, the oldest first."""
    return [row[0] for row in await db.rows(DIFFERING, limit)]


async def waits_for_sum(db: Db, driver_id: UUID) -> bool:
    """Whether a rider has yet to say what they think of a sum."""
    return bool(await db.value(WAITS_FOR_SUM, driver_id))


async def set_thanks(db: Db, ride_id: UUID, thanks: int) -> None:
    await db.run(SET_THANKS, ride_id, thanks)


async def add_hold(db: Db, ride_id: UUID, hold: RideHold) -> None:
    """This is promised for the ride too."""
    await db.run(ADD_HOLD, hold.id, ride_id, hold.amount, db.now)


async def holds(db: Db, ride: HailedRide) -> list[RideHold]:
    """All that is promised for a ride, the first one first; without what is promised for a trip
    about which the driver has not answered.
    """
    first = [RideHold(ride.hold_id, ride.held)] if ride.hold_id else []
    return [*first, *await db.all_as(RideHold, HOLDS, ride.id)]


async def price(
    db: Db, change_id: UUID, ride_id: UUID, trip: DrivenTrip, due: int, most: int
) -> bool:
    """What another trip would cost, and at most (minor units). False when the id is taken."""
    await db.run(DROP_PRICED, ride_id, change_id)
    place = [msgspec.to_builtins(one) for one in (trip.stops, trip.destination)]
    driven = (trip.seconds, trip.metres)
    return await db.run(PRICE, change_id, ride_id, *place, *driven, due, most, db.now) == 1


async def change(db: Db, change_id: UUID) -> TripChange | None:
    return _change(await db.row(FIND, change_id))


async def latest(db: Db, ride_id: UUID) -> TripChange | None:
    """The change of a ride's trip that its driver was asked last; None for none."""
    return _change(await db.row(LATEST, ride_id))


async def asked(db: Db, ride_id: UUID) -> TripChange | None:
    """The one about which the driver has not answered yet."""
    return _change(await db.row(ASKED, ride_id))


async def changes(db: Db, ride_id: UUID) -> list[TripChange]:
    """All of a ride, the oldest first."""
    return [one for row in await db.rows(OF_RIDE, ride_id) if (one := _change(row))]


async def ask(db: Db, change_id: UUID, hold: RideHold | None) -> None:
    """The driver is asked, and this is promised."""
    held = (hold.id, hold.amount) if hold else (None, 0)
    await db.run(ASK, change_id, *held, db.now)


async def answer(db: Db, change_id: UUID, state: ChangeState) -> None:
    await db.run(ANSWER, change_id, state, db.now)


async def apply(db: Db, change_id: UUID) -> None:
    """The trip is this one from now on."""
    await db.run(APPLY, change_id)


async def drop_priced(db: Db, before: datetime) -> int:
    """Trips that were priced before then and never asked for; answers how many."""
    return await db.run(DROP_OLD_PRICES, before)


async def forget_trips(db: Db, rider_id: UUID) -> int:
    """Where somebody went in between, or wanted to."""
    return await db.run(FORGET_TRIPS, rider_id)


async def forget_payer(db: Db, payer_id: UUID) -> int:
    """Whose rides somebody paid for, who leaves."""
    return await db.run(FORGET_PAYER, payer_id)


def _change(row: Row | None) -> TripChange | None:
    return (
        msgspec.convert(dict(row.items()), TripChange, builtin_types=(UUID, datetime))
        if row
        else None
    )
