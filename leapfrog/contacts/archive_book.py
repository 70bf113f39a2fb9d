"""The record set of the book itself, and the book as cards for other programs."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

import msgspec
from msgspec import UNSET

from leapfrog.contact_formats import Card, Property, escape
from leapfrog.contacts import (
    book,
    circles,
    living,
    store,
    store_archive,
    store_sharing,
    writing,
)
from leapfrog.contacts.archive_people import ArchivedPeople, ArchivedPerson, faces, ids_here
from leapfrog.contacts.listing import named_card
from leapfrog.contacts.model import ContactDetail, ContactEntry, ContactWrite, card_rows
from leapfrog.contacts.phone_cards import OwnPart, served_card
from leapfrog.identity import Person
from leapfrog.kernel.archive import Record, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.storage import within

PAGE = 500


class ContactRecord(msgspec.Struct, frozen=True):
    """A contact as it is taken out; `card` as in the database, `person` by address, `shared`: what
    that person shows to the owner.
    """

    id: UUID
    person: ArchivedPerson | None
    connected: bool
    card: tuple[Property, ...]
    uid: str
    name: str
    remark: str
    note: str
    tags: tuple[str, ...]
    starred: bool
    circles: list[UUID]
    source: str
    created_at: datetime
    updated_at: datetime
    shared: list[ContactDetail] = []


async def export_book(db: Db, owner: UUID) -> AsyncIterator[Record]:
    async for page in _pages(db, owner):
        people = await faces(db, [one.person_id for one in page if one.person_id])
        places = await circles.of(db, owner, [one.id for one in page])
        shared = await living.shared(db, owner, list(people))
        for one in page:
            kept = _kept(one, people.get(one.person_id) if one.person_id else None)
            seen = shared.get(one.person_id, []) if one.person_id else []
            found = msgspec.structs.replace(kept, circles=places.get(one.id, []), shared=seen)
            yield msgspec.to_builtins(found)


def _kept(one: ContactEntry, person: ArchivedPerson | None) -> ContactRecord:
    return ContactRecord(
        id=one.id,
        person=person,
        connected=one.connected,
        card=card_rows(one.card),
        uid=one.uid,
        name=one.name,
        remark=one.remark,
        note=one.note,
        tags=one.tags,
        starred=one.starred,
        circles=[],
        source=one.source,
        created_at=one.created_at,
        updated_at=one.updated_at,
    )


async def _pages(db: Db, owner: UUID) -> AsyncIterator[list[ContactEntry]]:
    after = None
    while page := await book.all_entries(db, owner, after, PAGE):
        yield page
        after = page[-1].id


async def export_cards(db: Db, owner: UUID) -> AsyncIterator[Card]:
    """Every contact as one whole card: what is written in the book, with tags and private note,
    and what its person shows at this moment.
    """
    async for page in _pages(db, owner):
        shared = await living.shared(db, owner, [one.person_id for one in page if one.person_id])
        for one in page:
            seen = shared.get(one.person_id, []) if one.person_id else []
            card = served_card(OwnPart(one.card, one.uid, one.name, one.remark, one.tags), seen)
            note = [Property("NOTE", escape(one.note))] if one.note else []
            yield Card((*card.properties, *note))


async def restore_book(db: Db, owner: UUID, records: list[Record]) -> Restored:
    """What is not in the book yet, tombstones among it, comes with its id, circles and times. With
    nobody is one connected by that: it takes two, and a file is the word of one.
    """
    kept = msgspec.convert(records, list[ContactRecord])
    here = await ids_here(db, owner, "contacts_contact", [one.id for one in kept])
    known = {one.id for one in await book.entries(db, owner, here.values())}
    arriving = iter(
        msgspec.structs.replace(one, id=here[one.id]) for one in kept if here[one.id] not in known
    )
    everybody, new = ArchivedPeople(owner), 0
    async with living.changing(db, owner), within(db, owner):
        while page := list(islice(arriving, PAGE)):
            await _restore(db, owner, everybody, page)
            new += len(page)
    return restored(new, records)


async def _restore(
    db: Db, owner: UUID, everybody: ArchivedPeople, page: Sequence[ContactRecord]
) -> None:
    people = await _people(db, owner, everybody, page)
    uids = set(await store.by_uids(db, owner, [one.uid for one in page]))
    writes = []
    for one in page:
        person_id = people[one.id].id if one.id in people else None
        writes.append(_write(one, person_id, is_free=one.uid not in uids))
        uids.add(one.uid)
    await writing.write(db, owner, writes)
    away = {one.id for one in page if one.id in people and people[one.id].kind == "remote"}
    shown = {one.id: one.shared for one in page if one.id in away and one.shared}
    await store_sharing.keep_shown(db, owner, shown)
    await _enter_circles(db, owner, page)


async def _people(
    db: Db, owner: UUID, everybody: ArchivedPeople, page: Sequence[ContactRecord]
) -> dict[UUID, Person]:
    """By contact, who these are; nobody who is in the book already."""
    present = await store_archive.people(db, owner)
    found = {}
    for one in page:
        person = await everybody.person(db, one.person) if one.person else None
        if person and person.id not in present:
            present.add(person.id)
            found[one.id] = person
    return found


def _write(one: ContactRecord, person_id: UUID | None, *, is_free: bool) -> ContactWrite:
    card = Card(one.card)
    return ContactWrite(
        id=one.id,
        card=card if person_id else named_card(one.name, card),
        uid=one.uid if is_free else UNSET,
        remark=one.remark,
        note=one.note,
        tags=one.tags,
        starred=one.starred,
        source=one.source,
        person_id=person_id,
        created_at=one.created_at,
        updated_at=one.updated_at,
    )


async def _enter_circles(db: Db, owner: UUID, page: Sequence[ContactRecord]) -> None:
    wanted = {circle for one in page for circle in one.circles}
    places = await ids_here(db, owner, "contacts_circle", wanted)
    members = [(one.id, places[circle]) for one in page for circle in one.circles]
    if members:
        await store_archive.enter(db, owner, members)


async def erase_book(db: Db, person_id: UUID) -> int:
    """The person's book; who knows the person keeps what they wrote, and the name."""
    await writing.person_erased(db, person_id)
    return await store.erase(db, person_id)
