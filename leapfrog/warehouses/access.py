"""Who may keep the stock of a shop, and whether what they name is the shop's."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import market, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.market import StockedVariant, Warehouse
from leapfrog.warehouses.errors import NoStockedVariant, NoStockPlace


async def enter(db: Db, me: UUID, merchant_id: UUID) -> None:
    """Whoever leads the shop. Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)


async def enter_packing(db: Db, me: UUID, merchant_id: UUID) -> None:
    """Whoever leads the shop or packs there. Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, me, merchant_id, till.PACKING_ROLES)


async def variants(db: Db, merchant_id: UUID, wanted: Iterable[UUID]) -> dict[UUID, StockedVariant]:
    """Variants of this shop. Raises `NoStockedVariant`."""
    ids = [*wanted]
    found = await market.variants_on_shelves(db, ids)
    for each in ids:
        if each not in found or found[each].merchant_id != merchant_id:
            raise NoStockedVariant(variant_id=str(each))
    return found


async def places(db: Db, merchant_id: UUID) -> dict[UUID, Warehouse]:
    """The warehouses of a shop, itself first."""
    return {one.id: one for one in await market.warehouses_of(db, [merchant_id])}


async def place(db: Db, merchant_id: UUID, wanted: UUID) -> Warehouse:
    """Raises `NoStockPlace`."""
    found = (await places(db, merchant_id)).get(wanted)
    if found is None:
        raise NoStockPlace
    return found


async def by_code(db: Db, merchant_id: UUID, code: str) -> StockedVariant | None:
    """What of a shop has this bar code or number; None: nothing has."""
    return await market.variant_of_code(db, merchant_id, code.strip())


def line_of(text: str, field: str, longest: int, least: int = 0) -> str:
    """One line without what cannot be seen. Raises `Invalid`."""
    kept = " ".join(text.split())
    if not least <= len(kept) <= longest or not all(sign.isprintable() for sign in kept):
        raise Invalid(f"{least} to {longest} characters.", field=field)
    return kept
