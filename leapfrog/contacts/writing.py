"""Writing into a book: contacts by the hundred, with what lists, searches and matches need."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec import UNSET

from leapfrog.contact_formats import Card, Identifiers, identifiers
from leapfrog.contacts import living, store, store_sharing
from leapfrog.contacts.errors import NoContact
from leapfrog.contacts.listing import Listing, NamedContact, listing, named_card
from leapfrog.contacts.matching import recognised
from leapfrog.contacts.model import ContactEntry, ContactWrite
from leapfrog.contacts.uids import uids_for
from leapfrog.identity import Person, named
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import DEFAULT_REGION


async def set_region(db: Db, region: str) -> None:
    """Notes at each start where phone numbers without country code are dialled (ISO 3166)."""
    await store.set_region(db, region)


async def region(db: Db) -> str:
    """Where phone numbers without country code are dialled (ISO 3166), for `identifiers`."""
    return await store.region(db) or DEFAULT_REGION


async def write(db: Db, owner: UUID, writes: Sequence[ContactWrite]) -> list[ContactEntry]:
    """Makes contacts, or gives them new content; one answer for each id, in order of first sight.

    Set-based: a handful of statements for hundreds. What a write leaves UNSET stays. One id twice
    is one operation, the last content holds. A tombstone comes alive. Raises `NoContact` for an id
    of another owner, `UidTaken`.
    """
    wanted = {one.id: one for one in writes}
    if not wanted:
        return []
    people = await _people(db, owner, wanted)
    if not people:
        return await _write(db, owner, wanted)
    async with living.changing(db, owner, people):
        return await _write(db, owner, wanted)


async def _people(db: Db, owner: UUID, wanted: dict[UUID, ContactWrite]) -> list[UUID]:
    """To whom the owner may show something else after these writes than before."""
    moving = [
        one for one in wanted.values() if one.person_id is not UNSET or one.connected is not UNSET
    ]
    if not moving:
        return []
    before = await store.entries(db, owner, [one.id for one in moving])
    people = {one.person_id for one in before} | {one.person_id for one in moving}
    return [person for person in people if isinstance(person, UUID)]


async def _write(db: Db, owner: UUID, wanted: dict[UUID, ContactWrite]) -> list[ContactEntry]:
    before = await store.locked(db, owner, wanted)
    uids = await uids_for(db, owner, wanted, before)
    made = [_applied(db, owner, one, before.get(one.id), uids[one.id]) for one in wanted.values()]
    stream.tell(db, (owner,), living.CHANGED)
    return await _put(db, owner, made)


async def _put(db: Db, owner: UUID, made: Sequence[ContactEntry]) -> list[ContactEntry]:
    people = await named(db, [one.person_id for one in made if one.person_id])
    known = await _identifiers(db, made)
    listed = [(one, _listing(one, people, known[one.id])) for one in made]
    xids = await store.put(db, owner, listed)
    if len(xids) < len(made):
        raise NoContact
    pairs = [(one.id, *pair) for one in made for pair in recognised(known[one.id])]
    await store.identify(db, owner, [one.id for one in made], pairs)
    return [_stored(*pair, xids[pair[0].id]) for pair in listed]


def _stored(one: ContactEntry, seen: Listing, xid: int) -> ContactEntry:
    return msgspec.structs.replace(one, name=seen.name, sort=seen.sort, org=seen.org, last_xid=xid)


async def _identifiers(db: Db, made: Sequence[ContactEntry]) -> dict[UUID, Identifiers]:
    where = await region(db)
    return {one.id: identifiers(one.card, where) for one in made}


async def person_changed(db: Db, person_id: UUID) -> None:
    """Writes anew how a person, who has another name or picture now, is listed in all books they
    are in, and tells the owners' devices.
    """
    found = await store.of_person(db, person_id)
    if found:
        people = await named(db, [person_id])
        known = await _identifiers(db, found)
        await store.relist(db, {one.id: _listing(one, people, known[one.id]) for one in found})
        stream.tell(db, {one.owner_id for one in found}, living.CHANGED)


async def person_erased(db: Db, person_id: UUID) -> None:
    """Somebody left for good: those who had them as a contact keep the name that they knew."""
    for one in await store.of_person(db, person_id):
        parted = ContactWrite(
            one.id, named_card(one.name, one.card), person_id=None, connected=False
        )
        await write(db, one.owner_id, [parted])
        await store_sharing.keep_shown(db, one.owner_id, {one.id: []})


def _listing(one: ContactEntry, people: dict[UUID, Person], known: Identifiers) -> Listing:
    person = people.get(one.person_id) if one.person_id else None
    return listing(NamedContact(one.card, one.remark, one.tags, person, known.phones))


def _applied(
    db: Db, owner: UUID, one: ContactWrite, before: ContactEntry | None, uid: str
) -> ContactEntry:
    old = before if before and not before.deleted else _blank(db, owner, one.id)
    given = {
        name: value for name, value in msgspec.structs.asdict(one).items() if value is not UNSET
    }
    return msgspec.structs.replace(old, **{"updated_at": db.now} | given | {"uid": uid})


def _blank(db: Db, owner: UUID, contact_id: UUID) -> ContactEntry:
    return ContactEntry(
        id=contact_id,
        owner_id=owner,
        person_id=None,
        connected=False,
        card=Card(()),
        uid="",
        name="",
        sort="",
        org="",
        remark="",
        note="",
        tags=(),
        starred=False,
        source="me",
        created_at=db.now,
        updated_at=db.now,
        deleted=False,
        last_xid=0,
    )
