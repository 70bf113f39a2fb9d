"""People who move between towns: who holds them as a contact still does."""

from uuid import UUID

from leapfrog.contact_formats import Card
from leapfrog.contacts import store, store_requests, writing
from leapfrog.contacts.book import FIRST, PAGE
from leapfrog.contacts.model import ContactWrite
from leapfrog.kernel.db import Db


async def holders(db: Db, person_id: UUID) -> list[UUID]:
    """The people in whose books this person is a connected contact."""
    return [one.owner_id for one in await store.of_person(db, person_id) if one.connected]


async def take_over(db: Db, before: UUID, after: UUID) -> None:
    """Makes a person who was known as one elsewhere (`before`) the account `after` in the contacts
    of all who know them, and in the blocks of all who blocked them. What the town noted of their
    book as one elsewhere, and what was asked, is deleted.
    """
    await store_requests.forget(db, before)
    await store_requests.take_over_blocks(db, before, after)
    await store.erase(db, before)
    for one in await store.of_person(db, before):
        known = await store.by_person(db, one.owner_id, after)
        change = ContactWrite(one.id, person_id=after)
        if known:
            change = ContactWrite(one.id, person_id=None, connected=False)
        await writing.write(db, one.owner_id, [change])


async def keep_ties(db: Db, person_id: UUID) -> None:
    """Empties the book of somebody who moved away: contacts that are not connected with a person
    go, the others keep the tie and lose what was written about them.
    """
    await store.erase_untied(db, person_id)
    after = None
    while page := await store.live(db, person_id, after or FIRST, PAGE):
        after = page[-1].id
        bare = [
            ContactWrite(one.id, Card(()), remark="", note="", tags=(), starred=False)
            for one in page
        ]
        await writing.write(db, person_id, bare)
