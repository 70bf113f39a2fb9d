"""Looking through the items of a file of contacts, and deciding otherwise."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.contact_formats import identifiers
from leapfrog.contacts import (
    KnownContact,
    book_region,
    draft_card,
    draft_of,
    known_contacts,
    prepare_draft,
)
from leapfrog.imports import states
from leapfrog.imports import store as imports
from leapfrog.imports.contacts import store
from leapfrog.imports.contacts.model import ImportItem, ItemPage
from leapfrog.imports.errors import NoImport
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.kernel.ids import new_id

LAST = 2**31 - 1
Choice = Literal["add", "merge", "skip"]


async def items(db: Db, owner: UUID, import_id: UUID, after: int, limit: int) -> ItemPage:
    """The items after that number, in the order of the file. Raises `NoImport`."""
    if await imports.job(db, owner, import_id) is None:
        raise NoImport
    found = await _items(db, owner, import_id, min(max(after, 0), LAST), limit)
    return ItemPage(found, found[-1].n if len(found) == limit else None)


async def decide(db: Db, owner: UUID, import_id: UUID, n: int, choice: Choice) -> ImportItem:
    """The owner knows better. Raises `NoImport`, `ImportBusy`, `ImportApplied`,
    `ImportUndone`, `NotFound`,
    `Invalid` for a merge of an item that matches nobody.
    """
    job = await imports.lock(db, owner, import_id)
    if job is None:
        raise NoImport
    states.after("change", job.state)
    if not 0 < n <= LAST:
        raise NotFound
    for item in await _items(db, owner, import_id, n - 1, 1):
        if item.n != n:
            break
        if choice == "merge" and item.match is None:
            raise Invalid("There is nobody to merge this one with.")
        if choice == "add":
            await _add(db, import_id, n)
        else:
            await store.decide(db, import_id, n, choice)
        return (await _items(db, owner, import_id, n - 1, 1))[0]
    raise NotFound


async def _items(db: Db, owner: UUID, import_id: UUID, after: int, limit: int) -> list[ImportItem]:
    """With the names that contacts of the book have by now."""
    found = await store.items(db, import_id, after, limit)
    wanted = {one.match.contact_id for one in found if one.match and one.match.n is None}
    book = await known_contacts(db, owner, wanted) if wanted else {}
    return [_named(one, book) for one in found]


def _named(one: ImportItem, book: Mapping[UUID, KnownContact]) -> ImportItem:
    if one.match is None or one.match.n is not None or one.match.contact_id not in book:
        return one
    name = book[one.match.contact_id].name
    return msgspec.structs.replace(one, match=msgspec.structs.replace(one.match, name=name))


async def _add(db: Db, import_id: UUID, n: int) -> None:
    card = await draft_card(db, import_id, n)
    made = draft_of(card, identifiers(card, await book_region(db)))
    contact_id = await store.decide_to_add(db, import_id, n, new_id())
    await prepare_draft(db, import_id, n, contact_id, made)
