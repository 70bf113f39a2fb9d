"""What the town says to a locker and hears of it, on the line of all machines (docs/vending.md)."""

from datetime import datetime
from uuid import UUID

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.lockers import doors, keypad, opening, store
from leapfrog.lockers.model import Door
from leapfrog.parcels import Parcel
from leapfrog.vending import (
    Basket,
    DoorFrame,
    FaultFrame,
    Machine,
    MachineFrame,
    RecordedFrame,
    ResultFrame,
    SlotShown,
    TownFrame,
    TypedFrame,
)

# Of a command that has only one thing in its basket.
NONCE = ""


class LockerActor:
    """Acts on what lockers say."""

    path = "/lockers/"

    async def commands(self, db: Db, machine: Machine) -> list[TownFrame]:
        """What is to be opened; and the question what became of what nobody knows, which a machine
        that comes back answers.
        """
        waiting = await store.waiting(db, machine.id)
        every = {one.id: one for one in await doors.of_locker(db, machine.id)}
        return [
            vending.vend_frame(
                machine,
                one.id,
                [Basket(0, every[one.door_id].label)],
                NONCE,
                max(0, int((one.until - db.now).total_seconds())) if one.state == "asked" else 0,
            )
            for one in waiting
        ]

    async def slots(self, db: Db, machine: Machine) -> list[SlotShown]:
        """Its compartments, and by what it knows their codes while it has no network."""
        every = await doors.of_locker(db, machine.id)
        lying = {one.parcel_id for one in every if one.state == "filled" and one.parcel_id}
        known = await parcels.parcels_by_ids(db, lying)
        waiting = {each: one for each, one in known.items() if one.state == "at_point"}
        codes = await doors.codes_of(db, waiting.values()) if waiting else {}
        return [_shown(machine, one, waiting, codes) for one in every]

    async def act(self, db: Db, machine: Machine, frame: MachineFrame) -> TownFrame | None:
        match frame:
            case ResultFrame(serial, items):
                opened = any(one.dropped for one in items)
                await opening.report(db, machine.id, serial, opened=opened)
                return RecordedFrame(str(serial))
            case DoorFrame():
                await opening.door_says(db, machine, frame)
                return RecordedFrame(str(frame.id))
            case TypedFrame():
                return await keypad.typed(db, machine, frame)
            case FaultFrame(slot, what):
                await _fault(db, machine, slot, broken=bool(what))
        return None


def _shown(
    machine: Machine, door: Door, waiting: dict[UUID, Parcel], codes: dict[UUID, set[str]]
) -> SlotShown:
    parcel = waiting.get(door.parcel_id) if door.parcel_id else None
    until: datetime | None = parcel.due_at if parcel else None
    opens = sorted(codes.get(parcel.id, ())) if parcel else []
    return SlotShown(
        slot=door.label,
        name=door.size,
        price=0,
        left=int(door.is_usable),
        fault=door.fault,
        codes=tuple(keypad.code_mac(machine.key, door.label, one) for one in opens),
        until=until,
    )


async def _fault(db: Db, machine: Machine, label: str, *, broken: bool) -> None:
    """The machine says that a compartment does not work, or does again."""
    await parcels.hold_point(db, machine.id)
    for one in await doors.of_locker(db, machine.id):
        if one.label == label and one.state in ("free", "reserved", "filled"):
            await doors.set_fault(db, one, "did_not_open" if broken else "")
