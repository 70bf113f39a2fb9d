"""SQL of bank lines and of pay-outs."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.desk.model import BankLine, LineState, Payout, PayoutState

LINE = """
booked_on, amount, currency, name, text, bank_ref, id, state, person_id, operation_id, at
"""
KNOWN = "select id from pay_bank_line where id = any($1::uuid[])"
ADD_LINE = f"""
insert into pay_bank_line ({LINE}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
SUSPENSE = f"select {LINE} from pay_bank_line where state = 'suspense' order by at, id limit 500"
LOCK_LINE = f"select {LINE} from pay_bank_line where id = $1 for update"
END_LINE = "update pay_bank_line set state = $2, person_id = $3 where id = $1"

PAYOUT = """
id, person_id, amount, way, iban, name, state, file_id, operation_id, made_at, ended_at
"""
ADD_PAYOUT = f"""
insert into pay_payout ({PAYOUT}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""
PAYOUT_OF = f"select {PAYOUT} from pay_payout where id = $1"
LOCK_PAYOUT = f"select {PAYOUT} from pay_payout where id = $1 for update"
OPEN = f"""
select {PAYOUT} from pay_payout where state in ('asked', 'filed') order by made_at, id limit 500
"""
TO_FILE = f"""
select {PAYOUT} from pay_payout where state = 'asked' and way = 'bank'
order by made_at, id limit 500 for update
"""
FILED = f"select {PAYOUT} from pay_payout where file_id = $1 order by made_at, id"
FILE = "update pay_payout set state = 'filed', file_id = $2 where id = any($1::uuid[])"
END_PAYOUT = "update pay_payout set state = $2, ended_at = $3 where id = $1"
PAYOUTS_OF_PERSON = f"select {PAYOUT} from pay_payout where person_id = $1 order by made_at, id"
FORGET_BANK = "update pay_payout set iban = '', name = '' where person_id = $1"


async def known(db: Db, ids: Iterable[UUID]) -> set[UUID]:
    """Those of these lines that were read before."""
    return {row[0] for row in await db.rows(KNOWN, list(ids))}


async def add_lines(db: Db, lines: Sequence[BankLine]) -> None:
    names = [name.strip() for name in LINE.split(",")]
    await db.run_many(ADD_LINE, [[getattr(line, name) for name in names] for line in lines])


async def suspense(db: Db) -> list[BankLine]:
    """Those of which nobody knows yet whose they are, the oldest first."""
    return await db.all_as(BankLine, SUSPENSE)


async def lock_line(db: Db, line_id: UUID) -> BankLine | None:
    return await db.one_as(BankLine, LOCK_LINE, line_id)


async def end_line(db: Db, line_id: UUID, state: LineState, person_id: UUID | None) -> None:
    await db.run(END_LINE, line_id, state, person_id)


async def add_payout(db: Db, new: Payout) -> None:
    await db.run(ADD_PAYOUT, *[getattr(new, name) for name in Payout.__struct_fields__])


async def payout(db: Db, payout_id: UUID) -> Payout | None:
    return await db.one_as(Payout, PAYOUT_OF, payout_id)


async def lock_payout(db: Db, payout_id: UUID) -> Payout | None:
    return await db.one_as(Payout, LOCK_PAYOUT, payout_id)


async def open_payouts(db: Db) -> list[Payout]:
    """Those that are not over, the oldest first."""
    return await db.all_as(Payout, OPEN)


async def to_file(db: Db) -> list[Payout]:
    """Locks those that go into the next file for the bank."""
    return await db.all_as(Payout, TO_FILE)


async def filed(db: Db, file_id: UUID) -> list[Payout]:
    """Those of one file."""
    return await db.all_as(Payout, FILED, file_id)


async def file(db: Db, ids: Iterable[UUID], file_id: UUID) -> None:
    await db.run(FILE, list(ids), file_id)


async def end_payout(db: Db, payout_id: UUID, state: PayoutState) -> None:
    await db.run(END_PAYOUT, payout_id, state, db.now)


async def payouts_of(db: Db, person_id: UUID) -> list[Payout]:
    return await db.all_as(Payout, PAYOUTS_OF_PERSON, person_id)


async def forget_bank(db: Db, person_id: UUID) -> int:
    """Takes away where somebody had money sent."""
    return await db.run(FORGET_BANK, person_id)
