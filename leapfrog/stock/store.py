"""SQL of pools and claims.

Whoever changes how much is taken locks the pools first, in the order of their ids: nobody waits in
a ring.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.stock.deciding import Has
from leapfrog.stock.model import ClaimLine, ClaimRecord, StockLevel, StockPool

OPEN = """
with opened as (
    insert into stock_pool (id, owner, units, per_person, within, low_water)
    select * from unnest(
        $1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::interval[], $6::bigint[]
    ) on conflict (id) do nothing returning id, units
)
insert into stock_move (id, pool_id, why, n, delta, units, at)
select id, id, 'receive', units, units, units, $7 from opened where units > 0
"""
LEVEL = "id, owner, units, taken, per_person, low_water"
LEVELS = f"select {LEVEL} from stock_pool where id = any($1::uuid[])"
LOCK = f"{LEVELS} order by id for no key update"
WATCH = "update stock_pool set low_water = $2 where id = any($1::uuid[])"
POOLS_OF = "select distinct pool_id from stock_claim where id = any($1::uuid[])"
# A statement of its own after the lock: its snapshot sees what those did who had the lock before.
LAPSE = """
with lapsed as (
    update stock_claim c
    set freed = c.units - c.spent, until = null,
        state = case when c.spent > 0 then 'spent' else 'released' end
    from stock_claim o
    where o.id = c.id and o.pool_id = c.pool_id
        and c.pool_id = any($1::uuid[]) and c.state = 'held' and c.until <= $2
    returning c.pool_id, c.freed - o.freed as units
)
update stock_pool p set taken = p.taken - l.units
from (select pool_id, sum(units) as units from lapsed group by pool_id) l where p.id = l.pool_id
"""
LINES = """
select id, pool_id, person_id, units, state, until, spent, freed, returned
from stock_claim where id = any($1::uuid[])
"""
HAS = """
select c.person_id, c.pool_id, sum(c.units - c.freed - c.returned)::bigint from stock_claim c
join unnest($1::uuid[], $2::uuid[]) as asked (person_id, pool_id) using (person_id, pool_id)
join stock_pool p on p.id = c.pool_id
where c.state <> 'released' and (p.within is null or c.at > $3::timestamptz - p.within)
group by 1, 2
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
EXTEND = """
update stock_claim set until = $3
where id = any($1::uuid[]) and state = 'held' and until > $2 and until < $3
"""
RELEASE = """
with released as (
    update stock_claim c
    set freed = c.units - c.spent, until = null,
        state = case when c.spent > 0 then 'spent' else 'released' end
    from stock_claim o
    where o.id = c.id and o.pool_id = c.pool_id
        and c.id = any($1::uuid[]) and c.state in ('held', 'kept')
    returning c.pool_id, c.freed - o.freed as units
)
update stock_pool p set taken = p.taken - r.units
from (select pool_id, sum(units) as units from released group by pool_id) r where p.id = r.pool_id
"""
FREE = """
select p.id, p.units - p.taken + coalesce(sum(c.units - c.spent - c.freed), 0)::bigint
from stock_pool p
left join stock_claim c on c.pool_id = p.id and c.state = 'held' and c.until <= $2
where p.id = any($1::uuid[]) group by p.id
"""
STALE = """
select distinct pool_id from stock_claim where state = 'held' and until <= $1 limit 1000
"""
KEPT_IN = """
select id, pool_id, person_id, units, state, until, spent, freed, returned
from stock_claim where pool_id = any($1::uuid[]) and state = 'kept'
"""
OF_PERSON = """
select c.id, c.pool_id, p.owner as of, c.units, c.spent, c.freed, c.returned, c.state, c.until, c.at
from stock_claim c join stock_pool p on p.id = c.pool_id
where c.person_id = $1 order by c.at, c.id, c.pool_id
"""
HELD_BY = "select distinct id from stock_claim where person_id = $1 and state = 'held'"


async def open_pools(db: Db, pools: Sequence[StockPool]) -> None:
    names = ("id", "owner", "units", "per_person", "within", "low_water")
    await db.run(OPEN, *([getattr(pool, name) for pool in pools] for name in names), db.now)


async def lock(db: Db, pools: Iterable[UUID]) -> dict[UUID, StockLevel]:
    """These pools as they are; nobody else changes them until the end of the transaction."""
    return {one.id: one for one in await db.all_as(StockLevel, LOCK, list(pools))}


async def watch(db: Db, pools: Iterable[UUID], low_water: int) -> None:
    await db.run(WATCH, list(pools), low_water)


async def pools_of(db: Db, claims: Iterable[UUID]) -> list[UUID]:
    """Of which pools these claims are."""
    return [row[0] for row in await db.rows(POOLS_OF, list(claims))]


async def lapse(db: Db, pools: Iterable[UUID]) -> int:
    """Gives back what was held in these locked pools for a time that is over; answers in how many
    pools there was something.
    """
    return await db.run(LAPSE, list(pools), db.now)


async def levels(db: Db, pools: Iterable[UUID]) -> dict[UUID, StockLevel]:
    return {one.id: one for one in await db.all_as(StockLevel, LEVELS, list(pools))}


async def lines(db: Db, claims: Iterable[UUID]) -> list[ClaimLine]:
    return await db.all_as(ClaimLine, LINES, list(claims))


async def has(db: Db, asked: Iterable[tuple[UUID, UUID]]) -> Has:
    """How many units a person has of a pool, for each (person, pool) who has any, as far back as
    the limit of the pool counts.
    """
    pairs = list(asked)
    people, pools = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return {(row[0], row[1]): row[2] for row in await db.rows(HAS, people, pools, db.now)}


async def grant(db: Db, granted: Sequence[ClaimLine]) -> None:
    names = ("id", "pool_id", "person_id", "units", "state", "until")
    await db.run(GRANT, *([getattr(line, name) for line in granted] for name in names), db.now)


async def keep(db: Db, claims: Iterable[UUID]) -> None:
    await db.run(KEEP, list(claims), db.now)


async def extend(db: Db, claims: Iterable[UUID], until: datetime) -> None:
    await db.run(EXTEND, list(claims), db.now, until)


async def release(db: Db, claims: Iterable[UUID]) -> None:
    """Their pools are locked."""
    await db.run(RELEASE, list(claims))


async def free(db: Db, pools: Iterable[UUID]) -> dict[UUID, int]:
    return dict(await db.rows(FREE, list(pools), db.now))


async def stale(db: Db) -> list[UUID]:
    """Pools in which something is held whose time is over."""
    return [row[0] for row in await db.rows(STALE, db.now)]


async def kept_in(db: Db, pools: Iterable[UUID]) -> list[ClaimLine]:
    return await db.all_as(ClaimLine, KEPT_IN, list(pools))


async def of_person(db: Db, person_id: UUID) -> list[ClaimRecord]:
    """The oldest first."""
    return await db.all_as(ClaimRecord, OF_PERSON, person_id)


async def held_by(db: Db, person_id: UUID) -> list[UUID]:
    return [row[0] for row in await db.rows(HELD_BY, person_id)]
