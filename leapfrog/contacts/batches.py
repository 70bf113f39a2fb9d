"""Batches: contacts that come from a file at once. Their drafts are prepared when the file is read,
so that bringing them in only moves rows; and all of it can be taken away again.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import book, living, store, store_drafts
from leapfrog.contacts.editing import MOST_CONTACTS
from leapfrog.contacts.model import ContactWrite, card_of
from leapfrog.contacts.store_drafts import TouchedContact
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

AT_ONCE = 50


async def check_room(db: Db, owner: UUID, more: int) -> None:
    """Checks that so many more contacts fit into the book (50,000 at most). Raises `Invalid`."""
    if await store.count(db, owner) + more > MOST_CONTACTS:
        raise Invalid(f"A book has at most {MOST_CONTACTS:,} contacts.")


async def close(db: Db, owner: UUID, batch_id: UUID) -> None:
    """Ends a batch that is wholly in the book, and tells the owner's devices to read it."""
    await store_drafts.close(db, batch_id)
    stream.tell(db, (owner,), living.CHANGED)


async def take_away(
    db: Db, owner: UUID, batch_id: UUID, added: Sequence[UUID], applied_xid: int
) -> list[TouchedContact]:
    """Takes back a batch: deletes what it `added` in that transaction, and gives what it changed
    its content of before. Answers the contacts that were edited since, which stay as they are.
    """
    made = await store_drafts.added(db, owner, added, applied_xid)
    await store.bury(db, owner, [one.id for one in made if one.untouched])
    merged = await store_drafts.merged(db, owner, batch_id)
    await _give_back(db, owner, batch_id, [one.id for one in merged if one.untouched])
    stream.tell(db, (owner,), living.CHANGED)
    return [one for one in (*made, *merged) if not one.untouched]


async def _give_back(db: Db, owner: UUID, batch_id: UUID, untouched: Sequence[UUID]) -> None:
    for start in range(0, len(untouched), AT_ONCE):
        found = await store_drafts.before(db, batch_id, untouched[start : start + AT_ONCE])
        writes = [
            ContactWrite(contact_id, card_of(before["card"]), tags=tuple(before["tags"]))
            for contact_id, before in found.items()
        ]
        await book.write(db, owner, writes)
