"""Routes of shops that one follows, prices for members, what prices are made of."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.market import following, shapes, shops, store, store_members
from leapfrog.market.member_model import CostPart, MemberRule, RuleKind
from leapfrog.market.shapes import FrontShown

FOLLOWING = Limit("shop_follow", 600, 3600)
MerchantId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=2_000)]


class ShopFollowInput(Input, frozen=True):
    """`news`: the shop may tell one something, as often as the town allows."""

    news: bool


class MemberRuleInput(Input, frozen=True):
    """Who pays prices for members: `followers` since `least` days, or `buyers` who got `least`
    orders within a year; null: nobody.
    """

    kind: RuleKind | None
    least: int = 0


class MemberPriceInput(Input, frozen=True):
    """Minor units; null: members pay what everybody does."""

    price: int | None


class CostPartInput(Input, frozen=True):
    """A part of the price, in minor units; null: not told."""

    name: Text
    amount: int | None = None


class CostsInput(Input, frozen=True):
    """What the price is made of; none: nothing is published."""

    parts: Annotated[list[CostPartInput], msgspec.Meta(max_length=50)]


class FollowShown(msgspec.Struct, frozen=True):
    """Whether one follows a shop, since when, and hears its news; how many follow it; `most`: how
    often the town lets it tell something in 30 days. `rule`, `least`: who pays its prices for
    members, null: there are none; `member`: one does, as far as following goes.
    """

    merchant_id: UUID
    following: bool
    news: bool
    since: datetime | None
    followers: int
    most: int
    rule: RuleKind | None
    least: int
    member: bool


class FollowedShops(msgspec.Struct, frozen=True):
    """The last one first; `news`: of which one hears; `next` is the `before` of the next page."""

    shops: list[FrontShown]
    news: list[UUID]
    next: str | None


class CostsShown(msgspec.Struct, frozen=True):
    """What the price of a variant is made of, as it is published."""

    parts: list[CostPart]


@get("/market/fronts/{merchant_id:uuid}/follow", summary="Read how one follows a shop")
async def read_follow(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId
) -> FollowShown:
    """Whether one follows a shop, and what it may tell. Raises `NoFront`."""
    await shops.front(db, merchant_id)
    return await _follow(db, signed.person_id, merchant_id, town.settings.shop_news)


@put("/market/fronts/{merchant_id:uuid}/follow", summary="Follow a shop")
async def follow_shop(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    data: JSONBody[ShopFollowInput],
) -> FollowShown:
    """Follows a shop, with or without its news; again changes only that. Raises `NoFront`,
    `RateLimited`, `TooManyFollowed`.
    """
    town.limit(FOLLOWING, str(signed.person_id))
    await following.follow(db, signed.person_id, merchant_id, news=data.news)
    return await _follow(db, signed.person_id, merchant_id, town.settings.shop_news)


@delete("/market/fronts/{merchant_id:uuid}/follow", summary="Follow a shop no longer")
async def unfollow_shop(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> None:
    """One hears nothing of it any more; again is the same."""
    await following.unfollow(db, signed.person_id, merchant_id)


@get("/market/follows", summary="List shops that one follows")
async def list_followed(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> FollowedShops:
    """The shops that one follows, the last one first. Raises `Invalid`."""
    found = await store_members.of_person(db, signed.person_id, checked_position(before), limit)
    fronts = await store.fronts(db, [one.merchant_id for one in found])
    there = [fronts[one.merchant_id] for one in found if one.merchant_id in fronts]
    return FollowedShops(
        await shapes.fronts_shown(db, there),
        [one.merchant_id for one in found if one.news],
        next_of(found, limit, lambda one: Position(one.at, one.merchant_id)),
    )


@put("/market/fronts/{merchant_id:uuid}/member-rule", summary="Say who is a member")
async def set_member_rule(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    data: JSONBody[MemberRuleInput],
) -> FollowShown:
    """Who pays the prices for members of a shop that one leads. Raises `Invalid`, `NoFront`,
    `NoMerchant`, `RoleNeeded`.
    """
    me = signed.person_id
    rule = MemberRule(merchant_id, data.kind, data.least) if data.kind else None
    await following.set_rule(db, me, merchant_id, rule)
    return await _follow(db, me, merchant_id, town.settings.shop_news)


@put("/market/variants/{variant_id:uuid}/member-price", summary="Set a price for members")
async def set_member_price(
    db: DbIn, signed: SignedIn, variant_id: FromPath[UUID], data: JSONBody[MemberPriceInput]
) -> MemberPriceInput:
    """What members pay for a variant of a shop that one leads, less than others do. Raises
    `Invalid`, `NoVariant`, `RoleNeeded`.
    """
    await following.set_member_price(db, signed.person_id, variant_id, data.price)
    return data


@put("/market/variants/{variant_id:uuid}/costs", summary="Publish what a price is made of")
async def publish_costs(
    db: DbIn, signed: SignedIn, variant_id: FromPath[UUID], data: JSONBody[CostsInput]
) -> CostsShown:
    """What the price of a variant of a shop that one leads is made of; the rest is the margin.
    Everybody sees it beside the price. Raises `Invalid`, `NoVariant`, `RoleNeeded`.
    """
    parts = [CostPart(one.name, one.amount) for one in data.parts]
    return CostsShown(await following.publish_costs(db, signed.person_id, variant_id, parts))


async def _follow(db: Db, me: UUID, merchant_id: UUID, most: int) -> FollowShown:
    found = await store_members.find(db, me, merchant_id)
    rule = (await store_members.rules(db, [merchant_id])).get(merchant_id)
    return FollowShown(
        merchant_id=merchant_id,
        following=found is not None,
        news=found is not None and found.news,
        since=found.at if found else None,
        followers=await store_members.count(db, merchant_id),
        most=most,
        rule=rule.kind if rule else None,
        least=rule.least if rule else 0,
        member=bool(await store_members.followers(db, [(merchant_id, me)])),
    )


routes: list[HTTPRouteHandler] = [
    read_follow,
    follow_shop,
    unfollow_shop,
    list_followed,
    set_member_rule,
    set_member_price,
    publish_costs,
]
