"""SQL of who has to do with parcels: address books, shops' terms, points, couriers, cards, cash."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels.model import ShopTerms
from leapfrog.parcels.people import (
    CashCount,
    CashTaken,
    Courier,
    CourierHours,
    PickupPoint,
    ReceiverCard,
    SavedAddress,
)

ADDRESS_COLUMNS = """
id, label, name, phone, country, divisions, line, plus_code, lat, lon, is_default, at
"""
ADDRESSES = f"""
select {ADDRESS_COLUMNS} from parcels_address where person_id = $1
order by is_default desc, at desc, id
"""
NO_DEFAULT = "update parcels_address set is_default = false where person_id = $1 and is_default"
PUT_ADDRESS = """
insert into parcels_address (
    person_id, id, label, name, phone, country, divisions, line, plus_code, lat, lon, is_default, at
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict (person_id, id) do update set label = excluded.label, name = excluded.name,
    phone = excluded.phone, country = excluded.country, divisions = excluded.divisions,
    line = excluded.line, plus_code = excluded.plus_code, lat = excluded.lat, lon = excluded.lon,
    is_default = excluded.is_default, at = excluded.at
"""
DROP_ADDRESS = "delete from parcels_address where person_id = $1 and id = $2"
DROP_ADDRESSES = "delete from parcels_address where person_id = $1"
TERMS = """
select merchant_id, own_price, courier_price, point_price, cutoff, weekdays, handling_days,
    lat, lon, zone
from parcels_terms where merchant_id = any($1::uuid[])
"""
PUT_TERMS = """
insert into parcels_terms (
    merchant_id, own_price, courier_price, point_price, cutoff, weekdays, handling_days, lat, lon,
    zone, changed_at
) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
on conflict (merchant_id) do update set own_price = excluded.own_price,
    courier_price = excluded.courier_price, point_price = excluded.point_price,
    cutoff = excluded.cutoff, weekdays = excluded.weekdays,
    handling_days = excluded.handling_days, lat = excluded.lat, lon = excluded.lon,
    zone = excluded.zone, changed_at = excluded.changed_at
"""
POINT_COLUMNS = """
merchant_id as id, coalesce(kept_by, merchant_id) as merchant_id, name, state, about, lat, lon,
shelves, capacity, keeps_days, fee, reason, tries, locked_until, asked_by, at, doors
"""
POINTS = f"select {POINT_COLUMNS} from parcels_point where merchant_id = any($1::uuid[])"
# With what is on its way there.
POINTS_WITH_ROOM = f"""
select {POINT_COLUMNS} from parcels_point o
where o.state = 'open' and o.capacity > (
    select count(*) from parcels_parcel p join parcels_delivery d on d.id = p.delivery_id
    where d.point_id = o.merchant_id and p.ended_at is null and p.state <> 'returning'
)
order by o.merchant_id limit 200
"""
# Of each locker what is to come, lies there, or was bought and is not packed yet.
TAKEN_AT = """
select d.point_id, coalesce(p.size, 'S') as size, count(*) as n
from parcels_delivery d left join parcels_parcel p on p.delivery_id = d.id
where d.point_id = any($1::uuid[]) and d.ended_at is null and p.ended_at is null
    and not exists (select from parcels_joined j where j.delivery_id = d.id)
group by d.point_id, coalesce(p.size, 'S')
"""
OPEN_POINTS = f"""
select {POINT_COLUMNS} from parcels_point where state = 'open' order by merchant_id limit 200
"""
ASKING_POINTS = f"""
select {POINT_COLUMNS} from parcels_point order by (state = 'asked') desc, at desc limit 200
"""
LOCK_POINT = f"select {POINT_COLUMNS} from parcels_point where merchant_id = $1 for no key update"
PUT_POINT = """
insert into parcels_point (
    merchant_id, kept_by, name, state, about, lat, lon, shelves, capacity, keeps_days, fee, reason,
    asked_by, at, doors
) values (
    $1, nullif($2::uuid, $1::uuid), $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
)
on conflict (merchant_id) do update set name = excluded.name, doors = excluded.doors,
    state = excluded.state, about = excluded.about,
    lat = excluded.lat, lon = excluded.lon, shelves = excluded.shelves,
    capacity = excluded.capacity, keeps_days = excluded.keeps_days, fee = excluded.fee,
    reason = excluded.reason, asked_by = excluded.asked_by, at = excluded.at
"""
TRY_AT_POINT = "update parcels_point set tries = $2, locked_until = $3 where merchant_id = $1"
COURIER_COLUMNS = "person_id, state, about, fee, reason, at, weekdays, leaves_at, ends_at, zone"
COURIER = f"select {COURIER_COLUMNS} from parcels_courier where person_id = $1"
COURIERS = f"""
select {COURIER_COLUMNS} from parcels_courier order by (state = 'asked') desc, at desc limit 200
"""
PUT_COURIER = """
insert into parcels_courier (person_id, state, about, fee, reason, at)
values ($1, $2, $3, $4, $5, $6)
on conflict (person_id) do update set state = excluded.state, about = excluded.about,
    fee = excluded.fee, reason = excluded.reason, at = excluded.at
"""
# When somebody carries is theirs to say; the desk is not asked.
SET_HOURS = """
update parcels_courier set weekdays = $2, leaves_at = $3, ends_at = $4, zone = $5
where person_id = $1
"""
ROUNDS = """
select weekdays, leaves_at, ends_at, zone from parcels_courier
where state = 'approved' and leaves_at is not null order by person_id limit 200
"""
DROP_COURIER = "delete from parcels_courier where person_id = $1"
FORGET_SIGNER = """
update parcels_parcel set signature = '' where delivery_id in (
    select id from parcels_delivery where buyer_id = $1
) and signature <> ''
"""
FORGET_REASONS = "update parcels_event set reason = '' where by_id = $1 and reason <> ''"
RECEIVER_COLUMNS = """
id, handle, name, address, secret_hash, free_up_to, tries, locked_until, made_by, at
"""
RECEIVER = f"select {RECEIVER_COLUMNS} from parcels_receiver where handle = $1"
LOCK_RECEIVER = f"{RECEIVER} for no key update"
RECEIVERS = f"""
select {RECEIVER_COLUMNS} from parcels_receiver where made_by = $1 order by at desc, id limit 200
"""
PUT_RECEIVER = """
insert into parcels_receiver (
    id, handle, name, address, secret_hash, free_up_to, made_by, at
) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (id) do update set secret_hash = excluded.secret_hash, tries = 0, locked_until = null,
    name = excluded.name, address = excluded.address, free_up_to = excluded.free_up_to
where parcels_receiver.made_by = excluded.made_by
"""
TRY_RECEIVER = "update parcels_receiver set tries = $2, locked_until = $3 where id = $1"
TAKE_CASH = """
insert into parcels_cash (parcel_id, courier_id, merchant_id, amount, currency, taken_at)
values ($1, $2, $3, $4, $5, $6)
"""
CASH_COLUMNS = "parcel_id, courier_id, merchant_id, amount, currency, taken_at"
CASH_OF = f"""
select {CASH_COLUMNS} from parcels_cash where courier_id = $1 and count_id is null
order by taken_at, parcel_id
"""
CASH_FOR = f"""
select {CASH_COLUMNS} from parcels_cash where merchant_id = $1 and count_id is null
order by courier_id, taken_at, parcel_id
"""
LOCK_CASH = f"""
select {CASH_COLUMNS} from parcels_cash
where courier_id = $1 and merchant_id = $2 and count_id is null
order by parcel_id for update
"""
COUNT_CASH = """
update parcels_cash set count_id = $2
where parcel_id = any($1::uuid[]) and count_id is null
"""
ADD_COUNT = """
insert into parcels_cash_count (id, courier_id, merchant_id, expected, counted, by_id, at)
values ($1, $2, $3, $4, $5, $6, $7)
"""
COUNT_COLUMNS = "id, courier_id, merchant_id, expected, counted, by_id, at"
COUNT = f"select {COUNT_COLUMNS} from parcels_cash_count where id = $1"
COUNTS_OF = f"""
select {COUNT_COLUMNS} from parcels_cash_count where courier_id = $1 order by at desc, id limit 1000
"""


async def addresses(db: Db, person_id: UUID) -> list[SavedAddress]:
    """The default one first, then the newest."""
    return await db.all_as(SavedAddress, ADDRESSES, person_id)


async def put_address(db: Db, person_id: UUID, one: SavedAddress) -> None:
    """At most one is the default."""
    if one.is_default:
        await db.run(NO_DEFAULT, person_id)
    names = [name.strip() for name in ADDRESS_COLUMNS.split(",")]
    await db.run(PUT_ADDRESS, person_id, *(getattr(one, name) for name in names))


async def drop_address(db: Db, person_id: UUID, address_id: UUID) -> int:
    return await db.run(DROP_ADDRESS, person_id, address_id)


async def drop_addresses(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_ADDRESSES, person_id)


async def terms(db: Db, merchants: Iterable[UUID]) -> dict[UUID, ShopTerms]:
    """How shops send; those that never said so send as `ShopTerms()` says."""
    asked = list(merchants)
    found: dict[UUID, ShopTerms] = await db.map_as(ShopTerms, TERMS, asked)
    return {one: found.get(one, ShopTerms()) for one in asked}


async def put_terms(db: Db, merchant_id: UUID, one: ShopTerms) -> None:
    values = [getattr(one, name) for name in ShopTerms.__struct_fields__]
    await db.run(PUT_TERMS, merchant_id, *values, db.now)


async def points(db: Db, ids: Iterable[UUID]) -> dict[UUID, PickupPoint]:
    found = await db.all_as(PickupPoint, POINTS, list(ids))
    return {one.id: one for one in found}


async def open_points(db: Db) -> list[PickupPoint]:
    return await db.all_as(PickupPoint, OPEN_POINTS)


async def points_with_room(db: Db) -> list[PickupPoint]:
    """Open pickup points with room for one more parcel, 200 at most."""
    return await db.all_as(PickupPoint, POINTS_WITH_ROOM)


async def all_points(db: Db) -> list[PickupPoint]:
    """Those first that wait for the desk."""
    return await db.all_as(PickupPoint, ASKING_POINTS)


async def lock_point(db: Db, point_id: UUID) -> PickupPoint | None:
    return await db.one_as(PickupPoint, LOCK_POINT, point_id)


async def taken_at(db: Db, lockers: Iterable[UUID]) -> dict[UUID, dict[ParcelSize, int]]:
    """How many parcels each of these lockers is for now, by their sizes."""
    found: dict[UUID, dict[ParcelSize, int]] = {}
    for row in await db.rows(TAKEN_AT, list(lockers)):
        found.setdefault(row["point_id"], {})[row["size"]] = row["n"]
    return found


async def put_point(db: Db, one: PickupPoint) -> None:
    names = (
        "id",
        "merchant_id",
        "name",
        "state",
        "about",
        "lat",
        "lon",
        "shelves",
        "capacity",
        "keeps_days",
        "fee",
        "reason",
        "asked_by",
        "at",
        "doors",
    )
    await db.run(PUT_POINT, *(getattr(one, name) for name in names))


async def try_at_point(db: Db, point_id: UUID, tries: int, locked_until: datetime | None) -> None:
    """So many wrong codes in a row; nobody may try before `locked_until`."""
    await db.run(TRY_AT_POINT, point_id, tries, locked_until)


async def courier(db: Db, person_id: UUID) -> Courier | None:
    return await db.one_as(Courier, COURIER, person_id)


async def couriers(db: Db) -> list[Courier]:
    """Those first that wait for the desk."""
    return await db.all_as(Courier, COURIERS)


async def put_courier(db: Db, one: Courier) -> None:
    """Without their hours, which stay as they are."""
    names = ("person_id", "state", "about", "fee", "reason", "at")
    await db.run(PUT_COURIER, *(getattr(one, name) for name in names))


async def set_hours(db: Db, person_id: UUID, one: CourierHours) -> int:
    """0: there is no such courier."""
    hours = (one.weekdays, one.leaves_at, one.ends_at, one.zone)
    return await db.run(SET_HOURS, person_id, *hours)


async def rounds(db: Db) -> list[CourierHours]:
    """When couriers of this town set off, of those who said so."""
    return await db.all_as(CourierHours, ROUNDS)


async def drop_courier(db: Db, person_id: UUID) -> int:
    return await db.run(DROP_COURIER, person_id)


async def forget_signer(db: Db, buyer_id: UUID) -> int:
    """Who signed for what somebody had sent."""
    return await db.run(FORGET_SIGNER, buyer_id)


async def forget_reasons(db: Db, person_id: UUID) -> int:
    """What somebody said of parcels."""
    return await db.run(FORGET_REASONS, person_id)


async def receiver(db: Db, handle: str) -> ReceiverCard | None:
    return await db.one_as(ReceiverCard, RECEIVER, handle)


async def lock_receiver(db: Db, handle: str) -> ReceiverCard | None:
    """The card of a receiver, which nobody else tries until the end of the transaction."""
    return await db.one_as(ReceiverCard, LOCK_RECEIVER, handle)


async def receivers(db: Db, made_by: UUID) -> list[ReceiverCard]:
    """The cards that somebody gave out, the newest first."""
    return await db.all_as(ReceiverCard, RECEIVERS, made_by)


async def put_receiver(db: Db, one: ReceiverCard) -> int:
    """A new card, or new digits for one that the same person made; 0: it is somebody else's."""
    names = ("id", "handle", "name", "address", "secret_hash", "free_up_to", "made_by", "at")
    return await db.run(PUT_RECEIVER, *(getattr(one, name) for name in names))


async def try_receiver(
    db: Db, receiver_id: UUID, tries: int, locked_until: datetime | None
) -> None:
    await db.run(TRY_RECEIVER, receiver_id, tries, locked_until)


async def take_cash(db: Db, one: CashTaken) -> None:
    await db.run(TAKE_CASH, *(getattr(one, name) for name in CashTaken.__struct_fields__))


async def cash_of(db: Db, courier_id: UUID) -> list[CashTaken]:
    """What a courier has in hand."""
    return await db.all_as(CashTaken, CASH_OF, courier_id)


async def cash_for(db: Db, merchant_id: UUID) -> list[CashTaken]:
    """What couriers have in hand for a shop."""
    return await db.all_as(CashTaken, CASH_FOR, merchant_id)


async def lock_cash(db: Db, courier_id: UUID, merchant_id: UUID) -> Sequence[CashTaken]:
    return await db.all_as(CashTaken, LOCK_CASH, courier_id, merchant_id)


async def count_cash(db: Db, one: CashCount, taken: Sequence[CashTaken]) -> None:
    """What was taken is handed in, and it was so much; what was taken since is still in hand."""
    await db.run(ADD_COUNT, *(getattr(one, name) for name in CashCount.__struct_fields__))
    await db.run(COUNT_CASH, [each.parcel_id for each in taken], one.id)


async def cash_count(db: Db, count_id: UUID) -> CashCount | None:
    return await db.one_as(CashCount, COUNT, count_id)


async def counts_of(db: Db, courier_id: UUID) -> list[CashCount]:
    return await db.all_as(CashCount, COUNTS_OF, courier_id)
