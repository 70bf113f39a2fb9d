"""All SQL of rides."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.rides.model import Driver, Ride, Waypoint

DRIVER_COLUMNS = """
person_id, plate, car, code, since, stopped_at, online_since, licence, vetting, vetted_until,
vetting_reason
"""
SET_DRIVER = """
insert into rides_driver (person_id, plate, car, code, since) values ($1, $2, $3, $4, $5)
on conflict (person_id)
do update set plate = excluded.plate, car = excluded.car, stopped_at = null
"""
SET_CODE = "update rides_driver set code = $2 where person_id = $1"
STOP = """
with gone as (delete from rides_position where driver_id = $1)
update rides_driver set stopped_at = $2, online_since = null where person_id = $1
"""
DRIVES_SOMEBODY = """
select exists (
    select from rides_ride
    where driver_id = $1 and state in ('queued', 'accepted', 'arrived', 'riding')
)
"""
LOCK_DRIVER = "select person_id from rides_driver where person_id = $1 for update"
DRIVER = f"select {DRIVER_COLUMNS} from rides_driver where person_id = $1 and stopped_at is null"
BY_CODE = f"select {DRIVER_COLUMNS} from rides_driver where code = $1 and stopped_at is null"
FORGET_DRIVER = """
with r as (update rides_ride set plate = '' where driver_id = $1),
h as (
    update rides_hail set reason = '' where reason <> ''
        and ride_id in (select ride_id from rides_offer where driver_id = $1)
),
o as (delete from rides_offer where driver_id = $1),
p as (delete from rides_position where driver_id = $1)
delete from rides_driver where person_id = $1
"""
COLUMNS = """
id, driver_id, rider_id, plate, state, fare, tip, currency, origin, destination, started_at, paid_at
"""
ADD = """
insert into rides_ride (id, driver_id, rider_id, plate, state, fare, currency, origin, started_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
"""
FIND = f"select {COLUMNS} from rides_ride where id = $1"
LOCK = f"{FIND} for update"
SOME = f"""
select {COLUMNS} from rides_ride where id = any($1::uuid[]) order by array_position($1, id)
"""
UNDER_WAY = f"""
select {COLUMNS} from rides_ride where driver_id = $1
    and state in ('open', 'metered', 'accepted', 'arrived', 'riding')
"""
LOCK_UNDER_WAY = f"{UNDER_WAY} for update"
OF_RIDER = f"""
select {COLUMNS} from rides_ride where rider_id = $1 order by started_at desc, id limit $2
"""
BOOKED = f"""
select {COLUMNS} from rides_ride r where rider_id = $1 and state = 'booked'
order by (select booked_for from rides_hail h where h.ride_id = r.id), id
"""
OWED = f"""
select {COLUMNS} from rides_ride where rider_id = $1 and state = 'metered'
order by started_at desc, id
"""
DAY = f"""
select {COLUMNS} from rides_ride
where driver_id = $1 and started_at >= $2 and started_at < $3
    and (state <> 'cancelled' or exists (
        select from rides_hail h where h.ride_id = id and h.fee > 0
    ))
order by started_at desc, id limit 500
"""
BOARD = "update rides_ride set rider_id = $2, origin = coalesce($3, origin) where id = $1"
METER = """
update rides_ride set state = 'metered', fare = $2 where id = $1 and state in ('open', 'metered')
"""
PAY = """
update rides_ride set state = 'paid', tip = $2, destination = $3, paid_at = $4 where id = $1
"""
CANCEL = "update rides_ride set state = 'cancelled' where id = $1"
FORGET_PLACES = """
update rides_ride set origin = null, destination = null, guest = ''
where rider_id = $1 and (origin is not null or destination is not null or guest <> '')
"""


async def set_driver(db: Db, driver: Driver) -> None:
    """A driver who is one already keeps the code."""
    await db.run(SET_DRIVER, driver.person_id, driver.plate, driver.car, driver.code, driver.since)


async def set_code(db: Db, person_id: UUID, code: UUID) -> None:
    await db.run(SET_CODE, person_id, code)


async def stop(db: Db, person_id: UUID) -> None:
    await db.run(STOP, person_id, db.now)


async def lock_driver(db: Db, person_id: UUID) -> None:
    """Until the end of the transaction they neither accept a ride nor stop driving elsewhere; what
    is read in a statement after this one is as it is then.
    """
    await db.run(LOCK_DRIVER, person_id)


async def drives_somebody(db: Db, person_id: UUID) -> bool:
    """Whether they have a ride by hail."""
    return bool(await db.value(DRIVES_SOMEBODY, person_id))


async def driver(db: Db, person_id: UUID) -> Driver | None:
    """A person as a driver; None for who does not drive, or no longer."""
    return await db.one_as(Driver, DRIVER, person_id)


async def by_code(db: Db, code: UUID) -> Driver | None:
    return await db.one_as(Driver, BY_CODE, code)


async def forget_driver(db: Db, person_id: UUID) -> int:
    """Also in which car they drove others; answers 1 for who was one, else 0."""
    return await db.run(FORGET_DRIVER, person_id)


async def add(db: Db, ride: Ride) -> bool:
    """False when the id is taken, or the driver has another ride under way."""
    given = (ride.id, ride.driver_id, ride.rider_id, ride.plate, ride.state, ride.fare)
    return await db.run(ADD, *given, ride.currency, _json(ride.origin), ride.started_at) == 1


async def ride(db: Db, ride_id: UUID) -> Ride | None:
    return _ride(await db.row(FIND, ride_id))


async def some(db: Db, ids: Sequence[UUID]) -> list[Ride]:
    """Those of these rides that there are, in their order."""
    return [one for row in await db.rows(SOME, list(ids)) if (one := _ride(row))]


async def lock(db: Db, ride_id: UUID) -> Ride | None:
    """Nobody else changes it until the end of the transaction."""
    return _ride(await db.row(LOCK, ride_id))


async def under_way(db: Db, driver_id: UUID) -> Ride | None:
    """The ride that the driver has now."""
    return _ride(await db.row(UNDER_WAY, driver_id))


async def lock_under_way(db: Db, driver_id: UUID) -> Ride | None:
    """The ride that the driver has now; nobody else changes it until the end of the transaction."""
    return _ride(await db.row(LOCK_UNDER_WAY, driver_id))


async def of_rider(db: Db, rider_id: UUID, limit: int) -> list[Ride]:
    """The newest first."""
    return [one for row in await db.rows(OF_RIDER, rider_id, limit) if (one := _ride(row))]


async def owed(db: Db, rider_id: UUID) -> list[Ride]:
    """Whose fare stands and waits for the rider, the newest first."""
    return [one for row in await db.rows(OWED, rider_id) if (one := _ride(row))]


async def booked(db: Db, rider_id: UUID) -> list[Ride]:
    """What somebody has booked for later, the next first."""
    return [one for row in await db.rows(BOOKED, rider_id) if (one := _ride(row))]


async def day(db: Db, driver_id: UUID, since: datetime, until: datetime) -> list[Ride]:
    """Of a driver, the newest first, without those called off for nothing."""
    return [one for row in await db.rows(DAY, driver_id, since, until) if (one := _ride(row))]


async def board(db: Db, ride_id: UUID, rider_id: UUID, origin: Waypoint | None) -> None:
    await db.run(BOARD, ride_id, rider_id, _json(origin))


async def meter(db: Db, ride_id: UUID, fare: int) -> None:
    await db.run(METER, ride_id, fare)


async def pay(db: Db, ride_id: UUID, tip: int, destination: Waypoint | None) -> None:
    await db.run(PAY, ride_id, tip, _json(destination), db.now)


async def cancel(db: Db, ride_id: UUID) -> None:
    await db.run(CANCEL, ride_id)


async def forget_places(db: Db, rider_id: UUID) -> int:
    """Where somebody went is nobody's business once they left."""
    return await db.run(FORGET_PLACES, rider_id)


def _json(place: Waypoint | None) -> object:
    return msgspec.to_builtins(place) if place else None


def _ride(row: Row | None) -> Ride | None:
    if row is None:
        return None
    told = dict(zip(Ride.__struct_fields__, row, strict=True))
    return msgspec.convert(told, Ride, builtin_types=(UUID, datetime))
