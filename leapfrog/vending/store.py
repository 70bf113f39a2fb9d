"""SQL of machines and slots."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.vending.model import Machine, MachineKind, MachineLabels, Slot

COLUMNS = "id, merchant_id, name, place, key, made_at, seen_at, gone_at, lat, lon, kind"
ADD = """
insert into vending_machine (id, merchant_id, name, place, key, lat, lon, made_at, kind)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
"""
FIND = f"select {COLUMNS} from vending_machine where id = $1"
BY_IDS = f"select {COLUMNS} from vending_machine where id = any($1::uuid[])"
OF_MERCHANTS = f"""
select {COLUMNS} from vending_machine
where merchant_id = any($1::uuid[]) and kind = $2 and gone_at is null order by made_at, id
"""
CHANGE = "update vending_machine set name = $2, place = $3, lat = $4, lon = $5 where id = $1"
SET_KEY = "update vending_machine set key = $2, seen_at = null where id = $1"
GO = "update vending_machine set gone_at = $2, seen_at = null where id = $1 and gone_at is null"
# What was bought stays with who bought it, as it was called.
FORGET = """
with s as (
    update vending_slot s set name = '' from vending_machine m
    where m.id = s.machine_id and m.merchant_id = any($1::uuid[])
)
update vending_machine set name = '', place = '', lat = null, lon = null, seen_at = null,
    gone_at = coalesce(gone_at, $2)
where merchant_id = any($1::uuid[])
"""
SEEN = "update vending_machine set seen_at = $2 where id = $1 and gone_at is null"
AWAY = "update vending_machine set seen_at = null where id = $1"
SLOT_COLUMNS = "id, machine_id, label, name, price, capacity, fault"
SLOTS = f"""
select {SLOT_COLUMNS} from vending_slot where machine_id = any($1::uuid[]) order by label
"""
SLOT = f"select {SLOT_COLUMNS} from vending_slot where id = $1"
SET_SLOT = """
insert into vending_slot (id, machine_id, label, name, price, capacity)
values ($1, $2, $3, $4, $5, $6)
on conflict (machine_id, label)
do update set name = excluded.name, price = excluded.price, capacity = excluded.capacity
returning id
"""
SET_FAULT = "update vending_slot set fault = $2 where id = any($1::uuid[])"


async def add(db: Db, machine: Machine) -> bool:
    """False when the id is taken."""
    given = (machine.id, machine.merchant_id, machine.name, machine.place, machine.key)
    where = (machine.lat, machine.lon)
    return await db.run(ADD, *given, *where, db.now, machine.kind) == 1


async def machine(db: Db, machine_id: UUID) -> Machine | None:
    return await db.one_as(Machine, FIND, machine_id)


async def by_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, Machine]:
    """The machines of these ids by id, also those that were taken away."""
    return {one.id: one for one in await db.all_as(Machine, BY_IDS, list(ids))}


async def of_merchants(
    db: Db, merchants: Iterable[UUID], kind: MachineKind = "vending"
) -> list[Machine]:
    """The machines of a kind of these shops that were not taken away, the oldest first."""
    return await db.all_as(Machine, OF_MERCHANTS, list(merchants), kind)


async def change(db: Db, machine_id: UUID, labels: MachineLabels) -> None:
    """It is called so, and stands there."""
    pin = labels.pin
    where = (pin.lat, pin.lon) if pin else (None, None)
    await db.run(CHANGE, machine_id, labels.name, labels.place, *where)


async def set_key(db: Db, machine_id: UUID, key: bytes) -> None:
    await db.run(SET_KEY, machine_id, key)


async def go(db: Db, machine_id: UUID) -> None:
    await db.run(GO, machine_id, db.now)


async def forget(db: Db, merchants: Iterable[UUID]) -> int:
    """Takes away all machines of these shops, and how and where they were; answers how many there
    ever were.
    """
    return await db.run(FORGET, list(merchants), db.now)


async def seen(db: Db, machine_id: UUID) -> None:
    """Notes that a machine said something now."""
    await db.run(SEEN, machine_id, db.now)


async def away(db: Db, machine_id: UUID) -> None:
    """Notes that a machine is not connected any more."""
    await db.run(AWAY, machine_id)


async def slots(db: Db, machines: Iterable[UUID]) -> list[Slot]:
    """In the order of their labels."""
    return await db.all_as(Slot, SLOTS, list(machines))


async def slot(db: Db, slot_id: UUID) -> Slot | None:
    return await db.one_as(Slot, SLOT, slot_id)


async def set_slot(db: Db, slot: Slot) -> UUID:
    """The id of the slot of this label, made where there is none."""
    given = (slot.id, slot.machine_id, slot.label, slot.name, slot.price, slot.capacity)
    found: UUID = await db.value(SET_SLOT, *given)
    return found


async def set_fault(db: Db, slots: Sequence[UUID], fault: str | None) -> None:
    await db.run(SET_FAULT, list(slots), fault)
