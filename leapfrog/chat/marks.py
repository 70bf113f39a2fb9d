"""Marks: how far each one has read."""

from uuid import UUID

from leapfrog.chat import store
from leapfrog.chat.errors import NoConversation
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db


async def read(db: Db, person_id: UUID, conversation_id: UUID, seq: int) -> None:
    """Marks all up to `seq` as read by this person. Raises `NoConversation`."""
    terms = await store.terms(db, person_id, conversation_id)
    if terms is None:
        raise NoConversation
    moved = await store.read(db, conversation_id, person_id, seq)
    if moved is not None:
        them = terms.other_than(person_id)
        told = {
            "t": "read",
            "conversation_id": conversation_id,
            "person_id": person_id,
            "seq": moved,
        }
        stream.tell(db, (person_id, them) if them else (person_id,), told)
