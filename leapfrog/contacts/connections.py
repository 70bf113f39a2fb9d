"""Connections: two people hold each other in their books, and both agreed."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import store, store_requests, writing
from leapfrog.contacts.events import PeopleConnected
from leapfrog.contacts.model import ContactWrite
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import new_id

REQUESTS = {"t": "changed", "what": "requests"}
Pair = tuple[UUID, UUID]


async def connect(db: Db, one: UUID, other: UUID, source: str) -> None:
    """Makes both contacts of each other, at once. `source`: "request", or "invitation", which is
    `one`'s then.

    The caller holds both (`store.hold`). A contact that is this person already is kept.
    """
    changed = [
        await _hold_contact(db, owner, person, source)
        for owner, person in ((one, other), (other, one))
    ]
    await store_requests.settle(db, one, other)
    if any(changed):
        await announce(db, PeopleConnected(one, other, source == "invitation"))
        stream.tell(db, (one, other), REQUESTS)


async def _hold_contact(db: Db, owner: UUID, person: UUID, source: str) -> bool:
    entry = await store.by_person(db, owner, person)
    if entry and entry.connected:
        return False
    if entry:
        wanted = ContactWrite(entry.id, connected=True)
    else:
        wanted = ContactWrite(new_id(), person_id=person, connected=True, source=source)
    await writing.write(db, owner, [wanted])
    return True


async def may_write(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    """Those of these (from, to) who may write: each holds a connected contact for the other,
    nobody blocked the other, and whoever would read it did not move away. One statement for all.
    """
    return await store_requests.may_write(db, pairs) if pairs else set()


async def apart(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    """Those of these pairs of whom one blocked the other."""
    return await store_requests.apart(db, pairs) if pairs else set()


async def connected(db: Db, one: UUID, other: UUID) -> bool:
    """Whether these two may write to each other."""
    return bool(await may_write(db, [(one, other)]))
