"""SQL of agreements with other towns, of the sums of days, and of what is settled by bank."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.clearing.model import Partner, Stopped, SumsBody
from leapfrog.kernel.db import Db

SettlementState = Literal["proposed", "agreed", "filed", "paid", "refused", "unpaid"]
PARTNER = """
domain, mine, mine_sig, theirs, theirs_sig, terms, account_id, stopped, told_on, changed_at
"""
ONE = f"select {PARTNER} from clearing_partner where domain = $1"
LOCK = f"{ONE} for update"
# There are as many as an operator has contracts.
ALL = f"select {PARTNER} from clearing_partner order by domain limit 1000"
MAKE = """
insert into clearing_partner (domain, changed_at) values ($1, $2) on conflict do nothing
"""
PUT = """
update clearing_partner set mine = $2, mine_sig = $3, theirs = $4, theirs_sig = $5, terms = $6,
    account_id = $7, stopped = $8, told_on = $9, changed_at = $10
where domain = $1
"""
HEARD_DAY = """
insert into clearing_day (domain, day, count, total, head, at) values ($1, $2, $3, $4, $5, $6)
on conflict (domain, day) do update set
    count = excluded.count, total = excluded.total, head = excluded.head, at = excluded.at,
    agrees = null
"""
DAY = """
select day, count, total, head, agrees, at from clearing_day where (domain, day) = ($1, $2)
"""
DAYS = """
select day, count, total, head, agrees, at from clearing_day where domain = $1
order by day desc limit 31
"""
DAYS_SINCE = "select count(*) from clearing_day where domain = $1 and at > $2"
AGREES = "update clearing_day set agrees = $3 where (domain, day) = ($1, $2)"

SETTLEMENT = "id, domain, owing, amount, currency, state, due_at, operation_id, made_at, ended_at"
LOCK_SETTLEMENT = f"select {SETTLEMENT} from clearing_settlement where id = $1 for update"
OPEN = f"""
select {SETTLEMENT} from clearing_settlement
where domain = $1 and state in ('proposed', 'agreed', 'filed', 'unpaid')
"""
SETTLEMENTS = f"""
select {SETTLEMENT} from clearing_settlement where domain = $1 order by made_at desc, id limit 50
"""
ADD_SETTLEMENT = f"""
insert into clearing_settlement ({SETTLEMENT}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
"""
CHANGE_SETTLEMENT = """
update clearing_settlement set state = $2, due_at = $3, operation_id = $4, ended_at = $5
where id = $1
"""
WAITING = f"""
select {SETTLEMENT} from clearing_settlement
where not owing and state in ('agreed', 'unpaid') order by id limit 1000
"""
# What was paid is on the account, but for what was settled: of each agreement, as the books say.
WRONG = """
select p.domain, a.balance::bigint as found, (
    coalesce((select sum(case direction when 'out' then amount else -amount end)
        from clearing_payment x where x.domain = p.domain and x.state in ('paid', 'received')), 0)
    - coalesce((select sum(case when owing then amount else -amount end)
        from clearing_settlement s where s.domain = p.domain and s.state = 'paid'), 0)
)::bigint as expected
from clearing_partner p join wallet_account a on a.id = p.account_id order by p.domain
"""


class DaySums(msgspec.Struct, frozen=True):
    """What the people of another town paid here on a day, as it told it; `agrees`: None until it
    was compared.
    """

    day: date
    count: int
    total: int
    head: str
    agrees: bool | None
    at: datetime


class Settlement(msgspec.Struct, frozen=True):
    """What one town pays the other by bank. `owing`: this town is the one that pays."""

    id: UUID
    domain: str
    owing: bool
    amount: int
    currency: str
    state: SettlementState
    due_at: datetime | None
    operation_id: UUID | None
    made_at: datetime
    ended_at: datetime | None


class WrongAccount(msgspec.Struct, frozen=True):
    """What lies on the account of an agreement, and what its payments make."""

    domain: str
    found: int
    expected: int


async def one(db: Db, domain: str) -> Partner | None:
    return await db.one_as(Partner, ONE, domain)


async def lock(db: Db, domain: str) -> Partner | None:
    """Nobody else changes or uses an agreement until the commit."""
    return await db.one_as(Partner, LOCK, domain)


async def everyone(db: Db) -> list[Partner]:
    return await db.all_as(Partner, ALL)


async def make(db: Db, domain: str) -> Partner:
    """Notes a town, unless it is; locked."""
    await db.run(MAKE, domain, db.now)
    found = await lock(db, domain)
    assert found is not None
    return found


async def put(db: Db, one: Partner) -> None:
    await db.run(PUT, *msgspec.structs.astuple(one)[:-1], db.now)


async def stop(db: Db, found: Partner, why: Stopped | None) -> Partner:
    """Payments with a town stop, or go again."""
    changed = msgspec.structs.replace(found, stopped=why)
    await put(db, changed)
    return changed


async def heard_day(db: Db, domain: str, body: SumsBody) -> None:
    await db.run(HEARD_DAY, domain, body.day, body.count, body.total, body.head, db.now)


async def days_since(db: Db, domain: str, since: datetime) -> int:
    """Of how many days a town told the sums since then."""
    return int(await db.value(DAYS_SINCE, domain, since))


async def day(db: Db, domain: str, day: date) -> DaySums | None:
    return await db.one_as(DaySums, DAY, domain, day)


async def days(db: Db, domain: str) -> list[DaySums]:
    """The last ones, the newest first."""
    return await db.all_as(DaySums, DAYS, domain)


async def compared(db: Db, domain: str, day: date, *, agrees: bool) -> None:
    await db.run(AGREES, domain, day, agrees)


async def lock_settlement(db: Db, settlement_id: UUID) -> Settlement | None:
    return await db.one_as(Settlement, LOCK_SETTLEMENT, settlement_id)


async def open_settlement(db: Db, domain: str) -> Settlement | None:
    """The one that is not over."""
    return await db.one_as(Settlement, OPEN, domain)


async def settlements(db: Db, domain: str) -> list[Settlement]:
    """The last ones, the newest first."""
    return await db.all_as(Settlement, SETTLEMENTS, domain)


async def waiting_settlements(db: Db) -> list[Settlement]:
    """Those for which this town waits at its bank."""
    return await db.all_as(Settlement, WAITING)


async def add_settlement(db: Db, new: Settlement) -> None:
    await db.run(ADD_SETTLEMENT, *msgspec.structs.astuple(new))


async def change_settlement(db: Db, one: Settlement) -> None:
    now = (one.state, one.due_at, one.operation_id, one.ended_at)
    await db.run(CHANGE_SETTLEMENT, one.id, *now)


async def wrong(db: Db) -> list[WrongAccount]:
    """Accounts on which something else lies than their payments make."""
    found = await db.all_as(WrongAccount, WRONG)
    return [one for one in found if one.found != one.expected]
