"""SQL of campaign days and of what shops enrol for them."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.market.model import Campaign, Enrolment, EnrolmentState

COLUMNS = "id, title, titles, rules, starts_at, ends_at, by_id, state"
PUT = f"""
insert into market_campaign ({COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, 'announced')
on conflict (id) do update
set title = excluded.title, titles = excluded.titles, rules = excluded.rules,
    starts_at = excluded.starts_at, ends_at = excluded.ends_at
where market_campaign.state = 'announced'
"""
LOCK = f"select {COLUMNS} from market_campaign where id = $1 for no key update"
FIND = f"select {COLUMNS} from market_campaign where id = $1"
LIST = f"""
select {COLUMNS} from market_campaign where state in ('announced', 'running')
order by starts_at, id limit 20
"""
SET_STATE = "update market_campaign set state = $2 where id = $1"
LOCK_COMING = """
select id from market_campaign where state = 'announced' order by id for no key update
"""
ENDED = """
select id from market_campaign where state = 'running' and ends_at <= $1 order by ends_at, id
"""
# What is enrolled for one campaign and for another one of the days that it would have.
CLASHES = """
select count(*) from market_enrolment mine
join market_enrolment e on e.variant_id = mine.variant_id and e.campaign_id <> mine.campaign_id
join market_campaign c on c.id = e.campaign_id
where mine.campaign_id = $1 and c.state in ('announced', 'running')
    and c.starts_at < $3 and c.ends_at > $2
"""
ENROLMENT = "campaign_id, variant_id, price, lowest, before, state, at"
PUT_ENROLMENT = f"""
insert into market_enrolment ({ENROLMENT}) values ($1, $2, $3, $4, null, 'enrolled', $5)
on conflict (campaign_id, variant_id) do update
set price = excluded.price, lowest = excluded.lowest, at = excluded.at, state = 'enrolled'
"""
DROP_ENROLMENT = "delete from market_enrolment where campaign_id = $1 and variant_id = $2"
ENROLMENTS = f"""
select {ENROLMENT} from market_enrolment where campaign_id = $1 order by at, variant_id
"""
# Nobody enrols a variant for two campaigns that overlap.
OTHERS = """
select count(*) from market_enrolment e join market_campaign c on c.id = e.campaign_id
where e.variant_id = $1 and c.id <> $2 and c.state in ('announced', 'running')
    and c.starts_at < $4 and c.ends_at > $3
"""
BEGIN = """
update market_enrolment set state = $3, before = $4 where campaign_id = $1 and variant_id = $2
"""
# The lowest price that was asked at any time of the 30 days before.
LOWEST = """
select min(price) from (
    select price, lead(at) over (order by at) as until from market_price where variant_id = $1
) p where until is null or until > $2::timestamptz - interval '30 days'
"""
SET_PRICE = "update market_variant set price = $2 where id = $1"
PRICE = """
insert into market_price (variant_id, at, price, why) values ($1, $2, $3, 'campaign')
on conflict (variant_id, at) do update set price = excluded.price, why = excluded.why
"""


async def put(db: Db, made: Campaign) -> bool:
    """False when it has begun."""
    given = (made.id, made.title, made.titles, made.rules)
    return await db.run(PUT, *given, made.starts_at, made.ends_at, made.by_id) == 1


async def lock(db: Db, campaign_id: UUID) -> Campaign | None:
    return await db.one_as(Campaign, LOCK, campaign_id)


async def lock_coming(db: Db) -> None:
    """Nobody enrols for any of those to come, or moves one, until the end of the transaction."""
    await db.rows(LOCK_COMING)


async def ended(db: Db) -> list[UUID]:
    """Those that still run although their end has come, the first to end first."""
    return [row[0] for row in await db.rows(ENDED, db.now)]


async def clashes(db: Db, wanted: Campaign) -> bool:
    """Whether something enrolled for these days is enrolled for others at the same time."""
    return bool(await db.value(CLASHES, wanted.id, wanted.starts_at, wanted.ends_at))


async def find(db: Db, campaign_id: UUID) -> Campaign | None:
    return await db.one_as(Campaign, FIND, campaign_id)


async def coming(db: Db) -> list[Campaign]:
    """Those that run and those to come, by their beginning."""
    return await db.all_as(Campaign, LIST)


async def set_state(db: Db, campaign_id: UUID, state: str) -> None:
    await db.run(SET_STATE, campaign_id, state)


async def put_enrolment(db: Db, made: Enrolment) -> None:
    await db.run(PUT_ENROLMENT, made.campaign_id, made.variant_id, made.price, made.lowest, made.at)


async def drop_enrolment(db: Db, campaign_id: UUID, variant_id: UUID) -> None:
    await db.run(DROP_ENROLMENT, campaign_id, variant_id)


async def enrolments(db: Db, campaign_id: UUID) -> list[Enrolment]:
    """Those first that were enrolled first."""
    return await db.all_as(Enrolment, ENROLMENTS, campaign_id)


async def overlaps(db: Db, variant_id: UUID, of: Campaign) -> bool:
    """Whether another campaign of the same days has it."""
    found = await db.value(OTHERS, variant_id, of.id, of.starts_at, of.ends_at)
    return bool(found)


async def set_enrolment(db: Db, one: Enrolment, state: EnrolmentState, before: int | None) -> None:
    await db.run(BEGIN, one.campaign_id, one.variant_id, state, before)


async def lowest(db: Db, variant_id: UUID) -> int:
    """The lowest price of a variant in the last 30 days, today's too (minor units)."""
    return int(await db.value(LOWEST, variant_id, db.now))


async def set_prices(db: Db, prices: Sequence[tuple[UUID, int]]) -> None:
    """What variants cost from now on, by a campaign."""
    await db.run_many(SET_PRICE, list(prices))
    await db.run_many(PRICE, [(variant, db.now, price) for variant, price in prices])
