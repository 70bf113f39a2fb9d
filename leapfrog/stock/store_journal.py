"""SQL of the journal."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.stock.entries import StockMove
from leapfrog.stock.journaling import StockJournal

# A claim of which nothing is left is known for so long.
KNOWN_FOR = timedelta(days=400)
COLUMNS = "id, pool_id, why, n, delta, units, missing, claim_id, other_pool, by_id"
KNOWN = f"select {COLUMNS} from stock_move where id = any($1::uuid[])"
ADD = f"""
insert into stock_move ({COLUMNS}, at)
select *, $11::timestamptz from unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
    $8::uuid[], $9::uuid[], $10::uuid[]
)
"""
SET_LEVELS = """
update stock_pool p set units = n.units, taken = n.taken
from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as n (id, units, taken) where p.id = n.id
"""
SET_LINES = """
update stock_claim c set spent = n.spent, freed = n.freed, returned = n.returned, state = n.state,
    until = n.until
from unnest(
    $1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::timestamptz[]
) as n (id, pool_id, spent, freed, returned, state, until)
where c.id = n.id and c.pool_id = n.pool_id
"""
# As many of the newest as have the missing units.
NEWEST = """
select id from (
    select id, at, left_there, sum(left_there) over (order by at desc, id desc) as upto from (
        select id, at, units - spent - freed as left_there from stock_claim
        where pool_id = $1 and state in ('held', 'kept')
    ) c
) s where upto - left_there < $2 order by at desc, id desc
"""
# Where a limit of a person counts them still, they stay.
OLD = """
select c.pool_id from stock_claim c join stock_pool p on p.id = c.pool_id
where c.state in ('spent', 'released') and c.at < $1
    and (p.per_person is null or c.at < $2::timestamptz - p.within) limit 1000
"""
FOLD = """
with gone as (
    delete from stock_claim c using stock_pool p
    where p.id = c.pool_id and c.pool_id = any($1::uuid[])
        and c.state in ('spent', 'released') and c.at < $2
        and (p.per_person is null or c.at < $3::timestamptz - p.within)
    returning c.id, c.pool_id
), moved as (
    delete from stock_move m using gone g where m.claim_id = g.id and m.pool_id = g.pool_id
    returning m.pool_id, m.n, m.delta, m.units, m.at
)
insert into stock_move (id, pool_id, why, n, delta, units, at)
select md5('folded' || pool_id)::uuid, pool_id, 'folded', sum(n), sum(delta),
    (array_agg(units order by at desc))[1], max(at)
from moved group by pool_id
on conflict (id, pool_id) do update set n = stock_move.n + excluded.n,
    delta = stock_move.delta + excluded.delta, units = excluded.units, at = excluded.at
"""


async def known(db: Db, ids: Iterable[UUID]) -> list[StockMove]:
    return await db.all_as(StockMove, KNOWN, list(ids))


async def write(db: Db, journal: StockJournal) -> None:
    """What was decided: the pools, the claims, the rows."""
    names = ("id", "units", "taken")
    await db.run(SET_LEVELS, *_columns([*journal.levels.values()], names))
    lines = ("id", "pool_id", "spent", "freed", "returned", "state", "until")
    if journal.changed:
        await db.run(SET_LINES, *_columns([*journal.changed.values()], lines))
    await db.run(ADD, *_columns(journal.rows, StockMove.__struct_fields__), db.now)


async def newest_claims(db: Db, pool_id: UUID, missing: int) -> list[UUID]:
    return [row[0] for row in await db.rows(NEWEST, pool_id, missing)]


async def old(db: Db) -> set[UUID]:
    """Pools with claims of which nothing is left, and that are known long enough."""
    return {row[0] for row in await db.rows(OLD, db.now - KNOWN_FOR, db.now)}


async def fold(db: Db, pools: Iterable[UUID]) -> None:
    """Forgets such claims, and makes one row of what the journal has of them, for each of these
    locked pools.
    """
    await db.run(FOLD, list(pools), db.now - KNOWN_FOR, db.now)


def _columns(rows: Sequence[msgspec.Struct], names: Sequence[str]) -> list[list[Any]]:
    return [[getattr(row, name) for row in rows] for name in names]
