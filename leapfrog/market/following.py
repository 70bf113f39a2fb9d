"""Shops followed, what they tell those who want to hear from them, and prices for members."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import push
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.market import checking, items, shops, store_items, store_members
from leapfrog.market.errors import (
    NewsIdUsed,
    NewsQuota,
    NoItem,
    NoNews,
    NoVariant,
    TooManyFollowed,
)
from leapfrog.market.member_model import (
    LONGEST_NEWS,
    LONGEST_PART,
    MOST_FOLLOWED,
    MOST_PARTS,
    NEWS_WINDOW,
    CostPart,
    MemberRule,
    ShopFollow,
    ShopNews,
)
from leapfrog.market.model import Variant

NEWS_NOTICE = "shop_news"
CHANGED = {"t": "changed", "what": "market_news"}


class NewsRoom(msgspec.Struct, frozen=True):
    """How much a shop may tell: `left` now, and the time of the next if that is none."""

    most: int
    left: int
    next_at: datetime | None


async def follow(db: Db, me: UUID, merchant_id: UUID, *, news: bool) -> ShopFollow:
    """I follow a shop; `news`: and it may tell me something. Again changes only that. Raises
    `NoFront`, `TooManyFollowed`.
    """
    await shops.front(db, merchant_id)
    if await store_members.count_others(db, me, merchant_id) >= MOST_FOLLOWED:
        raise TooManyFollowed(most=MOST_FOLLOWED)
    await store_members.follow(db, me, merchant_id, news=news)
    found = await store_members.find(db, me, merchant_id)
    assert found is not None
    return found


async def unfollow(db: Db, me: UUID, merchant_id: UUID) -> None:
    """I follow it no longer and hear nothing; again is the same."""
    await store_members.unfollow(db, me, merchant_id)


async def room(db: Db, merchant_id: UUID, most: int) -> NewsRoom:
    """How much a shop may tell now; `most`: the operator's quota for 30 days."""
    said = await store_members.news_of(db, merchant_id, db.now - NEWS_WINDOW)
    left = max(0, most - len(said))
    if left or not most:
        return NewsRoom(most, left, None)
    return NewsRoom(most, 0, said[most - 1].at + NEWS_WINDOW)


async def tell(db: Db, me: UUID, wanted: ShopNews, most: int) -> ShopNews:
    """A shop that I lead tells something to those who want to hear from it, at most `most` times in
    30 days. The same id again is the same. Raises `Invalid`, `NoMerchant`, `RoleNeeded`,
    `NoFront`, `NoItem`, `NewsIdUsed`, `NewsQuota`.
    """
    check_new_id(wanted.id)
    # Locked: of two that are sent at once the second is counted too.
    await shops.run(db, me, wanted.merchant_id)
    text = checking.text("text", wanted.text)
    if not 1 <= len(text) <= LONGEST_NEWS:
        raise Invalid(f"1 to {LONGEST_NEWS} characters.", field="text")
    new = msgspec.structs.replace(wanted, text=text, by_id=me, at=db.now)
    known = await store_members.one_news(db, wanted.id)
    if known is not None:
        same = (known.merchant_id, known.text, known.item_id)
        if same != (new.merchant_id, new.text, new.item_id):
            raise NewsIdUsed
        return known
    if new.item_id is not None:
        found = (await store_items.items(db, [new.item_id])).get(new.item_id)
        if found is None or found.merchant_id != new.merchant_id or found.state != "live":
            raise NoItem
    may = await room(db, new.merchant_id, most)
    if not may.left:
        raise NewsQuota(most=most, next_at=may.next_at.isoformat() if may.next_at else None)
    await store_members.add_news(db, new)
    people = await store_members.hearers(db, new.merchant_id)
    stream.tell(db, people, CHANGED)
    await push.notify(db, [push.PushNotice(one, f"{NEWS_NOTICE}:{new.id}") for one in people])
    return new


async def heard(db: Db, me: UUID, news_id: UUID) -> ShopNews:
    """News of a shop from which I want to hear. Raises `NoNews`."""
    found = await store_members.one_news(db, news_id)
    if found is None or not await store_members.hears(db, me, found.merchant_id):
        raise NoNews
    return found


async def set_rule(db: Db, me: UUID, merchant_id: UUID, rule: MemberRule | None) -> None:
    """Who pays the prices for members of a shop that I lead; None: nobody. Raises `Invalid`,
    `NoMerchant`, `RoleNeeded`, `NoFront`.
    """
    await shops.run(db, me, merchant_id)
    if rule is None:
        await store_members.drop_rule(db, merchant_id)
        return
    if not (1 if rule.kind == "buyers" else 0) <= rule.least <= 365:
        raise Invalid("At most 365; of orders at least one.", field="least")
    await store_members.put_rule(db, rule)


async def set_member_price(db: Db, me: UUID, variant_id: UUID, price: int | None) -> None:
    """What members pay for a variant of a shop that I lead; None: what everybody does. Raises
    `NoVariant`, `RoleNeeded`, `Invalid`.
    """
    variant = await _own(db, me, variant_id)
    if price is not None and not 1 <= price < variant.price:
        raise Invalid("Members pay less than others.", field="price")
    await store_members.put_price(db, variant_id, price)


async def publish_costs(
    db: Db, me: UUID, variant_id: UUID, parts: Sequence[CostPart]
) -> list[CostPart]:
    """What the price of a variant of a shop that I lead is made of; what the parts do not add up to
    is the margin. Without parts nothing is published. Raises `NoVariant`, `RoleNeeded`, `Invalid`.
    """
    variant = await _own(db, me, variant_id)
    if len(parts) > MOST_PARTS:
        raise Invalid(f"At most {MOST_PARTS} parts.", field="parts")
    kept = [
        CostPart(checking.line("parts", one.name, LONGEST_PART, 1), one.amount) for one in parts
    ]
    if len({one.name for one in kept}) < len(kept):
        raise Invalid("Each part is named once.", field="parts")
    if any(one.amount is not None and one.amount < 0 for one in kept):
        raise Invalid("No part is less than nothing.", field="parts")
    if sum(one.amount or 0 for one in kept) > variant.price:
        raise Invalid("The parts are more than the price.", field="parts")
    await store_members.put_costs(db, variant_id, kept)
    return kept


async def _own(db: Db, me: UUID, variant_id: UUID) -> Variant:
    variant = (await store_items.variants_by_id(db, [variant_id])).get(variant_id)
    if variant is None or not variant.active:
        raise NoVariant
    try:
        await items.own_item(db, me, variant.item_id)
    except NoItem:
        raise NoVariant from None
    return variant
