"""Open conversations read a bill's card anew when something happens to it."""

from uuid import UUID

from leapfrog import chat
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.splits.model import Split


def ref(split_id: UUID) -> str:
    """What the bill's card is called in a conversation."""
    return f"pay:split:{split_id}"


async def tell(db: Db, *splits: Split) -> None:
    for split in splits:
        people = await chat.people(db, split.conversation_id)
        stream.tell(db, people, {"t": "changed", "what": "card", "ref": ref(split.id)})
