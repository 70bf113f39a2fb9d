"""Lockers' record sets: what a person had opened and laid in, and the lockers of their shops."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import parcels, till, vending, wallet
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db
from leapfrog.lockers import store, store_returns


async def export_openings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """When the person had which compartment opened, and for what."""
    for one in await store.of_person(db, person_id):
        door = await store.door(db, one.door_id)
        assert door is not None
        kept = record_without(one, "by_id", "door_id", "before", "decided_at")
        yield {**kept, "door": door.label}


async def erase_openings(db: Db, person_id: UUID) -> int:
    """They stay without whose they were, and what the person wrote of a label: of a compartment it
    is known what happened to it.
    """
    return await store.forget_person(db, person_id)


async def export_returns(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person laid into lockers, or may; codes stay here."""
    for one in await store_returns.of_person(db, person_id):
        yield record_without(one, "person_id", "code")


async def erase_returns(db: Db, person_id: UUID) -> int:
    return await store_returns.drop_person(db, person_id)


async def export_lockers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Those of the person's own shops; keys stay here."""
    machines = await vending.machines_of(db, await till.shops_owned(db, person_id), "locker")
    points = await parcels.points_of(db, [one.id for one in machines])
    every = await store.doors(db, [one.id for one in machines])
    for machine in machines:
        point = points[machine.id]
        plan = [{"label": one.label, "size": one.size} for one in every.get(machine.id, [])]
        yield {
            "id": str(machine.id),
            "name": machine.name,
            "about": point.about,
            "lat": point.lat,
            "lon": point.lon,
            "keeps_days": point.keeps_days,
            "fee": point.fee,
            "doors": plan,
            "made_at": msgspec.to_builtins(machine.made_at),
        }


async def erase_lockers(db: Db, person_id: UUID) -> int:
    """Nothing new comes there any more. Raises `MoneyLeft` while parcels of others lie in them."""
    shops = await till.shops_owned(db, person_id)
    if await store.in_use(db, shops):
        raise wallet.MoneyLeft(where="parcels")
    erased = 0
    for locker in await store.of_merchants(db, shops):
        await store.rest(db, locker.id, db.now)
        await parcels.close_point(db, locker.id)
        erased += 1
    return erased


# What happens at a locker is between people of this town: it is history elsewhere.
RECORD_SETS = (
    RecordSet("lockers_openings", export_openings, None, erase_openings),
    RecordSet("lockers_returns", export_returns, None, erase_returns),
    RecordSet("lockers", export_lockers, None, erase_lockers),
)
