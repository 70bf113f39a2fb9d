"""Machines: put up by who runs a shop, filled, mended, taken away."""

import re
import secrets
from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.stock import StockPool, free, open_pools
from leapfrog.vending import goods, store
from leapfrog.vending.errors import MachineIdUsed, NoMachine, NoSlot
from leapfrog.vending.model import Machine, MachineKind, MachineLabels, NewSlot, Slot
from leapfrog.vending.pinning import pin_machine, unpin_machines
from leapfrog.wallet import LARGEST

LABEL = re.compile(r"[A-Z][0-9]{1,2}")
LONGEST, MOST_SLOTS, MOST_UNITS = 60, 60, 99
EMPTY = "empty"


async def put_up(
    db: Db,
    me: UUID,
    machine_id: UUID,
    merchant_id: UUID,
    labels: MachineLabels,
    kind: MachineKind = "vending",
) -> Machine:
    """Registers a machine of a shop that `me` runs, with a key of its own. The same id again is the
    same machine. Raises `NoMerchant`, `RoleNeeded`, `Invalid`, `MachineIdUsed`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    kept = _labels(labels)
    made = Machine(
        id=machine_id,
        merchant_id=merchant_id,
        name=kept.name,
        place=kept.place,
        key=secrets.token_bytes(32),
        made_at=db.now,
        seen_at=None,
        gone_at=None,
        lat=kept.pin.lat if kept.pin else None,
        lon=kept.pin.lon if kept.pin else None,
        kind=kind,
    )
    is_new = await store.add(db, made)
    found = await store.machine(db, machine_id)
    if found is None or (found.merchant_id, found.kind) != (merchant_id, kind):
        raise MachineIdUsed
    if is_new:
        await pin_machine(db, found)
    return found


def _labels(given: MachineLabels) -> MachineLabels:
    """As they are kept. Raises `Invalid`."""
    return MachineLabels(_text(given.name, least=1), _text(given.place), given.pin)


def _text(given: str, least: int = 0) -> str:
    kept = " ".join(plain(given).split())
    if not least <= len(kept) <= LONGEST:
        raise Invalid(f"{least} to {LONGEST} characters.")
    return kept


async def run(db: Db, me: UUID, machine_id: UUID, kind: MachineKind = "vending") -> Machine:
    """A machine of this kind of a shop that I run. Raises `NoMachine`, `RoleNeeded`."""
    found = await machine(db, machine_id)
    if found.kind != kind:
        raise NoMachine
    try:
        await till.enter_shop(db, me, found.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoMachine from None
    return found


async def machine(db: Db, machine_id: UUID) -> Machine:
    """A machine that was not taken away, whoever asks. Raises `NoMachine`."""
    found = await store.machine(db, machine_id)
    if found is None or found.gone_at is not None:
        raise NoMachine
    return found


async def mine(db: Db, me: UUID) -> list[Machine]:
    """The machines of the shops that I run."""
    places = await till.shops_of(db, me)
    shops = [one.shop.id for one in places if one.role in till.LEADING_ROLES]
    return await store.of_merchants(db, shops)


async def change(
    db: Db, me: UUID, machine_id: UUID, labels: MachineLabels, kind: MachineKind = "vending"
) -> Machine:
    """Changes name and place of a machine of a shop that I run; answers it. Raises `NoMachine`,
    `RoleNeeded`, `Invalid`.
    """
    await run(db, me, machine_id, kind)
    await store.change(db, machine_id, _labels(labels))
    changed = await machine(db, machine_id)
    await pin_machine(db, changed)
    return changed


async def new_key(db: Db, me: UUID, machine_id: UUID, kind: MachineKind = "vending") -> Machine:
    """Gives a machine of a shop that I run a new key; the device with the one before is refused
    from now on. Raises `NoMachine`, `RoleNeeded`.
    """
    await run(db, me, machine_id, kind)
    await store.set_key(db, machine_id, secrets.token_bytes(32))
    return await machine(db, machine_id)


async def take_away(db: Db, me: UUID, machine_id: UUID, kind: MachineKind = "vending") -> None:
    """Takes a machine of a shop that I run away for good; sales under way there end as they would.
    Raises `NoMachine`, `RoleNeeded`.
    """
    await run(db, me, machine_id, kind)
    await store.go(db, machine_id)
    await unpin_machines(db, [machine_id])


async def set_slot(db: Db, me: UUID, machine_id: UUID, wanted: NewSlot) -> Slot:
    """Makes a slot of a machine of a shop that I run, which is empty, or changes it. Raises
    `NoMachine`, `RoleNeeded`, `Invalid`.
    """
    found = await run(db, me, machine_id)
    if not LABEL.fullmatch(wanted.label):
        raise Invalid("A slot is called by a letter and a number, such as A1.")
    if not 0 < wanted.price <= LARGEST or not 1 <= wanted.capacity <= MOST_UNITS:
        raise Invalid(f"A price above 0, and room for 1 to {MOST_UNITS}.")
    name = _text(wanted.name, least=1)
    slot = Slot(
        id=new_id(),
        machine_id=machine_id,
        label=wanted.label,
        name=name,
        price=wanted.price,
        capacity=wanted.capacity,
        fault=None,
    )
    if len(await store.slots(db, [machine_id])) >= MOST_SLOTS:
        raise Invalid(f"A machine has at most {MOST_SLOTS} slots.")
    slot_id = await store.set_slot(db, slot)
    await pin_machine(db, found)
    await open_pools(db, [StockPool(slot_id, f"vending:slot:{slot_id}", 0)])
    return msgspec.structs.replace(slot, id=slot_id)


async def fill(db: Db, me: UUID, slot_id: UUID, units: int) -> Slot:
    """Sets how many things are in a slot now, of a machine of a shop that I run; a fault of the
    slot is over. Raises `NoSlot`, `RoleNeeded`, `Invalid`.
    """
    slot = await store.slot(db, slot_id)
    if slot is None:
        raise NoSlot
    try:
        await run(db, me, slot.machine_id)
    except NoMachine:
        raise NoSlot from None
    if not 0 <= units <= slot.capacity:
        raise Invalid(f"0 to {slot.capacity} are in this slot.")
    await goods.count(db, slot_id, units, me)
    await store.set_fault(db, [slot_id], None)
    return msgspec.structs.replace(slot, fault=None)


async def slots(db: Db, machines: Sequence[UUID]) -> list[tuple[Slot, int]]:
    """Slots with how many of each can be had now."""
    found = await store.slots(db, machines)
    left = await free(db, [slot.id for slot in found])
    return [(slot, max(0, left.get(slot.id, 0))) for slot in found]
