"""The town's desk for shops: who may open, what the town takes, what is taken down."""

from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.market import (
    bans,
    checking,
    indexing,
    items,
    shapes,
    shops,
    store,
    store_desk,
    store_items,
)
from leapfrog.market.errors import FeeIdUsed, FeeTooSoon, NoFront
from leapfrog.market.model import FeeTable, FeeWishes, Front
from leapfrog.market_categories import CATEGORIES
from leapfrog.moderation import ForeignCopy, report_copy

CHANGED = {"t": "changed", "what": "market"}
# Of what is sold, in hundredths of a percent.
MOST_FEE_BP = 1_000
# Shops hear of new terms so long before (regulation (EU) 2019/1150, article 3).
FEE_NOTICE = timedelta(days=15)
WHYS = ("counterfeit", "prohibited", "unsafe", "misleading", "fraud", "other")


async def let_in(db: Db, merchant_id: UUID) -> Front:
    """A shop that waited for a look sells from now on. Again is the same. Raises `NoFront`,
    `FrontIncomplete`.
    """
    found = await _locked(db, merchant_id)
    if found.state == "draft":
        shops.check_complete(found)
        await store_desk.let_in(db, merchant_id)
        await store.set_state(db, merchant_id, "open")
        found = await _locked(db, merchant_id)
        await indexing.index_shop(db, found)
        await _tell(db, merchant_id)
    return found


async def send_back(db: Db, merchant_id: UUID, reason: str) -> Front:
    """A shop that waited for a look stays a draft, and reads why. Raises `NoFront`, `Invalid`."""
    said = checking.line("reason", reason, 500, 1)
    await _locked(db, merchant_id)
    await store_desk.send_back(db, merchant_id, said)
    await _tell(db, merchant_id)
    return await _locked(db, merchant_id)


async def _locked(db: Db, merchant_id: UUID) -> Front:
    found = await store.lock(db, merchant_id)
    if found is None or found.state == "closed":
        raise NoFront
    return found


async def _tell(db: Db, merchant_id: UUID) -> None:
    staff = await till.shop_staff(db, [merchant_id], till.LEADING_ROLES)
    stream.tell(db, staff.get(merchant_id, set()), CHANGED)


async def put_fee(db: Db, by: UUID, fee_id: UUID, wanted: FeeWishes) -> FeeTable:
    """What the town takes of what is sold from then on, published fifteen days before. The same id
    again is the same. Raises `Invalid`, `FeeTooSoon`, `FeeIdUsed`.
    """
    if set(wanted.rates) - set(CATEGORIES):
        raise Invalid("There is no such category.", field="rates")
    if not all(0 <= one <= MOST_FEE_BP for one in (wanted.base_bp, *wanted.rates.values())):
        raise Invalid(f"0 to {MOST_FEE_BP} hundredths of a percent.", field="rates")
    made = FeeTable(fee_id, wanted.from_at, wanted.base_bp, dict(wanted.rates), by, db.now)
    known = {one.id: one for one in await store_desk.fees(db)}
    if fee_id not in known:
        if wanted.from_at < db.now + FEE_NOTICE:
            raise FeeTooSoon
        await store_desk.add_fee(db, made)
        known = {one.id: one for one in await store_desk.fees(db)}
    before = known.get(fee_id)
    if before is None or (before.from_at, before.base_bp, before.rates) != (
        *(made.from_at, made.base_bp, made.rates),
    ):
        raise FeeIdUsed
    return before


async def fee_now(db: Db) -> FeeTable | None:
    """The table of the town's fees that is in force; None where it takes nothing."""
    return await store_desk.fee_at(db, db.now)


def rate_of(table: FeeTable | None, category: str) -> int:
    """The town's fee in a category, in hundredths of a percent: its own rate, or that of the
    nearest category above it, or the one for all; 0 without a table.
    """
    if table is None:
        return 0
    while category:
        if category in table.rates:
            return table.rates[category]
        category, _, _ = category.rpartition("/")
    return table.base_bp


async def complain(db: Db, me: UUID, report_id: UUID, what: "Complaint") -> None:
    """Shows an item for sale, or an open shop, to those who run the town, as it is now. The same id
    again is the same. Raises `Invalid`, `NoItem`, `NoFront`.
    """
    if what.why not in WHYS:
        raise Invalid("There is no such reason.", field="why")
    if what.item_id is not None:
        shown = await shapes.item_for_sale(db, what.item_id)
        merchant_id, ref, kind = shown.shop.merchant_id, what.item_id, "item"
        copy = {"text": f"{shown.title}\n{shown.body}".strip(), "brand": shown.brand}
    else:
        front = await shapes.front_of(db, what.merchant_id)
        merchant_id, ref, kind = front.merchant_id, front.merchant_id, "shop"
        copy = {"text": f"{front.sign}\n{front.about}".strip()}
    owner = await till.shop_owner(db, merchant_id)
    if owner is None:
        raise NoFront
    kept = {
        **copy,
        "why": what.why,
        "shop_id": str(merchant_id),
        "item_id": str(what.item_id or ""),
    }
    told = ForeignCopy("item" if kind == "item" else "shop", ref, owner, kept)
    await report_copy(db, me, report_id, told, what.text)


async def appeal_ban(db: Db, me: UUID, report_id: UUID, item_id: UUID, text: str) -> None:
    """Shows those who run the town an item of a shop that I run, which cannot be sold by a ban that
    it is not about. The same id again is the same. Raises `NoItem`, `RoleNeeded`, `Invalid`.
    """
    item = await items.look_item(db, me, item_id)
    found = (await bans.prohibited(db, {item.id: item})).get(item_id)
    if found is None:
        raise Invalid("No ban is about this item.", field="item_id")
    said = checking.text("text", text)
    copy = {"text": f"{item.title}\n{item.body}".strip(), "why": "appeal", "by": found.by}
    kept = {**copy, "ban_id": str(found.ban_id), "shop_id": str(item.merchant_id)}
    told = ForeignCopy("item", item.id, me, {**kept, "item_id": str(item.id)})
    await report_copy(db, me, report_id, told, said)


class Complaint(msgspec.Struct, frozen=True):
    """What is wrong with an item, or with a shop (`item_id` None)."""

    merchant_id: UUID
    item_id: UUID | None
    why: str
    text: str


async def take_down_item(db: Db, item_id: UUID, *, down: bool) -> None:
    """Takes an item down as the town decided, or puts it back; again is the same. One that is put
    back is for sale again if it was, and no ban is about it.
    """
    found = (await store_items.items(db, [item_id])).get(item_id)
    if found is None or found.state == "erased":
        return
    if down and found.state != "taken_down":
        await store_items.set_state(db, [item_id], "taken_down")
    elif not down and found.state == "taken_down":
        # Of what was taken down before this was kept nobody knows.
        before = found.state_before or ("off" if found.published_at else "draft")
        if before == "live" and await bans.prohibited(db, {item_id: found}):
            before = "off"
        await store_items.set_state(db, [item_id], before)
    await indexing.index(db, [item_id])


async def limit_shop(db: Db, merchant_id: UUID, *, down: bool) -> None:
    """Limits a shop as the town decided (it sells nothing then; what was bought goes on), or ends
    that: a shop that rested before rests again.
    """
    found = await store.lock(db, merchant_id)
    if found is None or found.state == "closed":
        return
    if down and found.state != "limited":
        await store.set_state(db, merchant_id, "limited")
    elif not down and found.state == "limited":
        before = found.state_before or ("resting" if found.opened_at else "draft")
        await store.set_state(db, merchant_id, before)
    await indexing.index_shop(db, (await store.fronts(db, [merchant_id]))[merchant_id])
