"""What a shop tells reaches those who want to hear from it."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog import market, market_news
from leapfrog.identity import Language, languages
from leapfrog.kernel.db import Db
from leapfrog.push import Notification, cut

DISCREET: Mapping[Language, str] = {"en": "News of a shop", "zh-CN": "店铺有新消息"}


async def compose_shop_news(db: Db, person_id: UUID, ref: str) -> Notification | None:
    """What a shop told; nothing for who stopped following it meanwhile, or when it rests."""
    try:
        news = await market_news.heard(db, person_id, UUID(ref))
        shop = await market.front_shown(db, news.merchant_id)
    except (market_news.NoNews, market.NoFront):
        return None
    if shop.state != "open":
        return None
    word = DISCREET[(await languages(db, [person_id]))[person_id]]
    path = f"/market/items/{news.item_id}" if news.item_id else f"/market/shops/{shop.merchant_id}"
    return Notification(shop.sign, cut(news.text, 200), word, path)
