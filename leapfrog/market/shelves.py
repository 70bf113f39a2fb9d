"""What a shop has on which shelves, for who keeps its stock: floors above look here, and do not ask
who may.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

import msgspec

from leapfrog import stock
from leapfrog.kernel.db import Db
from leapfrog.market import indexing, store, store_items, store_search
from leapfrog.market.checking import gtin14
from leapfrog.market.model import Stocked, StockedVariant, Warehouse


class Shelved(msgspec.Struct, frozen=True):
    """A pool with what lies in it: `units` in all, `free` of them claimed by nobody."""

    at: Stocked
    units: int
    free: int


async def own_variants(db: Db, merchant_id: UUID) -> list[StockedVariant]:
    """All variants that a shop has now, by title."""
    return await store_items.of_shelves(db, merchant_id)


async def variants_on_shelves(db: Db, variants: Iterable[UUID]) -> dict[UUID, StockedVariant]:
    """These variants by id, also those that are not offered any more."""
    return await store_items.on_shelves(db, variants)


async def variant_of_code(db: Db, merchant_id: UUID, code: str) -> StockedVariant | None:
    """The variant of a shop with this bar code (GTIN) or number of its own; None for none."""
    return await store_items.of_code(db, merchant_id, gtin14(code), code)


async def warehouses_of(db: Db, merchants: Iterable[UUID]) -> list[Warehouse]:
    """The warehouses of these shops; of each the shop itself first."""
    return await store.warehouses(db, merchants)


async def shelves_of(db: Db, pools: Iterable[UUID]) -> dict[UUID, Stocked]:
    """The variant, warehouse and lot that each of these pools counts, by pool."""
    return await store_search.of_pools(db, pools)


async def shelved(db: Db, variants: Iterable[UUID]) -> dict[UUID, list[Shelved]]:
    """On which shelves each variant lies, in the order in which it is sold; expired lots too."""
    found = await store_search.stocked(db, variants)
    pools = [one.pool_id for some in found.values() for one in some]
    units, free = await stock.on_hand(db, pools), await stock.free(db, pools)
    return {
        key: [Shelved(one, units.get(one.pool_id, 0), free.get(one.pool_id, 0)) for one in some]
        for key, some in found.items()
    }


async def expiring_lots(db: Db, after: date, until: date) -> list[Stocked]:
    """The lots of all shops that expire after the day `after`, up to `until`."""
    return await store_search.expiring(db, after, until)


async def lock_shelves(db: Db, variants: Iterable[UUID]) -> None:
    """Locks the costs of these variants, and the pools of the shelves on which they lie, until the
    end of the transaction.
    """
    ids = list(variants)
    await store_items.lock_variants(db, ids)
    found = await store_search.stocked(db, ids)
    await stock.lock_pools(db, [one.pool_id for some in found.values() for one in some])


async def set_costs(db: Db, costs: Mapping[UUID, int]) -> None:
    """Sets what these variants cost their shop, in minor units."""
    await store_items.set_costs(db, costs)


async def index_variants(db: Db, variants: Iterable[UUID]) -> None:
    """Indexes anew the items of these variants: whether they can be bought."""
    found = await store_items.variants_by_id(db, list(variants))
    await indexing.index(db, {one.item_id for one in found.values()})
