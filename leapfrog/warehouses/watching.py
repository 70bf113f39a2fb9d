"""What runs low, and what expires soon: the shop hears of each once."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from leapfrog import market, push, stock, till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.timers import schedule
from leapfrog.market import Shelved
from leapfrog.push import PushNotice
from leapfrog.stock import PoolTurned
from leapfrog.warehouses import access, store
from leapfrog.warehouses.events import StockRanLow
from leapfrog.warehouses.model import MOST_UNITS, WARN_DAYS, StockWatch

NOTICE = "stock"
EXPIRY_NOTICE = "stock-expiry"
CHANGED = {"t": "changed", "what": "stock"}
# The due row that looks at what expires.
TEND = "warehouses.tend"
TEND_EVERY = timedelta(hours=6)


async def watch(
    db: Db, me: UUID, merchant_id: UUID, variant_id: UUID, low_water: int | None
) -> None:
    """From now on the shop is warned when so many of a variant or fewer can be sold, wherever they
    lie; None: never. If so few are there already, it knows. Raises `NoMerchant`, `RoleNeeded`,
    `NoStockedVariant`, `Invalid`.
    """
    await access.enter(db, me, merchant_id)
    await access.variants(db, merchant_id, [variant_id])
    if low_water is not None and not 1 <= low_water <= MOST_UNITS:
        raise Invalid(f"1 to {MOST_UNITS}.", field="low_water")
    there = (await market.shelved(db, [variant_id])).get(variant_id, [])
    await stock.watch(db, [one.at.pool_id for one in there], low_water or 0)
    if low_water is None:
        await store.drop_watch(db, variant_id)
        return
    low = sellable(db, there) <= low_water
    made = StockWatch(variant_id, merchant_id, low_water, db.now if low else None)
    await store.put_watch(db, made)


def sellable(db: Db, there: Iterable[Shelved]) -> int:
    """How many can be sold now: free ones, of no lot that has expired."""
    return sum(one.free for one in there if not expired(db, one))


def expired(db: Db, one: Shelved) -> bool:
    """Whether what lies there is not sold any more."""
    return one.at.expires_on is not None and one.at.expires_on <= db.now.date()


async def watched_stock_has_turned(db: Db, event: PoolTurned) -> None:
    """A reaction to stock that falls or rises: the shop is warned when a variant crosses its mark,
    once until there is enough again.
    """
    if not event.owner.startswith(market.OWNER):
        return
    await look(db, UUID(event.owner.removeprefix(market.OWNER)))


async def look(db: Db, variant_id: UUID) -> None:
    """Warns of a variant that has come to run low; twice is once."""
    found = await store.lock_watch(db, variant_id)
    if found is None:
        return
    there = (await market.shelved(db, [variant_id])).get(variant_id, [])
    free = sellable(db, there)
    low = free <= found.low_water
    if low == (found.warned_at is not None):
        return
    await store.put_watch(db, replace(found, warned_at=db.now if low else None))
    await tell(db, found.merchant_id, NOTICE if low else None)
    if low:
        await announce(db, StockRanLow(variant_id, found.merchant_id, free))


async def ran_out(db: Db, variant_id: UUID) -> bool:
    """Whether nothing can be sold of a variant, wherever it lies; False where the shop watches it
    itself. Locks the watch.
    """
    if await store.lock_watch(db, variant_id) is not None:
        return False
    there = (await market.shelved(db, [variant_id])).get(variant_id, [])
    return sellable(db, there) <= 0


async def tell(db: Db, merchant_id: UUID, notice: str | None) -> None:
    """Devices that look at the stock look again; `notice`: who leads the shop is called."""
    staff = (await till.shop_staff(db, [merchant_id])).get(merchant_id, set())
    stream.tell(db, staff, CHANGED)
    if notice is not None:
        await push.notify(db, [PushNotice(one, f"{notice}:{merchant_id}") for one in staff])


async def tend(db: Db, ref: str, _body: object) -> None:
    """The due row: what expired since yesterday is found by nobody any more, and of what expires
    within a week the shop is told.
    """
    today = db.now.date()
    gone = await market.expiring_lots(db, today - timedelta(days=2), today)
    await market.index_variants(db, {one.variant_id for one in gone})
    for one in {lot.variant_id for lot in gone}:
        await look(db, one)
    soon = await market.expiring_lots(db, today, today + timedelta(days=WARN_DAYS))
    left = await stock.on_hand(db, [one.pool_id for one in soon])
    known = await market.variants_on_shelves(db, {one.variant_id for one in soon})
    lots = [
        (one.pool_id, known[one.variant_id].merchant_id) for one in soon if left.get(one.pool_id)
    ]
    for shop in sorted(await store.warn_expiry(db, lots)):
        await tell(db, shop, EXPIRY_NOTICE)
    await schedule(db, TEND, ref, db.now + TEND_EVERY)
