"""SQL of operations, accounts and their entries. Only functions of the database write."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row
from leapfrog.wallet.model import (
    Account,
    AccountLimits,
    Audit,
    Balance,
    LedgerEntry,
    NewAccount,
)

POST = """
select * /* acts */ from wallet_post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
OPEN = """
select /* acts */ wallet_open(
    $1, $2::text[]::wallet_owner[], $3, $4::text[]::wallet_kind[], $5, $6, $7, $8, $9, $10
)
"""
ACCOUNT = """
select
    a.id, a.owner::text, a.owner_id, a.kind::text, a.name, c.code as currency, c.exponent,
    a.balance, a.held, a.incoming, a.entries, a.credit, a.most, a.most_once as once,
    a.most_daily as daily, a.flags, a.opened_at
from wallet_account a join wallet_currency c on c.id = a.currency
"""
ACCOUNTS = f"{ACCOUNT} where a.id = any($1::bigint[])"
OWNED = f"{ACCOUNT} where a.owner_id = $1 order by a.id"
BALANCES = """
select id as account_id, balance, held, incoming from wallet_account where id = any($1::bigint[])
"""
AT = "select number, balance from wallet_at($1, $2)"
ENTRIES = """
select
    no, at, id, ('{transfer,hold,post,void,refund}'::text[])[kind + 1] as kind, code, amount,
    volume, balance, other_id, ref
from wallet_entry
where account_id = $1 and no > $2 and no < $3 order by no desc limit $4
"""
# Neither holds nor what was given up: of those nothing moved.
MOVED = """
select id, dr, cr, amount, at from wallet_transfer where id = $1 and kind in (0, 2, 4)
"""
FLAG = "select /* acts */ wallet_flag($1, $2, $3, $4, $5, $6, $7)"
# The columns that `wallet_open` takes, before those of the limits.
OWNERSHIP = ("owner", "owner_id", "kind", "name", "currency")
CLOSE = "select /* acts */ wallet_close($1, $2, $3, $4)"
LIMIT = "select /* acts */ wallet_limit($1, $2, $3, $4, $5, $6, $7, $8)"
FORGET = "select /* acts */ wallet_forget($1, $2, $3)"
UNIT = "select /* acts */ wallet_unit($1, $2, $3)"
AUDIT = """
select id, account_id, act, by_id, why, detail, at from wallet_audit
where account_id = $1 order by id desc limit $2
"""
NAME_OWNER = """
insert into wallet_owner_name (owner_id, name) values ($1, $2)
on conflict (owner_id) do update set name = excluded.name
"""
FORGET_OWNER = "delete from wallet_owner_name where owner_id = $1"
OWNER_NAMES = "select owner_id, name from wallet_owner_name where owner_id = any($1::uuid[])"
EXPIRED = "select id, dr, cr from wallet_hold where expires <= $1 order by expires, id limit $2"


class OperationColumns(msgspec.Struct, frozen=True):
    """A batch of operations as `wallet_post` takes it, in the order of its parameters."""

    accounts: Sequence[int]
    ids: Sequence[UUID]
    payers: Sequence[int]
    payees: Sequence[int]
    amounts: Sequence[int | None]
    codes: Sequence[int]
    references: Sequence[UUID | None]
    kinds: Sequence[int] | None
    links: Sequence[bool] | None
    seconds: Sequence[int | None] | None


class BatchResult(msgspec.Struct, frozen=True):
    """What came of each operation of a batch, as `wallet_post` answers it."""

    results: list[int]
    made_at: datetime
    payer_numbers: list[int]
    payee_numbers: list[int]
    payer_balances: list[int]
    payee_balances: list[int]
    made_before: list[datetime] | None
    owners: list[UUID | None] | None


async def post(db: Db, batch: OperationColumns) -> BatchResult:
    found = await db.one_as(BatchResult, POST, db.now, *msgspec.structs.astuple(batch))
    assert found is not None
    return found


class FlagChange(msgspec.Struct, frozen=True):
    """The bits to set and to clear on an account, what that is called, by whom and why."""

    set: int
    clear: int
    act: str
    by: UUID | None
    why: str


async def open_accounts(db: Db, new: Sequence[NewAccount]) -> list[int | None]:
    """For each the id, also of one that was there; None for a currency that is not known."""
    found: list[int | None] = await db.value(
        OPEN,
        db.now,
        *[[getattr(one, name) for one in new] for name in OWNERSHIP],
        *[[getattr(one.limits, name) for one in new] for name in AccountLimits.__struct_fields__],
    )
    return found


async def accounts(db: Db, ids: Sequence[int]) -> dict[int, Account]:
    return {one.id: one for one in await db.all_as(Account, ACCOUNTS, list(ids))}


async def owned(db: Db, owner_id: UUID) -> list[Account]:
    return await db.all_as(Account, OWNED, owner_id)


async def balances(db: Db, ids: Sequence[int]) -> dict[int, Balance]:
    return {one.account_id: one for one in await db.all_as(Balance, BALANCES, list(ids))}


async def at(db: Db, account_id: int, moment: datetime) -> tuple[int, int]:
    """The number of the last entry at a moment, and the balance after it."""
    row = await db.row(AT, account_id, moment)
    assert row is not None
    return row[0], row[1]


async def entries(
    db: Db, account_id: int, after: int, before: int, limit: int
) -> list[LedgerEntry]:
    """The newest first of those with a number between, both ends left out."""
    return await db.all_as(LedgerEntry, ENTRIES, account_id, after, before, limit)


async def moved(db: Db, operation_id: UUID) -> Row | None:
    """(id, payer, payee, amount, time)."""
    return await db.row(MOVED, operation_id)


async def flag(db: Db, account_id: int, change: FlagChange) -> int | None:
    """The flags after it; None for no account."""
    found: int | None = await db.value(FLAG, db.now, account_id, *msgspec.structs.astuple(change))
    return found


async def close(db: Db, account_id: int, by: UUID | None, why: str) -> bool | None:
    """False where something lies on it; None for no account."""
    done: bool | None = await db.value(CLOSE, db.now, account_id, by, why)
    return done


async def limit(
    db: Db, account_id: int, limits: AccountLimits, by: UUID | None, why: str
) -> bool | None:
    """False where more is owed than the credit; None for no account."""
    four = msgspec.structs.astuple(limits)
    done: bool | None = await db.value(LIMIT, db.now, account_id, *four, by, why)
    return done


async def audit(db: Db, account_id: int, limit: int) -> list[Audit]:
    """The newest first."""
    return await db.all_as(Audit, AUDIT, account_id, limit)


async def forget(db: Db, owner_id: UUID, why: str) -> int:
    """Takes an owner out of their accounts; answers how many."""
    return int(await db.value(FORGET, db.now, owner_id, why))


async def set_unit(db: Db, code: str, exponent: int, of_the_town: bool) -> bool:
    """False when this code is something else."""
    return bool(await db.value(UNIT, code, exponent, of_the_town))


async def name_owner(db: Db, owner_id: UUID, name: str) -> None:
    await db.run(NAME_OWNER, owner_id, name)


async def forget_owner(db: Db, owner_id: UUID) -> None:
    await db.run(FORGET_OWNER, owner_id)


async def owner_names(db: Db, ids: Sequence[UUID]) -> dict[UUID, str]:
    return {row[0]: row[1] for row in await db.rows(OWNER_NAMES, list(ids))}


async def expired(db: Db, limit: int) -> list[Row]:
    """(id, payer, payee) of open holds whose time is over."""
    return await db.rows(EXPIRED, db.now, limit)
