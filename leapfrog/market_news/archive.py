"""Record set of news: what somebody told followers for shops."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.market_news import store


async def export_news(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person told followers for shops."""
    for one in await store.said_by(db, person_id):
        shown: Record = msgspec.to_builtins(one)
        del shown["by_id"]
        yield shown


async def erase_news(db: Db, person_id: UUID) -> int:
    """What they said is gone, and all that was said for their own shops."""
    gone = await store.forget_said_by(db, person_id)
    own = await till.shops_owned(db, person_id)
    return gone + await store.forget_shops(db, own)


RECORD_SETS = (RecordSet("market_news", export_news, None, erase_news),)
