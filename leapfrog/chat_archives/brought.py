"""Conversations of elsewhere in which somebody of this town speaks, as a take-out tells them: kept
as archives of who brought them. A file can say of people of this town whatever it likes, so who
speaks there is nobody but a name in that file, and only its owner reads it.

What its owner sees in the conversation itself, once they are in it, is not kept twice (`settle`).
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import chat
from leapfrog.chat import EVENTS
from leapfrog.chat_archives import store_brought as store
from leapfrog.chat_archives.entries import EntryPeople, entry_of, happened
from leapfrog.chat_archives.records import ConversationArchive, MessageArchive
from leapfrog.chat_archives.store_brought import BroughtArchive
from leapfrog.chat_archives.writing import json_text, stored_row
from leapfrog.chat_content import (
    Archive,
    ArchivePart,
    RestoredMessage,
    SpeakerRow,
    id_when_taken,
    short_key,
    speaker_id,
)
from leapfrog.identity import named
from leapfrog.kernel.db import Db

SOURCE = store.SOURCE
PAGE = 1000
# Who is not named in a take-out.
NOBODY = "?"


async def begin(
    db: Db, owner: UUID, kept: ConversationArchive
) -> Literal["begun", "known", "taken"]:
    """An archive for a conversation, in which nothing is yet; `taken`: somebody else's has its
    id.
    """
    place = id_when_taken(owner, kept.id)
    if await chat.is_conversation(db, place):
        return "known" if await ends(db, owner, [kept.id]) else "taken"
    archive = Archive(
        conversation_id=place,
        title=kept.display_name,
        source=SOURCE,
        app="",
        external_id=str(kept.id),
        group=not kept.address,
    )
    # What is said in it can grow: it is known by what it is of.
    await chat.begin_archive(db, owner, archive, place.bytes, kept.created_at)
    mine = (await named(db, [owner]))[owner]
    others = kept.people or [(kept.address, kept.display_name)]
    speakers = [_speaker(place, owner, mine.address, mine.display_name)]
    speakers += [_speaker(place, _id(place, key), key, name) for key, name in others]
    await chat.extend_archive(db, owner, place, SOURCE, ArchivePart((), (), (), speakers))
    await chat.hide_restored(db, place, owner, kept.hidden)
    return "begun"


def _speaker(place: UUID, ident: UUID, key: str, name: str) -> SpeakerRow:
    return SpeakerRow(
        conversation_id=place,
        id=ident,
        key=key,
        name=name,
        shown=name or key,
        contact_id=None,
        person_id=None,
    )


def _id(place: UUID, key: str) -> UUID:
    return speaker_id(place, short_key(key))


async def ends(db: Db, owner: UUID, ids: Collection[UUID]) -> dict[UUID, int]:
    """Of those of these conversations that are kept so, the last row that is here."""
    there = {id_when_taken(owner, one): one for one in ids}
    return {there[one.id]: one.last_seq for one in await store.archives(db, owner, list(there))}


async def all_ends(db: Db, owner: UUID) -> dict[UUID, int]:
    """The last row that is here of each conversation that somebody brought, by the id that the
    conversation had elsewhere.
    """
    return {of: one.last_seq for of, one in await _all(db, owner)}


async def _all(db: Db, owner: UUID) -> list[tuple[UUID, BroughtArchive]]:
    """Not those that were read from a file of an export."""
    found = [(one.of, one) for one in await store.archives(db, owner, None)]
    return [(of, one) for of, one in found if of and one.id == id_when_taken(owner, of)]


async def add(db: Db, owner: UUID, said: Sequence[MessageArchive]) -> int:
    """What was said in conversations that are kept so, behind what is there; answers how many rows
    that is.
    """
    before = await ends(db, owner, {one.conversation_id for one in said})
    rows = sorted(
        (one for one in said if one.seq > before.get(one.conversation_id, one.seq)),
        key=lambda one: (one.conversation_id, one.seq),
    )
    for there, of_one in groupby(rows, key=lambda one: one.conversation_id):
        place, more = id_when_taken(owner, there), list(of_one)
        book = await _book(db, owner, place, before[there])
        for start in range(0, len(more), PAGE):
            await _write(db, book, [_kept(book, one) for one in more[start : start + PAGE]])
        await chat.open_archives(db, owner, [place])
    return len(rows)


def _kept(book: "_Book", one: MessageArchive) -> MessageArchive:
    """Without what its owner had deleted for themselves."""
    if one.seq in book.hidden:
        return msgspec.structs.replace(one, kind="text", body="", meta=None, recalled=True)
    if one.kind in EVENTS and one.ref in book.hidden:
        return msgspec.structs.replace(one, body="")
    return one


class _Book(msgspec.Struct, frozen=True):
    """An archive, how far it was, what its owner deleted, and who speaks in it: by key their names,
    the owner's key, and of two the other one's.
    """

    owner: UUID
    place: UUID
    end: int
    hidden: frozenset[int]
    names: dict[str, str]
    me: str
    them: str

    def key(self, one: MessageArchive) -> str:
        """Of who said it."""
        return self.me if one.mine else one.sender or self.them

    def keyed(self, address: str) -> str:
        """Of who is named in it."""
        return address or self.me

    def id(self, key: str) -> UUID:
        return self.owner if key == self.me else _id(self.place, key)


async def _book(db: Db, owner: UUID, place: UUID, end: int) -> _Book:
    known = await chat.archive_speakers(db, [place])
    archive = (await chat.archives_of(db, [place]))[place]
    others = [one.key for one in known if one.id != owner]
    return _Book(
        owner=owner,
        place=place,
        end=end,
        hidden=frozenset(await store.hidden(db, owner, place)),
        names={one.key: one.name for one in known},
        me=next(one.key for one in known if one.id == owner),
        them=NOBODY if archive.group or not others else others[0],
    )


async def _write(db: Db, book: _Book, page: Sequence[MessageArchive]) -> None:
    strangers = [
        _speaker(book.place, book.id(key), key, key)
        for key in sorted({key for one in page for key in _keys(book, one)} - book.names.keys())
    ]
    rows = await chat.with_own_files(db, book.owner, [_row(book, one) for one in page])
    entries = [
        (row.seq, str(row.seq), json_text(entry_of(row, _told(book, one))))
        for one, row in zip(page, rows, strict=True)
        if row.kind not in EVENTS
    ]
    stored = [stored_row(row) for row in rows]
    part = ArchivePart(stored, entries, (), strangers)
    await chat.extend_archive(db, book.owner, book.place, SOURCE, part)
    # What came along is as it was left; what changes it later does so here.
    late = [row for row in rows if row.kind in ("edit", "recall") and (row.ref or 0) <= book.end]
    await chat.fold_restored(db, [row for row in late if row.ref not in book.hidden])


def _keys(book: _Book, one: MessageArchive) -> Iterator[str]:
    yield book.key(one)
    yield from (book.keyed(who) for who, _ in one.reactions)
    yield from (book.keyed(who) for who in _people(one))


def _people(one: MessageArchive) -> list[str]:
    """Whom a happening is about."""
    found = (one.meta or {}).get("person_ids") if one.kind == "system" else None
    return [str(who) for who in found] if isinstance(found, list) else []


def _row(book: _Book, one: MessageArchive) -> RestoredMessage:
    meta = one.meta
    if people := _people(one):
        meta = (meta or {}) | {"person_ids": [str(book.id(book.keyed(who))) for who in people]}
    return RestoredMessage(
        conversation_id=book.place,
        seq=one.seq,
        ord=one.ord,
        client_id=one.client_id,
        sender_id=book.id(book.key(one)),
        kind=one.kind,
        body=one.body,
        created_at=one.created_at,
        ref=one.ref,
        mentions=None,
        meta=meta,
        edited_at=one.edited_at,
        recalled=one.recalled,
        imported=SOURCE,
        reactions=[],
    )


def _told(book: _Book, one: MessageArchive) -> EntryPeople:
    key, names = book.key(one), book.names
    reactions = [(book.keyed(who), emoji) for who, emoji in one.reactions]
    whom = [names.get(book.keyed(who), who) for who in _people(one)]
    return EntryPeople(key, reactions, happened(one.meta or {}, names.get(key, key), whom))


async def settle(db: Db, owner: UUID) -> bool:
    """Takes away the end of each archive that its owner sees in the conversation itself by now, and
    those of which they see all. False while there is one whose conversation has not come as far
    yet as the archive: it stays whole until then.
    """
    whole = True
    for _, one in await _all(db, owner):
        seen = await store.seen(db, owner, one) if one.last_seq else None
        if seen is None:
            continue
        if not seen.caught_up:
            whole = False
        elif seen.alone == 0:
            await chat.empty_archives(db, owner, [one.id])
        elif seen.alone < one.last_seq:
            await chat.rewind(db, one.id, seen.alone)
            await chat.open_archives(db, owner, [one.id])
    return whole
