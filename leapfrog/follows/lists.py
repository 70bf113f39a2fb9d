"""Lists: private groups of those whom one wants to read together, followed or not."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.follows import pages, store_lists
from leapfrog.follows.errors import NoList
from leapfrog.follows.pages import PersonSummary
from leapfrog.follows.store_lists import ListReplies, ReadingList
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid

MOST, MOST_MEMBERS, LONGEST_NAME = 100, 500, 40


class ListPage(msgspec.Struct, frozen=True):
    """A list and who is on it."""

    id: UUID
    name: str
    people: list[PersonSummary]
    replies: ListReplies = "followed"


async def mine(db: Db, owner: UUID) -> Sequence[ReadingList]:
    """All reading lists of a person."""
    return await store_lists.mine(db, owner)


async def put(
    db: Db, owner: UUID, list_id: UUID, name: str, replies: ListReplies | None = None
) -> Sequence[ReadingList]:
    """Makes a reading list, or renames it and sets which replies it shows; answers all lists of the
    owner. Raises `Invalid`, `NoList` for another's.
    """
    shown = " ".join(name.replace("\0", "").split())
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise Invalid(f"A list's name has 1 to {LONGEST_NAME} characters.")
    known = await store_lists.mine(db, owner)
    if len(known) >= MOST and list_id not in {one.id for one in known}:
        raise Invalid(f"At most {MOST} lists.")
    if not await store_lists.put(db, owner, list_id, shown, replies):
        raise NoList
    return await store_lists.mine(db, owner)


async def delete(db: Db, owner: UUID, list_id: UUID) -> None:
    """Deletes a reading list of one's own. Again, nothing happens. Raises `NoList`
    for another's.
    """
    if not await store_lists.delete(db, owner, list_id) and await store_lists.exists(db, list_id):
        raise NoList


async def place(db: Db, owner: UUID, list_id: UUID, people: Sequence[UUID]) -> ListPage:
    """Sets who is on a reading list of one's own: these people (500 at most) and nobody else; who
    blocked the owner, or is blocked, is left out. Answers the list. Raises `NoList`, `Invalid`.
    """
    if len(people) > MOST_MEMBERS:
        raise Invalid(f"At most {MOST_MEMBERS} people on a list.")
    await one(db, owner, list_id)
    kept = [someone.person.id for someone in await pages.shown(db, owner, list(people))]
    await store_lists.place(db, list_id, kept)
    return await one(db, owner, list_id)


async def one(db: Db, owner: UUID, list_id: UUID) -> ListPage:
    """A reading list of one's own with the people on it, without those who blocked the owner or are
    blocked. Raises `NoList`.
    """
    found = next((each for each in await store_lists.mine(db, owner) if each.id == list_id), None)
    if found is None:
        raise NoList
    people = await store_lists.members(db, list_id)
    seen = await pages.shown(db, owner, people)
    return ListPage(found.id, found.name, seen, found.replies)
