"""Writing one file's threads into archives, some hundred entries at a time."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID, uuid5

import msgspec

from leapfrog import chat
from leapfrog.chat_archives import file_id
from leapfrog.chat_content import (
    Archive,
    ArchivePart,
    ArchiveRow,
    ChatFile,
    FileKind,
    SpeakerRow,
    short_key,
    speaker_id,
)
from leapfrog.chat_files import UploadInfo, receive
from leapfrog.chat_formats import Folder, HistoryEntry, HistoryMedia, HistoryThread, Speaker
from leapfrog.contacts import ContactEntry as Contact
from leapfrog.imports.chats.model import ImportConversation, ImportPerson
from leapfrog.imports.chats.rows import LogRow, rows_of
from leapfrog.imports.counting import RecordCounts
from leapfrog.imports.model import name_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.http import Town
from leapfrog.kernel.storage import StorageFull

Numbered = tuple[int, HistoryEntry, list[LogRow]]

MB = 1_000_000
BLOCK = 1 << 20
SOURCE = "source"
# The kind under which files are counted, whatever is in them.
FILE = "file"
KINDS: Mapping[str, FileKind] = {
    "image": "image",
    "gif": "image",
    "sticker": "image",
    "video": "video",
    "voice": "voice",
}


class ArchiveWriter:
    """Where the writing has come to: the archive, and the number of its last row. `counts`: what
    became of entries and files so far.
    """

    def __init__(
        self, town: Town, owner: UUID, folder: Folder, people: Mapping[str, ImportPerson]
    ) -> None:
        self.town, self.owner, self.folder, self.people = town, owner, folder, people
        self.book: Mapping[UUID, Contact] = {}
        self.counts = RecordCounts()
        self.written = 0
        self.place: UUID | None = None
        self.source = ""
        self.seq = self.ord = 0

    async def begin(
        self, thread: ImportConversation | None, told: HistoryThread, digest: bytes
    ) -> None:
        """The next thread begins; None for one that is left out."""
        self.seq = self.ord = 0
        self.place = thread.conversation_id if thread else None
        self.source = told.source
        if thread is None:
            return
        archive = Archive(
            thread.conversation_id,
            name_of(told.title),
            told.source,
            name_of(told.app),
            short_key(told.id),
            told.group,
        )
        async with self.town.database.transaction() as db:
            await chat.begin_archive(db, self.owner, archive, digest, thread.first_at)

    async def write(self, speakers: Sequence[Speaker], entries: Sequence[HistoryEntry]) -> None:
        """Twice is once: what is written has the same numbers and ids each time."""
        place = self.place
        if place is None:
            return
        kept = {path: file for entry in entries async for path, file in self._files(place, entry)}
        numbered = list(self._numbered(entries, kept))
        async with self.town.database.transaction() as db:
            part = ArchivePart(
                await self._stored(db, place, numbered),
                [_entry(seq, entry, kept) for seq, entry, _ in numbered],
                [*_hung(numbered)],
                [self._known(place, one) for one in speakers],
            )
            await chat.extend_archive(db, self.owner, place, self.source, part)
        for entry in entries:
            self.counts.brought(entry.kind)
        self.written += len(entries)

    def _numbered(
        self, entries: Sequence[HistoryEntry], kept: Mapping[str, ChatFile]
    ) -> Iterator[Numbered]:
        """Each entry with its rows and the number of the first."""
        for entry in entries:
            rows = rows_of(entry, kept)
            yield self.seq + 1, entry, rows
            self.seq += len(rows)

    async def _stored(self, db: Db, place: UUID, numbered: Sequence[Numbered]) -> list[ArchiveRow]:
        answered = {short_key(entry.reply_to) for _, entry, _ in numbered if entry.reply_to}
        said = await chat.archived_seqs(db, place, answered)
        stored = []
        for seq, entry, rows in numbered:
            for n, row in enumerate(rows):
                self.ord += row.counts
                ref = said.get(short_key(entry.reply_to)) if entry.reply_to and n == 0 else None
                stored.append(self._row(place, seq + n, entry, row, ref))
            if entry.id:
                said[short_key(entry.id)] = seq
        return stored

    def _row(
        self, place: UUID, seq: int, entry: HistoryEntry, row: LogRow, ref: int | None
    ) -> ArchiveRow:
        return ArchiveRow(
            seq=seq,
            ord=self.ord,
            client_id=uuid5(place, f"row {seq}"),
            sender_id=self._sender(place, entry),
            kind=row.kind,
            body=row.body,
            ref=ref,
            meta=_meta(row),
            edited_at=(entry.edited_at or entry.at) if entry.edited and not row.recalled else None,
            recalled=row.recalled,
            at=entry.at,
        )

    def _sender(self, place: UUID, entry: HistoryEntry) -> UUID:
        """The owner for what they said themselves, and for what nobody said."""
        key = short_key(entry.sender)
        person = self.people.get(key)
        if not key or (person and person.decision == "me"):
            return self.owner
        return speaker_id(place, key)

    def _known(self, place: UUID, speaker: Speaker) -> SpeakerRow:
        key = short_key(speaker.key)
        person = self.people.get(key)
        contact = self.book.get(person.contact_id) if person and person.contact_id else None
        me = person is not None and person.decision == "me"
        return SpeakerRow(
            conversation_id=place,
            id=self.owner if me else speaker_id(place, key),
            key=speaker.key.replace("\0", ""),
            name=speaker.name.replace("\0", ""),
            shown=(contact.remark or contact.name) if contact else name_of(speaker.name) or key,
            contact_id=contact.id if contact else None,
            person_id=contact.person_id if contact else None,
        )

    def left_out(self, entry: HistoryEntry, *, known: bool) -> None:
        """An entry of a conversation that does not come in, because it is here already or was not
        chosen.
        """
        for kind in (entry.kind, *[FILE for _ in entry.media]):
            if known:
                self.counts.known(kind)
            else:
                self.counts.skipped(kind, "not_chosen")

    async def _files(self, place: UUID, entry: HistoryEntry) -> AsyncIterator[tuple[str, ChatFile]]:
        for media in entry.media:
            kept = await self._keep(place, media) if media.path else None
            if kept:
                self.counts.brought(FILE)
                yield media.path, kept
            else:
                self.counts.skipped(FILE, "unreadable" if media.path else "missing")

    async def _keep(self, place: UUID, media: HistoryMedia) -> ChatFile | None:
        """The file, kept as any that is sent; None when it is empty or too large. Raises
        `QuotaFull`, `DiskFull`.
        """
        wanted = file_id(place, media.path)
        async with self.town.database.reading() as db:
            known = await chat.known_file(db, self.owner, wanted)
        if known or self.folder.size(media.path) > self.town.settings.largest_file * MB:
            return known
        for kind in dict.fromkeys((KINDS.get(media.kind, "file"), "file")):
            with TemporaryDirectory(dir=workplace(self.town.settings.home)) as here:
                path = Path(here) / SOURCE
                await asyncio.to_thread(self._copy, media.path, path)
                told = UploadInfo(wanted, kind, media.name or media.path.rpartition("/")[2])
                try:
                    return await receive(self.town, self.owner, told, path)
                except StorageFull:
                    raise
                except Problem:
                    # What is not what it is called comes in as it is, or not at all.
                    continue
        return None

    def _copy(self, name: str, path: Path) -> None:
        with closing(self.folder.open(name)) as content, path.open("wb") as opened:
            while block := content.read(BLOCK):
                opened.write(block)


def _hung(numbered: Sequence[Numbered]) -> Iterator[tuple[UUID, int]]:
    """Which file is where."""
    for seq, _, rows in numbered:
        for n, row in enumerate(rows):
            if row.file:
                yield row.file, seq + n


def _meta(row: LogRow) -> str | None:
    if not row.meta:
        return None
    return msgspec.json.encode(row.meta).decode().replace("\\u0000", "")


def _entry(seq: int, entry: HistoryEntry, kept: Mapping[str, ChatFile]) -> tuple[int, str, str]:
    """As it is kept: with the paths of those files that are here."""
    media = tuple(
        one if one.path in kept else msgspec.structs.replace(one, path="") for one in entry.media
    )
    told = msgspec.structs.replace(entry, media=media) if media else entry
    return seq, short_key(entry.id), msgspec.json.encode(told).decode()
