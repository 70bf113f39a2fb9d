"""SQL of trades' money in between."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.escrow.model import Escrow, EscrowTerms, EscrowTimes
from leapfrog.escrow.money import Release
from leapfrog.escrow.steps import EscrowStep
from leapfrog.kernel.db import Db

COLUMNS = """
id, of, kind, buyer_id, seller_id, currency, account, buyer_account, seller_account, fee_account,
amount, fee_bp, deposit, balance_from, balance_by, deposit_lost, pay_within, ship_within,
confirm_within, settle, answer_within, return_within, check_within, appeal_within, after_sale, paid,
refunded, released, unsent, state, refund, asked, asked_unsent, returns, sent_back, appealed_at,
due_at, remaining, extended, after_until, step, created_at, changed_at
"""
ADD = """
insert into escrow_trade (
    id, of, kind, buyer_id, seller_id, currency, account, buyer_account, seller_account,
    fee_account, amount, fee_bp, deposit, balance_from, balance_by, deposit_lost, pay_within,
    ship_within, confirm_within, settle, answer_within, return_within, check_within, appeal_within,
    after_sale, due_at, state, created_at, changed_at
)
select *, 'created', $27::timestamptz, $27 from unnest(
    $1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[],
    $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::integer[], $13::bigint[],
    $14::timestamptz[], $15::timestamptz[], $16::boolean[], $17::interval[], $18::interval[],
    $19::interval[], $20::interval[], $21::interval[], $22::interval[], $23::interval[],
    $24::interval[], $25::interval[], $26::timestamptz[]
)
on conflict (id) do nothing returning id
"""
AGREED = (
    "id",
    "of",
    "kind",
    "buyer_id",
    "seller_id",
    "currency",
    "account",
    "buyer_account",
    "seller_account",
    "fee_account",
    "amount",
    "fee_bp",
    "deposit",
    "balance_from",
    "balance_by",
    "deposit_lost",
)
FIND = f"select {COLUMNS} from escrow_trade where id = any($1::uuid[])"
# Those of the same sellers from which something is still to be collected are changed by what these
# release. All in the order of their ids, so that nobody waits in a ring.
LOCK = f"""
select {COLUMNS} from escrow_trade where id in (
    select unnest($1::uuid[])
    union all
    select o.id from escrow_trade e
    join escrow_trade o on o.seller_account = e.seller_account and o.refund = 'owed'
    where e.id = any($1)
) order by id for no key update
"""
SAVE = """
update escrow_trade e set
    paid = n.paid, refunded = n.refunded, released = n.released, unsent = n.unsent,
    state = n.state, refund = n.refund, asked = n.asked, asked_unsent = n.asked_unsent,
    returns = n.returns, sent_back = n.sent_back, appealed_at = n.appealed_at, due_at = n.due_at,
    remaining = n.remaining, extended = n.extended, after_until = n.after_until, step = n.step,
    changed_at = n.changed_at
from unnest(
    $1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[],
    $8::bigint[], $9::bigint[], $10::boolean[], $11::boolean[], $12::timestamptz[],
    $13::timestamptz[], $14::interval[], $15::interval[], $16::timestamptz[], $17::integer[],
    $18::timestamptz[]
) as n (
    id, paid, refunded, released, unsent, state, refund, asked, asked_unsent, returns, sent_back,
    appealed_at, due_at, remaining, extended, after_until, step, changed_at
) where e.id = n.id
"""
# The books know a fee by what was released: afterwards it stays what it was.
CHARGE = """
update escrow_trade set fee_bp = $2
where id = $1 and released = 0 and fee_account is not null and fee_bp <> $2
"""
TAKE_OVER = """
update escrow_trade set of = $2, kind = $3, pay_within = $4, ship_within = $5, confirm_within = $6,
    settle = $7, answer_within = $8, return_within = $9, check_within = $10, appeal_within = $11,
    after_sale = $12, fee_bp = case when fee_account is null then fee_bp else $13 end
where id = $1 and state = 'deposited'
"""
SAVED = (
    "id",
    "paid",
    "refunded",
    "released",
    "unsent",
    "state",
    "refund",
    "asked",
    "asked_unsent",
    "returns",
    "sent_back",
    "appealed_at",
    "due_at",
    "remaining",
    "extended",
    "after_until",
    "step",
    "changed_at",
)
STEP_COLUMNS = """
escrow_id, step, id, act, detail, party_id, by_id, state, refund, paid, refunded, released, at
"""
ADD_STEPS = """
insert into escrow_step (
    escrow_id, step, id, act, detail, party_id, by_id, state, refund, paid, refunded, released, at
)
select * from unnest(
    $1::uuid[], $2::integer[], $3::uuid[], $4::text[], $5::jsonb[], $6::uuid[], $7::uuid[],
    $8::text[], $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::timestamptz[]
)
"""
STEPS = f"select {STEP_COLUMNS} from escrow_step where escrow_id = any($1::uuid[]) order by step"
KNOWN = f"""
select {STEP_COLUMNS} from escrow_step
join unnest($1::uuid[], $2::uuid[]) as asked (escrow_id, id) using (escrow_id, id)
"""
RELEASES = """
select escrow_id, step, released as amount from escrow_step
where escrow_id = any($1::uuid[]) and released > 0 order by step
"""
OF_PARTIES = f"""
select {COLUMNS} from escrow_trade where buyer_id = any($1::uuid[]) or seller_id = any($1)
order by created_at, id
"""
APPEALED = f"select {COLUMNS} from escrow_trade where refund = 'appealed' order by appealed_at, id"


async def add(db: Db, escrows: Sequence[Escrow]) -> set[UUID]:
    """The ids of those that were free."""
    times = [
        [getattr(one.times, name) for one in escrows] for name in EscrowTimes.__struct_fields__
    ]
    due = [one.due_at for one in escrows]
    rows = await db.rows(ADD, *_columns(escrows, AGREED), *times, due, db.now)
    return {row[0] for row in rows}


async def charge(db: Db, escrow_id: UUID, fee_bp: int) -> None:
    await db.run(CHARGE, escrow_id, fee_bp)


async def take_over(db: Db, terms: EscrowTerms) -> bool:
    """What is agreed on anew about a trade of which a deposit is paid; False: there is none."""
    spans = msgspec.structs.astuple(terms.agreed_times)
    agreed = (terms.id, terms.of, terms.kind, *spans, terms.fee_bp)
    return await db.run(TAKE_OVER, *agreed) == 1


async def find(db: Db, ids: Iterable[UUID]) -> dict[UUID, Escrow]:
    return {one.id: one for one in await db.all_as(Escrow, FIND, list(ids))}


async def lock(db: Db, ids: Iterable[UUID]) -> dict[UUID, Escrow]:
    """These, and those from which their sellers still owe something: nobody else does anything
    about any of them until the commit.
    """
    return {one.id: one for one in await db.all_as(Escrow, LOCK, list(ids))}


async def save(db: Db, escrows: Sequence[Escrow]) -> None:
    await db.run(SAVE, *_columns(escrows, SAVED))


async def add_steps(db: Db, steps: Sequence[EscrowStep]) -> None:
    await db.run(ADD_STEPS, *_columns(steps, EscrowStep.__struct_fields__))


async def steps(db: Db, ids: Iterable[UUID]) -> list[EscrowStep]:
    """In their order."""
    return await db.all_as(EscrowStep, STEPS, list(ids))


async def known(db: Db, escrows: Sequence[UUID], ids: Sequence[UUID]) -> list[EscrowStep]:
    """Steps that these ids, each of the trade beside it, have done before."""
    return await db.all_as(EscrowStep, KNOWN, list(escrows), list(ids))


async def releases(db: Db, ids: Iterable[UUID]) -> dict[UUID, list[Release]]:
    """What went on to the seller, the oldest first, by trade."""
    found: dict[UUID, list[Release]] = {}
    for one in await db.all_as(Release, RELEASES, list(ids)):
        found.setdefault(one.escrow_id, []).append(one)
    return found


async def of_parties(db: Db, parties: Iterable[UUID]) -> list[Escrow]:
    return await db.all_as(Escrow, OF_PARTIES, list(parties))


async def appealed(db: Db) -> list[Escrow]:
    return await db.all_as(Escrow, APPEALED)


def _columns(rows: Sequence[msgspec.Struct], names: Sequence[str]) -> list[list[Any]]:
    return [[getattr(row, name) for row in rows] for name in names]
