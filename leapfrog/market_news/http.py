"""Routes of what shops tell."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import market
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.market import ItemSummary
from leapfrog.market_news import store, telling
from leapfrog.market_news.model import NEWS_WINDOW, NewsRoom, ShopNews

MerchantId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=2_000)]


class NewsInput(Input, frozen=True):
    """What a shop tells those who want to hear from it, perhaps about an item."""

    merchant_id: UUID
    text: Text
    item_id: UUID | None = None


class ShopNewsShown(msgspec.Struct, frozen=True):
    """What a shop told, and the item that it is about as it is now, if it is for sale."""

    id: UUID
    merchant_id: UUID
    sign: str
    picture_url: str | None
    text: str
    item: ItemSummary | None
    at: datetime


class NewsPage(msgspec.Struct, frozen=True):
    """What one's shops told, the last first; `next` is the `before` of the next page."""

    news: list[ShopNewsShown]
    next: str | None


class OwnNews(msgspec.Struct, frozen=True):
    """What a shop told in the last 30 days, how many want to hear it, and how much it may tell."""

    news: list[ShopNewsShown]
    followers: int
    hearers: int
    room: NewsRoom


@get("/market/news", summary="List news of shops")
async def list_news(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> NewsPage:
    """What shops told from which one wants to hear, the last first. Raises `Invalid`."""
    place = checked_position(before)
    found = await store.heard_by(db, signed.person_id, place, limit)
    following = next_of(found, limit, lambda one: Position(one.at, one.id))
    return NewsPage(await _news(db, found), following)


@put("/market/news/{news_id:uuid}", summary="Tell followers something")
async def tell_news(
    db: DbIn, town: TownIn, signed: SignedIn, news_id: FromPath[UUID], data: JSONBody[NewsInput]
) -> OwnNews:
    """A shop that one leads tells something to those who want to hear from it, as often as the town
    allows in 30 days. The same id again is the same. Raises `Invalid`, `NewsIdUsed`, `NewsQuota`,
    `NoFront`, `NoItem`, `NoMerchant`, `RoleNeeded`.
    """
    me, most = signed.person_id, town.settings.shop_news
    new = ShopNews(news_id, data.merchant_id, me, data.text, data.item_id, db.now)
    await telling.tell(db, me, new, most)
    return await _own_news(db, data.merchant_id, most)


@get("/market/fronts/{merchant_id:uuid}/news", summary="List what a shop told")
async def list_shop_news(
    db: DbIn, town: TownIn, signed: SignedIn, merchant_id: MerchantId
) -> OwnNews:
    """What a shop that one leads told in the last 30 days. Raises `NoFront`, `NoMerchant`,
    `RoleNeeded`.
    """
    await market.look_front(db, signed.person_id, merchant_id)
    return await _own_news(db, merchant_id, town.settings.shop_news)


async def _own_news(db: Db, merchant_id: UUID, most: int) -> OwnNews:
    found = await store.of_shop(db, merchant_id, db.now - NEWS_WINDOW)
    return OwnNews(
        news=await _news(db, found),
        followers=await market.count_followers(db, merchant_id),
        hearers=len(await market.hearers(db, merchant_id)),
        room=await telling.room(db, merchant_id, most),
    )


async def _news(db: Db, found: list[ShopNews]) -> list[ShopNewsShown]:
    ids = list({one.item_id for one in found if one.item_id is not None})
    items = {one.id: one for one in await market.items_in_small(db, ids)}
    fronts = await market.fronts_of(db, {one.merchant_id for one in found})
    shown = {one.merchant_id: one for one in fronts}
    return [
        ShopNewsShown(
            id=one.id,
            merchant_id=one.merchant_id,
            sign=shown[one.merchant_id].sign,
            picture_url=shown[one.merchant_id].picture_url,
            text=one.text,
            item=items.get(one.item_id) if one.item_id else None,
            at=one.at,
        )
        for one in found
    ]


routes: list[HTTPRouteHandler] = [list_news, tell_news, list_shop_news]
