"""Looking through imports and their items, and deciding otherwise."""

from typing import Literal
from uuid import UUID

from leapfrog.contact_formats import identifiers
from leapfrog.contacts import book
from leapfrog.contacts.imports import store
from leapfrog.contacts.imports.errors import ImportApplied, ImportUndone, NoImport
from leapfrog.contacts.imports.model import Import, ImportItem, ItemPage
from leapfrog.contacts.imports.reading import draft
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.kernel.ids import new_id

LAST = 2**31 - 1
Choice = Literal["add", "merge", "skip"]


async def mine(db: Db, owner: UUID) -> list[Import]:
    """All imports of a person, the newest first."""
    return await store.imports(db, owner)


async def one(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Raises `NoImport`, also for another owner's."""
    for found in await store.imports(db, owner, import_id):
        return found
    raise NoImport


async def items(db: Db, owner: UUID, import_id: UUID, after: int, limit: int) -> ItemPage:
    """The items after that number, in the order of the file. Raises `NoImport`."""
    await one(db, owner, import_id)
    found = await store.items(db, owner, import_id, min(max(after, 0), LAST), limit)
    return ItemPage(found, found[-1].n if len(found) == limit else None)


async def decide(db: Db, owner: UUID, import_id: UUID, n: int, choice: Choice) -> ImportItem:
    """The owner knows better. Raises `NoImport`, `ImportApplied`, `ImportUndone`, `NotFound`,
    `Invalid` for a merge of an item that matches nobody.
    """
    await check_preview(db, owner, import_id)
    if not 0 < n <= LAST:
        raise NotFound
    for item in await store.items(db, owner, import_id, n - 1, 1):
        if item.n != n:
            break
        if choice == "merge" and item.match is None:
            raise Invalid("There is nobody to merge this one with.")
        if choice == "add":
            await _add(db, import_id, n)
        else:
            await store.decide(db, import_id, n, choice)
        return (await store.items(db, owner, import_id, n - 1, 1))[0]
    raise NotFound


async def _add(db: Db, import_id: UUID, n: int) -> None:
    card = await store.card(db, import_id, n)
    made = draft(card, identifiers(card, await book.region(db)))
    await store.decide_to_add(db, import_id, n, new_id(), made)


async def discard(db: Db, owner: UUID, import_id: UUID) -> None:
    """Forgets a file that was only looked at, or undone. Raises `NoImport`, `ImportApplied`."""
    state = await store.lock(db, owner, import_id)
    if state is None:
        raise NoImport
    if state == "applied":
        raise ImportApplied
    await store.delete(db, import_id)


async def check_preview(db: Db, owner: UUID, import_id: UUID) -> None:
    """Raises `NoImport`, `ImportApplied`, `ImportUndone`."""
    state = await store.lock(db, owner, import_id)
    if state is None:
        raise NoImport
    if state == "applied":
        raise ImportApplied
    if state == "undone":
        raise ImportUndone
