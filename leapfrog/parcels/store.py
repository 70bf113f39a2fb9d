"""SQL of deliveries, their parcels, and what happened with these."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.parcels.model import AgreedDelivery, DeliveryRecord, Parcel, ParcelEvent

DELIVERY_COLUMNS = """
id, merchant_id, buyer_id, service, for_name, for_phone, for_address, lat, lon, receiver_id,
point_id, code, price, fee, cash, currency, promised_for, settled, created_at, ended_at,
hidden, promised_at, by_code
"""
ADD_DELIVERIES = f"""
insert into parcels_delivery ({DELIVERY_COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::double precision[], $9::double precision[], $10::uuid[], $11::uuid[], $12::text[],
    $13::bigint[], $14::bigint[], $15::bigint[], $16::text[], $17::date[], $18::text[],
    $19::timestamptz[], $20::timestamptz[], $21::boolean[], $22::timestamptz[], $23::boolean[]
)
on conflict (id) do nothing
"""
DELIVERIES = f"select {DELIVERY_COLUMNS} from parcels_delivery where id = any($1::uuid[])"
LOCK_DELIVERIES = f"{DELIVERIES} order by id for no key update"
WAIVE_CASH = """
update parcels_delivery d set cash = 0, by_code = true, code = $2
where id = $1 and ended_at is null and not exists (
    select from parcels_parcel p where p.delivery_id = d.id and p.state = 'returning'
)
"""
SETTLE = "update parcels_delivery set settled = $2 where id = $1"
END = "update parcels_delivery set ended_at = $2 where id = $1 and ended_at is null"
FORGET_OLD = """
update parcels_delivery set for_name = '', for_phone = '', for_address = '', lat = null, lon = null
where ended_at < $1 and (for_name <> '' or for_phone <> '' or for_address <> '' or lat is not null)
"""
OF_BUYER = f"""
select {DELIVERY_COLUMNS} from parcels_delivery where buyer_id = $1 order by created_at, id
"""
FORGET_BUYER = """
update parcels_delivery set for_name = '', for_phone = '', for_address = '', lat = null, lon = null
where buyer_id = $1
"""
FORGET_WHERE = """
update parcels_delivery set for_name = '', for_phone = '', for_address = '', lat = null, lon = null
where id = any($1::uuid[])
"""
REDIRECT = "update parcels_delivery set point_id = $2 where id = any($1::uuid[])"
PARCEL_COLUMNS = """
id, delivery_id, number, carrier, carrier_number, state, weight_g, contents, courier_id, point_id,
shelf, failures, proof, signature, tries, locked_until, fee_paid_at, announced_at, changed_at,
due_at, ended_at, size
"""
ADD_PARCEL = f"""
insert into parcels_parcel ({PARCEL_COLUMNS})
values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
    $20, $21, $22
)
on conflict (carrier, carrier_number)
where carrier not in ('local', 'other') and carrier_number <> '' do nothing
"""
FIND = f"select {PARCEL_COLUMNS} from parcels_parcel where id = any($1::uuid[])"
# Our own number first: whatever a shop has typed of another carrier stands behind it.
BY_NUMBER = """
select coalesce((select id from parcels_parcel where number = $1), (
    select id from parcels_parcel where carrier_number <> '' and carrier_number = $1
    order by announced_at desc limit 1
))
"""
LOCK = f"select {PARCEL_COLUMNS} from parcels_parcel where id = $1 for no key update"
OF_DELIVERIES = f"""
select {PARCEL_COLUMNS} from parcels_parcel where delivery_id = any($1::uuid[])
order by announced_at, id
"""
SAVE = """
update parcels_parcel set state = $2, courier_id = $3, point_id = $4, shelf = $5, failures = $6,
    proof = $7, signature = $8, tries = $9, locked_until = $10, fee_paid_at = $11,
    changed_at = $12, due_at = $13, ended_at = $14
where id = $1
"""
AT_POINT = f"""
select {PARCEL_COLUMNS} from parcels_parcel where point_id = $1 order by shelf, changed_at, id
"""
COMING_TO = f"""
select {PARCEL_COLUMNS} from parcels_parcel p
where p.ended_at is null and p.state in ('announced', 'collected', 'on_the_way', 'failed')
    and exists (select from parcels_delivery d where d.id = p.delivery_id and d.point_id = $1)
order by p.announced_at, p.id limit 200
"""
COUNT_AT = "select count(*) from parcels_parcel where point_id = $1"
ON_SHELVES = """
select shelf, count(*) as n from parcels_parcel where point_id = $1 group by shelf
"""
# The code of each order that lies in it opens it.
WITH_CODE = f"""
select {PARCEL_COLUMNS} from parcels_parcel p
where p.point_id = $1 and exists (
    select from parcels_delivery d where d.code = $2 and (
        d.id = p.delivery_id or exists (
            select from parcels_joined j where j.parcel_id = p.id and j.delivery_id = d.id
        )
    )
)
order by p.changed_at, p.id
"""
OF_RECEIVER_AT = f"""
select {PARCEL_COLUMNS} from parcels_parcel p
where p.point_id = $1
    and exists (select from parcels_delivery d where d.id = p.delivery_id and d.receiver_id = $2)
order by p.changed_at, p.id
"""
# What a courier has, and what waits to be taken along.
CARRIED_BY = f"""
select {PARCEL_COLUMNS} from parcels_parcel where courier_id = $1 and ended_at is null
    and state in ('collected', 'on_the_way', 'failed', 'returning')
order by changed_at, id
"""
CASH_TO_TAKE = """
select coalesce(sum(d.cash), 0)::bigint
from parcels_parcel p join parcels_delivery d on d.id = p.delivery_id
where p.courier_id = $1 and p.ended_at is null and p.state in ('collected', 'on_the_way', 'failed')
    and p.id <> $2
"""
TO_COLLECT = f"""
select {PARCEL_COLUMNS} from parcels_parcel p
where p.state = 'announced' and p.carrier = 'local' and exists (
    select from parcels_delivery d where d.id = p.delivery_id
    and ((d.service <> 'own' and $1) or d.merchant_id = any($2::uuid[]))
)
order by p.announced_at, p.id limit 200
"""
OF_MERCHANT = f"""
select {PARCEL_COLUMNS} from parcels_parcel p
where exists (select from parcels_delivery d where d.id = p.delivery_id and d.merchant_id = $1)
    and (p.ended_at is null) = $2
    and ($3::timestamptz is null or (p.announced_at, p.id) < ($3, $4::uuid))
order by p.announced_at desc, p.id desc limit $5
"""
# Of what couriers have still to bring.
BOOKED = """
select promised_for, count(*) as n from parcels_delivery
where ended_at is null and service <> 'own' and promised_for >= $1
group by promised_for
"""
# Of days that are over, and of what has left the shop: what came back because nobody was there, or
# was called off, is nobody's delay; what is lost is one.
RECORD = """
select count(*)::int as promised, count(*) filter (where kept)::int as kept from (
    select bool_and(
        p.state = 'received' and (p.ended_at at time zone 'UTC')::date <= d.promised_for
    ) as kept
    from parcels_delivery d join parcels_parcel p on p.delivery_id = d.id
    where d.merchant_id = $1 and d.promised_for < $2 and d.promised_for >= $2 - 90
        and d.created_at > $3 and p.state not in ('returning', 'returned', 'called_off')
        and p.carrier = 'local'
    group by d.id
) as days
"""
RECORD_SPAN = timedelta(days=180)
EVENT_COLUMNS = "id, parcel_id, act, state, by_id, role, reason, at, no"
ADD_EVENT = f"""
insert into parcels_event ({EVENT_COLUMNS})
select $1::uuid, $2::uuid, $3::text, $4::text, $5::uuid, $6::text, $7::text, $8::timestamptz,
    coalesce(max(no), 0) + 1
from parcels_event where parcel_id = $2
"""
EVENT = f"select {EVENT_COLUMNS} from parcels_event where id = $1"
EVENTS = f"""
select {EVENT_COLUMNS} from parcels_event where parcel_id = any($1::uuid[]) order by parcel_id, no
"""


async def add_deliveries(db: Db, made: Sequence[AgreedDelivery]) -> None:
    """New ones; one that is there already stays as it is."""
    names = [name.strip() for name in DELIVERY_COLUMNS.split(",")]
    await db.run(ADD_DELIVERIES, *([getattr(one, name) for one in made] for name in names))


async def deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, AgreedDelivery]:
    return {one.id: one for one in await db.all_as(AgreedDelivery, DELIVERIES, list(ids))}


async def lock_delivery(db: Db, delivery_id: UUID) -> AgreedDelivery | None:
    """Nobody else changes it, or its parcels, until the end of the transaction."""
    return (await lock_deliveries(db, [delivery_id])).get(delivery_id)


async def lock_deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, AgreedDelivery]:
    """Locks these deliveries, and so their parcels, until the end of the transaction."""
    return {one.id: one for one in await db.all_as(AgreedDelivery, LOCK_DELIVERIES, list(ids))}


async def waive_cash(db: Db, delivery_id: UUID, code: str) -> bool:
    """Opens a delivery paid otherwise by this new code alone; False: it is over, or goes back."""
    return await db.run(WAIVE_CASH, delivery_id, code) == 1


async def settle(db: Db, delivery_id: UUID, whose: str) -> None:
    """The price went there, and nothing more will come of it."""
    await db.run(SETTLE, delivery_id, whose)


async def end(db: Db, delivery_id: UUID) -> None:
    await db.run(END, delivery_id, db.now)


async def forget_old(db: Db, kept: timedelta) -> None:
    """Who got things, and where, that came to their end so long ago."""
    await db.run(FORGET_OLD, db.now - kept)


async def deliveries_of(db: Db, buyer_id: UUID) -> list[AgreedDelivery]:
    """What somebody has had sent, the oldest first."""
    return await db.all_as(AgreedDelivery, OF_BUYER, buyer_id)


async def forget_buyer(db: Db, buyer_id: UUID) -> int:
    return await db.run(FORGET_BUYER, buyer_id)


async def forget_where(db: Db, ids: Iterable[UUID]) -> None:
    """Deletes to whom and where these deliveries go."""
    await db.run(FORGET_WHERE, list(ids))


async def redirect(db: Db, ids: Iterable[UUID], point_id: UUID) -> None:
    """These go to another point from now on."""
    await db.run(REDIRECT, list(ids), point_id)


async def add_parcel(db: Db, made: Parcel) -> bool:
    """Whether no other parcel has its number of a carrier that an adapter speaks with."""
    values: list[Any] = [getattr(made, name.strip()) for name in PARCEL_COLUMNS.split(",")]
    return bool(await db.run(ADD_PARCEL, *values))


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Parcel]:
    return {one.id: one for one in await db.all_as(Parcel, FIND, list(ids))}


async def by_number(db: Db, number: str) -> UUID | None:
    """Of a label, ours or another carrier's."""
    found: UUID | None = await db.value(BY_NUMBER, number)
    return found


async def lock(db: Db, parcel_id: UUID) -> Parcel | None:
    return await db.one_as(Parcel, LOCK, parcel_id)


async def of_deliveries(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[Parcel]]:
    """Of each, the oldest first."""
    found: dict[UUID, list[Parcel]] = {}
    for one in await db.all_as(Parcel, OF_DELIVERIES, list(ids)):
        found.setdefault(one.delivery_id, []).append(one)
    return found


async def save(db: Db, one: Parcel) -> None:
    """What of a parcel changes."""
    names = (
        "id",
        "state",
        "courier_id",
        "point_id",
        "shelf",
        "failures",
        "proof",
        "signature",
        "tries",
        "locked_until",
        "fee_paid_at",
        "changed_at",
        "due_at",
        "ended_at",
    )
    await db.run(SAVE, *(getattr(one, name) for name in names))


async def at_point(db: Db, point_id: UUID) -> list[Parcel]:
    """What lies there, by shelf."""
    return await db.all_as(Parcel, AT_POINT, point_id)


async def coming_to(db: Db, point_id: UUID) -> list[Parcel]:
    """The parcels on their way to a pickup point, the oldest first, 200 at most."""
    return await db.all_as(Parcel, COMING_TO, point_id)


async def count_at(db: Db, point_id: UUID) -> int:
    """How many lie there."""
    found: int = await db.value(COUNT_AT, point_id)
    return found


async def on_shelves(db: Db, point_id: UUID) -> dict[str, int]:
    """How many lie on each shelf that has any."""
    return {row["shelf"]: row["n"] for row in await db.rows(ON_SHELVES, point_id)}


async def with_code(db: Db, point_id: UUID, code: str) -> list[Parcel]:
    return await db.all_as(Parcel, WITH_CODE, point_id, code)


async def of_receiver_at(db: Db, point_id: UUID, receiver_id: UUID) -> list[Parcel]:
    return await db.all_as(Parcel, OF_RECEIVER_AT, point_id, receiver_id)


async def carried_by(db: Db, courier_id: UUID) -> list[Parcel]:
    return await db.all_as(Parcel, CARRIED_BY, courier_id)


async def cash_to_take(db: Db, courier_id: UUID, *, but: UUID) -> int:
    """What a courier has still to take at doors for other parcels than this one, minor units."""
    found: int = await db.value(CASH_TO_TAKE, courier_id, but)
    return found


async def to_collect(db: Db, merchants: Iterable[UUID], *, every: bool) -> list[Parcel]:
    """What waits at these shops; `every`: and at all others, as far as couriers bring it."""
    return await db.all_as(Parcel, TO_COLLECT, every, list(merchants))


async def booked(db: Db) -> dict[date, int]:
    """How many deliveries are promised for each day from today on."""
    found = await db.rows(BOOKED, db.now.date())
    return {row["promised_for"]: row["n"] for row in found}


async def record_of(db: Db, merchant_id: UUID) -> DeliveryRecord:
    """How often a shop was in time, of what was promised for the last 90 days."""
    since = db.now - RECORD_SPAN
    found = await db.one_as(DeliveryRecord, RECORD, merchant_id, db.now.date(), since)
    assert found is not None
    return found


async def of_merchant(
    db: Db, merchant_id: UUID, before: Position, limit: int, *, is_open: bool
) -> list[Parcel]:
    """Those under way or those that came to an end, the newest first."""
    place = (before.at, before.id, limit)
    return await db.all_as(Parcel, OF_MERCHANT, merchant_id, is_open, *place)


async def add_event(db: Db, made: ParcelEvent) -> None:
    """As the next one of its parcel, whatever its `no` says."""
    names = ("id", "parcel_id", "act", "state", "by_id", "role", "reason", "at")
    await db.run(ADD_EVENT, *(getattr(made, name) for name in names))


async def event(db: Db, event_id: UUID) -> ParcelEvent | None:
    return await db.one_as(ParcelEvent, EVENT, event_id)


async def events(db: Db, parcels: Iterable[UUID]) -> dict[UUID, list[ParcelEvent]]:
    """Of each, in their order."""
    found: dict[UUID, list[ParcelEvent]] = {}
    for one in await db.all_as(ParcelEvent, EVENTS, list(parcels)):
        found.setdefault(one.parcel_id, []).append(one)
    return found
