"""What somebody makes of a conversation for themselves: muted, pinned, put away, deleted."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat import conversations, store, store_read_receipts
from leapfrog.chat.errors import NoConversation
from leapfrog.chat.model import Conversation
from leapfrog.kernel.db import Db


class SettingsChange(msgspec.Struct, frozen=True):
    """What becomes of it; None: as it was."""

    muted: bool | None = None
    pinned: bool | None = None
    archived: bool | None = None
    marked_unread: bool | None = None


async def change(
    db: Db, person_id: UUID, conversation_id: UUID, wish: SettingsChange
) -> Conversation:
    """Changes what is given. Raises `NoConversation`."""
    await _check(db, person_id, conversation_id)
    await store_read_receipts.change(db, conversation_id, person_id, *msgspec.structs.astuple(wish))
    conversations.tell_changed(db, [person_id])
    return await conversations.one(db, person_id, conversation_id)


async def mark_unread(db: Db, person_id: UUID, conversation_id: UUID) -> None:
    """Marks a conversation as unread until its person opens it. Raises `NoConversation`."""
    await change(db, person_id, conversation_id, SettingsChange(marked_unread=True))


async def hide_up_to(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """All up to `seq` is gone for this person, and for nobody else. Raises `NoConversation`."""
    await _check(db, person_id, conversation_id)
    await store_read_receipts.hide_to(db, conversation_id, person_id, seq)
    conversations.tell_changed(db, [person_id])


async def hide(db: Db, person_id: UUID, conversation_id: UUID, seqs: Sequence[int]) -> None:
    """These messages are gone for this person; what is no message is passed over. Raises
    `NoConversation`.
    """
    await _check(db, person_id, conversation_id)
    await store_read_receipts.hide(db, conversation_id, person_id, seqs)
    conversations.tell_changed(db, [person_id])


async def _check(db: Db, person_id: UUID, conversation_id: UUID) -> None:
    if await store.terms(db, person_id, conversation_id) is None:
        raise NoConversation
