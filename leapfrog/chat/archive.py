"""Chat's record sets: a person's settings, their conversations, and all that was said in them.

People are named by address, the person themselves by an empty one. What comes from elsewhere comes
as what it can be here: a conversation with somebody of another town, and a group as an archive.
"""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import (
    archive_files,
    leaving,
    settings,
    store_archive,
    store_safety,
)
from leapfrog.chat.archive_people import AddressBook, again, book_of, remote_people
from leapfrog.chat.model import Role, pair
from leapfrog.chat.settings import ChatSettings
from leapfrog.chat.store_archive import MessageRecord
from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db


class ConversationArchive(msgspec.Struct, frozen=True):
    """A conversation as it is taken out: of two, `address` and `display_name` are the other one's;
    else `display_name` is its own name, and `people` are all others who ever were in it.
    """

    id: UUID
    address: str
    display_name: str
    people: list[tuple[str, str]]
    role: Role
    read_seq: int
    their_read_seq: int
    hidden_to: int
    hidden: list[int]
    muted: bool
    pinned: bool
    archived: bool
    marked_unread: bool
    created_at: datetime


class MessageArchive(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message as it is taken out; of two people only `mine` says who sent it."""

    conversation_id: UUID
    seq: int
    ord: int
    client_id: UUID
    mine: bool
    sender: str
    kind: str
    body: str
    created_at: datetime
    ref: int | None = None
    mentions: list[str] = []
    meta: dict[str, Any] | None = None
    edited_at: datetime | None = None
    recalled: bool = False
    imported: str | None = None
    reactions: list[tuple[str, str]] = []


async def export_settings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await settings.of(db, person_id)
    if found != ChatSettings():
        yield msgspec.to_builtins(found)


async def restore_settings(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """What somebody set here already stays."""
    before, new = await settings.of(db, person_id), 0
    for wanted in msgspec.convert(records, list[ChatSettings]):
        if before == ChatSettings() != wanted:
            before = await settings.change(db, person_id, wanted)
            new += 1
    return new, len(records) - new


async def erase_settings(db: Db, person_id: UUID) -> int:
    return await store_safety.forget(db, person_id)


async def export_conversations(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for found in await store_archive.conversations(db, person_id):
        book = await book_of(db, person_id, found)
        them = book.names.get(found.their_id) if found.their_id else None
        yield msgspec.to_builtins(
            ConversationArchive(
                id=found.id,
                address=them[0] if them else "",
                display_name=them[1] if them else found.name,
                people=[] if them else sorted(book.others),
                role=found.role,
                read_seq=found.read_seq,
                their_read_seq=found.their_read_seq,
                hidden_to=found.hidden_to,
                hidden=found.hidden,
                muted=found.muted,
                pinned=found.pinned,
                archived=found.archived,
                marked_unread=found.marked_unread,
                created_at=found.created_at,
            )
        )


async def export_messages(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for found in await store_archive.conversations(db, person_id):
        book = await book_of(db, person_id, found)
        for message in await store_archive.messages(db, found.id, found.hidden_to, found.end):
            yield msgspec.to_builtins(_kept(message, person_id, book))


def _kept(message: MessageRecord, person_id: UUID, book: AddressBook) -> MessageArchive:
    meta = message.meta
    if message.kind == "system" and meta and "person_ids" in meta:
        meta = meta | {"person_ids": [book.address(UUID(one)) for one in meta["person_ids"]]}
    return MessageArchive(
        conversation_id=message.conversation_id,
        seq=message.seq,
        ord=message.ord,
        client_id=message.client_id,
        mine=message.sender_id == person_id,
        sender="" if book.direct else book.address(message.sender_id),
        kind=message.kind,
        body=message.body,
        created_at=message.created_at,
        ref=message.ref,
        mentions=[book.address(one) for one in message.mentions or ()],
        meta=meta,
        edited_at=message.edited_at,
        recalled=message.recalled,
        imported=message.imported,
        reactions=sorted((book.address(UUID(who)), emoji) for who, emoji in message.reactions),
    )


async def restore_conversations(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """None with somebody of this town: what they said is known, and a file cannot add to it."""
    new = 0
    for kept in msgspec.convert(records, list[ConversationArchive]):
        direct = [(kept.address, kept.display_name)] if kept.address else kept.people
        people = await remote_people(db, direct)
        if people is not None and kept.address:
            new += await _restore_direct(db, person_id, kept, people[kept.address])
        elif people is not None:
            new += await _restore_group(db, person_id, kept, list(people.values()))
    return new, len(records) - new


async def _restore_direct(db: Db, me: UUID, kept: ConversationArchive, them: UUID) -> bool:
    place = (pair(me, them), kept.created_at)
    made, made_id = await store_archive.add_direct(db, kept.id, *place), kept.id
    if not made and await store_archive.taken(db, kept.id):
        # The other person arrived before with the same conversation: it has that id already.
        made_id = again(me, kept.id)
        made = await store_archive.add_direct(db, made_id, *place)
    if made:
        await store_archive.add_member(db, made_id, them, kept.their_read_seq, 0, "member")
        await _join(db, me, made_id, kept)
    return made


async def _restore_group(db: Db, me: UUID, kept: ConversationArchive, people: list[UUID]) -> bool:
    made_id = kept.id
    if await store_archive.taken(db, kept.id):
        if await store_archive.has(db, me, kept.id):
            return False
        made_id = again(me, kept.id)
    called = (kept.display_name, me, people)
    made = await store_archive.add_archive(db, made_id, *called, kept.created_at)
    if made:
        await _join(db, me, made_id, kept)
    return made


async def _join(db: Db, me: UUID, made_id: UUID, kept: ConversationArchive) -> None:
    await store_archive.add_member(db, made_id, me, kept.read_seq, kept.hidden_to, kept.role)
    flags = (kept.muted, kept.pinned, kept.archived, kept.marked_unread)
    await store_archive.set_flags(db, made_id, me, flags, kept.hidden)


async def restore_messages(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """Only into conversations that came with them, and in which nothing was said here yet."""
    kept = msgspec.convert(records, list[MessageArchive])
    ids = {message.conversation_id for message in kept}
    places = await store_archive.empty(
        db, person_id, [*ids, *(again(person_id, kept_id) for kept_id in ids)]
    )
    books = {place: await book_of(db, person_id, found) for place, found in places.items()}
    rows, reactions = [], []
    for message in kept:
        place = message.conversation_id
        if place not in places:
            place = again(person_id, place)
        if place in places:
            rows.append(_row(message, place, books[place]))
            reactions += [
                (place, message.seq, books[place].person(who), emoji, message.created_at)
                for who, emoji in message.reactions
            ]
    placed = await archive_files.place(db, person_id, rows)
    new = await store_archive.add_messages(db, placed, reactions)
    return new, len(records) - new


def _row(message: MessageArchive, place: UUID, book: AddressBook) -> MessageRecord:
    sender = book.them if book.direct and not message.mine else book.person(message.sender)
    meta = message.meta
    if message.kind == "system" and meta and "person_ids" in meta:
        meta = meta | {"person_ids": [str(book.person(one)) for one in meta["person_ids"]]}
    return MessageRecord(
        conversation_id=place,
        seq=message.seq,
        ord=message.ord,
        client_id=message.client_id,
        sender_id=sender,
        kind=message.kind,
        body=message.body,
        created_at=message.created_at,
        ref=message.ref,
        mentions=[book.person(one) for one in message.mentions] or None,
        meta=meta,
        edited_at=message.edited_at,
        recalled=message.recalled,
        imported=message.imported,
        reactions=[],
    )


RECORD_SETS = [
    RecordSet("chat_settings", export_settings, restore_settings, erase_settings),
    # Erased after the messages: what is in somebody's conversation then, they passed on.
    archive_files.FILES,
    RecordSet(
        "conversations",
        export_conversations,
        restore_conversations,
        leaving.erase_conversations,
    ),
    RecordSet("messages", export_messages, restore_messages, leaving.erase_messages),
]
