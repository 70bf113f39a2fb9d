"""SQL of what shops told."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.market_news.model import ShopNews

NEWS = "id, merchant_id, by_id, text, item_id, at"
ADD = f"insert into market_news ({NEWS}) values ($1, $2, $3, $4, $5, $6)"
FIND = f"select {NEWS} from market_news where id = $1"
OF_SHOP = f"""
select {NEWS} from market_news where merchant_id = $1 and at > $2 order by at desc, id desc
"""
HEARD_BY = """
select n.id, n.merchant_id, n.by_id, n.text, n.item_id, n.at from market_news n
join market_follow f on f.merchant_id = n.merchant_id
join market_front s on s.merchant_id = n.merchant_id
where f.person_id = $1 and f.news and s.state = 'open'
    and ($2::timestamptz is null or (n.at, n.id) < ($2, $3::uuid))
order by n.at desc, n.id desc limit $4
"""
SAID_BY = f"select {NEWS} from market_news where by_id = $1 order by at, id"
FORGET_SAID_BY = "delete from market_news where by_id = $1"
FORGET_SHOPS = "delete from market_news where merchant_id = any($1::uuid[])"


async def add(db: Db, new: ShopNews) -> None:
    await db.run(ADD, *msgspec.structs.astuple(new))


async def find(db: Db, news_id: UUID) -> ShopNews | None:
    return await db.one_as(ShopNews, FIND, news_id)


async def of_shop(db: Db, merchant_id: UUID, since: datetime) -> list[ShopNews]:
    """What a shop said since then, the last first."""
    return await db.all_as(ShopNews, OF_SHOP, merchant_id, since)


async def heard_by(db: Db, person_id: UUID, before: Position, limit: int) -> list[ShopNews]:
    """What somebody's shops said that sell now, the last first."""
    return await db.all_as(ShopNews, HEARD_BY, person_id, before.at, before.id, limit)


async def said_by(db: Db, person_id: UUID) -> list[ShopNews]:
    return await db.all_as(ShopNews, SAID_BY, person_id)


async def forget_said_by(db: Db, person_id: UUID) -> int:
    """What somebody said, for whichever shop."""
    return await db.run(FORGET_SAID_BY, person_id)


async def forget_shops(db: Db, shops: list[UUID]) -> int:
    """What these shops said."""
    return await db.run(FORGET_SHOPS, shops)
