"""Looking at a file: each card gets a decision, and nothing in the book changes."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from itertools import islice
from typing import BinaryIO
from uuid import UUID

import msgspec

from leapfrog.contact_formats import Names, may_be_one, names_of, telling
from leapfrog.contacts import book
from leapfrog.contacts.errors import ContactIdUsed
from leapfrog.contacts.imports import store
from leapfrog.contacts.imports.errors import NoImport
from leapfrog.contacts.imports.judging import BookMatch, judge
from leapfrog.contacts.imports.model import Import, ImportRemark, Judged
from leapfrog.contacts.imports.reading import ReadCard, chunks, format_of
from leapfrog.contacts.imports.review import one
from leapfrog.contacts.imports.seen import EQUAL, SeenCards
from leapfrog.contacts.model import ContactEntry, Described, Match
from leapfrog.contacts.union import union
from leapfrog.kernel.db import Db

MOST_REMARKS = 500
LONGEST_NAME = 200
# So many contacts' cards are in memory at once, each of which may hold pictures.
ENTRIES_AT_ONCE = 50


class ImportUpload(msgspec.Struct, frozen=True):
    """A file that came in: `sha256` of its bytes; `file` is at its beginning."""

    id: UUID
    name: str
    sha256: bytes
    file: BinaryIO


async def preview(db: Db, owner: UUID, upload: ImportUpload) -> Import:
    """Reads a file and says of each card what would become of it.

    The same id with the same file again answers the same import. Raises `NoImport` for an id of
    another owner, `ContactIdUsed`, `FileUnreadable`.
    """
    name = upload.name.replace("\0", "").strip()[:LONGEST_NAME]
    format_name = await asyncio.to_thread(format_of, upload.file, name)
    if await store.begin(db, owner, upload.id, (name, upload.sha256, format_name)):
        await _read(db, owner, upload)
        await store.drop_old(db, owner)
    else:
        await _check_same(db, owner, upload)
    return await one(db, owner, upload.id)


async def _check_same(db: Db, owner: UUID, upload: ImportUpload) -> None:
    known_owner, sha256 = await store.origin(db, upload.id)
    if known_owner != owner:
        raise NoImport
    if sha256 != upload.sha256:
        raise ContactIdUsed


async def _read(db: Db, owner: UUID, upload: ImportUpload) -> None:
    region = await book.region(db)
    has_contacts = bool(await book.all_entries(db, owner, limit=1))
    seen = SeenCards()
    remarks: list[ImportRemark] = []
    coming = chunks(upload.file, upload.name, region)
    async with _Keeping(db, upload.id) as keeping, aclosing(coming):
        async for chunk in coming:
            remarks += islice(chunk.remarks, MOST_REMARKS - len(remarks))
            found = {}
            if has_contacts:
                await keeping.done()
                found = await _find(db, owner, chunk.cards, region)
            judged = await asyncio.to_thread(_judge, chunk.cards, found, seen)
            await keeping.start(judged)
    await store.finish(db, upload.id, remarks)


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
        self._writing = asyncio.create_task(store.keep(self.db, self.import_id, judged))

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
    earlier = await store.earlier(db, owner, [read.digest for read in reads])
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


async def _matches(
    db: Db, owner: UUID, reads: Sequence[ReadCard], same: dict[bytes, Match]
) -> dict[int, Match]:
    likely = await book.match(db, owner, await asyncio.to_thread(_described, reads))
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
        part = await book.entries(db, owner, wanted[start : start + ENTRIES_AT_ONCE])
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
            adds = union(entry.card, read.card, region) is not entry.card
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
