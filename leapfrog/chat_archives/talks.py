"""Record sets of chats: a person's settings, their conversations, and all that was said in them.

What comes from elsewhere comes as what it can be here: a conversation with somebody of another
town, a group as an archive, and what people of this town are said to have said kept apart from both
(`brought`).
"""

from collections.abc import AsyncIterator, Mapping
from uuid import UUID

import msgspec

from leapfrog import chat, chat_settings
from leapfrog.chat_archives import brought, store
from leapfrog.chat_archives.people import AddressBook, book_of, remote_people
from leapfrog.chat_archives.records import ConversationArchive, MessageArchive
from leapfrog.chat_archives.store import ConversationRecord
from leapfrog.chat_content import RestoredConversation, RestoredMessage, id_when_taken
from leapfrog.chat_settings import ChatSettings
from leapfrog.identity import remote_among
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db


async def export_settings(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await chat_settings.settings_of(db, person_id)
    if found != ChatSettings():
        yield msgspec.to_builtins(found)


async def restore_settings(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """What somebody set here already stays."""
    before, new = await chat_settings.settings_of(db, person_id), 0
    for wanted in msgspec.convert(records, list[ChatSettings]):
        if before == ChatSettings() != wanted:
            before = await chat.change_settings(db, person_id, wanted)
            new += 1
    return restored(new, records)


async def export_conversations(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for found in await store.conversations(db, person_id):
        book = await book_of(db, person_id, found)
        yield msgspec.to_builtins(_conversation(found, book))


def _conversation(found: ConversationRecord, book: AddressBook) -> ConversationArchive:
    them = book.names.get(found.their_id) if found.their_id else None
    return ConversationArchive(
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


async def export_messages(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for found in await store.conversations(db, person_id):
        book = await book_of(db, person_id, found)
        for message in await store.messages(db, found.id, found.hidden_to, found.end):
            yield msgspec.to_builtins(_kept(message, person_id, book))


def _kept(message: RestoredMessage, person_id: UUID, book: AddressBook) -> MessageArchive:
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


async def restore_conversations(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Those with somebody of this town are not what these know of each other: a file cannot add to
    that. What it says is kept apart, for who brought it; so is a group that this town has already.
    """
    new = left = 0
    mine = {found.id: found for found in await store.conversations(db, person_id)}
    for kept in msgspec.convert(records, list[ConversationArchive]):
        direct = [(kept.address, kept.display_name)] if kept.address else kept.people
        people = await remote_people(db, direct)
        had = not kept.address and kept.id not in mine and await chat.is_conversation(db, kept.id)
        if people is not None and not had:
            new += await chat.restore_conversation(db, person_id, _arriving(kept, people))
        elif kept.id not in mine or mine[kept.id].hidden_to > kept.hidden_to:
            begun = await brought.begin(db, person_id, kept)
            new, left = new + (begun == "begun"), left + (begun == "taken")
    return restored(new, records, left, "not_possible")


def _arriving(kept: ConversationArchive, people: dict[str, UUID]) -> RestoredConversation:
    return RestoredConversation(
        id=kept.id,
        them=people[kept.address] if kept.address else None,
        name=kept.display_name,
        people=list(people.values()),
        role=kept.role,
        read_seq=kept.read_seq,
        their_read_seq=kept.their_read_seq,
        hidden_to=kept.hidden_to,
        hidden=kept.hidden,
        muted=kept.muted,
        pinned=kept.pinned,
        archived=kept.archived,
        marked_unread=kept.marked_unread,
        created_at=kept.created_at,
    )


async def restore_messages(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Only into conversations that came with them, and in which nothing was said here yet; behind
    what was brought already of those with people of this town.
    """
    kept = msgspec.convert(records, list[MessageArchive])
    ids = {message.conversation_id for message in kept}
    apart = await brought.ends(db, person_id, ids)
    new = await brought.add(db, person_id, [one for one in kept if one.conversation_id in apart])
    ids -= apart.keys()
    places = await store.empty(
        db, person_id, [*ids, *(id_when_taken(person_id, kept_id) for kept_id in ids)]
    )
    books = {place: await book_of(db, person_id, found) for place, found in places.items()}
    mine = {found.id for found in await store.conversations(db, person_id)}
    out = {one for one in ids if not {one, id_when_taken(person_id, one)} & mine}
    left = sum(message.conversation_id in out for message in kept)
    rows = []
    for message in kept:
        place = message.conversation_id
        if place not in places:
            place = id_when_taken(person_id, place)
        if place in places:
            rows.append(_row(message, place, books[place]))
    new += await chat.restore_messages(db, person_id, rows)
    await brought.settle(db, person_id)
    return restored(new, records, left, "not_possible")


class LateTalk(msgspec.Struct, frozen=True):
    """What was said since it was taken out: conversations of two that began since, and messages, as
    records of a take-out; and by conversation how far that is.
    """

    conversations: list[Record]
    messages: list[Record]
    upto: dict[UUID, int]


async def export_late(db: Db, person_id: UUID, heard: Mapping[UUID, int], most: int) -> LateTalk:
    """What was said in conversations of a person who moves after these seqs of their logs:
    conversations of two, and groups of which a seq is given; at most so many messages. What they
    cleared stays cleared.
    """
    late = LateTalk([], [], {})
    for found in await store.conversations(db, person_id):
        if found.their_id is None and found.id not in heard:
            continue
        after = max(heard.get(found.id, 0), found.hidden_to)
        late.upto[found.id] = after
        if found.end <= after and found.id in heard:
            continue
        book = await book_of(db, person_id, found)
        if found.id not in heard:
            late.conversations.append(msgspec.to_builtins(_conversation(found, book)))
        for message in await store.messages(db, found.id, after, found.end):
            if len(late.messages) >= most:
                break
            late.messages.append(msgspec.to_builtins(_kept(message, person_id, book)))
            late.upto[found.id] = message.seq
    return late


async def heard(db: Db, person_id: UUID) -> dict[UUID, int]:
    """How far each archive that somebody brought goes: the seq of its last message by the id that
    the conversation had where it was said.
    """
    plain = await store.conversations(db, person_id)
    ends = {one.id: one.end for one in plain if one.kind == "archive"}
    return ends | await brought.all_ends(db, person_id)


async def give_way(db: Db, owner: UUID, conversation_id: UUID) -> None:
    """Keeps the archive that `owner` brought of a group under another id, since this town is to
    have the group itself under that one. Call inside a transaction.
    """
    mine = {found.id: found for found in await store.conversations(db, owner)}
    found = mine[conversation_id]
    book = await book_of(db, owner, found)
    rows = await store.messages(db, conversation_id, found.hidden_to, found.end)
    said = [_kept(message, owner, book) for message in rows]
    await brought.begin(db, owner, _conversation(found, book))
    await brought.add(db, owner, said)
    await chat.delete_conversations(db, [conversation_id])


async def restore_late(db: Db, person_id: UUID, late: LateTalk) -> None:
    """Appends what `export_late` gave to conversations with people of other towns, and to archives,
    behind what came before it. What changes a message that is here already changes it.
    """
    began = [one for one in late.conversations if one.get("address")]
    await restore_conversations(db, person_id, began)
    mine = {found.id: found for found in await store.conversations(db, person_id)}
    away = await remote_among(db, [one.their_id for one in mine.values() if one.their_id])
    books, rows = dict[UUID, AddressBook](), list[RestoredMessage]()
    said = msgspec.convert(late.messages, list[MessageArchive])
    apart = await brought.ends(db, person_id, {one.conversation_id for one in said})
    await brought.add(db, person_id, [one for one in said if one.conversation_id in apart])
    for message in said:
        places = (message.conversation_id, id_when_taken(person_id, message.conversation_id))
        place = next((one for one in places if one in mine), None)
        if place is None or message.conversation_id in apart or message.seq <= mine[place].end:
            continue
        if mine[place].kind != "archive" and mine[place].their_id not in away:
            continue
        if place not in books:
            books[place] = await book_of(db, person_id, mine[place])
        rows.append(_row(message, place, books[place]))
    await chat.restore_messages(db, person_id, rows)
    await chat.fold_restored(db, rows)


def _row(message: MessageArchive, place: UUID, book: AddressBook) -> RestoredMessage:
    sender = book.them if book.direct and not message.mine else book.person(message.sender)
    meta = message.meta
    if message.kind == "system" and meta and "person_ids" in meta:
        meta = meta | {"person_ids": [str(book.person(one)) for one in meta["person_ids"]]}
    return RestoredMessage(
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
        reactions=[(str(book.person(who)), emoji) for who, emoji in message.reactions],
    )


RECORD_SETS = [
    RecordSet("chat_settings", export_settings, restore_settings, chat_settings.forget),
    RecordSet(
        "conversations", export_conversations, restore_conversations, chat.erase_conversations
    ),
    RecordSet("messages", export_messages, restore_messages, chat.erase_messages),
]
