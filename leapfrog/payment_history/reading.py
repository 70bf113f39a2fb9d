"""Reading the history of an account: pages of a time, searched or not, and its sums."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.pay import person_labels
from leapfrog.payment_history import store
from leapfrog.payment_history.model import (
    CategorySum,
    HistoryPage,
    HistoryRow,
    MoneyMovement,
    by_category,
    category,
    matches,
)
from leapfrog.wallet import LARGEST

# A search looks through so many entries at a time, and through so many for one answer.
STRIDE, MOST_SEARCHED = 500, 5_000
# Who pays and who is paid, by what it is for.
Pairs = dict[UUID, tuple[UUID | None, UUID | None]]


class EntrySpan(msgspec.Struct, frozen=True):
    """Entries of an account with numbers between these two."""

    account_id: int
    after: int
    before: int


class HistoryFilter(msgspec.Struct, frozen=True):
    """What is asked for: from `since` until before `until`; `sign`: 1 what came in, -1 what went
    out, 0 both; entries with a number below `before`; `words`: of names and notes.
    """

    since: datetime | None = None
    until: datetime | None = None
    sign: int = 0
    before: int | None = None
    words: str = ""
    limit: int = 50


async def history(db: Db, viewer_id: UUID, account_id: int, wanted: HistoryFilter) -> HistoryPage:
    """A page of one's own account, the newest first. What is held now comes with the first page
    of a time that is not over. Raises `Invalid` for a time that ends before it begins, `NoAccount`.
    """
    await wallet.own(db, viewer_id, account_id)
    after, end = await _numbers(db, account_id, wanted.since, wanted.until)
    before = min(wanted.before or LARGEST, end + 1)
    first = wanted.before is None and wanted.sign <= 0
    open_now = wanted.until is None or wanted.until > db.now
    held = await store.held(db, account_id) if first and open_now else []
    found = [one for one in held if wanted.since is None or one.at >= wanted.since]
    if wanted.words.strip():
        span = EntrySpan(account_id, after, before)
        rows = await rows_of(db, viewer_id, found)
        return await _searched(db, viewer_id, wanted, span, rows)
    entries = await store.moved(
        db, account_id, after, before, sign=wanted.sign, most=wanted.limit + 1
    )
    page = entries[: wanted.limit]
    rows = await rows_of(db, viewer_id, [*found, *page])
    return HistoryPage(rows, len(entries) > wanted.limit, page[-1].no if page else before)


async def _searched(
    db: Db, viewer_id: UUID, wanted: HistoryFilter, span: EntrySpan, held: Sequence[HistoryRow]
) -> HistoryPage:
    rows = [one for one in held if matches(one, wanted.words)]
    before = span.before
    for _ in range(MOST_SEARCHED // STRIDE):
        entries = await store.moved(
            db, span.account_id, span.after, before, sign=wanted.sign, most=STRIDE
        )
        if not entries:
            return HistoryPage(rows, False, before)
        for row in await rows_of(db, viewer_id, entries):
            before = row.no
            if matches(row, wanted.words):
                rows.append(row)
            if len(rows) >= wanted.limit:
                return HistoryPage(rows, True, before)
    return HistoryPage(rows, True, before)


async def sums(
    db: Db, viewer_id: UUID, account_id: int, since: datetime, until: datetime
) -> list[CategorySum]:
    """What came in and went out of one's own account from `since` until before `until`, by
    category. Raises `Invalid`, `NoAccount`.
    """
    await wallet.own(db, viewer_id, account_id)
    after, last = await _numbers(db, account_id, since, until)
    return by_category(await store.sums(db, account_id, after, last))


async def rows_of(db: Db, viewer_id: UUID, entries: Sequence[MoneyMovement]) -> list[HistoryRow]:
    """Entries with names, faces and notes, in seven statements for all."""
    purposes = list({one.purpose for one in entries if one.purpose})
    notes = await store.notes(db, purposes) if purposes else {}
    givers = await store.givers(db, purposes) if purposes else {}
    pairs: Pairs = {
        **(await store.traders(db, purposes) if purposes else {}),
        **(await store.riders(db, purposes) if purposes else {}),
    }
    others = [_other(one, viewer_id, givers, pairs) for one in entries]
    ids = {one for one in others if one}
    people = await person_labels(db, viewer_id, ids)
    shops = await wallet.owner_names(db, ids - people.keys()) if ids - people.keys() else {}
    made = []
    for entry, other in zip(entries, others, strict=True):
        person = people.get(other) if other else None
        made.append(
            HistoryRow(
                no=entry.no,
                at=entry.at,
                id=entry.id,
                code=entry.code,
                category=category(entry.code, entry.other_kind),
                amount=entry.amount,
                held=entry.held,
                note=notes.get(entry.purpose, "") if entry.purpose else "",
                purpose=entry.purpose,
                with_kind=entry.other_kind,
                with_id=person.id if person else None,
                with_name=person.name if person else shops.get(other, "") if other else "",
                with_avatar=person.avatar if person else None,
            )
        )
    return made


async def note_of(db: Db, operation_id: UUID) -> str:
    """What was said with an operation; empty where nothing was."""
    purpose = await store.purpose_of(db, operation_id)
    return (await store.notes(db, [purpose])).get(purpose, "") if purpose else ""


def _other(
    entry: MoneyMovement,
    viewer_id: UUID,
    givers: dict[UUID, UUID],
    pairs: Pairs,
) -> UUID | None:
    """Whose the other account is; of a red packet that somebody else sent, who sent it; of a trade
    or a ride the other one in it.
    """
    if entry.purpose in pairs:
        payer, payee = pairs[entry.purpose]
        return payee if payer == viewer_id else payer
    giver = givers.get(entry.purpose) if entry.purpose else None
    return giver if giver and giver != viewer_id else entry.other_id


async def _numbers(
    db: Db, account_id: int, since: datetime | None, until: datetime | None
) -> tuple[int, int]:
    """The numbers of the last entry before a time, and of the last one in it."""
    if since and until and since >= until:
        raise Invalid("The time ends before it begins.")
    just_before = timedelta(microseconds=1)
    after = await store.last_no(db, account_id, since - just_before) if since else 0
    last = await store.last_no(db, account_id, until - just_before) if until else LARGEST
    return after, last
