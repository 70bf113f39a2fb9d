"""Contacts as people see them: rows of a list, search, one contact's page, what changed."""

import base64
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog.contacts import book, living, store_requests, store_rows
from leapfrog.contacts.errors import NoContact
from leapfrog.contacts.listing import patterns, shown_fields, subtitle, unknown_count
from leapfrog.contacts.model import BookChanges, Contact, ContactRow, clean
from leapfrog.contacts.store_rows import RowPlace, RowQuery, RowWithoutProfile
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid


class ContactPage(msgspec.Struct, frozen=True):
    """A page of a list; `next` is the `after` of the following one."""

    contacts: list[ContactRow]
    total: int
    next: str | None


class ListCursor(msgspec.Struct, frozen=True, array_like=True):
    """Where a page ended."""

    sort: str
    id: UUID


class ListFilter(msgspec.Struct, frozen=True):
    """Words to search for, and a circle or a tag to keep to."""

    query: str = ""
    circle: UUID | None = None
    tag: str | None = None


async def listed(
    db: Db, owner: UUID, wanted: ListFilter, after: str | None, limit: int
) -> ContactPage:
    """A page of the book in its order. Raises `Invalid` for an `after` that is none of ours."""
    place = _place(after) if after else None
    tag = clean(wanted.tag) if wanted.tag else None
    stored_wanted = RowQuery(wanted.circle, tag, *patterns(clean(wanted.query)))
    at = RowPlace(clean(place.sort), place.id) if place else None
    total, found = await store_rows.page(db, owner, stored_wanted, at, limit)
    more = _mark(found[-1]) if len(found) == limit else None
    return ContactPage(await _shown(db, found), total, more)


async def rows(db: Db, owner: UUID, ids: Iterable[UUID]) -> dict[UUID, ContactRow]:
    """The rows of these live contacts of the owner."""
    found = await store_rows.by_ids(db, owner, ids)
    return {row.id: row for row in await _shown(db, list(found.values()))}


async def contact(db: Db, owner: UUID, contact_id: UUID) -> Contact:
    """All about one contact, with what its person shares now. Raises `NoContact`."""
    row = (await rows(db, owner, [contact_id])).get(contact_id)
    if row is None:
        raise NoContact
    entry = await book.entry(db, owner, contact_id)
    shared = await living.shared(db, owner, [row.person.id]) if row.person else {}
    return Contact(
        **{name: getattr(row, name) for name in row.__struct_fields__},
        own_name=entry.name,
        remark=entry.remark,
        note=entry.note,
        fields=shown_fields(entry.card),
        shared=shared.get(row.person.id, []) if row.person else [],
        source=entry.source,
        created_at=entry.created_at,
        updated_at=entry.updated_at,
        unknown=unknown_count(entry.card),
    )


async def names(db: Db, owner: UUID, people: Iterable[UUID]) -> dict[UUID, str]:
    """The names by which a person calls those of these people who are contacts of theirs, by
    person. One statement for all.
    """
    return await store_rows.names(db, owner, people)


async def changes(db: Db, owner: UUID, since: int | None) -> BookChanges:
    """What changed in a person's book (contacts, circles, ...) since that xid; all of it without
    one.
    """
    found, removed = await store_rows.changed(db, owner, since or 0)
    pending = await store_requests.pending(db, owner)
    return BookChanges(await _shown(db, found), removed if since is not None else [], pending)


async def _shown(db: Db, found: Sequence[RowWithoutProfile]) -> list[ContactRow]:
    people = await named(db, [row.person_id for row in found if row.person_id])
    return [_row(row, people.get(row.person_id) if row.person_id else None) for row in found]


def _row(row: RowWithoutProfile, person: Person | None) -> ContactRow:
    return ContactRow(
        id=row.id,
        name=row.name,
        sort=row.sort,
        person=person,
        connected=row.connected,
        avatar=(person.avatar if person else None) or _photo(row),
        org=row.org,
        starred=row.starred,
        tags=row.tags,
        circles=row.circles,
        subtitle=subtitle(row.name, row.org, row.reach, person),
        search=row.search,
    )


def _photo(row: RowWithoutProfile) -> str | None:
    """Where the picture of the own card is served; another address after each change."""
    if not row.photo:
        return None
    return f"/api/v1/contacts/{row.id}/photo?v={int(row.updated_at.timestamp())}"


def _mark(row: RowWithoutProfile) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(ListCursor(row.sort, row.id))).decode()


def _place(after: str) -> ListCursor:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(after.encode()), type=ListCursor)
    except ValueError:
        raise Invalid("This is not the end of a page.") from None
