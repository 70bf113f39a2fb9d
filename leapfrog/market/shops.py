"""Fronts: made by who runs a shop, opened, rested."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import places, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.market import checking, indexing, store, store_desk
from leapfrog.market.errors import (
    FrontIncomplete,
    FrontLimited,
    NoFront,
    NoWarehouse,
    TooManyWarehouses,
)
from leapfrog.market.model import Front, FrontWishes, Warehouse

MOST_WAREHOUSES = 20


async def fronts(db: Db, merchants: Iterable[UUID]) -> dict[UUID, Front]:
    """The fronts of those of these shops that have one, by shop, whatever its state."""
    return await store.fronts(db, merchants)


async def front(db: Db, merchant_id: UUID) -> Front:
    """The front of a shop, as all may see it. Raises `NoFront`, also for a draft."""
    found = (await store.fronts(db, [merchant_id])).get(merchant_id)
    if found is None or found.state in ("draft", "closed"):
        raise NoFront
    return found


async def run(db: Db, me: UUID, merchant_id: UUID) -> Front:
    """The front of a shop that I run, locked until the transaction ends. Raises `NoMerchant`,
    `RoleNeeded`, `NoFront`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    found = await store.lock(db, merchant_id)
    if found is None or found.state == "closed":
        raise NoFront
    return found


async def look(db: Db, me: UUID, merchant_id: UUID) -> Front:
    """The front of a shop that I run, not locked. Raises `NoFront`, and else as `run_front`."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    found = (await store.fronts(db, [merchant_id])).get(merchant_id)
    if found is None or found.state == "closed":
        raise NoFront
    return found


async def mine(db: Db, me: UUID) -> list[Front]:
    """The fronts, but closed ones, of the shops that I run, in the order of these."""
    shops = await till.shops_of(db, me)
    ids = [one.shop.id for one in shops if one.role in till.LEADING_ROLES]
    found = await store.fronts(db, ids)
    return [found[one] for one in ids if one in found and found[one].state != "closed"]


async def put_front(db: Db, me: UUID, merchant_id: UUID, wanted: FrontWishes) -> Front:
    """Makes the front of a shop that I run, as a draft, or changes it; its first warehouse is the
    shop. Raises `NoMerchant`, `RoleNeeded`, `Invalid`, `NoPlace`, `NoFront`, `FrontIncomplete`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    shop = await till.merchant(db, merchant_id)
    kept = await _placed(db, checking.front(wanted))
    if not await store.put(db, merchant_id, kept, shop.currency):
        raise NoFront
    found = await store.lock(db, merchant_id)
    assert found
    if found.state in ("open", "limited"):
        check_complete(found)
    # Not derived of the shop's: clients make ids of warehouses, and one could be taken before.
    there = await store.warehouses(db, [merchant_id])
    at_shop = there[0].id if there else new_id()
    await store.put_warehouse(db, Warehouse(at_shop, merchant_id, 0, "", found.lat, found.lon))
    await indexing.index_shop(db, found)
    return found


async def _placed(db: Db, wanted: FrontWishes) -> FrontWishes:
    """With the point of its place on the map."""
    if wanted.place_id is not None:
        at = await places.place(db, wanted.place_id)
        return msgspec.structs.replace(wanted, lat=at.lat, lon=at.lon)
    if (wanted.lat is None) != (wanted.lon is None):
        raise Invalid("A point has a latitude and a longitude.", field="lat")
    if wanted.lat is not None and wanted.lon is not None:
        places.point_of(wanted.lat, wanted.lon)
    return wanted


async def set_front_state(
    db: Db, me: UUID, merchant_id: UUID, state: Literal["open", "resting"]
) -> Front:
    """Opens a shop, or lets it rest: then nobody sees what it has. Where the town looks at shops
    first, one that opens for the first time waits as a draft (`asked_at`). Raises `NoMerchant`,
    `RoleNeeded`, `NoFront`, `FrontLimited`, `FrontIncomplete`.
    """
    found = await run(db, me, merchant_id)
    if found.state == "limited":
        raise FrontLimited
    if state == "open":
        check_complete(found)
        if await _waits(db, found):
            await store_desk.ask(db, merchant_id)
            return (await store.fronts(db, [merchant_id]))[merchant_id]
    await store.set_state(db, merchant_id, state)
    changed = (await store.fronts(db, [merchant_id]))[merchant_id]
    await indexing.index_shop(db, changed)
    return changed


async def _waits(db: Db, front: Front) -> bool:
    """Shops that have sold before were let in before there was such a rule."""
    known = front.opened_at is not None or front.let_in_at is not None
    return not known and await store_desk.looked_at_first(db)


async def say_private(db: Db, me: UUID, merchant_id: UUID) -> None:
    """Notes that a shop is a private person's, as who runs it says again. Raises as `run`."""
    await run(db, me, merchant_id)
    await db.run(store.SAY_PRIVATE, merchant_id, db.now)


async def set_brand(db: Db, merchant_id: UUID, brand: str, until: datetime | None) -> None:
    """Sets which verified brand a shop is, and until when (None: none); the caller checked it."""
    await store.set_brand(db, merchant_id, brand if until else "", until)


def check_complete(front: Front) -> None:
    """A trader says who it is, and whoever is fetched from says where. Raises `FrontIncomplete`."""
    missing = [
        f"legal.{key}"
        for key in (checking.LEGAL_NEEDED if front.trader else ())
        if not front.legal.get(key)
    ]
    if front.pickup and front.lat is None:
        missing.append("place_id")
    if missing:
        raise FrontIncomplete(fields=missing)


async def warehouses(db: Db, me: UUID, merchant_id: UUID) -> list[Warehouse]:
    """Where goods of a shop that I run lie, the shop itself first. Raises `NoMerchant`,
    `RoleNeeded`, `NoFront`.
    """
    await look(db, me, merchant_id)
    return await store.warehouses(db, [merchant_id])


async def put_warehouse(db: Db, me: UUID, wanted: Warehouse) -> list[Warehouse]:
    """Adds a warehouse of a shop that I run, or renames it; answers all. `place` is not looked at.
    Raises `NoMerchant`, `RoleNeeded`, `NoFront`, `Invalid`, `TooManyWarehouses`, `NoWarehouse` when
    the id is another shop's.
    """
    await run(db, me, wanted.merchant_id)
    there = await store.warehouses(db, [wanted.merchant_id])
    if len(there) >= MOST_WAREHOUSES and wanted.id not in {one.id for one in there}:
        raise TooManyWarehouses
    name = checking.line("name", wanted.name, checking.LONGEST_SIGN, 1)
    if wanted.lat is not None and wanted.lon is not None:
        places.point_of(wanted.lat, wanted.lon)
    kept = msgspec.structs.replace(wanted, name=name, place=len(there))
    if not await store.put_warehouse(db, kept):
        raise NoWarehouse
    return await store.warehouses(db, [wanted.merchant_id])
