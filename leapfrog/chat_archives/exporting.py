"""Taking conversations out as files: those that were spoken here, and those brought along."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog import chat
from leapfrog.chat import EVENTS, HistoryPosition, Message, NoConversation, NoFile, file_in
from leapfrog.chat import Conversation as Shown
from leapfrog.chat_archives.entries import EntryPeople, entry_of, happened, media_path
from leapfrog.chat_archives.model import file_id
from leapfrog.chat_archives.store_histories import archive_entries
from leapfrog.chat_content import Archive
from leapfrog.chat_formats import (
    ExportedConversation,
    HistoryEntry,
    HistoryMedia,
    HistoryThread,
    PageOptions,
    Speaker,
    bundle,
    words_of,
)
from leapfrog.identity import me, named
from leapfrog.kernel.http import Town

PAGE = 500


async def export(
    town: Town, person_id: UUID, ids: Sequence[UUID] | None, zone: ZoneInfo, *, media: bool
) -> AsyncIterator[bytes]:
    """These conversations of a person, or all, as a zip that is made while it is read.

    Raises `NoConversation` before anything is read.
    """
    async with town.database.reading() as db:
        if ids is None:
            shown = await chat.mine(db, person_id)
        else:
            shown = [await chat.one(db, person_id, one) for one in ids]
        mine = await me(db, person_id)
        now = db.now
    look = PageOptions(mine.address, zone, words_of(mine.language), mine.language)
    made = [await _conversation(town, person_id, mine.address, one, media=media) for one in shown]
    return bundle(made, look, now)


async def _conversation(
    town: Town, person_id: UUID, address: str, shown: Shown, *, media: bool
) -> ExportedConversation:
    async with town.database.reading() as db:
        brought = await chat.archives_of(db, [shown.id])
    source = (_Archived if brought else _Spoken)(town, person_id, address, shown)
    await source.open()
    return ExportedConversation(
        thread=source.thread,
        people=source.people,
        entries=source.entries,
        content=source.content if media else None,
    )


class _Source:
    """A conversation that is told from its beginning as often as it is asked for."""

    def __init__(self, town: Town, person_id: UUID, address: str, shown: Shown) -> None:
        self.town, self.person_id, self.address, self.shown = town, person_id, address, shown
        self.thread = HistoryThread(
            source="leapfrog", id=str(shown.id), title=shown.name, group=shown.kind == "group"
        )
        self.people: list[Speaker] = []

    async def open(self) -> None:
        """Learns who is in it."""

    def entries(self) -> AsyncIterator[HistoryEntry]:
        """All of it, the oldest first."""
        raise NotImplementedError

    async def content(self, media: HistoryMedia) -> AsyncIterator[bytes]:
        """A file, by the id that its path begins with; nothing when it is gone."""
        wanted = UUID(media.path.removeprefix("media/")[:36])
        try:
            async with self.town.database.reading() as db:
                _, blob = await chat.file_part(db, self.person_id, wanted, "whole", None)
        except NoFile:
            return
        async for chunk in self.town.files.chunks(blob.sha256):
            yield chunk


class _Archived(_Source):
    """One that came from elsewhere leaves as it came."""

    async def open(self) -> None:
        async with self.town.database.reading() as db:
            archive = (await chat.archives_of(db, [self.shown.id])).get(self.shown.id)
            if archive is None:
                raise NoConversation
            self.thread = _thread(archive)
            known = await chat.archive_speakers(db, [self.shown.id])
        self.people = [Speaker(one.key, one.name) for one in known]

    async def entries(self) -> AsyncIterator[HistoryEntry]:
        seq = 0
        while True:
            async with self.town.database.reading() as db:
                page = await archive_entries(db, self.shown.id, seq, PAGE)
            for row in page:
                seq = row.seq
                entry = msgspec.json.decode(row.entry, type=HistoryEntry)
                known = file_in({"file": row.file}) if len(entry.media) == 1 else None
                media = tuple(self._with_id(one, known) for one in entry.media)
                yield msgspec.structs.replace(entry, media=media) if media else entry
            if len(page) < PAGE:
                return

    def _with_id(self, media: HistoryMedia, known: UUID | None) -> HistoryMedia:
        """By the id that it has here: as the log knows it, or as it follows from its place."""
        if not media.path:
            return media
        name = media.name or media.path.rpartition("/")[2]
        path = media_path(known or file_id(self.shown.id, media.path), name)
        return msgspec.structs.replace(media, path=path)


def _thread(archive: Archive) -> HistoryThread:
    about = {"id": archive.external_id, "title": archive.title, "app": archive.app}
    return msgspec.convert(
        about | {"source": archive.source, "group": archive.group}, HistoryThread
    )


class _Spoken(_Source):
    """One that was spoken here."""

    async def open(self) -> None:
        """Who spoke and who reacted is known when all of it was read once."""
        ids: dict[UUID, None] = {self.person_id: None}
        async for message in self._messages():
            ids[message.sender_id] = None
            for reaction in message.reactions:
                ids.update(dict.fromkeys(reaction.people))
        async with self.town.database.reading() as db:
            people = await named(db, list(ids))
            faces = await _faces(db, self.person_id, self.shown, people)
        self.keys = {one: person.address for one, person in people.items()}
        self.names = {one: faces.get(one) or person.display_name for one, person in people.items()}
        self.people = [Speaker(self.keys[one], self.names[one]) for one in people]

    async def entries(self) -> AsyncIterator[HistoryEntry]:
        async for message in self._messages():
            yield self._entry(message)

    async def _messages(self) -> AsyncIterator[Message]:
        seq, more = 0, True
        while more:
            async with self.town.database.reading() as db:
                where = HistoryPosition(after=seq)
                _, page, more = await chat.history(db, self.person_id, self.shown.id, where, PAGE)
            for message in page:
                seq = message.seq
                if message.kind not in EVENTS and not message.hidden:
                    yield message

    def _entry(self, message: Message) -> HistoryEntry:
        reactions = [
            (self.keys.get(who, ""), one.emoji) for one in message.reactions for who in one.people
        ]
        sender = self.keys.get(message.sender_id, str(message.sender_id))
        return entry_of(message, EntryPeople(sender, reactions, self._happened(message)))

    def _happened(self, message: Message) -> str:
        meta = message.meta or {}
        whom = [self.names.get(UUID(one), "?") for one in meta.get("person_ids", ())]
        return happened(meta, self.names.get(message.sender_id, ""), whom)


async def _faces(
    db: Any, person_id: UUID, shown: Shown, people: Mapping[UUID, object]
) -> dict[UUID, str]:
    """What the owner calls these people in this conversation."""
    if shown.kind != "group":
        return {shown.person.id: shown.name} if shown.person else {}
    faces = await chat.labels_in_group(db, person_id, shown.id, set(people))
    return {face.id: face.name for face in faces}
