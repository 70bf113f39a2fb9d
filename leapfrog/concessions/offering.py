"""What organisers do: products of a show, and the quotas from which they draw."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import stock
from leapfrog.concessions import store
from leapfrog.concessions.errors import ProductIdUsed, QuotasStay, QuotaTaken
from leapfrog.concessions.model import ProductQuota, ShowProduct, left
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id, derived_id, new_id
from leapfrog.kernel.locks import lock

MOST_QUOTAS, MOST_PRODUCTS, LONGEST = 30, 40, 80
LARGEST = 1_000_000_000


def pool_id(show_id: UUID, quota: int) -> UUID:
    return derived_id(show_id, f"quota:{quota}")


async def offer(
    db: Db, show_id: UUID, quotas: Sequence[ProductQuota], products: Sequence[ShowProduct]
) -> None:
    """Sets the products of a show, in this order; those left out are sold no more, and who has them
    keeps them. Quotas only grow, or shrink to what is taken; from which of them a product draws
    stays while somebody has it. Raises `Invalid`, `ProductIdUsed`, `QuotasStay`, `QuotaTaken`.
    """
    await lock(db, "concessions", show_id)
    kept = [replace(one, name=_line(one.name)) for one in quotas]
    known = {one.n: one for one in await store.quotas(db, show_id)}
    _check(kept, products)
    if not known.keys() <= {one.n for one in kept}:
        raise Invalid("A quota stays; what nobody should buy any more has 0 units.")
    before = await store.lock_products(db, show_id)
    await _check_quotas(db, before, products)
    await _fill_pools(db, show_id, kept, known)
    for one in kept:
        await store.put_quota(db, show_id, one)
    await store.shelve(db, show_id)
    for n, product in enumerate(products):
        if product.id not in before:
            check_new_id(product.id)
        made = replace(
            product, show_id=show_id, n=n, name=_line(product.name), proof=_line(product.proof, 0)
        )
        if not await store.put_product(db, made):
            raise ProductIdUsed


async def offered(db: Db, show_id: UUID) -> tuple[list[ShowProduct], dict[UUID, int | None]]:
    """The products of a show that are on sale, hidden ones too, in their order; and by product how
    many are left, None where nothing limits it.
    """
    products = [one for one in await store.products(db, [show_id]) if one.on_sale]
    pools = {pool_id(show_id, n): n for one in products for n in one.quotas}
    free = await stock.free(db, list(pools)) if pools else {}
    return products, left(products, {n: free.get(pool, 0) for pool, n in pools.items()})


async def _check_quotas(
    db: Db, before: Mapping[UUID, ShowProduct], products: Sequence[ShowProduct]
) -> None:
    """What lines took of quotas is kept and given back by what they draw from. Raises
    `QuotasStay`.
    """
    moved = [
        one.id
        for one in products
        if one.id in before and sorted(one.quotas) != sorted(before[one.id].quotas)
    ]
    taken = await store.in_orders(db, moved) if moved else set()
    if taken:
        raise QuotasStay(products=[str(one) for one in moved if one in taken])


async def _fill_pools(
    db: Db, show_id: UUID, quotas: Sequence[ProductQuota], known: dict[int, ProductQuota]
) -> None:
    """Raises `QuotaTaken`."""
    fresh = [one for one in quotas if one.n not in known]
    await stock.open_pools(
        db,
        [
            stock.StockPool(pool_id(show_id, o.n), f"concessions:{show_id}:{o.n}", o.units)
            for o in fresh
        ],
    )
    changed = [one for one in quotas if one.n in known and one.units != known[one.n].units]
    pools = [pool_id(show_id, one.n) for one in changed]
    await stock.lock_pools(db, pools)
    free, lies = await stock.free(db, pools), await stock.on_hand(db, pools)
    for one, pool in zip(changed, pools, strict=True):
        taken = lies[pool] - free[pool]
        if one.units < taken:
            raise QuotaTaken(quota=one.n, taken=taken)
    counts = [
        stock.Count(id=new_id(), pool_id=p, units=o.units)
        for o, p in zip(changed, pools, strict=True)
    ]
    for answer in await stock.record(db, counts) if counts else []:
        if isinstance(answer, Problem):
            raise answer


def _check(quotas: Sequence[ProductQuota], products: Sequence[ShowProduct]) -> None:
    """Raises `Invalid`."""
    numbers = {one.n for one in quotas}
    if len(numbers) < len(quotas) or len(quotas) > MOST_QUOTAS:
        raise Invalid(f"At most {MOST_QUOTAS} quotas, each with a number of its own.")
    if len({one.id for one in products}) < len(products) or len(products) > MOST_PRODUCTS:
        raise Invalid(f"At most {MOST_PRODUCTS} products, each once.")
    if not all(0 <= one.n < 1000 and 0 <= one.units <= 1_000_000 for one in quotas):
        raise Invalid("A quota has 0 to 1000000 units.")
    for one in products:
        if not set(one.quotas) <= numbers or len(set(one.quotas)) < len(one.quotas):
            raise Invalid("A product draws from quotas of its show, each once.")
        if not 0 <= one.price <= (100 if one.kind == "fare" else LARGEST):
            raise Invalid("A fare is 0 to 100 percent; a price is no less than nothing.")
        if not 1 <= one.most_each <= 50:
            raise Invalid("1 to 50 in one order.")


def _line(given: str, least: int = 1) -> str:
    kept = " ".join(plain(given).split())
    if not least <= len(kept) <= LONGEST:
        raise Invalid(f"{least} to {LONGEST} characters.")
    return kept
