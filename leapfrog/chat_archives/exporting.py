"""Taking conversations out as files: those that were spoken here, and those brought along."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from leapfrog import chat
from leapfrog.chat import EVENTS, HistoryPosition, Message, NoConversation, NoFile
from leapfrog.chat import Conversation as Shown
from leapfrog.chat_archives.model import file_id
from leapfrog.chat_archives.store_histories import archive_entries
from leapfrog.chat_content import Archive
from leapfrog.chat_formats import (
    ExportedConversation,
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    Kind,
    PageOptions,
    Speaker,
    bundle,
    safe_name,
    words_of,
)
from leapfrog.identity import me, named
from leapfrog.kernel.http import Town

PAGE = 500
SAME = frozenset(
    ("text", "image", "video", "voice", "file", "location", "contact", "sticker", "call")
)
WHAT_IT_SAYS = ("name", "title", "outcome", "id", "ref", "text")


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
                media = tuple(map(self._with_id, entry.media))
                yield msgspec.structs.replace(entry, media=media) if media else entry
            if len(page) < PAGE:
                return

    def _with_id(self, media: HistoryMedia) -> HistoryMedia:
        if not media.path:
            return media
        name = media.name or media.path.rpartition("/")[2]
        path = media_path(file_id(self.shown.id, media.path), name)
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
                page, more = await chat.history(db, self.person_id, self.shown.id, where, PAGE)
            for message in page:
                seq = message.seq
                if message.kind not in EVENTS and not message.hidden:
                    yield message

    def _entry(self, message: Message) -> HistoryEntry:
        meta = message.meta or {}
        happened = message.kind == "system"
        same = message.kind if message.kind in SAME else "text"
        kind = "deleted" if message.recalled else "system" if happened else same
        return HistoryEntry(
            at=message.created_at,
            kind=cast(Kind, kind),
            sender="" if happened else self.keys.get(message.sender_id, str(message.sender_id)),
            body=self._happened(message) if happened else message.body or _says(meta),
            id=str(message.seq),
            media=_media(message),
            place=msgspec.convert(meta, GeoPoint) if message.kind == "location" and meta else None,
            reply_to=str(message.ref or ""),
            reactions=tuple(
                HistoryReaction(one.emoji, self.keys.get(who, ""))
                for one in message.reactions
                for who in one.people
            ),
            edited=message.edited_at is not None,
            edited_at=message.edited_at,
            forwarded="" if meta.get("forwarded") else None,
            extra={"meta": meta} if _is_more(message) else {},
        )

    def _happened(self, message: Message) -> str:
        """`Anna: joined (Ben)`."""
        meta = message.meta or {}
        people = (UUID(one) for one in meta.get("person_ids", ()))
        whom = ", ".join(self.names.get(one, "?") for one in people)
        who = self.names.get(message.sender_id, "")
        what = str(meta.get("what", "")).replace("_", " ")
        return f"{who}: {what} {meta.get('text', '')} {f'({whom})' if whom else ''}".strip()


async def _faces(
    db: Any, person_id: UUID, shown: Shown, people: Mapping[UUID, object]
) -> dict[UUID, str]:
    """What the owner calls these people in this conversation."""
    if shown.kind != "group":
        return {shown.person.id: shown.name} if shown.person else {}
    faces = await chat.labels_in_group(db, person_id, shown.id, set(people))
    return {face.id: face.name for face in faces}


def _media(message: Message) -> tuple[HistoryMedia, ...]:
    meta = message.meta or {}
    if message.kind not in ("image", "video", "voice", "file") or "file" not in meta:
        return ()
    name = str(meta.get("name") or f"{message.kind}.{_ending(str(meta['type']))}")
    return (
        HistoryMedia(
            kind=message.kind,
            path=media_path(UUID(str(meta["file"])), name),
            name=str(meta.get("name", "")),
            type=str(meta["type"]),
            size=meta.get("size"),
            width=meta.get("width"),
            height=meta.get("height"),
            duration_ms=meta.get("duration_ms"),
        ),
    )


def media_path(file: UUID, name: str) -> str:
    """Where a file lies in the zip: found again by its id, known to people by its name."""
    return f"media/{file}-{safe_name(name)}"


def _ending(media_type: str) -> str:
    ending = media_type.partition("/")[2].partition("+")[0]
    return {"jpeg": "jpg", "quicktime": "mov", "plain": "txt"}.get(ending, ending)


def _says(meta: Mapping[str, Any]) -> str:
    """What stands for a message without words."""
    said = next((str(meta[key]) for key in WHAT_IT_SAYS if meta.get(key)), "")
    items = meta.get("items")
    if not isinstance(items, list):
        return "" if "file" in meta else said
    return "\n".join([said, *(f"{item['name']}: {item['body']}" for item in items)])


def _is_more(message: Message) -> bool:
    plain = ("text", "image", "video", "file", "location")
    return bool(message.meta) and message.kind not in plain
