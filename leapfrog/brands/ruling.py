"""The town rules on a complaint of a brand. What it takes down, it takes down as always, with a
notice and an appeal.
"""

from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.brands import checking, complaining, store, store_complaints
from leapfrog.brands.errors import AnswerFirst, ComplaintOver, NoBrandComplaint, OwnBrand
from leapfrog.brands.model import (
    LONGEST_REASON,
    Brand,
    BrandComplaint,
    MisuseRuling,
    decision_of,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.moderation import ForeignCopy, ModerationAction, decide, report_copy


async def rule(db: Db, by: UUID, complaint_id: UUID, ruling: MisuseRuling) -> BrandComplaint:
    """Upheld: the item or the shop is taken down, its owner reads why and can appeal. Rejected:
    nothing follows. False: it counts against the brand. The same again is the same. Raises
    `NoBrandComplaint`, `OwnBrand`, `Invalid`, `AnswerFirst`, `ComplaintOver`.
    """
    for_brand = checking.text("for_brand", ruling.for_brand, LONGEST_REASON, 1)
    for_shop = checking.text("for_shop", ruling.for_shop, LONGEST_REASON, 1)
    found = await store_complaints.lock(db, complaint_id)
    if found is None:
        raise NoBrandComplaint
    brand = await store.find(db, found.brand_id)
    assert brand
    await _check_other(db, by, [found.merchant_id, brand.merchant_id])
    said = (found.state, found.for_brand, found.for_shop)
    if said == (ruling.outcome, for_brand, for_shop):
        return found
    if found.state not in complaining.OPEN:
        raise ComplaintOver(state=found.state)
    waits = found.state == "open" and not found.danger and db.now < found.answer_by
    if ruling.outcome == "upheld" and waits:
        raise AnswerFirst(answer_by=found.answer_by.isoformat())
    made = msgspec.structs.replace(
        found,
        state=ruling.outcome,
        for_brand=for_brand,
        for_shop=for_shop,
        ruled_at=db.now,
        ruled_by=by,
    )
    await store_complaints.rule(db, made)
    if made.state == "upheld":
        await _take_down(db, by, brand, made)
    await complaining.forget_evidence_later(db, complaint_id)
    await complaining.notify(db, made, [found.merchant_id, brand.merchant_id])
    return made


async def put_back(db: Db, ref: UUID) -> None:
    """Tells both sides of an upheld complaint that the item or shop (`ref`) that was taken down is
    there again, since the shop appealed; for anything else nothing happens.
    """
    found = {one.id: one for one in await store_complaints.upheld(db, ref)}
    for each in await store_complaints.overturned(db, found):
        shops = await complaining.shops_of(db, found[each])
        await complaining.notify(db, found[each], list(shops.values()))


async def _check_other(db: Db, by: UUID, shops: list[UUID]) -> None:
    """Nobody rules where they work. Raises `OwnBrand`."""
    staff = await till.shop_staff(db, shops)
    if any(by in people for people in staff.values()):
        raise OwnBrand


async def _take_down(db: Db, by: UUID, brand: Brand, one: BrandComplaint) -> None:
    """By the way of every report: a copy of what was there, a decision with its reason, word to the
    owner, and one appeal.
    """
    owner = await till.shop_owner(db, one.merchant_id)
    if owner is None:
        return
    front = (await market.fronts(db, [one.merchant_id])).get(one.merchant_id)
    shown = f"{front.sign}\n{front.about}" if front else ""
    if one.item_id is not None:
        item = (await market.items_by_id(db, [one.item_id])).get(one.item_id)
        shown = f"{item.title}\n{item.body}" if item else ""
    copy = {"text": shown.strip(), "why": one.kind, "brand": brand.name}
    where = {"shop_id": str(one.merchant_id), "item_id": str(one.item_id or "")}
    ref = one.item_id or one.merchant_id
    told = ForeignCopy("item" if one.item_id else "shop", ref, owner, {**copy, **where})
    report_id = derived_id(one.id, "report")
    reporter = one.by_id or by
    await report_copy(db, reporter, report_id, told, one.words[:1_000])
    act = ModerationAction(
        "remove_item" if one.item_id else "remove_shop", str(ref), one.for_shop, report_id
    )
    await decide(db, by, decision_of(one.id), act)
