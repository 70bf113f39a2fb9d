"""SQL of looking through the books. Each check is one statement, so it sees one moment of them.

Those with `$1` look at what was written after that batch. What was written before has been looked
at then, and cannot have changed since without breaking the chain.
"""

from typing import Any

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.wallet.model import Check, Fault, TrialLine

# Each entry follows on the one before it: its number is the next one, its balance the sum.
RUNNING = """
select
    e.account_id as place, e.no, coalesce(p.balance, 0) + e.amount as expected, e.balance as found
from wallet_entry e
left join lateral (
    select dr_balance as balance from wallet_transfer where dr = e.account_id and dr_no = e.no - 1
    union all
    select cr_balance from wallet_transfer where cr = e.account_id and cr_no = e.no - 1
) p on true
where e.batch > $1
    and (p.balance is null and e.no <> 1 or coalesce(p.balance, 0) + e.amount <> e.balance)
"""
# Each account stands where its last entry left it.
STATE = """
select a.id as place, a.entries as no, coalesce(l.balance, 0) as expected, a.balance as found
from wallet_account a
left join lateral (
    select dr_balance as balance from wallet_transfer where dr = a.id and dr_no = a.entries
    union all
    select cr_balance from wallet_transfer where cr = a.id and cr_no = a.entries
) l on true
where a.entries > 0 and l.balance is null or coalesce(l.balance, 0) <> a.balance
    or exists (select from wallet_transfer where dr = a.id and dr_no > a.entries)
    or exists (select from wallet_transfer where cr = a.id and cr_no > a.entries)
"""
PROMISED = """
select
    a.id as place, a.entries as no, coalesce(o.sum, 0) - coalesce(i.sum, 0) as expected,
    a.held - a.incoming as found
from wallet_account a
left join (select dr, sum(amount)::bigint as sum from wallet_hold group by dr) o on o.dr = a.id
left join (select cr, sum(amount)::bigint as sum from wallet_hold group by cr) i on i.cr = a.id
where coalesce(o.sum, 0) <> a.held or coalesce(i.sum, 0) <> a.incoming
"""
# An open hold is in the journal and nothing came of it yet; of any other something did.
HOLDS = """
select coalesce(t.dr, h.dr) as place, t.dr_no as no, t.amount as expected, h.amount as found
from (select * from wallet_transfer where kind = 1 and batch > $1) t
full join wallet_hold h on h.id = t.id
left join wallet_transfer r on r.ref = coalesce(t.id, h.id) and r.kind in (2, 3)
left join wallet_transfer o on o.id = h.id and o.kind = 1
where h.id is null and r.id is null
    or h.id is not null and (
        r.id is not null or (o.dr, o.cr, o.amount) is distinct from (h.dr, h.cr, h.amount)
    )
"""
REFUNDS = """
select o.cr as place, o.cr_no as no, o.amount as expected, r.sum as found from (
    select ref, sum(amount)::bigint as sum from wallet_transfer where kind = 4 and ref in (
        select ref from wallet_transfer where kind = 4 and batch > $1
    ) group by ref
) r left join wallet_transfer o on o.id = r.ref
where r.sum > o.amount or o.id is null
"""
# What is owed is what is had, in each currency.
SUMS = """
select
    null::bigint as place, null::bigint as no, 0::bigint as expected, sum(balance)::bigint as found
from wallet_account
group by currency having sum(balance) <> 0
"""
CHAINS = """
select lane::bigint as place, batch as no, null::bigint as expected, null::bigint as found
from wallet_verify($1)
"""
STRAYS = """
select t.dr as place, t.dr_no as no, null::bigint as expected, t.batch as found
from wallet_transfer t
left join wallet_batch b on b.id = t.batch where t.batch > $1 and b.id is null
"""
CHECKS: dict[Check, tuple[str, bool]] = {
    "running": (RUNNING, True),
    "state": (STATE, False),
    "promised": (PROMISED, False),
    "holds": (HOLDS, True),
    "refunds": (REFUNDS, True),
    "sums": (SUMS, False),
    "chain": (CHAINS, True),
    "strays": (STRAYS, True),
}
TRIAL = """
select
    c.code as currency, c.exponent, a.kind::text, count(*) as accounts,
    sum(greatest(-balance, 0))::bigint as debit, sum(greatest(balance, 0))::bigint as credit,
    sum(held)::bigint as held
from wallet_account a join wallet_currency c on c.id = a.currency
group by c.code, c.exponent, a.kind order by c.code, a.kind
"""
HEADS = """
select
    coalesce((select max(id) from wallet_batch), 0) as batch,
    coalesce((select sum(size) from wallet_batch), 0)::bigint as transfers,
    sha256(string_agg(int2send(lane) || int8send(batch) || hash, '' order by lane)) as heads
from wallet_lane
"""
NOTE = "select /* acts */ wallet_reconciled($1, $2, $3, $4, $5)"
# Not the last good one: when it looked, a batch with a smaller number may have been under way.
SINCE = """
select batch from wallet_reconciliation where faults = '[]' order by id desc offset 1 limit 1
"""
NIGHTS = """
select id, at, batch, transfers, encode(heads, 'hex') as heads, faults from wallet_reconciliation
order by id desc limit $1
"""


async def look(db: Db, check: Check, after: int) -> list[Fault]:
    """What is wrong, of what was written after this batch or of all."""
    statement, incremental = CHECKS[check]
    rows = await db.rows(statement, *((after,) if incremental else ()))
    return [Fault(check=check, **row) for row in rows]


async def trial(db: Db) -> list[TrialLine]:
    return await db.all_as(TrialLine, TRIAL)


class ChainHeads(msgspec.Struct, frozen=True):
    """The last batch, how many transfers there are, the hash over the ends of all chains."""

    batch: int
    transfers: int
    heads: bytes


async def heads(db: Db) -> ChainHeads:
    found = await db.one_as(ChainHeads, HEADS)
    assert found is not None
    return found


async def note(db: Db, now: ChainHeads, faults: list[Any]) -> int:
    """Keeps what was found; answers its number."""
    return int(await db.value(NOTE, db.now, now.batch, now.transfers, now.heads, faults))


async def since(db: Db) -> int:
    """The batch after which the next look begins."""
    return int(await db.value(SINCE) or 0)


async def nights(db: Db, limit: int) -> list[Row]:
    """The newest first: (number, time, batch, transfers, heads, faults)."""
    return await db.rows(NIGHTS, limit)
