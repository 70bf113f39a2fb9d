"""Chat's record sets: the conversations of a person, and all that was said in them."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from leapfrog.chat import store_archive
from leapfrog.chat.archive_files import FILES
from leapfrog.chat.model import pair
from leapfrog.identity import Person, named, remote
from leapfrog.kernel.archive import Counts, Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id


class KeptConversation(msgspec.Struct, frozen=True):
    """A conversation as it is taken out; the other person by address."""

    id: UUID
    address: str
    display_name: str
    read_seq: int
    their_read_seq: int
    created_at: datetime


class KeptMessage(msgspec.Struct, frozen=True):
    """A message as it is taken out."""

    conversation_id: UUID
    seq: int
    client_id: UUID
    mine: bool
    kind: str
    body: str
    created_at: datetime


async def export_conversations(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.conversations(db, person_id)
    people = await named(db, [row[1] for row in rows])
    for conversation_id, their_id, read_seq, their_read_seq, created_at in rows:
        them = people[their_id]
        yield msgspec.to_builtins(
            KeptConversation(
                conversation_id,
                them.address,
                them.display_name,
                read_seq,
                their_read_seq,
                created_at,
            )
        )


async def export_messages(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    async for row in store_archive.messages(db, person_id):
        yield msgspec.to_builtins(KeptMessage(*row))


async def restore_conversations(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    new = 0
    for kept in msgspec.convert(records, list[KeptConversation]):
        them = await _somebody_elsewhere(db, kept)
        if them is None:
            continue
        marks = ((person_id, kept.read_seq), (them.id, kept.their_read_seq))
        place = (pair(person_id, them.id), marks, kept.created_at)
        made = await store_archive.add_conversation(db, kept.id, *place)
        if not made and await store_archive.taken(db, kept.id):
            # The other person arrived before with the same conversation: it has that id already.
            made = await store_archive.add_conversation(db, _again(person_id, kept.id), *place)
        new += made
    return new, len(records) - new


async def _somebody_elsewhere(db: Db, kept: KeptConversation) -> Person | None:
    """The other one; None for somebody of this town: what they said is known here, and a file
    cannot add to it.
    """
    try:
        them = await remote(db, new_id(), kept.address, kept.display_name)
    except Problem:
        return None
    return them if them.kind == "remote" else None


async def restore_messages(db: Db, person_id: UUID, records: list[Record]) -> Counts:
    """Only into conversations that came with them, and in which nothing was said here yet."""
    kept = msgspec.convert(records, list[KeptMessage])
    ids = {message.conversation_id for message in kept}
    others = await store_archive.empty(
        db, person_id, [*ids, *(_again(person_id, kept_id) for kept_id in ids)]
    )
    rows = []
    for message in kept:
        place = message.conversation_id
        if place not in others:
            place = _again(person_id, place)
        if place in others:
            sender = person_id if message.mine else others[place]
            said = (message.kind, message.body, message.created_at)
            rows.append((place, message.seq, message.client_id, sender, *said))
    new = await store_archive.add_messages(db, rows)
    return new, len(records) - new


async def erase_messages(db: Db, person_id: UUID) -> int:
    """Of the conversations that nobody else of the town has."""
    return await store_archive.erase_messages(db, await _alone(db, person_id))


async def erase_conversations(db: Db, person_id: UUID) -> int:
    """What was said to somebody of the town stays theirs; all else goes."""
    return await store_archive.erase(db, await _alone(db, person_id))


async def _alone(db: Db, person_id: UUID) -> list[UUID]:
    rows = await store_archive.conversations(db, person_id)
    people = await named(db, [row[1] for row in rows])
    return [row[0] for row in rows if people[row[1]].kind != "person"]


def _again(person_id: UUID, conversation_id: UUID) -> UUID:
    """The same id each time for this person and conversation."""
    return uuid5(person_id, conversation_id.hex)


RECORD_SETS = [
    # Erased last: what is still in somebody's conversation then stays.
    FILES,
    RecordSet("conversations", export_conversations, restore_conversations, erase_conversations),
    RecordSet("messages", export_messages, restore_messages, erase_messages),
]
