"""SQL of drivers on duty: where they are, whom they may be asked about, what the desk says."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.places import metres_apart
from leapfrog.ride_terms import CarClass, RideNeeds
from leapfrog.rides.hailing.model import FRESH, DriverPosition, RideMode, RideOffer
from leapfrog.rides.model import Vetting, Waypoint

SET_ONLINE = """
update rides_driver set online_since = coalesce(online_since, $2) where person_id = $1
"""
IS_ONLINE = """
select exists (select from rides_driver where person_id = $1 and online_since is not null)
"""
SET_OFFLINE = """
with gone as (delete from rides_position where driver_id = $1)
update rides_driver set online_since = null where person_id = $1
"""
PUT_POSITIONS = """
insert into rides_position as p (driver_id, lat, lon, heading, at)
select g.* from unnest(
    $1::uuid[], $2::float8[], $3::float8[], $4::float4[], $5::timestamptz[]
) as g (driver_id, lat, lon, heading, at)
join rides_driver d on d.person_id = g.driver_id
where d.online_since is not null and d.stopped_at is null
on conflict (driver_id) do update
set lat = excluded.lat, lon = excluded.lon, heading = excluded.heading, at = excluded.at
where p.at <= excluded.at
"""
POSITION = """
select driver_id, lat, lon, heading, at from rides_position where driver_id = $1 and at > $2
"""
HEARD_BY = """
select r.id as ride_id, r.rider_id, r.driver_id, r.state, (r.origin ->> 'lat')::float8 as lat,
    (r.origin ->> 'lon')::float8 as lon, h.near_metres, h.arrived_at is not null as at_the_door
from rides_ride r join rides_hail h on h.ride_id = r.id
where r.driver_id = any($1::uuid[]) and r.state in ('accepted', 'arrived', 'riding')
"""
# What was booked waits from when drivers are asked, not from when it was booked.
WAITING = """
select r.id, r.rider_id, r.started_at, h.mode, h.car_class, h.seats, h.child_seat,
    h.wheelchair, h.pet, h.luggage, (r.origin ->> 'lat')::float8 as lat,
    (r.origin ->> 'lon')::float8 as lon, (r.destination ->> 'lat')::float8 as to_lat,
    (r.destination ->> 'lon')::float8 as to_lon,
    (select count(*) from rides_offer o where o.ride_id = r.id and o.state <> 'withdrawn')::int
        as asked
from rides_ride r join rides_hail h on h.ride_id = r.id
where r.state = 'requested' and r.origin is not null
    and not exists (
        select 1 from rides_offer o where o.ride_id = r.id and o.state = 'open' and o.until > $1
    )
order by r.started_at, r.id limit $2
"""
# What was booked and is to be asked for soon: its due row is still to come, and was never tried.
BOOKED_SOON = """
select r.id, r.rider_id, $3::timestamptz as started_at, h.mode, h.booked_for, 0 as asked,
    h.car_class, h.seats, h.child_seat, h.wheelchair, h.pet, h.luggage,
    (r.origin ->> 'lat')::float8 as lat,
    (r.origin ->> 'lon')::float8 as lon, (r.destination ->> 'lat')::float8 as to_lat,
    (r.destination ->> 'lon')::float8 as to_lon
from rides_ride r join rides_hail h on h.ride_id = r.id
where r.state = 'booked' and h.hold_id is null and h.booked_for <= $1
    and r.origin is not null and exists (
    select from kernel_timer t
    where t.kind = 'rides.become' and t.ref = r.id::text and t.due_at > $3 and t.attempts = 0
)
    and h.why = ''
order by h.booked_for, r.id limit $2
"""
ANYTHING_BOOKED = """
select exists (
    select from rides_hail h join rides_ride r on r.id = h.ride_id
    where h.hold_id is null and h.booked_for <= $1 and r.state = 'booked' and h.why = ''
)
"""
# An offer that is being made is nobody else's to make: who looks at the same moment passes by.
REQUESTED = f"{WAITING} for update of r skip locked"
UNDER_WAY = """
select driver_id, state from rides_ride where driver_id = any($1::uuid[])
    and state in ('open', 'metered', 'accepted', 'arrived', 'riding')
"""
ON_DUTY = """
select person_id from rides_driver where online_since is not null and stopped_at is null
"""
WAITS = """
select exists (
    select from rides_ride r where r.state = 'requested' and r.origin is not null
        and not exists (
            select 1 from rides_offer o
            where o.ride_id = r.id and o.state = 'open' and o.until > $1
        )
)
"""
FREE = """
select p.driver_id, p.lat, p.lon, p.heading, p.at, d.online_since
from rides_driver d join rides_position p on p.driver_id = d.person_id
where d.online_since is not null and d.stopped_at is null and d.vetting = 'checked'
    and d.vetted_until >= $1::date and p.at > $2
    and not exists (
        select 1 from rides_ride r where r.driver_id = d.person_id
            and r.state in ('open', 'metered', 'accepted', 'arrived', 'riding')
    )
    and not exists (
        select 1 from rides_offer o where o.driver_id = d.person_id and o.state = 'open'
    )
order by d.person_id
"""
# Who has somebody on board and no other ride yet, without stops still to come: from where they will
# be, and where they are now.
ENDING = """
select d.person_id as driver_id, (r.destination ->> 'lat')::float8 as lat,
    (r.destination ->> 'lon')::float8 as lon, null::float4 as heading, p.at, d.online_since,
    p.lat as from_lat, p.lon as from_lon
from rides_driver d join rides_position p on p.driver_id = d.person_id
    join rides_ride r on r.driver_id = d.person_id and r.state = 'riding'
    join rides_hail h on h.ride_id = r.id
where d.online_since is not null and d.stopped_at is null and d.vetting = 'checked'
    and d.vetted_until >= $1::date and p.at > $2 and h.stops = '[]' and r.destination is not null
    and not exists (
        select 1 from rides_ride q where q.driver_id = d.person_id and q.state = 'queued'
    )
    and not exists (
        select 1 from rides_offer o where o.driver_id = d.person_id and o.state = 'open'
    )
order by d.person_id
"""
ASKED = "select ride_id, driver_id from rides_offer where ride_id = any($1::uuid[])"
ADD_OFFER = """
insert into rides_offer (id, ride_id, driver_id, state, pickup_seconds, made_at, until)
values ($1, $2, $3, 'open', $4, $5, $6) on conflict do nothing
"""
ASK_VETTING = """
update rides_driver set licence = $2, vetting = 'asked', vetted_until = null, vetting_reason = ''
where person_id = $1
"""
VET = """
update rides_driver set vetting = $2, vetted_until = $3, vetting_reason = $4
where person_id = $1 and vetting <> 'none'
"""
TO_VET = """
select person_id, plate, car, licence, vetting, vetted_until, vetting_reason from rides_driver
where stopped_at is null and vetting <> 'none'
order by vetting = 'asked' desc, vetted_until, person_id limit $1
"""


class OpenRequest(msgspec.Struct, frozen=True):
    """A ride that needs a driver, from here to there (degrees; None: not known); `asked`: how many
    were asked so far.
    """

    id: UUID
    rider_id: UUID
    started_at: datetime
    lat: float
    lon: float
    to_lat: float | None
    to_lon: float | None
    asked: int
    mode: RideMode
    car_class: CarClass
    needs: RideNeeds


class BookedSoon(OpenRequest, frozen=True):
    """A ride that was booked, and is to be asked for soon; nobody waits for it yet."""

    booked_for: datetime


class FreeDriver(msgspec.Struct, frozen=True):
    """A driver on duty who may be asked: where they are, or where the ride ends that they have, to
    which they still drive from `from_lat`, `from_lon` (degrees).
    """

    driver_id: UUID
    lat: float
    lon: float
    heading: float | None
    at: datetime
    online_since: datetime
    from_lat: float | None = None
    from_lon: float | None = None


class RideToFollow(msgspec.Struct, frozen=True):
    """A ride whose rider sees where the driver is; `at_the_door`: where they were seen once they
    said so.
    """

    ride_id: UUID
    rider_id: UUID
    driver_id: UUID
    state: str
    lat: float | None
    lon: float | None
    near_metres: int | None
    at_the_door: bool

    @property
    def origin(self) -> Waypoint | None:
        return None if self.lat is None or self.lon is None else Waypoint(self.lat, self.lon)


class DriverToVet(msgspec.Struct, frozen=True):
    """What the desk looks at."""

    person_id: UUID
    plate: str
    car: str
    licence: str
    vetting: Vetting
    vetted_until: date | None
    vetting_reason: str


async def set_online(db: Db, driver_id: UUID) -> None:
    await db.run(SET_ONLINE, driver_id, db.now)


async def is_online(db: Db, driver_id: UUID) -> bool:
    """Whether somebody is on duty."""
    return bool(await db.value(IS_ONLINE, driver_id))


async def set_offline(db: Db, driver_id: UUID) -> None:
    """And where they were is forgotten."""
    await db.run(SET_OFFLINE, driver_id)


async def put_positions(db: Db, positions: Sequence[DriverPosition]) -> None:
    """Where these are now, as far as they are on duty; an older place does not replace a newer."""
    columns = [
        [getattr(one, name) for one in positions] for name in DriverPosition.__struct_fields__
    ]
    await db.run(PUT_POSITIONS, *columns)


async def position(db: Db, driver_id: UUID, since: datetime) -> DriverPosition | None:
    """Where a driver was, if that was told since then."""
    return await db.one_as(DriverPosition, POSITION, driver_id, since)


async def place_now(db: Db, driver_id: UUID) -> DriverPosition | None:
    """The position of a driver that was told within a minute; None otherwise."""
    return await position(db, driver_id, db.now - FRESH)


async def to_follow(db: Db, drivers: Sequence[UUID]) -> list[RideToFollow]:
    """The rides that these drivers have now."""
    return await db.all_as(RideToFollow, HEARD_BY, drivers)


async def waiting(db: Db, limit: int) -> list[OpenRequest]:
    """Rides that need a driver and about which nobody is asked at this moment, the oldest first."""
    return await db.all_as(OpenRequest, WAITING, db.now, limit)


async def requested(db: Db, limit: int) -> list[OpenRequest]:
    """Rides that need a driver and about which nobody is asked at this moment, the oldest first,
    locked; without those that somebody else has locked.
    """
    return await db.all_as(OpenRequest, REQUESTED, db.now, limit)


async def anybody_waits(db: Db) -> bool:
    """Whether a ride needs a driver, and nobody is asked about it at this moment."""
    return bool(await db.value(WAITS, db.now))


async def booked_soon(db: Db, until: datetime, limit: int) -> list[BookedSoon]:
    """What was booked for until then and was not asked for yet, the next first."""
    return await db.all_as(BookedSoon, BOOKED_SOON, until, limit, db.now)


async def anything_booked(db: Db, until: datetime) -> bool:
    """Whether there is any such ride."""
    return bool(await db.value(ANYTHING_BOOKED, until))


async def under_way(db: Db, drivers: Sequence[UUID]) -> dict[UUID, str]:
    """In which state the rides are that these drivers have now."""
    return {row[0]: row[1] for row in await db.rows(UNDER_WAY, drivers)}


async def on_duty(db: Db) -> set[UUID]:
    """All drivers who are."""
    return {row[0] for row in await db.rows(ON_DUTY)}


async def free(db: Db, since: datetime) -> list[FreeDriver]:
    """Drivers who may be asked, and have told since then where they are."""
    return await db.all_as(FreeDriver, FREE, db.now.date(), since)


async def ending(db: Db, since: datetime) -> list[FreeDriver]:
    """Drivers with somebody on board who may be asked what comes after, and have told since then
    where they are.
    """
    return await db.all_as(FreeDriver, ENDING, db.now.date(), since)


async def metres_to(db: Db, driver_id: UUID, place: Waypoint | None) -> int | None:
    """How far a driver is from there; None where nobody knows."""
    here = await place_now(db, driver_id)
    if here is None or place is None:
        return None
    return round(metres_apart(here.lat, here.lon, place.lat, place.lon))


async def asked(db: Db, rides: Sequence[UUID]) -> set[tuple[UUID, UUID]]:
    """(ride, driver): who was asked about these before."""
    return {(row[0], row[1]) for row in await db.rows(ASKED, rides)}


async def add_offer(db: Db, offer: RideOffer) -> bool:
    """False when the driver is asked something else already, or was asked this."""
    given = (offer.id, offer.ride_id, offer.driver_id, offer.pickup_seconds)
    return await db.run(ADD_OFFER, *given, offer.made_at, offer.until) == 1


async def ask_vetting(db: Db, driver_id: UUID, licence: str) -> None:
    await db.run(ASK_VETTING, driver_id, licence)


async def vet(db: Db, driver_id: UUID, vetting: Vetting, until: date | None, reason: str) -> bool:
    """False for who has not asked for it."""
    return await db.run(VET, driver_id, vetting, until, reason) == 1


async def to_vet(db: Db, limit: int) -> list[DriverToVet]:
    """Those first who wait for it, then those whose time ends first."""
    return await db.all_as(DriverToVet, TO_VET, limit)
