"""Who is in a conversation now, for what other modules do there."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.chat import store_membership
from leapfrog.chat.model import ConversationKind
from leapfrog.kernel.db import Db

Place = tuple[UUID, UUID]


async def present(db: Db, asked: Sequence[Place]) -> dict[Place, ConversationKind]:
    """Those of these (person, conversation) who are in it and have not left, with its kind. One
    statement for all; what is only kept to be read counts for nobody.
    """
    return await store_membership.present(db, asked) if asked else {}


async def people(db: Db, conversation_id: UUID) -> list[UUID]:
    """All who are in a conversation now."""
    return await store_membership.people(db, conversation_id)


async def people_since(db: Db, conversation_id: UUID, moment: datetime) -> set[UUID]:
    """Those in a conversation now who were in it at that moment and have not left since."""
    return await store_membership.people_since(db, conversation_id, moment)
