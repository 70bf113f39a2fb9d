"""SQL of the town's desk for shops: bans, fees, shops that wait for a look."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import FIRST, Position
from leapfrog.market.model import Ban, FeeTable, Front
from leapfrog.market.store import COLUMNS

BAN = "id, words, categories, gtins, reason, reasons, by_id, at, ended_at"
# As many as wanted; all of them without a limit.
BANS = f"""
select {BAN} from market_ban where ended_at is null
    and ($1::timestamptz is null or (at, id) < ($1, $2::uuid))
order by at desc, id desc limit $3
"""
ALL_BANS = f"select {BAN} from market_ban where id = any($1::uuid[])"
ADD_BAN = f"""
insert into market_ban ({BAN}) values ($1, $2, $3, $4, $5, $6, $7, $8, null) on conflict do nothing
"""
END_BAN = "update market_ban set ended_at = coalesce(ended_at, $2) where id = $1"
EXCEPT = """
insert into market_ban_exception (ban_id, item_id, by_id, at) values ($1, $2, $3, $4)
on conflict do nothing
"""
EXCEPTED = "select ban_id, item_id from market_ban_exception where item_id = any($1::uuid[])"
DROP_EXCEPTIONS = "delete from market_ban_exception where item_id = any($1::uuid[])"
NEXT_LIVE = """
select id from market_item where state = 'live' and id > $1 order by id limit $2
"""
FEE = "id, from_at, base_bp, rates, by_id, at"
ADD_FEE = f"""
insert into market_fee ({FEE}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
"""
FEES = f"select {FEE} from market_fee order by from_at desc limit 100"
FEE_NOW = f"select {FEE} from market_fee where from_at <= $1 order by from_at desc limit 1"
LOOKED_AT_FIRST = "select looked_at_first from market_rules"
SET_LOOKED = """
insert into market_rules (one, looked_at_first) values (true, $1)
on conflict (one) do update set looked_at_first = excluded.looked_at_first
"""
WAITING = f"""
select {COLUMNS} from market_front where asked_at is not null and state = 'draft'
    and ($1::timestamptz is null or (asked_at, merchant_id) > ($1, $2::uuid))
order by asked_at, merchant_id limit $3
"""
ASK = """
update market_front set asked_at = coalesce(asked_at, $2), look_reason = '' where merchant_id = $1
"""
LET_IN = """
update market_front set asked_at = null, let_in_at = $2, look_reason = '' where merchant_id = $1
"""
SEND_BACK = "update market_front set asked_at = null, look_reason = $2 where merchant_id = $1"
FORGET_BY = (
    "update market_ban set by_id = null where by_id = $1",
    "update market_ban_exception set by_id = null where by_id = $1",
    "update market_fee set by_id = null where by_id = $1",
)


async def bans(db: Db, before: Position = FIRST, limit: int | None = None) -> list[Ban]:
    """A page of the bans in force, the newest first; without a limit all of them."""
    return await db.all_as(Ban, BANS, before.at, before.id, limit)


async def find_ban(db: Db, ban_id: UUID) -> Ban | None:
    """Also one that is over."""
    found = await db.all_as(Ban, ALL_BANS, [ban_id])
    return found[0] if found else None


async def add_ban(db: Db, one: Ban) -> None:
    given = (one.words, one.categories, one.gtins, one.reason, one.reasons)
    await db.run(ADD_BAN, one.id, *given, one.by_id, one.at)


async def end_ban(db: Db, ban_id: UUID) -> None:
    await db.run(END_BAN, ban_id, db.now)


async def add_exception(db: Db, ban_id: UUID, item_id: UUID, by_id: UUID) -> None:
    await db.run(EXCEPT, ban_id, item_id, by_id, db.now)


async def drop_exceptions(db: Db, items: Iterable[UUID]) -> None:
    await db.run(DROP_EXCEPTIONS, list(items))


async def exceptions(db: Db, items: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """(ban, item) of what the town allowed."""
    return {(row[0], row[1]) for row in await db.rows(EXCEPTED, list(items))}


async def next_live(db: Db, after: UUID, limit: int) -> list[UUID]:
    """Items for sale, in the order of their ids."""
    return [row[0] for row in await db.rows(NEXT_LIVE, after, limit)]


async def add_fee(db: Db, one: FeeTable) -> None:
    await db.run(ADD_FEE, one.id, one.from_at, one.base_bp, one.rates, one.by_id, one.at)


async def fees(db: Db) -> list[FeeTable]:
    """All that ever were and are announced, the last one first."""
    return await db.all_as(FeeTable, FEES)


async def fee_at(db: Db, at: datetime) -> FeeTable | None:
    return await db.one_as(FeeTable, FEE_NOW, at)


async def looked_at_first(db: Db) -> bool:
    return bool(await db.value(LOOKED_AT_FIRST))


async def set_looked_at_first(db: Db, on: bool) -> None:
    await db.run(SET_LOOKED, on)


async def waiting(db: Db, after: Position, limit: int) -> list[Front]:
    """Who waits longest first."""
    return await db.all_as(Front, WAITING, after.at, after.id, limit)


async def ask(db: Db, merchant_id: UUID) -> None:
    await db.run(ASK, merchant_id, db.now)


async def let_in(db: Db, merchant_id: UUID) -> None:
    await db.run(LET_IN, merchant_id, db.now)


async def send_back(db: Db, merchant_id: UUID, reason: str) -> None:
    await db.run(SEND_BACK, merchant_id, reason)


async def forget_by(db: Db, person_id: UUID) -> None:
    """An operator who leaves: what they decided stays, by nobody."""
    for statement in FORGET_BY:
        await db.run(statement, person_id)
