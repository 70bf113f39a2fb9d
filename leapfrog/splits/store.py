"""SQL of shared bills, of parts in them and of who owes whom."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.splits.model import Debt, DebtState, Split, SplitShare, State

COLUMNS = """
id, conversation_id, by_id, title, mode, currency, total, asked, payee_id, payee_account,
payee_name, ends_at, state, quiet, reminded, reminded_at, created_at, closed_at
"""
ADD = f"""
insert into splits_split ({COLUMNS}) values (
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18
)
"""
MANY = f"select {COLUMNS} from splits_split where id = any($1::uuid[]) order by id"
LOCK = f"{MANY} for no key update"
# In the order of their ids, so that nobody waits in a ring.
LOCK_OPEN = f"""
select {COLUMNS} from splits_split
where conversation_id = $1 and state = 'open' and payee_id is null
order by id for no key update
"""
OPEN_AT = """
select id from splits_split where conversation_id = $1 and state = 'open' and payee_id is null
"""
ADD_SHARES = """
insert into splits_share (split_id, person_id, owed, paid, extra)
select $1, * from unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::boolean[])
"""
SHARES = """
select split_id, person_id, owed, paid, extra from splits_share
where split_id = any($1::uuid[]) order by split_id, person_id
"""
ADD_DEBTS = """
insert into splits_debt (split_id, n, from_id, to_id, amount)
select $1, * from unnest($2::int[], $3::uuid[], $4::uuid[], $5::bigint[])
"""
DEBT = "split_id, n, from_id, to_id, amount, state, tries, payer, at"
DEBTS = f"select {DEBT} from splits_debt where split_id = any($1::uuid[]) order by split_id, n"
MOVE = """
update splits_debt set state = $3, payer = $4, tries = tries + $5, at = $6
where split_id = $1 and n = any($2::int[])
"""
NET = """
update splits_debt set state = 'netted', netted_by = $2, at = $3
where split_id = any($1::uuid[]) and state = 'open'
"""
CLOSE = "update splits_split set state = $2, closed_at = $3 where id = any($1::uuid[])"
QUIET = "update splits_split set quiet = $2 where id = $1"
REMINDED = "update splits_split set reminded = reminded + 1, reminded_at = $2 where id = $1"
OWING = f"""
select {DEBT} from splits_debt where from_id = $1 and state in ('open', 'held')
order by split_id, n
"""
ENTANGLED = """
select exists (
    select from splits_debt
    where (from_id = $1 or to_id = $1) and state in ('open', 'held')
)
"""
BY = f"select {COLUMNS} from splits_split where by_id = $1 order by created_at, id"
SHARES_OF = """
select s.split_id, s.person_id, s.owed, s.paid, s.extra from splits_share s
join splits_split b on b.id = s.split_id
where s.person_id = $1 order by b.created_at, b.id
"""
DEBTS_OF = f"""
select {DEBT} from splits_debt where from_id = $1 or to_id = $1 order by split_id, n
"""
FORGET = "update splits_split set title = '', asked = '{}' where by_id = $1"


async def add(
    db: Db, split: Split, shares: Sequence[SplitShare], owed: Sequence[tuple[UUID, UUID, int]]
) -> None:
    """A new bill with its parts and its debts, which are numbered as they come."""
    await db.run(ADD, *(getattr(split, name) for name in Split.__struct_fields__))
    await db.run(
        ADD_SHARES,
        split.id,
        [share.person_id for share in shares],
        [share.owed for share in shares],
        [share.paid for share in shares],
        [share.extra for share in shares],
    )
    ends = ([one[0] for one in owed], [one[1] for one in owed])
    await db.run(ADD_DEBTS, split.id, list(range(len(owed))), *ends, [one[2] for one in owed])


async def many(db: Db, ids: Iterable[UUID]) -> dict[UUID, Split]:
    return {one.id: one for one in await db.all_as(Split, MANY, list(ids))}


async def lock(db: Db, split_id: UUID) -> Split | None:
    """Nobody else does anything about it until the commit."""
    rows = await db.rows(LOCK, [split_id])
    return Split(*rows[0]) if rows else None


async def lock_open(db: Db, conversation_id: UUID) -> list[Split]:
    """All open splits of a conversation but those paid together; nobody else does anything about
    them until the commit.
    """
    return await db.all_as(Split, LOCK_OPEN, conversation_id)


async def open_at(db: Db, conversation_id: UUID) -> list[UUID]:
    """The open ones of a conversation, but those paid together."""
    return [row[0] for row in await db.rows(OPEN_AT, conversation_id)]


async def shares(db: Db, ids: Iterable[UUID]) -> list[SplitShare]:
    return await db.all_as(SplitShare, SHARES, list(ids))


async def debts(db: Db, ids: Iterable[UUID]) -> list[Debt]:
    return await db.all_as(Debt, DEBTS, list(ids))


async def move(
    db: Db, split_id: UUID, numbers: Sequence[int], state: DebtState, **more: Any
) -> None:
    """These debts are in another state; `payer`: the account they are held on; `tries`: one more
    hold was taken back.
    """
    at = None if state == "open" else db.now
    payer, tries = more.get("payer"), more.get("tries", 0)
    await db.run(MOVE, split_id, list(numbers), state, payer, tries, at)


async def net(db: Db, ids: Sequence[UUID], by: UUID) -> None:
    """All open debts of these are what that other one says, and they are done."""
    await db.run(NET, ids, by, db.now)


async def close(db: Db, ids: Sequence[UUID], state: State) -> None:
    await db.run(CLOSE, ids, state, db.now)


async def set_quiet(db: Db, split_id: UUID, quiet: bool) -> None:
    await db.run(QUIET, split_id, quiet)


async def note_reminder(db: Db, split_id: UUID) -> None:
    await db.run(REMINDED, split_id, db.now)


async def owing(db: Db, person_id: UUID) -> list[Debt]:
    """What somebody still owes, or has promised."""
    return await db.all_as(Debt, OWING, person_id)


async def is_entangled(db: Db, person_id: UUID) -> bool:
    """Whether somebody owes something, or is owed."""
    return bool(await db.value(ENTANGLED, person_id))


async def asked_by(db: Db, person_id: UUID) -> list[Split]:
    return await db.all_as(Split, BY, person_id)


async def shares_of(db: Db, person_id: UUID) -> list[SplitShare]:
    return await db.all_as(SplitShare, SHARES_OF, person_id)


async def debts_of(db: Db, person_id: UUID) -> list[Debt]:
    return await db.all_as(Debt, DEBTS_OF, person_id)


async def forget(db: Db, person_id: UUID) -> int:
    """What somebody wrote on bills; the amounts belong to the others as well."""
    return await db.run(FORGET, person_id)
