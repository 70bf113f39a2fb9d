"""SQL of lockers, their compartments, and of what opened these."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.lockers.model import Door, DoorOpening, DoorPlan, Locker

LOCKER_COLUMNS = "id, merchant_id, resting_at, made_at"
ADD = """
insert into lockers_locker (id, merchant_id, made_at) values ($1, $2, $3) on conflict do nothing
"""
LOCKERS = f"select {LOCKER_COLUMNS} from lockers_locker where id = any($1::uuid[])"
REST = "update lockers_locker set resting_at = $2 where id = $1"
DOOR_COLUMNS = """
id, locker_id, label, size, state, parcel_id, opening_id, fault, until, changed_at
"""
ADD_DOORS = """
insert into lockers_door (id, locker_id, label, size, changed_at)
select w.id, $1, w.label, w.size, $5
from unnest($2::uuid[], $3::text[], $4::text[]) as w (id, label, size)
on conflict (locker_id, label) do nothing
"""
DOORS = f"""
select {DOOR_COLUMNS} from lockers_door where locker_id = any($1::uuid[])
order by locker_id, left(label, 1), length(label), label
"""
DOOR = f"select {DOOR_COLUMNS} from lockers_door where id = $1"
DOORS_OF = f"select {DOOR_COLUMNS} from lockers_door where parcel_id = any($1::uuid[])"
SAVE_DOOR = """
update lockers_door set state = $2, parcel_id = $3, opening_id = $4, fault = $5, until = $6,
    changed_at = $7
where id = $1
"""
OPENING_COLUMNS = """
id, locker_id, door_id, parcel_id, purpose, by_id, before, state, at, until, opened_at, closed_at,
inside, doubt, found, decided_at
"""
ADD_OPENING = f"""
insert into lockers_opening ({OPENING_COLUMNS})
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
"""
OPENING = f"select {OPENING_COLUMNS} from lockers_opening where id = $1"
OPENINGS = f"select {OPENING_COLUMNS} from lockers_opening where id = any($1::uuid[])"
SAVE_OPENING = """
update lockers_opening set state = $2, until = $3, opened_at = $4, closed_at = $5, inside = $6,
    doubt = $7, found = $8, decided_at = $9
where id = $1
"""
# What the machine has to be told, and what it has to be asked about: only what nobody has decided.
WAITING = f"""
select {OPENING_COLUMNS} from lockers_opening o
where o.locker_id = $1 and (o.state = 'asked' or (o.state = 'unknown' and o.opened_at is null))
    and exists (select from lockers_door d where d.id = o.door_id and d.opening_id = o.id)
order by o.at, o.id
"""
LAST_OF_PARCEL = f"""
select {OPENING_COLUMNS} from lockers_opening where parcel_id = $1 order by at desc, id limit 1
"""
OF_PERSON = f"select {OPENING_COLUMNS} from lockers_opening where by_id = $1 order by at, id"
FORGET_PERSON = "update lockers_opening set by_id = null, found = '' where by_id = $1"
DOUBTED = f"""
select {OPENING_COLUMNS} from lockers_opening
where doubt in ('occupied', 'empty') and decided_at is null order by at desc limit 200
"""
UNKNOWN = f"""
select {DOOR_COLUMNS} from lockers_door where state = 'unknown' order by changed_at limit 200
"""
IN_USE = """
select count(*) from lockers_door d join lockers_locker l on l.id = d.locker_id
where l.merchant_id = any($1::uuid[]) and d.state in ('filled', 'opened', 'unknown')
    and d.parcel_id is not null
"""
# What somebody carries to a locker, and what lies in one to go back.
CARRIED_TO = """
select p.id from parcels_parcel p join parcels_delivery d on d.id = p.delivery_id
where p.courier_id = $1 and p.ended_at is null
    and p.state in ('collected', 'on_the_way', 'failed')
    and exists (select from lockers_locker l where l.id = d.point_id)
order by p.changed_at, p.id
"""
TO_GO_BACK = """
select p.id from lockers_door d join parcels_parcel p on p.id = d.parcel_id
where d.state = 'filled' and p.state = 'returning' order by p.changed_at, p.id limit 200
"""
WITH_FREE_DOORS = """
select l.id from lockers_locker l where l.resting_at is null and exists (
    select from lockers_door d where d.locker_id = l.id and d.state = 'free' and d.fault = ''
)
order by l.id limit 200
"""
OF_MERCHANTS = f"""
select {LOCKER_COLUMNS} from lockers_locker where merchant_id = any($1::uuid[])
order by made_at, id
"""


async def add(db: Db, locker_id: UUID, merchant_id: UUID) -> None:
    """A new one; the same again is the same."""
    await db.run(ADD, locker_id, merchant_id, db.now)


async def lockers(db: Db, ids: Iterable[UUID]) -> dict[UUID, Locker]:
    return {one.id: one for one in await db.all_as(Locker, LOCKERS, list(ids))}


async def of_merchants(db: Db, merchants: Iterable[UUID]) -> list[Locker]:
    """The oldest first, also those that were taken away."""
    return await db.all_as(Locker, OF_MERCHANTS, list(merchants))


async def rest(db: Db, locker_id: UUID, since: datetime | None) -> None:
    await db.run(REST, locker_id, since)


async def add_doors(db: Db, locker_id: UUID, ids: Sequence[UUID], plan: Sequence[DoorPlan]) -> None:
    """Those that are new; what is there stays as it is."""
    labels, sizes = [one.label for one in plan], [one.size for one in plan]
    await db.run(ADD_DOORS, locker_id, list(ids), labels, sizes, db.now)


async def doors(db: Db, lockers: Iterable[UUID]) -> dict[UUID, list[Door]]:
    """Of each locker in the order of their labels."""
    found: dict[UUID, list[Door]] = {}
    for one in await db.all_as(Door, DOORS, list(lockers)):
        found.setdefault(one.locker_id, []).append(one)
    return found


async def door(db: Db, door_id: UUID) -> Door | None:
    return await db.one_as(Door, DOOR, door_id)


async def doors_of(db: Db, parcels: Iterable[UUID]) -> dict[UUID, Door]:
    """By parcel the compartment in which it lies, or that is reserved for it."""
    found = await db.all_as(Door, DOORS_OF, list(parcels))
    return {one.parcel_id: one for one in found if one.parcel_id is not None}


async def save_door(db: Db, one: Door) -> None:
    await db.run(
        SAVE_DOOR,
        one.id,
        one.state,
        one.parcel_id,
        one.opening_id,
        one.fault,
        one.until,
        db.now,
    )


async def add_opening(db: Db, one: DoorOpening) -> None:
    names = [name.strip() for name in OPENING_COLUMNS.split(",")]
    await db.run(ADD_OPENING, *(getattr(one, name) for name in names))


async def opening(db: Db, opening_id: UUID) -> DoorOpening | None:
    return await db.one_as(DoorOpening, OPENING, opening_id)


async def openings(db: Db, ids: Iterable[UUID]) -> dict[UUID, DoorOpening]:
    return {one.id: one for one in await db.all_as(DoorOpening, OPENINGS, list(ids))}


async def last_of_parcel(db: Db, parcel_id: UUID) -> DoorOpening | None:
    """The last time that a compartment was opened for a parcel."""
    return await db.one_as(DoorOpening, LAST_OF_PARCEL, parcel_id)


async def save_opening(db: Db, one: DoorOpening) -> None:
    names = (
        "id",
        "state",
        "until",
        "opened_at",
        "closed_at",
        "inside",
        "doubt",
        "found",
        "decided_at",
    )
    await db.run(SAVE_OPENING, *(getattr(one, name) for name in names))


async def waiting(db: Db, locker_id: UUID) -> list[DoorOpening]:
    """What the machine has to be told or asked, the oldest first."""
    return await db.all_as(DoorOpening, WAITING, locker_id)


async def of_person(db: Db, person_id: UUID) -> list[DoorOpening]:
    """What somebody had opened, the oldest first."""
    return await db.all_as(DoorOpening, OF_PERSON, person_id)


async def forget_person(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET_PERSON, person_id)


async def unknown(db: Db) -> list[Door]:
    """Compartments of which nobody knows, the longest so first."""
    return await db.all_as(Door, UNKNOWN)


async def doubted(db: Db) -> list[DoorOpening]:
    """What somebody found otherwise, and nobody has looked at yet."""
    return await db.all_as(DoorOpening, DOUBTED)


async def carried_to_lockers(db: Db, courier_id: UUID) -> list[UUID]:
    """The parcels that somebody has in hand for a locker."""
    return [row["id"] for row in await db.rows(CARRIED_TO, courier_id)]


async def to_go_back(db: Db) -> list[UUID]:
    """The parcels that lie in a locker and go back to their shops."""
    return [row["id"] for row in await db.rows(TO_GO_BACK)]


async def with_free_doors(db: Db) -> list[UUID]:
    """Lockers in service that have a compartment for something new."""
    return [row["id"] for row in await db.rows(WITH_FREE_DOORS)]


async def in_use(db: Db, merchants: Iterable[UUID]) -> int:
    """How many parcels lie in the lockers of these shops, or may."""
    found: int = await db.value(IN_USE, list(merchants))
    return found
