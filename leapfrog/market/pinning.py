"""Shops on the town's map: those that sell and have said where they are."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from leapfrog import places, till
from leapfrog.kernel.db import Db
from leapfrog.market import store
from leapfrog.market.model import Front

PIN_ALL = "market.pin"
PAGE = 500
# What a shop of each category is among the places of a map.
KINDS: Mapping[str, tuple[str, places.Category]] = {
    "groceries": ("supermarket", "shop"),
    "market": ("marketplace", "shop"),
    "food": ("restaurant", "food"),
    "cafe": ("cafe", "food"),
}
OTHER: tuple[str, places.Category] = ("shop", "shop")


async def pin_shops(db: Db, fronts: Sequence[Front]) -> None:
    """They are on the map as they say where they are, or no longer."""
    shops = await till.merchants_by_id(db, [one.merchant_id for one in fronts])
    at = {
        one.merchant_id: places.Point(one.lat, one.lon)
        for one in fronts
        if one.state == "open" and one.lat is not None and one.lon is not None
    }
    await unpin_shops(db, [one.merchant_id for one in fronts if one.merchant_id not in at])
    addresses = dict(zip(at, await places.addresses_at(db, [*at.values()]), strict=True))
    made = []
    for one in fronts:
        if one.merchant_id in at:
            kind, category = KINDS.get(shops[one.merchant_id].category, OTHER)
            made.append(
                places.Pin(
                    source="merchant",
                    ref=str(one.merchant_id),
                    kind=kind,
                    category=category,
                    name=one.sign,
                    point=at[one.merchant_id],
                    address=addresses[one.merchant_id],
                    hours=one.hours,
                )
            )
    await places.pin(db, made)


async def unpin_shops(db: Db, merchants: Sequence[UUID]) -> None:
    """They are on the map no longer."""
    await places.unpin(db, "merchant", [str(one) for one in merchants])


async def pin_all(db: Db, _ref: str, _body: object) -> None:
    """The due row of a town whose shops opened before they had pins."""
    skipped = 0
    while fronts := await store.open_fronts(db, None, PAGE, skipped):
        await pin_shops(db, fronts)
        skipped += PAGE
