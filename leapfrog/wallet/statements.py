"""Statements: an account's entries as pages of a screen, and as a period with both its ends."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec

from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.wallet import accounts, store
from leapfrog.wallet.errors import LongStatement
from leapfrog.wallet.model import LARGEST, Account, EntryKind, Kind, LedgerEntry, Posting

MOST_LINES = 20_000
# Days beyond these cannot be reckoned with.
EARLIEST, LATEST = date(1970, 1, 1), date(9999, 12, 30)


class StatementLine(msgspec.Struct, frozen=True):
    """An entry as its owner reads it. `with_kind` and `with_name`: of the other account; the name
    is empty for the town's own, `with_id` the person's.
    """

    no: int
    at: datetime
    id: UUID
    kind: EntryKind
    code: int
    amount: int
    volume: int
    balance: int
    ref: UUID | None
    with_kind: Kind
    with_id: UUID | None
    with_name: str


class Statement(msgspec.Struct, frozen=True):
    """A period of an account, oldest line first. `until` is the first moment that is not in it."""

    account: Account
    owner_name: str
    since: datetime
    until: datetime
    opening: int
    closing: int
    lines: list[StatementLine]


async def statement_page(
    db: Db, account_id: int, before: int | None = None, limit: int = 50
) -> tuple[list[StatementLine], bool]:
    """A page of an account's entries with a number below `before`, the newest first, and whether
    there are older ones.
    """
    found = await store.entries(db, account_id, 0, before or LARGEST, limit + 1)
    return await _lines(db, found[:limit]), len(found) > limit


async def moved(db: Db, operation_id: UUID) -> Posting | None:
    """What a transfer, a capture or a refund moved, by its stored id; None for what
    moved nothing.
    """
    row = await store.moved(db, operation_id)
    if row is None:
        return None
    found = await accounts.accounts_by_id(db, [row[1], row[2]])
    return Posting(row[0], found[row[1]], found[row[2]], row[3], row[4])


async def statement(db: Db, account: Account, first: date, last: date) -> Statement:
    """The statement of an account from the first day to the last (UTC), both included, the oldest
    entry first. Raises `Invalid` where there is no day between them, `LongStatement`.
    """
    if first > last:
        raise Invalid("The first day comes after the last.")
    since = datetime.combine(max(first, EARLIEST), time(), UTC)
    until = datetime.combine(min(last, LATEST), time(), UTC) + timedelta(days=1)
    just_before = timedelta(microseconds=1)
    start, opening = await store.at(db, account.id, since - just_before)
    end, closing = await store.at(db, account.id, until - just_before)
    if end - start > MOST_LINES:
        raise LongStatement
    entries = await store.entries(db, account.id, start, end + 1, MOST_LINES)
    owners = await named(db, [account.owner_id] if account.owner_id else [])
    name = next((owner.display_name for owner in owners.values()), account.name)
    lines = await _lines(db, entries[::-1])
    return Statement(
        account=account,
        owner_name=name,
        since=since,
        until=until,
        opening=opening,
        closing=closing,
        lines=lines,
    )


async def _lines(db: Db, entries: Sequence[LedgerEntry]) -> list[StatementLine]:
    others = await accounts.accounts_by_id(db, list({entry.other_id for entry in entries}))
    ids = {other.owner_id for other in others.values() if other.owner_id}
    people = await named(db, list(ids))
    shops = await store.owner_names(db, list(ids - people.keys())) if ids - people.keys() else {}
    return [_line(entry, others[entry.other_id], people, shops) for entry in entries]


def _line(
    entry: LedgerEntry, other: Account, people: dict[UUID, Person], shops: dict[UUID, str]
) -> StatementLine:
    person = people.get(other.owner_id) if other.owner_id else None
    shop = shops.get(other.owner_id, "") if other.owner_id else ""
    return StatementLine(
        no=entry.no,
        at=entry.at,
        id=entry.id,
        kind=entry.kind,
        code=entry.code,
        amount=entry.amount,
        volume=entry.volume,
        balance=entry.balance,
        ref=entry.ref,
        with_kind=other.kind,
        with_id=person.id if person else None,
        with_name=person.display_name if person else shop,
    )
