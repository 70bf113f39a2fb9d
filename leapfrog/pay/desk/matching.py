"""Matching: what a bank's statement says came in goes to whose reference is on it; what nobody can
place goes to suspense, until somebody at the desk knows.

A line is known by all that the bank says of it, so the same file twice, or two that overlap, book
it once.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import announce_all
from leapfrog.kernel.ids import derived_id
from leapfrog.pay import wallet_accounts
from leapfrog.pay.desk import book, references, statements, store, store_bank
from leapfrog.pay.desk.cash import booked, issuing
from leapfrog.pay.desk.events import BankMoneyCame
from leapfrog.pay.desk.model import BankLine, BankStatementLine, What
from leapfrog.pay.errors import AlreadySettled, NoBankLine
from leapfrog.wallet import Posted, Reason, Transfer


class StatementResult(msgspec.Struct, frozen=True):
    """What came of a statement: so many lines that came in, and where they went; `known` were
    read before, `foreign` have another currency.
    """

    lines: int
    matched: int
    suspense: int
    known: int
    foreign: int


async def take(db: Db, by_id: UUID, content: bytes) -> StatementResult:
    """Books a statement. Raises `NotInThisMode`, `BadStatement`."""
    await issuing(db)
    terms = await wallet_accounts.terms(db)
    told = statements.read(content, terms.exponent)
    ours = [one for one in told if one.currency in ("", terms.currency)]
    ids = named(ours)
    before = await store_bank.known(db, ids)
    fresh = [
        (line_id, one) for line_id, one in zip(ids, ours, strict=True) if line_id not in before
    ]
    lines = await _book(db, fresh, await _people(db, [one for _, one in fresh]))
    await store_bank.add_lines(db, lines)
    nobodys = [one for one in lines if one.state == "suspense"]
    await announce_all(
        db, [BankMoneyCame(one.id, f"{one.text} {one.bank_ref}", one.amount) for one in nobodys]
    )
    matched = sum(line.state == "matched" for line in lines)
    for line in lines:
        if line.person_id:
            await _note(db, by_id, line, "matched", line.operation_id)
    read = StatementResult(
        len(told), matched, len(lines) - matched, len(before), len(told) - len(ours)
    )
    text = f"{read.matched} matched, {read.suspense} to suspense, {read.known} known"
    total = sum(line.amount for line in lines)
    await book.enter(db, by_id, "statement", amount=total, note=text)
    return read


async def resolve(db: Db, by_id: UUID, line_id: UUID, person_id: UUID) -> BankLine:
    """Somebody at the desk knows whose it is. Twice is one operation. Raises `NoBankLine`,
    `AlreadySettled`, `NoAccount`.
    """
    line = await store_bank.lock_line(db, line_id)
    if line is None:
        raise NoBankLine
    if line.state != "suspense":
        if line.person_id == person_id:
            return line
        raise AlreadySettled(state=line.state)
    payee = await wallet_accounts.wallet_account(db, person_id)
    suspense = await wallet_accounts.town(db, "suspense", "bank")
    operation = Transfer(
        id=derived_id(line.id, "resolved"),
        payer=suspense.id,
        payee=payee.id,
        amount=line.amount,
        code=Reason.TOP_UP,
        ref=line.id,
    )
    posted = await booked(db, operation)
    await store_bank.end_line(db, line.id, "resolved", person_id)
    ended = msgspec.structs.replace(line, state="resolved", person_id=person_id)
    await _note(db, by_id, ended, "resolved", posted)
    return ended


async def placed(db: Db, line_id: UUID, amount: int) -> bool:
    """Takes a line of a bank's statement out of suspense, for the caller to book what it pays.
    False where it was placed before, or is of another amount (minor units). Locks the line.
    """
    line = await store_bank.lock_line(db, line_id)
    if line is None or line.state != "suspense" or line.amount != amount:
        return False
    await store_bank.end_line(db, line_id, "resolved", None)
    return True


def named(told: Sequence[BankStatementLine]) -> list[UUID]:
    """The id of each line: made of what the bank says, and, where it says the same of several in
    one file, of their number.
    """
    seen: Counter[bytes] = Counter()
    ids = []
    for one in told:
        said = msgspec.json.encode(one)
        seen[said] += 1
        mixed = bytearray(blake2b(said + seen[said].to_bytes(4, "big"), digest_size=16).digest())
        mixed[6] = mixed[6] & 0x0F | 0x70
        mixed[8] = mixed[8] & 0x3F | 0x80
        ids.append(UUID(bytes=bytes(mixed)))
    return ids


async def _people(db: Db, told: Sequence[BankStatementLine]) -> list[UUID | None]:
    """Whose each is: the one person whose reference is on it."""
    codes = [references.found_in(f"{one.text} {one.bank_ref}") for one in told]
    whose = await store.whose(db, set().union(*codes))
    found = [{whose[code] for code in each if code in whose} for each in codes]
    return [next(iter(each)) if len(each) == 1 else None for each in found]


async def _book(
    db: Db, fresh: Sequence[tuple[UUID, BankStatementLine]], people: Sequence[UUID | None]
) -> list[BankLine]:
    if not fresh:
        return []
    accounts = await wallet_accounts.ids(db, {person for person in people if person})
    bank = await wallet_accounts.town(db, "issuer", "bank")
    suspense = await wallet_accounts.town(db, "suspense", "bank")
    payees = [accounts.get(one, suspense.id) if one else suspense.id for one in people]
    operations = [
        _operation(line_id, one, bank.id, payee)
        for (line_id, one), payee in zip(fresh, payees, strict=True)
    ]
    results = await wallet.post(db, operations, [suspense.id])
    # A wallet that cannot take it, say a closed one: the money is here all the same.
    again = [n for n, result in enumerate(results) if isinstance(result, Problem)]
    others = [_operation(*fresh[n], bank.id, suspense.id) for n in again]
    for n, result in zip(again, await wallet.post(db, others), strict=True):
        if isinstance(result, Problem):
            raise result
        results[n], payees[n] = result, suspense.id
    return [
        _line(db, line_id, one, person if payee != suspense.id else None, result)
        for (line_id, one), person, payee, result in zip(
            fresh, people, payees, results, strict=True
        )
    ]


def _operation(line_id: UUID, one: BankStatementLine, bank: int, payee: int) -> Transfer:
    return Transfer(
        id=derived_id(line_id, "booked"),
        payer=bank,
        payee=payee,
        amount=one.amount,
        code=Reason.TOP_UP,
        ref=line_id,
    )


def _line(
    db: Db, line_id: UUID, one: BankStatementLine, person: UUID | None, result: Posted | Problem
) -> BankLine:
    assert isinstance(result, Posted)
    said = msgspec.structs.asdict(one)
    return BankLine(
        **said,
        id=line_id,
        state="matched" if person else "suspense",
        person_id=person,
        operation_id=result.id,
        at=db.now,
    )


async def _note(db: Db, by_id: UUID, line: BankLine, what: What, operation_id: UUID) -> None:
    await book.enter(
        db,
        by_id,
        what,
        entry_id=derived_id(line.id, what),
        person_id=line.person_id,
        amount=line.amount,
        note=line.text,
        ref=line.id,
        operation_id=operation_id,
    )
