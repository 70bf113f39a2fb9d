"""Shops followed, who may hear from them, and prices for members."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.market import checking, items, shops, store_members
from leapfrog.market.errors import TooManyFollowed
from leapfrog.market.member_model import (
    LONGEST_PART,
    MOST_FOLLOWED,
    MOST_PARTS,
    CostPart,
    MemberRule,
    ShopFollow,
)


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
    variant = await items.own_variant(db, me, variant_id)
    if price is not None and not 1 <= price < variant.price:
        raise Invalid("Members pay less than others.", field="price")
    await store_members.put_price(db, variant_id, price)


async def publish_costs(
    db: Db, me: UUID, variant_id: UUID, parts: Sequence[CostPart]
) -> list[CostPart]:
    """What the price of a variant of a shop that I lead is made of; what the parts do not add up to
    is the margin. Without parts nothing is published. Raises `NoVariant`, `RoleNeeded`, `Invalid`.
    """
    variant = await items.own_variant(db, me, variant_id)
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
