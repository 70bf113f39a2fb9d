"""Undoing an import: the book as it was before, except for what was edited since."""

from uuid import UUID

from leapfrog.contacts import book, living
from leapfrog.contacts import store as contacts_store
from leapfrog.contacts.imports import store
from leapfrog.contacts.imports.errors import ImportNotApplied, NoImport
from leapfrog.contacts.imports.model import Import, KeptAsIs
from leapfrog.contacts.imports.review import one
from leapfrog.contacts.model import ContactWrite, card_of
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db

AT_ONCE = 50


async def undo(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Takes away what was added and gives what was merged its content back. Twice is one operation.

    What was edited since stays as it is and is named in `stayed`. Raises `NoImport`,
    `ImportNotApplied`.
    """
    state = await store.lock(db, owner, import_id)
    if state is None:
        raise NoImport
    if state == "preview":
        raise ImportNotApplied
    if state == "applied":
        stayed = [*await _take_away(db, owner, import_id), *await _give_back(db, owner, import_id)]
        await store.undone(db, import_id, stayed)
        stream.tell(db, (owner,), living.CHANGED)
    return await one(db, owner, import_id)


async def _take_away(db: Db, owner: UUID, import_id: UUID) -> list[KeptAsIs]:
    added = await store.added(db, owner, import_id)
    await contacts_store.bury(db, owner, [one.id for one in added if one.untouched])
    return [KeptAsIs(one.id, one.name) for one in added if not one.untouched]


async def _give_back(db: Db, owner: UUID, import_id: UUID) -> list[KeptAsIs]:
    merged = await store.merged(db, owner, import_id)
    untouched = [one.id for one in merged if one.untouched]
    for start in range(0, len(untouched), AT_ONCE):
        found = await store.before(db, import_id, untouched[start : start + AT_ONCE])
        writes = [
            ContactWrite(contact_id, card_of(before["card"]), tags=tuple(before["tags"]))
            for contact_id, before in found
        ]
        await book.write(db, owner, writes)
    return [KeptAsIs(one.id, one.name) for one in merged if not one.untouched]
