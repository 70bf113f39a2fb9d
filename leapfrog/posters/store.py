"""SQL of posters."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posters.model import EventPoster

COLUMNS = "event_id, merchant_id, sha256, small, width, height, alt"
FIND = f"select {COLUMNS} from posters_poster where event_id = any($1::uuid[])"
OF_SHOPS = f"""
select {COLUMNS} from posters_poster where merchant_id = any($1::uuid[]) order by event_id
"""
PUT = f"""
insert into posters_poster ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (event_id) do update set sha256 = excluded.sha256, small = excluded.small,
    width = excluded.width, height = excluded.height, alt = excluded.alt
"""
DROP = "delete from posters_poster where event_id = any($1::uuid[])"


async def find(db: Db, events: Iterable[UUID]) -> dict[UUID, EventPoster]:
    """The posters of these events, by event; an event without one is left out."""
    return {one.event_id: one for one in await db.all_as(EventPoster, FIND, list(events))}


async def of_shops(db: Db, shops: Sequence[UUID]) -> list[EventPoster]:
    return await db.all_as(EventPoster, OF_SHOPS, shops)


async def put(db: Db, poster: EventPoster) -> None:
    await db.run(PUT, *msgspec.structs.astuple(poster))


async def drop(db: Db, events: Sequence[UUID]) -> int:
    return await db.run(DROP, events)
