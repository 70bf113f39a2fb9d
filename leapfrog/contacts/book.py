"""The book: a person's contacts, on this server or on none, written and read in sets."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.contacts import living, store
from leapfrog.contacts.errors import NoContact
from leapfrog.contacts.events import ContactsEnded
from leapfrog.contacts.matching import match
from leapfrog.contacts.model import ContactEntry
from leapfrog.contacts.writing import region, write
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce

__all__ = [
    "all_entries",
    "by_uid",
    "changed",
    "contact_count",
    "entries",
    "entry",
    "hold_book",
    "is_tombstone",
    "lock_contacts",
    "match",
    "region",
    "remove",
    "write",
]

FIRST = UUID(int=0)
PAGE = 500


async def entries(db: Db, owner: UUID, ids: Iterable[UUID]) -> list[ContactEntry]:
    """The live contacts of these ids, in no order; others' contacts and tombstones are left out."""
    return [entry for entry in await store.entries(db, owner, ids) if not entry.deleted]


async def all_entries(
    db: Db, owner: UUID, after: UUID | None = None, limit: int = PAGE
) -> list[ContactEntry]:
    """A page of the live contacts of a book in the order of their ids; `after`: the last id of the
    page before. Tombstones are left out.
    """
    return await store.live(db, owner, after or FIRST, limit)


async def changed(db: Db, owner: UUID, since: int) -> list[ContactEntry]:
    """Those that changed since that xid, tombstones too."""
    return await store.changed(db, owner, since)


async def entry(db: Db, owner: UUID, contact_id: UUID) -> ContactEntry:
    """A live one. Raises `NoContact`, also for another owner's."""
    for found in await entries(db, owner, [contact_id]):
        return found
    raise NoContact


async def is_tombstone(db: Db, owner: UUID, contact_id: UUID) -> bool:
    """Whether the owner had this contact and deleted it."""
    return any(found.deleted for found in await store.entries(db, owner, [contact_id]))


async def entry_of(db: Db, owner: UUID, person_id: UUID) -> ContactEntry | None:
    """The live contact of a book that is this person; None where there is none."""
    return await store.by_person(db, owner, person_id)


async def by_uid(db: Db, owner: UUID, uid: str) -> ContactEntry | None:
    """The live contact of a book with this vCard UID; None where there is none."""
    return (await store.by_uids(db, owner, [uid])).get(uid)


async def contact_count(db: Db, owner: UUID) -> int:
    """How many live contacts a book has."""
    return await store.count(db, owner)


async def hold_book(db: Db, owner: UUID) -> None:
    """Locks a person's book until the end of the transaction. Call it before reading anything of
    the book that decides what is written.
    """
    await store.hold(db, [owner])


async def lock_contacts(db: Db, owner: UUID, ids: Iterable[UUID]) -> None:
    """Locks these contacts until the end of the transaction; others' contacts are left out."""
    await store.locked(db, owner, ids)


async def remove(db: Db, owner: UUID, ids: Iterable[UUID]) -> list[UUID]:
    """Makes tombstones of these contacts and answers their ids; others' contacts, and those that
    are gone, are left out. With a living contact the connection ends on the owner's side.
    """
    found = await entries(db, owner, ids)
    people = [one.person_id for one in found if one.person_id]
    async with living.changing(db, owner, people):
        gone = await store.bury(db, owner, [one.id for one in found])
    for one in found:
        if one.connected and one.person_id:
            await announce(db, ContactsEnded(owner, one.person_id))
    if gone:
        stream.tell(db, (owner,), living.CHANGED)
    return gone
