"""Connections: two people hold each other in their books, and both agreed."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.contacts import store, store_requests, store_sharing, writing
from leapfrog.contacts.events import ContactsEnded, PeopleConnected
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

    Only people of this town: what may be sent to other towns too asks `may_talk`.
    """
    return await store_requests.may_write(db, pairs) if pairs else set()


async def may_talk(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    """Those of these (from, to) who may write, as `may_write` says, also where one of the two lives
    in another town: what they say is carried.
    """
    return await store_requests.may_talk(db, pairs) if pairs else set()


async def apart(db: Db, pairs: Sequence[Pair]) -> set[Pair]:
    """Those of these pairs of people of whom one blocked the other."""
    return await store_requests.apart(db, pairs) if pairs else set()


async def blocked_between(db: Db, ones: Sequence[UUID], others: Sequence[UUID]) -> set[Pair]:
    """The pairs (one, other), of each of `ones` with each of `others`, of whom one blocked the
    other.
    """
    return await store_requests.blocked_between(db, ones, others)


async def release(db: Db, owner: UUID, person: UUID) -> bool:
    """Ends that `owner` holds this person as a connected contact, and forgets what that one showed.
    Nobody is told. Answers whether it was so.
    """
    await store.hold(db, [owner, person])
    entry = await store.by_person(db, owner, person)
    if entry is None:
        return False
    await store_sharing.keep_shown(db, owner, {entry.id: []})
    if not entry.connected:
        return False
    await writing.write(db, owner, [ContactWrite(entry.id, connected=False)])
    return True


async def remote_ended(db: Db, by: UUID, person: UUID) -> None:
    """A person of another town ended their tie with this person here, who keeps the name and what
    was said.
    """
    # The row stays: who asks, ends and asks again is held to the same measures.
    await store_requests.end(db, by, person)
    await release(db, by, person)
    if await release(db, person, by):
        await announce(db, ContactsEnded(by, person))
    stream.tell(db, (person,), REQUESTS)


async def connected(db: Db, one: UUID, other: UUID) -> bool:
    """Whether these two people of this town may write to each other, as `may_write` says."""
    return bool(await may_write(db, [(one, other)]))
