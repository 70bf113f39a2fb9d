"""Machines on the town's map, found by what they sell as well."""

from uuid import UUID

from leapfrog import places
from leapfrog.kernel.db import Db
from leapfrog.vending import store
from leapfrog.vending.model import Machine


async def pin_machine(db: Db, machine: Machine) -> None:
    """It is on the map, where its owner has said where it stands, or no longer."""
    if machine.gone_at is not None or machine.lat is None or machine.lon is None:
        await unpin_machines(db, [machine.id])
        return
    point = places.Point(machine.lat, machine.lon)
    [address] = await places.addresses_at(db, [point])
    made = places.Pin(
        source="machine",
        ref=str(machine.id),
        kind="vending_machine",
        category="machine",
        name=machine.name,
        point=point,
        address=address,
        other_names=[machine.place, *(one.name for one in await store.slots(db, [machine.id]))],
    )
    await places.pin(db, [made])


async def unpin_machines(db: Db, machines: list[UUID]) -> None:
    """They are on the map no longer."""
    await places.unpin(db, "machine", [str(one) for one in machines])
