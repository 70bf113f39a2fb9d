"""Composing: told while it happens, never kept."""

from uuid import UUID

from leapfrog.chat import log, store, write_permissions
from leapfrog.chat.errors import NoConversation
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db

# In a larger group it would only be noise.
MOST = 20


async def composes(db: Db, person_id: UUID, conversation_id: UUID) -> None:
    """Shows the others in a small conversation that a person types. Raises `NoConversation`."""
    terms = await store.terms(db, person_id, conversation_id)
    if terms is None:
        raise NoConversation
    ties = await write_permissions.ties(db, [(person_id, terms)])
    if terms.asked == "waiting" or write_permissions.refusal(
        person_id, terms, ties, terms.last_ord
    ):
        return
    people = (await log.audience(db, {conversation_id: terms})).get(conversation_id, ())
    if len(people) <= MOST:
        others = [them for them in people if them != person_id]
        told = {"t": "typing", "conversation_id": conversation_id, "person_id": person_id}
        stream.tell(db, others, told)
