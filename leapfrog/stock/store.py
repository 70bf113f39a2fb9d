"""All SQL of stock.

Whoever changes how much is taken locks the pools first, in the order of their ids: nobody waits in
a ring.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.stock.model import ClaimLine, ClaimRecord, Has, StockLevel, StockPool

OPEN = """
insert into stock_pool (id, owner, units, per_person)
select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[])
on conflict (id) do nothing
"""
LOCK = "select id from stock_pool where id = any($1::uuid[]) order by id for no key update"
LOCK_OF = """
select id from stock_pool where id in (
    select pool_id from stock_claim where id = any($1::uuid[])
) order by id for no key update
"""
# A statement of its own after the lock: its snapshot sees what those did who had the lock before.
LAPSE = """
with lapsed as (
    update stock_claim set state = 'released'
    where pool_id = any($1::uuid[]) and state = 'held' and until <= $2 returning pool_id, units
)
update stock_pool p set taken = p.taken - l.units
from (select pool_id, sum(units) as units from lapsed group by pool_id) l where p.id = l.pool_id
"""
LEVELS = "select id, units - taken, per_person from stock_pool where id = any($1::uuid[])"
LINES = """
select id, pool_id, person_id, units, state, until from stock_claim where id = any($1::uuid[])
"""
HAS = """
select c.person_id, c.pool_id, sum(c.units)::bigint from stock_claim c
join unnest($1::uuid[], $2::uuid[]) as asked (person_id, pool_id) using (person_id, pool_id)
where c.state <> 'released' group by 1, 2
"""
GRANT = """
with granted as (
    insert into stock_claim (id, pool_id, person_id, units, state, until, at)
    select *, $7::timestamptz from unnest(
        $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::timestamptz[]
    ) returning pool_id, units
)
update stock_pool p set taken = p.taken + g.units
from (select pool_id, sum(units) as units from granted group by pool_id) g where p.id = g.pool_id
"""
KEEP = """
update stock_claim set state = 'kept', until = null
where id = any($1::uuid[]) and state = 'held' and until > $2
"""
RELEASE = """
with released as (
    update stock_claim set state = 'released' where id = any($1::uuid[]) and state <> 'released'
    returning pool_id, units
)
update stock_pool p set taken = p.taken - r.units
from (select pool_id, sum(units) as units from released group by pool_id) r where p.id = r.pool_id
"""
REFILL = "update stock_pool set units = taken + $2 where id = $1"
FREE = """
select p.id, p.units - p.taken + coalesce(sum(c.units), 0)::bigint from stock_pool p
left join stock_claim c on c.pool_id = p.id and c.state = 'held' and c.until <= $2
where p.id = any($1::uuid[]) group by p.id
"""
STALE = """
select distinct pool_id from stock_claim where state = 'held' and until <= $1 limit 1000
"""
OF_PERSON = """
select c.id, c.pool_id, p.owner as of, c.units, c.state, c.until, c.at
from stock_claim c join stock_pool p on p.id = c.pool_id
where c.person_id = $1 order by c.at, c.id, c.pool_id
"""
HELD_BY = "select distinct id from stock_claim where person_id = $1 and state = 'held'"


async def open_pools(db: Db, pools: Sequence[StockPool]) -> None:
    await db.run(
        OPEN,
        [pool.id for pool in pools],
        [pool.owner for pool in pools],
        [pool.units for pool in pools],
        [pool.per_person for pool in pools],
    )


async def lock(db: Db, pools: Iterable[UUID]) -> None:
    """Nobody else changes how much of these is taken until the end of the transaction."""
    await db.rows(LOCK, list(pools))


async def lock_of(db: Db, claims: Iterable[UUID]) -> None:
    """The same for the pools of these claims."""
    await db.rows(LOCK_OF, list(claims))


async def lapse(db: Db, pools: Iterable[UUID]) -> None:
    """Gives back what was held in these locked pools for a time that is over."""
    await db.run(LAPSE, list(pools), db.now)


async def levels(db: Db, pools: Iterable[UUID]) -> dict[UUID, StockLevel]:
    rows = await db.rows(LEVELS, list(pools))
    return {row[0]: StockLevel(row[1], row[2]) for row in rows}


async def lines(db: Db, claims: Iterable[UUID]) -> list[ClaimLine]:
    return await db.all_as(ClaimLine, LINES, list(claims))


async def has(db: Db, asked: Iterable[tuple[UUID, UUID]]) -> Has:
    """How many units a person has of a pool, for each (person, pool) who has any."""
    pairs = list(asked)
    rows = await db.rows(HAS, [pair[0] for pair in pairs], [pair[1] for pair in pairs])
    return {(row[0], row[1]): row[2] for row in rows}


async def grant(db: Db, granted: Sequence[ClaimLine]) -> None:
    await db.run(
        GRANT,
        [line.id for line in granted],
        [line.pool_id for line in granted],
        [line.person_id for line in granted],
        [line.units for line in granted],
        [line.state for line in granted],
        [line.until for line in granted],
        db.now,
    )


async def keep(db: Db, claims: Iterable[UUID]) -> None:
    await db.run(KEEP, list(claims), db.now)


async def release(db: Db, claims: Iterable[UUID]) -> None:
    """Their pools are locked."""
    await db.run(RELEASE, list(claims))


async def refill(db: Db, pool_id: UUID, units: int) -> bool:
    """The pool is locked. Answers whether there is such a pool."""
    return await db.run(REFILL, pool_id, units) == 1


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    return dict(await db.rows(FREE, list(pools), db.now))


async def stale(db: Db) -> list[UUID]:
    """Pools in which something is held whose time is over."""
    return [row[0] for row in await db.rows(STALE, db.now)]


async def of_person(db: Db, person_id: UUID) -> list[ClaimRecord]:
    """The oldest first."""
    return await db.all_as(ClaimRecord, OF_PERSON, person_id)


async def held_by(db: Db, person_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(HELD_BY, person_id)]
