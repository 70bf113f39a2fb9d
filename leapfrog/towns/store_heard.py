"""SQL of how far other towns were heard, and of which dispatches of theirs were done."""

from collections.abc import Collection
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.towns.line import Heard

HEARD = "select epoch, high, chain, open from towns_heard where (domain, epoch) = ($1, $2)"
CLOSE = "update towns_heard set open = false where domain = $1 and epoch <> $2 and open"
PUT_HEARD = """
insert into towns_heard (domain, epoch, high, chain, open) values ($1, $2, $3, $4, $5)
on conflict (domain, epoch) do update set high = excluded.high, chain = excluded.chain
"""
DONE = """
insert into towns_done (domain, id, at) select $1, n.id, $3 from unnest($2::uuid[]) as n (id)
on conflict do nothing returning id
"""


async def heard(db: Db, domain: str, epoch: str) -> Heard | None:
    return await db.one_as(Heard, HEARD, domain, epoch)


async def close_heard(db: Db, domain: str, epoch: str) -> None:
    """An epoch that is new closes those before."""
    await db.run(CLOSE, domain, epoch)


async def put_heard(db: Db, domain: str, heard: Heard) -> None:
    await db.run(PUT_HEARD, domain, *msgspec.structs.astuple(heard))


async def done(db: Db, domain: str, ids: Collection[UUID]) -> set[UUID]:
    """Notes these dispatches; answers those that were not done already."""
    return {row[0] for row in await db.rows(DONE, domain, list(ids), db.now)}
