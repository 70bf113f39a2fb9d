"""People who move between towns: who holds them as a contact still does."""

from uuid import UUID

from leapfrog.contacts import store, store_requests, writing
from leapfrog.contacts.model import ContactWrite
from leapfrog.kernel.db import Db


async def holders(db: Db, person_id: UUID) -> list[UUID]:
    """Who holds somebody as a connected contact."""
    return [one.owner_id for one in await store.of_person(db, person_id) if one.connected]


async def take_over(db: Db, before: UUID, after: UUID) -> None:
    """Who was known as somebody elsewhere is somebody here: the contacts of all who know them are
    that account from now on. What the town noted of their book as one elsewhere, and what was
    asked, is forgotten.
    """
    await store_requests.forget(db, before)
    await store.erase(db, before)
    for one in await store.of_person(db, before):
        known = await store.by_person(db, one.owner_id, after)
        change = ContactWrite(one.id, person_id=after)
        if known:
            change = ContactWrite(one.id, person_id=None, connected=False)
        await writing.write(db, one.owner_id, [change])
