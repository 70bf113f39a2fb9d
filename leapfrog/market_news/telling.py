"""A shop tells something to those who want to hear from it."""

from uuid import UUID

import msgspec

from leapfrog import market, push
from leapfrog.identity import plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.market_news import store
from leapfrog.market_news.errors import NewsIdUsed, NewsQuota, NoNews
from leapfrog.market_news.model import LONGEST_NEWS, NEWS_WINDOW, NewsRoom, ShopNews

NEWS_NOTICE = "shop_news"
CHANGED = {"t": "changed", "what": "market_news"}


async def room(db: Db, merchant_id: UUID, most: int) -> NewsRoom:
    """How much a shop may tell now; `most`: the operator's quota for 30 days."""
    said = await store.of_shop(db, merchant_id, db.now - NEWS_WINDOW)
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
    await market.run_front(db, me, wanted.merchant_id)
    text = plain(wanted.text).strip()
    if not 1 <= len(text) <= LONGEST_NEWS:
        raise Invalid(f"1 to {LONGEST_NEWS} characters.", field="text")
    new = msgspec.structs.replace(wanted, text=text, by_id=me, at=db.now)
    known = await store.find(db, wanted.id)
    if known is not None:
        same = (known.merchant_id, known.text, known.item_id)
        if same != (new.merchant_id, new.text, new.item_id):
            raise NewsIdUsed
        return known
    if new.item_id is not None:
        found = (await market.items_by_id(db, [new.item_id])).get(new.item_id)
        if found is None or found.merchant_id != new.merchant_id or found.state != "live":
            raise market.NoItem
    may = await room(db, new.merchant_id, most)
    if not may.left:
        raise NewsQuota(most=most, next_at=may.next_at.isoformat() if may.next_at else None)
    await store.add(db, new)
    people = await market.hearers(db, new.merchant_id)
    stream.tell(db, people, CHANGED)
    await push.notify(db, [push.PushNotice(one, f"{NEWS_NOTICE}:{new.id}") for one in people])
    return new


async def heard(db: Db, me: UUID, news_id: UUID) -> ShopNews:
    """News of a shop of which I want to hear. Raises `NoNews`, also for who does not."""
    found = await store.find(db, news_id)
    if found is None or me not in await market.hearers(db, found.merchant_id, me):
        raise NoNews
    return found
