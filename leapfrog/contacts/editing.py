"""Editing a contact by hand: what people type goes into its card, and the rest of it stays."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from leapfrog.contact_formats import Card, Field, card_from_fields
from leapfrog.contacts import circles, store, writing
from leapfrog.contacts.errors import NoContact
from leapfrog.contacts.events import ContactRenamed
from leapfrog.contacts.listing import own_name
from leapfrog.contacts.model import ContactEntry, ContactWrite, clean
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.storage import within

MOST_TAGS, LONGEST_TAG = 50, 60
MOST_CONTACTS = 50_000


class Edit(msgspec.Struct, frozen=True):
    """A contact as its owner typed it. `org` and what is UNSET stay as they are."""

    name: str
    fields: Sequence[Field]
    org: str | None = None
    note: str | UnsetType = UNSET
    tags: Sequence[str] | UnsetType = UNSET
    starred: bool | UnsetType = UNSET
    circles: Sequence[UUID] | UnsetType = UNSET


class Change(msgspec.Struct, frozen=True):
    """What the owner notes about a contact, beside its card."""

    remark: str | UnsetType = UNSET
    note: str | UnsetType = UNSET
    tags: Sequence[str] | UnsetType = UNSET
    starred: bool | UnsetType = UNSET
    circles: Sequence[UUID] | UnsetType = UNSET


async def put(db: Db, owner: UUID, contact_id: UUID, edit: Edit) -> None:
    """Makes a contact, or replaces its own fields. Raises `NoContact`, `NoCircle`, `Invalid`,
    `QuotaFull`.
    """
    before = (await store.locked(db, owner, [contact_id])).get(contact_id)
    await _check_room(db, owner, contact_id, before)
    wanted = ContactWrite(
        contact_id,
        _card(edit, before),
        note=_clean(edit.note),
        tags=_tags(edit.tags),
        starred=edit.starred,
    )
    async with within(db, owner):
        await _write(db, owner, wanted, before)
    await _place(db, owner, contact_id, edit.circles)


async def change(db: Db, owner: UUID, contact_id: UUID, edit: Change) -> None:
    """Changes those parts of a contact that are given. Raises
    `NoContact`, `NoCircle`, `Invalid`.
    """
    before = (await store.locked(db, owner, [contact_id])).get(contact_id)
    if before is None or before.deleted:
        raise NoContact
    wanted = ContactWrite(
        contact_id,
        remark=_clean(edit.remark),
        note=_clean(edit.note),
        tags=_tags(edit.tags),
        starred=edit.starred,
    )
    await _write(db, owner, wanted, before)
    await _place(db, owner, contact_id, edit.circles)


async def _write(db: Db, owner: UUID, wanted: ContactWrite, before: ContactEntry | None) -> None:
    for after in await writing.write(db, owner, [wanted]):
        if before and after.person_id and _shown_name(before) != _shown_name(after):
            await announce(db, ContactRenamed(owner, after.person_id))


def _shown_name(entry: ContactEntry) -> str:
    return entry.remark or entry.name


async def _check_room(db: Db, owner: UUID, contact_id: UUID, before: ContactEntry | None) -> None:
    if before is None and contact_id in await store.owners(db, [contact_id]):
        raise NoContact
    if (before is None or before.deleted) and await store.count(db, owner) >= MOST_CONTACTS:
        raise Invalid(f"A book has at most {MOST_CONTACTS:,} contacts.")


async def _place(db: Db, owner: UUID, contact_id: UUID, places: Sequence[UUID] | UnsetType) -> None:
    if not isinstance(places, UnsetType):
        await circles.place(db, owner, contact_id, places)


def _card(edit: Edit, before: ContactEntry | None) -> Card:
    """A living contact keeps the name that its person goes by, unless another is given."""
    base = before.card if before and not before.deleted else None
    name = clean(edit.name)
    fields = [Field(f.kind, clean(f.label), clean(f.value)) for f in edit.fields]
    org = None if edit.org is None else clean(edit.org)
    card = card_from_fields(name, org, fields, base)
    if before and before.person_id and name == before.name and not own_name(before.card):
        return Card(tuple(prop for prop in card.properties if prop.name not in ("FN", "N")))
    return card


def _clean(text: str | UnsetType) -> str | UnsetType:
    return text if isinstance(text, UnsetType) else clean(text)


def _tags(tags: Sequence[str] | UnsetType) -> tuple[str, ...] | UnsetType:
    if isinstance(tags, UnsetType):
        return UNSET
    shown = (" ".join(clean(tag).split()) for tag in tags)
    kept = tuple(dict.fromkeys(filter(None, shown)))
    if len(kept) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in kept):
        raise Invalid(f"At most {MOST_TAGS} tags of {LONGEST_TAG} characters.")
    return kept
