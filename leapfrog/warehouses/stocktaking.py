"""What a shop has, where, what of it is on its way, and what it is worth."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.market import Shelved, StockedVariant, Warehouse
from leapfrog.warehouses import access, store, store_purchases, watching
from leapfrog.warehouses.model import LONGEST_SHELF, StockWatch

MOST_COST = 1_000_000_000


class KeptVariant(msgspec.Struct, frozen=True):
    """A variant with all that is known of its stock. `moving`, `expected`: units on their way
    between warehouses, and ordered from suppliers; `shelves`: by warehouse.
    """

    variant: StockedVariant
    there: list[Shelved]
    moving: int
    expected: int
    watch: StockWatch | None
    shelves: dict[UUID, str]

    @property
    def units(self) -> int:
        """What lies there, claimed or not, also what has expired."""
        return sum(one.units for one in self.there)

    @property
    def value(self) -> int:
        """What all of it costs the shop, on its way or not (minor units); what has no cost counts
        as nothing.
        """
        return (self.units + self.moving) * (self.variant.cost or 0)


class KeptStock(msgspec.Struct, frozen=True):
    """All that a shop has, in the order of titles."""

    variants: list[KeptVariant]
    places: list[Warehouse]
    currency: str


class VariantKeeping(msgspec.Struct, frozen=True):
    """How a variant is kept: warned from so many on (None: never), what it costs, where it lies."""

    low_water: int | None
    cost: int | None
    shelves: Mapping[UUID, Annotated[str, msgspec.Meta(max_length=LONGEST_SHELF)]]


async def of_shop(db: Db, me: UUID, merchant_id: UUID) -> KeptStock:
    """What lies of each variant in each warehouse of a shop in which I work. Raises `NoMerchant`,
    `RoleNeeded`.
    """
    await access.enter(db, me, merchant_id)
    variants = await market.own_variants(db, merchant_id)
    places = await market.warehouses_of(db, [merchant_id])
    currency = (await till.merchant(db, merchant_id)).currency
    return KeptStock(await _kept(db, merchant_id, variants), places, currency)


async def _kept(db: Db, merchant_id: UUID, variants: Sequence[StockedVariant]) -> list[KeptVariant]:
    ids = [one.id for one in variants]
    there = await market.shelved(db, ids)
    watches = await store.watches(db, merchant_id, ids)
    moving = await store.on_the_way(db, merchant_id, ids)
    expected = await store_purchases.expected(db, merchant_id, ids)
    shelves: dict[UUID, dict[UUID, str]] = {}
    for (variant, place), shelf in (await store.shelves(db, ids)).items():
        shelves.setdefault(variant, {})[place] = shelf
    return [
        KeptVariant(
            variant=one,
            there=there.get(one.id, []),
            moving=moving.get(one.id, 0),
            expected=expected.get(one.id, 0),
            watch=watches.get(one.id),
            shelves=shelves.get(one.id, {}),
        )
        for one in variants
    ]


async def one_of(db: Db, me: UUID, merchant_id: UUID, variant_id: UUID) -> KeptVariant:
    """Raises `NoMerchant`, `RoleNeeded`, `NoStockedVariant`."""
    await access.enter(db, me, merchant_id)
    found = await access.variants(db, merchant_id, [variant_id])
    [kept] = await _kept(db, merchant_id, [found[variant_id]])
    return kept


async def keep(
    db: Db, me: UUID, merchant_id: UUID, variant_id: UUID, wish: VariantKeeping
) -> KeptVariant:
    """Keeps a variant like that from now on. Raises `NoMerchant`, `RoleNeeded`, `NoStockedVariant`,
    `NoStockPlace`, `Invalid`.
    """
    await watching.watch(db, me, merchant_id, variant_id, wish.low_water)
    if wish.cost is not None and not 0 <= wish.cost <= MOST_COST:
        raise Invalid(f"0 to {MOST_COST}.", field="cost")
    for place in wish.shelves:
        await access.place(db, merchant_id, place)
    shelves = {
        place: access.line_of(shelf, "shelves", LONGEST_SHELF)
        for place, shelf in wish.shelves.items()
    }
    if wish.cost is not None:
        await market.set_costs(db, {variant_id: wish.cost})
    if shelves:
        await store.put_shelves(db, variant_id, shelves)
    return await one_of(db, me, merchant_id, variant_id)
