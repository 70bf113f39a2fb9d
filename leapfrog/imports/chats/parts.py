"""The parts of a file of chats: its conversations, and who speaks in them, as the owner chose."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import ContactEntry, entries
from leapfrog.imports import states
from leapfrog.imports import store as imports
from leapfrog.imports.chats import store
from leapfrog.imports.chats.model import ImportConversation, ImportPerson, SpeakerChoice
from leapfrog.imports.errors import NoImport
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid


async def conversations(
    db: Db, owner: UUID, import_id: UUID, after: int, limit: int
) -> list[ImportConversation]:
    """From that number on, in the order of the file. Raises `NoImport`."""
    if await imports.job(db, owner, import_id) is None:
        raise NoImport
    return await store.conversations(db, import_id, after, limit)


async def people(
    db: Db, owner: UUID, import_id: UUID, after: int, limit: int
) -> list[ImportPerson]:
    """Those who say most first, without as many as `after`. Raises `NoImport`."""
    if await imports.job(db, owner, import_id) is None:
        raise NoImport
    found = await store.people(db, import_id, after, limit)
    book = await contacts_of(db, owner, found)
    return [_with_name(one, book) for one in found]


async def choose_people(
    db: Db, owner: UUID, import_id: UUID, chosen: Sequence[SpeakerChoice]
) -> None:
    """Says who these people are; one of all is the owner. Raises `NoImport`, `ImportBusy`,
    `ImportApplied`, `ImportUndone`, `Invalid` for a contact that is none of theirs.
    """
    job = await imports.lock(db, owner, import_id)
    if job is None:
        raise NoImport
    states.after("change", job.state)
    wanted = {one.contact_id for one in chosen if one.decision == "contact" and one.contact_id}
    book = {one.id for one in await entries(db, owner, wanted)}
    for one in chosen:
        if one.decision == "contact" and one.contact_id not in book:
            raise Invalid("That is no contact of yours.")
    if chosen:
        await store.choose(
            db, import_id, [(one.key, one.decision, _contact(one)) for one in chosen]
        )


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
