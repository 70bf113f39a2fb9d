"""Looking at a file: each card gets a decision, and nothing in the book changes."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from contextlib import aclosing
from itertools import islice
from typing import BinaryIO
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Names, may_be_one, names_of, telling
from leapfrog.contacts import (
    BatchCard,
    ContactEntry,
    Described,
    Match,
    all_entries,
    book_region,
    entries,
    keep_drafts,
    known_contacts,
    match_contacts,
    united,
)
from leapfrog.imports.contacts import store
from leapfrog.imports.contacts.judging import BookMatch, judge
from leapfrog.imports.contacts.model import Judged
from leapfrog.imports.contacts.reading import ReadCard, chunks
from leapfrog.imports.contacts.seen import EQUAL, SeenCards
from leapfrog.imports.model import ImportJob, ImportRemark
from leapfrog.kernel.db import Db

MOST_REMARKS = 500
# So many contacts' cards are in memory at once, each of which may hold pictures.
ENTRIES_AT_ONCE = 50


class CardRemarks(msgspec.Struct):
    """What is to be said about the file: the first of it, and how much of it could not be read."""

    first: list[ImportRemark] = []
    unread: Counter[str] = msgspec.field(default_factory=Counter)

    def take(self, remarks: Sequence[ImportRemark]) -> None:
        """More of it."""
        self.first += islice(remarks, MOST_REMARKS - len(self.first))
        self.unread.update("left_out" for one in remarks if not one.kept)


async def read_items(db: Db, job: ImportJob, file: BinaryIO) -> CardRemarks:
    """Reads a file and keeps, of each card, what would become of it. Raises `UnreadableFile`."""
    owner, region = job.owner_id, await book_region(db)
    has_contacts = bool(await all_entries(db, owner, limit=1))
    seen, remarks = SeenCards(), CardRemarks()
    coming = chunks(file, job.name, region)
    async with _Keeping(db, job.id) as keeping, aclosing(coming):
        async for chunk in coming:
            remarks.take(chunk.remarks)
            found = {}
            if has_contacts:
                await keeping.done()
                found = await _find(db, owner, chunk.cards, region)
            judged = await asyncio.to_thread(_judge, chunk.cards, found, seen)
            await keeping.start(judged)
    return remarks


async def _keep(db: Db, import_id: UUID, judged: Sequence[tuple[ReadCard, Judged]]) -> None:
    """The items, and of each its card and, where it is to be a contact, the draft of that."""
    await store.keep(db, import_id, judged)
    cards = [
        BatchCard(read.n, read.name, read.json, made.contact_id, made.draft)
        for read, made in judged
    ]
    await keep_drafts(db, import_id, cards)


class _Keeping:
    """Writes what was judged while the next cards are judged; one write at a time."""

    def __init__(self, db: Db, import_id: UUID) -> None:
        self.db, self.import_id = db, import_id
        self._writing: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "_Keeping":
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            await self.done()
        elif self._writing:
            # The connection is free when the transaction is rolled back.
            await asyncio.wait([self._writing])

    async def start(self, judged: list[tuple[ReadCard, Judged]]) -> None:
        await self.done()
        self._writing = asyncio.create_task(_keep(self.db, self.import_id, judged))

    async def done(self) -> None:
        """All is written. Raises what went wrong with it."""
        if self._writing:
            await self._writing
            self._writing = None


def _judge(
    reads: Sequence[ReadCard], found: dict[int, BookMatch], seen: SeenCards
) -> list[tuple[ReadCard, Judged]]:
    judged = []
    for read in reads:
        made = judge(read, found.get(read.n), seen)
        if made.match_id and (made.decision, made.matched_on) == ("same", EQUAL):
            seen.note_equal(read, made.match_id)
        elif target := made.contact_id or made.match_id:
            seen.note(read, target)
        judged.append((read, made))
    return judged


async def _find(
    db: Db, owner: UUID, reads: Sequence[ReadCard], region: str
) -> dict[int, BookMatch]:
    """By number of the card: the contact that it probably is."""
    earlier = await _earlier(db, owner, [read.digest for read in reads])
    same = {digest: match for digest, (match, _) in earlier.items()}
    untouched = {digest for digest, (_, is_untouched) in earlier.items() if is_untouched}
    found = {
        read.n: BookMatch(same[read.digest], adds=False)
        for read in reads
        if read.digest in untouched
    }
    others = [read for read in reads if read.n not in found]
    if others:
        found |= await _compare(db, owner, others, await _matches(db, owner, others, same), region)
    return found


async def _earlier(
    db: Db, owner: UUID, digests: Sequence[bytes]
) -> dict[bytes, tuple[Match, bool]]:
    """The live contacts that the very same cards became in imports that were not undone, and
    whether they are untouched since, so that they have all of it.
    """
    items = await store.earlier(db, owner, digests)
    live = await known_contacts(db, owner, {item.contact_id for item in items}) if items else {}
    found: dict[bytes, tuple[Match, bool]] = {}
    for item in items:
        contact = live.get(item.contact_id)
        if contact and item.digest not in found:
            untouched = item.added and contact.last_xid == item.applied_xid
            found[item.digest] = (Match(contact.id, contact.name, EQUAL), untouched)
    return found


async def _matches(
    db: Db, owner: UUID, reads: Sequence[ReadCard], same: dict[bytes, Match]
) -> dict[int, Match]:
    likely = await match_contacts(db, owner, await asyncio.to_thread(_described, reads))
    found = {}
    for read, match in zip(reads, likely, strict=True):
        before = same.get(read.digest)
        if before and not (match and match.sure and match.contact_id == before.contact_id):
            found[read.n] = before
        elif match:
            found[read.n] = match
    return found


def _described(reads: Sequence[ReadCard]) -> list[Described]:
    return [read.described for read in reads]


async def _compare(
    db: Db, owner: UUID, reads: Sequence[ReadCard], matches: dict[int, Match], region: str
) -> dict[int, BookMatch]:
    wanted = list(dict.fromkeys(match.contact_id for match in matches.values()))
    found: dict[int, BookMatch] = {}
    for start in range(0, len(wanted), ENTRIES_AT_ONCE):
        part = await entries(db, owner, wanted[start : start + ENTRIES_AT_ONCE])
        found |= await asyncio.to_thread(_compared, reads, matches, part, region)
    return found


def _compared(
    reads: Sequence[ReadCard],
    matches: dict[int, Match],
    entries: Sequence[ContactEntry],
    region: str,
) -> dict[int, BookMatch]:
    known = {entry.id: entry for entry in entries}
    found = {}
    for read in reads:
        match = matches.get(read.n)
        if match and (entry := known.get(match.contact_id)):
            adds = united(entry.card, read.card, region) is not entry.card
            found[read.n] = BookMatch(_checked(match, read, entry), adds=adds)
    return found


def _checked(match: Match, read: ReadCard, entry: ContactEntry) -> Match:
    """The match, which is not sure when another name on the contact's card contradicts it."""
    if match.on == EQUAL or "uid" in match.on or may_be_one(read.names, _names(entry)):
        return match
    return msgspec.structs.replace(match, sure=False)


def _names(entry: ContactEntry) -> Names:
    on_card = names_of(entry.card)
    names = (*on_card.names, *telling([entry.name]))
    return Names(names, (*on_card.also, *telling([entry.remark])))
