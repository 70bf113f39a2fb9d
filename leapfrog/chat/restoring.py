"""Arriving with conversations: they come in as what they can be here, with somebody of another
town or to be read only.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import attaching, editing, files
from leapfrog.chat import store_restoring as store
from leapfrog.chat.model import AppendedRow
from leapfrog.chat_content import (
    EVENTS,
    MessageDraft,
    RestoredConversation,
    RestoredMessage,
    id_when_taken,
    pair,
)
from leapfrog.kernel.db import Db


async def restore_conversation(db: Db, person_id: UUID, kept: RestoredConversation) -> bool:
    """Restores a conversation of a take-out, without its messages; one of two under `id_when_taken`
    when its id is somebody else's. False when it is here already.
    """
    if kept.them:
        return await _direct(db, person_id, kept, kept.them)
    return await _group(db, person_id, kept)


async def _direct(db: Db, me: UUID, kept: RestoredConversation, them: UUID) -> bool:
    people = pair(me, them)
    made, made_id = await store.add_direct(db, kept.id, people, kept.created_at), kept.id
    if not made and await store.taken(db, kept.id):
        # The other person arrived before with the same conversation: it has that id already.
        made_id = id_when_taken(me, kept.id)
        made = await store.add_direct(db, made_id, people, kept.created_at)
    if made:
        await store.add_member(db, made_id, them, kept.their_read_seq, 0, "member")
        await _join(db, me, made_id, kept)
    return made


async def _group(db: Db, me: UUID, kept: RestoredConversation) -> bool:
    made = await store.add_archive(db, kept.id, me, kept)
    if made:
        await _join(db, me, kept.id, kept)
    return made


async def _join(db: Db, me: UUID, made_id: UUID, kept: RestoredConversation) -> None:
    await store.add_member(db, made_id, me, kept.read_seq, kept.hidden_to, kept.role)
    await store.set_flags(db, made_id, me, kept)


async def restore_messages(db: Db, person_id: UUID, rows: Sequence[RestoredMessage]) -> int:
    """Restores whole logs of conversations that came with this person and in which nothing was said
    yet; answers how many messages. Files that the person has not are left out.
    """
    return await store.add_messages(db, await with_files(db, person_id, rows))


async def fold_restored(db: Db, rows: Sequence[RestoredMessage]) -> None:
    """Applies restored edits, recalls and reactions to messages that were here before them."""
    events = [
        AppendedRow(
            MessageDraft(
                conversation_id=one.conversation_id,
                sender_id=one.sender_id,
                client_id=one.client_id,
                body=one.body,
                kind=one.kind,  # type: ignore[arg-type]
                ref=one.ref,
                at=one.created_at,
            ),
            one.seq,
            one.ord,
        )
        for one in rows
        if one.kind in EVENTS and one.ref is not None
    ]
    if events:
        await editing.fold(db, events)


async def with_files(
    db: Db, person_id: UUID, said: Sequence[RestoredMessage]
) -> list[RestoredMessage]:
    """These messages with those of their files that this person has, by the ids that they have
    here; whoever is in the conversation has them too.
    """
    named = {file_id for one in said for file_id in _files_in(one)}
    wanted = {
        (person_id, each): file_id
        for file_id in named
        for each in (file_id, id_when_taken(person_id, file_id))
    }
    here = {wanted[pair]: pair[1] for pair in await files.sendable(db, wanted)}
    places = [
        (here[file_id], one.conversation_id, one.seq)
        for one in said
        for file_id in _files_in(one)
        if file_id in here
    ]
    await files.attach(db, places)
    ids = {str(old): str(new) for old, new in here.items()}
    return [msgspec.structs.replace(one, meta=_renamed(one.meta, ids)) for one in said]


def _files_in(message: RestoredMessage) -> list[UUID]:
    named = attaching.filed(message.kind, message.meta or {})
    return [file_id for _, meta in named if (file_id := attaching.file_in(meta))]


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        named = {key: _renamed(each, ids) for key, each in value.items()}
        if isinstance(named.get("file"), str):
            named["file"] = ids.get(named["file"], named["file"])
        return named
    return [_renamed(each, ids) for each in value] if isinstance(value, list) else value
