"""Who acts on what a machine says: of machines that sell this module, of others one above."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.vending import frames, machines, offers, results, store
from leapfrog.vending.model import Machine, Sale, SaleItem
from leapfrog.vending.sales import wake


class MachineActor(Protocol):
    """One for each kind of machine. `path`: where the links on its display lead."""

    path: str

    async def commands(self, db: Db, machine: Machine) -> Sequence[frames.TownFrame]:
        """What the machine has to be told, or to be told again."""

    async def slots(self, db: Db, machine: Machine) -> list[frames.SlotShown]:
        """What it shows."""

    async def act(
        self, db: Db, machine: Machine, frame: frames.MachineFrame
    ) -> frames.TownFrame | None:
        """Acts on a frame and answers it. Raises a `Problem` where nothing of it shall stay."""


class SellingActor:
    """Machines that sell."""

    path = offers.PATH

    async def commands(self, db: Db, machine: Machine) -> list[frames.TownFrame]:
        found = await results.commands(db, machine.id)
        return [_vend(machine, sale, items, db.now) for sale, items in found]

    async def slots(self, db: Db, machine: Machine) -> list[frames.SlotShown]:
        return [
            frames.SlotShown(slot.label, slot.name, slot.price, left, slot.fault or "")
            for slot, left in await machines.slots(db, [machine.id])
        ]

    async def act(
        self, db: Db, machine: Machine, frame: frames.MachineFrame
    ) -> frames.TownFrame | None:
        match frame:
            case frames.ResultFrame(serial, items):
                await results.report(db, machine, serial, _drops(items))
                return frames.RecordedFrame(str(serial))
            case frames.CodedFrame(nonce, items):
                await results.report_offline(db, machine, nonce, _drops(items))
                return frames.RecordedFrame(nonce)
            case frames.FaultFrame(slot, what):
                found = [one.id for one in await store.slots(db, [machine.id]) if one.label == slot]
                await store.set_fault(db, found, what or None)
                wake(db, machine.id)
        return None


def vend_frame(
    machine: Machine, serial: UUID, items: Sequence[frames.Basket], nonce: str, seconds: int
) -> frames.VendFrame:
    """The command to let these things fall, or open these doors, within so many seconds, signed
    with the machine's key.
    """
    basket = "-".join(item.slot for item in items)
    return frames.VendFrame(
        serial=serial,
        nonce=nonce,
        items=list(items),
        seconds=seconds,
        mac=offers.mac(machine.key, "vend", f"{serial}:{basket}"),
    )


def _vend(machine: Machine, sale: Sale, items: list[SaleItem], now: datetime) -> frames.VendFrame:
    basket = [frames.Basket(item.place, item.label) for item in items]
    seconds = max(1, int((sale.deadline - now).total_seconds()))
    return vend_frame(machine, sale.id, basket, sale.nonce, seconds)


def _drops(items: frames.Items) -> dict[int, bool]:
    return {item.place: item.dropped for item in items}
