"""Who speaks in a file: found by name or number, and chosen by the owner."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.chat_archives import store_imports as store
from leapfrog.chat_archives.errors import NoHistory
from leapfrog.chat_archives.model import ImportPerson, SpeakerChoice
from leapfrog.chat_archives.preview import check_open
from leapfrog.contacts import ContactEntry, entries
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid


async def people(
    db: Db, owner: UUID, import_id: UUID, after: int, limit: int
) -> list[ImportPerson]:
    """Those who say most first. Raises `NoHistory`."""
    if not await store.imports(db, owner, import_id):
        raise NoHistory
    found = await store.people(db, import_id, after, limit)
    book = await contacts_of(db, owner, found)
    return [_with_name(one, book) for one in found]


async def choose(db: Db, owner: UUID, import_id: UUID, chosen: Sequence[SpeakerChoice]) -> None:
    """Says who these people are; one of all is the owner. Raises `NoHistory`, `HistoryBusy`,
    `HistoryApplied`, `HistoryUndone`, `Invalid` for a contact that is none of theirs.
    """
    found = await store.lock(db, owner, import_id)
    if found is None:
        raise NoHistory
    check_open(found[0])
    wanted = {one.contact_id for one in chosen if one.decision == "contact" and one.contact_id}
    book = {one.id for one in await entries(db, owner, wanted)}
    for one in chosen:
        if one.decision == "contact" and one.contact_id not in book:
            raise Invalid("That is no contact of yours.")
    if chosen:
        rows = [(one.key, one.decision, _contact(one)) for one in chosen]
        await store.choose(db, import_id, rows)


async def contacts_of(
    db: Db, owner: UUID, found: Sequence[ImportPerson]
) -> dict[UUID, ContactEntry]:
    """The contacts that these people are, as far as they are still in the book."""
    wanted = {one.contact_id for one in found if one.contact_id}
    return {one.id: one for one in await entries(db, owner, wanted)} if wanted else {}


def _contact(one: SpeakerChoice) -> UUID | None:
    return one.contact_id if one.decision == "contact" else None


def _with_name(one: ImportPerson, book: dict[UUID, ContactEntry]) -> ImportPerson:
    entry = book.get(one.contact_id) if one.contact_id else None
    return msgspec.structs.replace(one, contact_name=entry.remark or entry.name) if entry else one
