"""Blocks: one person ends everything with another, who is not told."""

from datetime import datetime
from uuid import UUID

from leapfrog.contacts import living, store, store_requests, writing
from leapfrog.contacts.connections import REQUESTS
from leapfrog.contacts.errors import Yourself
from leapfrog.contacts.events import BlockRemoved, ContactsEnded
from leapfrog.contacts.model import ContactWrite
from leapfrog.identity import Person, named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.events import announce


async def block(db: Db, me: UUID, them: UUID, since: datetime | None = None) -> bool:
    """Blocks a person: the connection ends on this side, and what was asked between the two is
    taken back. The contact stays in the book, no longer connected. Answers whether they were not
    blocked before. Locks both books. Raises `Yourself`, `NotFound`.
    """
    if me == them:
        raise Yourself
    if not await named(db, [them]):
        raise NotFound
    await store.hold(db, [me, them])
    async with living.changing(db, me, [them]):
        if not await store_requests.block(db, me, them, since or db.now):
            return False
        await store_requests.withdraw(db, me, them)
        entry = await store.by_person(db, me, them)
        if entry:
            await writing.write(db, me, [ContactWrite(entry.id, connected=False)])
    await announce(db, ContactsEnded(me, them))
    stream.tell(db, (me,), REQUESTS)
    return True


async def unblock(db: Db, me: UUID, them: UUID) -> None:
    """Ends a block: the other may ask again, and a request that they sent meanwhile is shown now.
    The connection of before does not come back.
    """
    if await store_requests.unblock(db, me, them):
        await announce(db, BlockRemoved(me, them))
        stream.tell(db, (me,), REQUESTS)


async def mine(db: Db, me: UUID) -> list[Person]:
    """The people whom this person blocked, the last one first."""
    ids = await store_requests.blocked(db, me)
    people = await named(db, ids)
    return [people[person_id] for person_id in ids]
