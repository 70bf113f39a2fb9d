"""SQL of payments at the till."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.pay import LockedSmall
from leapfrog.till.merchants import Merchant
from leapfrog.till.model import CodeSpending, Intent, State
from leapfrog.wallet import Reason

COLUMNS = """
id, merchant_id, channel, amount, note, state, by_id, payer_id, transfer_id, problem, refunded,
created_at, expires_at, paid_at, close_id
"""
GROUND = "select * /* acts */ from till_ground($1, $2, $3, $4, $5)"
ADD = f"""
insert into till_intent ({COLUMNS})
select * from unnest(
    $1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::uuid[],
    $8::uuid[], $9::uuid[], $10::text[], $11::bigint[], $12::timestamptz[], $13::timestamptz[],
    $14::timestamptz[], $15::uuid[]
) where (select pay_spend_small($16, $17, $18)) on conflict do nothing returning id
"""
PAY_SMALL = """
select * from till_pay_small($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) /* alone */
"""
FIND = f"select {COLUMNS} from till_intent where id = any($1::uuid[])"
LOCK = f"{FIND} order by id for update"
PAGE = f"""
select {COLUMNS} from till_intent
where merchant_id = $1 and ($2::uuid is null or by_id = $2)
    and ($3::timestamptz is null or created_at < $3)
order by created_at desc, id desc limit $4
"""
WAITING = f"""
select {COLUMNS} from till_intent
where payer_id = $1 and state = 'requires_action' and expires_at > $2 order by created_at
"""
ENDED = f"""
select {COLUMNS} from till_intent
where payer_id = $1 and channel = 'presented' and created_at > $2
    and state in ('succeeded', 'cancelled') order by created_at desc, id desc limit 20
"""
PAID = f"""
select {COLUMNS} from till_intent where payer_id = $1 and paid_at is not null order by paid_at
"""
SCAN = "update till_intent set state = 'processing', payer_id = $2 where id = $1"
SUCCEED = """
update till_intent i set state = 'succeeded', transfer_id = p.transfer, paid_at = $3, problem = null
from unnest($1::uuid[], $2::uuid[]) as p (id, transfer) where i.id = p.id
"""
FAIL = """
update till_intent i set problem = p.problem, state = p.state
from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, problem, state) where i.id = p.id
"""
END = "update till_intent set state = $2, problem = coalesce($3, problem) where id = $1"
GIVE_BACK = "update till_intent set refunded = refunded + $2, state = $3 where id = $1"
EXPIRE = """
update till_intent set state = 'expired'
where expires_at <= $1 and state in ('created', 'requires_action', 'processing')
"""
SPENT = """
select payer_id, sum(amount - refunded)::bigint, count(*) from till_intent
where payer_id = any($1::uuid[]) and paid_at >= $2 and channel = 'presented' group by 1
"""
FORGET = """
update till_intent i set note = '' where note <> '' and (i.payer_id = $1 or i.by_id = $1)
"""
FORGET_REFUNDS = "update till_refund set why = '' where by_id = $1 and why <> ''"


class TillGround(LockedSmall, frozen=True):
    """What payments stand on: what their payers may pay without being asked, whether one of them is
    there already, who has which account; and who works in the shop of this row.
    """

    is_known: bool
    accounts: list[int | None] | None
    staff: list[UUID]


async def ground(
    db: Db,
    unasked: Sequence[UUID],
    people: Sequence[UUID],
    intents: Sequence[UUID],
    shops: Sequence[UUID],
) -> list[tuple[TillGround, Merchant | None]]:
    """Locks what those of `unasked` may pay without being asked. A row for each shop, the first
    with all else, `accounts` in the order of `people`.
    """
    given = (db.now.date(), unasked, people, intents, shops)
    return await db.pairs_as(TillGround, Merchant, GROUND, *given)


async def add(
    db: Db, intents: Sequence[Intent], spent: Mapping[UUID, int] | None = None
) -> set[UUID]:
    """Those whose id was free. Also counts what was `spent` of each payer's day's allowance."""
    columns = [[getattr(one, name) for one in intents] for name in Intent.__struct_fields__]
    spent = spent or {}
    counted = (list(spent), list(spent.values()), db.now.date())
    return {row[0] for row in await db.rows(ADD, *columns, *counted)}


class PaidSmall(msgspec.Struct, frozen=True):
    """What came of a small payment: as what the wallet refused it; whose accounts moved, and who
    works in the shop.
    """

    refused: int
    owners: list[UUID | None] | None
    staff: list[UUID] | None


async def pay_small(db: Db, one: Intent, account: int) -> tuple[PaidSmall, Merchant | None] | None:
    """Pays it from this account, out of the payer's day's allowance; with the shop, where it went.
    None: nothing was done. Commits by itself where nothing has begun.
    """
    who = (one.id, one.payer_id, one.merchant_id)
    given = (one.amount, one.note, one.expires_at, account, one.transfer_id, Reason.PAYMENT)
    now = one.created_at
    rows = await db.pairs_as(PaidSmall, Merchant, PAY_SMALL, now, now.date(), *who, *given)
    return rows[0] if rows else None


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Intent]:
    return {one.id: one for one in await db.all_as(Intent, FIND, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, Intent]:
    """Nobody else changes these until the end of the transaction."""
    return {one.id: one for one in await db.all_as(Intent, LOCK, list(ids))}


async def page(
    db: Db, merchant_id: UUID, by: UUID | None, before: datetime | None, limit: int
) -> list[Intent]:
    """The newest first, of one cashier or of all."""
    return await db.all_as(Intent, PAGE, merchant_id, by, before, limit)


async def waiting(db: Db, payer_id: UUID) -> list[Intent]:
    """Payments by code that wait for the payer's phone."""
    return await db.all_as(Intent, WAITING, payer_id, db.now)


async def ended(db: Db, payer_id: UUID, since: datetime) -> list[Intent]:
    """What came of somebody's codes since then, the newest first."""
    return await db.all_as(Intent, ENDED, payer_id, since)


async def paid(db: Db, payer_id: UUID) -> list[Intent]:
    """What somebody paid, the oldest first."""
    return await db.all_as(Intent, PAID, payer_id)


async def scan(db: Db, intent_id: UUID, payer_id: UUID) -> None:
    await db.run(SCAN, intent_id, payer_id)


async def succeed(db: Db, paid: Sequence[tuple[UUID, UUID]]) -> None:
    """(intent, transfer)."""
    await db.run(SUCCEED, [one[0] for one in paid], [one[1] for one in paid], db.now)


async def fail(db: Db, failed: Sequence[tuple[UUID, str, State]]) -> None:
    """(intent, code of the problem, state from now on)."""
    await db.run(FAIL, *[[one[n] for one in failed] for n in range(3)])


async def end(db: Db, intent_id: UUID, state: State, why: str | None = None) -> None:
    await db.run(END, intent_id, state, why)


async def give_back(db: Db, intent_id: UUID, amount: int, state: State) -> None:
    await db.run(GIVE_BACK, intent_id, amount, state)


async def expire(db: Db) -> int:
    return await db.run(EXPIRE, db.now)


async def spent(db: Db, payers: Iterable[UUID], since: datetime) -> dict[UUID, CodeSpending]:
    """What each of these paid by codes since then."""
    rows = await db.rows(SPENT, list(payers), since)
    return {row[0]: CodeSpending(row[1], row[2]) for row in rows}


async def forget(db: Db, person_id: UUID) -> int:
    """Words that somebody wrote beside what they paid, or asked for at a till, or gave back;
    answers beside how many payments.
    """
    await db.run(FORGET_REFUNDS, person_id)
    return await db.run(FORGET, person_id)
