"""Contacts' record sets: the book, circles, the own card, requests, blocks, invitations."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.contacts import (
    archive_book,
    blocks,
    circles,
    living,
    store_archive,
    store_circles,
    store_requests,
    store_sharing,
)
from leapfrog.contacts.archive_people import ArchivedPeople, ArchivedPerson, faces, ids_here
from leapfrog.contacts.model import (
    INVITATION_LIFE,
    Audience,
    CardField,
    Circle,
    CircleKind,
    Invitation,
    RequestState,
    StoredRequest,
)
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db

Eraser = Callable[[Db, UUID], Awaitable[int]]


class CircleRecord(msgspec.Struct, frozen=True):
    """A circle; who is in it stands with the contacts."""

    id: UUID
    name: str
    kind: CircleKind


class RequestRecord(msgspec.Struct, frozen=True):
    """A request that the person sent or got; the other by address."""

    id: UUID
    sent: bool
    person: ArchivedPerson
    greeting: str
    state: RequestState
    created_at: datetime


class BlockRecord(msgspec.Struct, frozen=True):
    """Somebody who is blocked."""

    person: ArchivedPerson
    created_at: datetime


class InvitationRecord(msgspec.Struct, frozen=True):
    """A link that was sent out."""

    id: UUID
    contact_id: UUID | None
    token: str
    created_at: datetime
    expires_at: datetime


async def export_circles(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for circle in await store_circles.circles(db, person_id):
        yield msgspec.to_builtins(CircleRecord(circle.id, circle.name, circle.kind))


async def restore_circles(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """A first circle in which nobody is gives way to the one that was kept."""
    kept = msgspec.convert(records, list[CircleRecord])
    known = {circle.id for circle in await circles.mine(db, person_id)}
    here = await ids_here(db, person_id, "contacts_circle", [one.id for one in kept])
    new = [one for one in kept if here[one.id] not in known]
    for one in new:
        kind: CircleKind = one.kind
        if kind != "own" and not await store_archive.make_room(db, person_id, kind, one.id):
            kind = "own"
        await store_circles.put(db, person_id, Circle(here[one.id], one.name, kind, 0))
    return restored(len(new), records)


async def export_own_card(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for field in await living.card(db, person_id):
        yield msgspec.to_builtins(field)


async def restore_own_card(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    kept = msgspec.convert(records, list[CardField])
    known = {field.id for field in await living.card(db, person_id)}
    here = await ids_here(db, person_id, "contacts_card_field", [one.id for one in kept])
    shown_to = [circle for one in kept for circle in one.audience.circles]
    places = await ids_here(db, person_id, "contacts_circle", shown_to)
    new = [one for one in kept if here[one.id] not in known]
    async with living.changing(db, person_id):
        for one in new:
            chosen = [places[circle] for circle in one.audience.circles]
            audience = Audience(one.audience.everyone, chosen)
            field = msgspec.structs.replace(one, id=here[one.id], audience=audience)
            await store_sharing.put_field(db, person_id, field)
    return restored(len(new), records)


async def export_requests(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store_archive.requests(db, person_id)
    people = await faces(db, {one for asked in found for one in (asked.from_id, asked.to_id)})
    for asked in found:
        sent = asked.from_id == person_id
        other = people[asked.to_id if sent else asked.from_id]
        yield msgspec.to_builtins(
            RequestRecord(asked.id, sent, other, asked.greeting, asked.state, asked.created_at)
        )


async def restore_requests(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Those with people of other towns: who is here is asked, and asks, for themselves."""
    everybody, new, left = ArchivedPeople(person_id), 0, 0
    for kept in msgspec.convert(records, list[RequestRecord]):
        them = await everybody.person(db, kept.person)
        if them is None or them.kind != "remote":
            left += 1
            continue
        asked = StoredRequest(
            id=kept.id,
            from_id=person_id if kept.sent else them.id,
            to_id=them.id if kept.sent else person_id,
            greeting=kept.greeting,
            state=kept.state,
            created_at=kept.created_at,
        )
        new += await store_archive.add_request(db, asked)
    return restored(new, records, left, "of_this_town")


async def export_blocks(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    found = await store_archive.blocks(db, person_id)
    people = await faces(db, list(found))
    for blocked, since in found.items():
        yield msgspec.to_builtins(BlockRecord(people[blocked], since))


async def restore_blocks(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    everybody, new, left = ArchivedPeople(person_id), 0, 0
    for kept in msgspec.convert(records, list[BlockRecord]):
        them = await everybody.person(db, kept.person)
        if them is None:
            left += 1
        else:
            new += await blocks.block(db, person_id, them.id, kept.created_at)
    return restored(new, records, left, "not_possible")


async def export_invitations(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for made in await store_archive.invitations(db, person_id):
        yield msgspec.to_builtins(
            InvitationRecord(made.id, made.contact_id, made.token, made.created_at, made.expires_at)
        )


async def restore_invitations(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """The links end in the same way here, where the town they name is no more."""
    kept = msgspec.convert(records, list[InvitationRecord])
    named = [one.contact_id for one in kept if one.contact_id]
    here = await ids_here(db, person_id, "contacts_contact", named)
    mine = await store_archive.owners(db, "contacts_contact", here.values())
    new = 0
    for one in kept:
        contact_id = here[one.contact_id] if one.contact_id else None
        if contact_id is None or mine.get(contact_id) == person_id:
            until = min(one.expires_at, db.now + INVITATION_LIFE)
            made = Invitation(one.id, person_id, contact_id, one.token, one.created_at, until)
            new += await store_requests.invite(db, made)
    return restored(new, records)


def _erased(name: str) -> Eraser:
    async def erase(db: Db, person_id: UUID) -> int:
        return await store_archive.erase(db, name, person_id)

    return erase


RECORD_SETS = (
    RecordSet("circles", export_circles, restore_circles, _erased("circles")),
    RecordSet(
        "contacts", archive_book.export_book, archive_book.restore_book, archive_book.erase_book
    ),
    RecordSet("own_card", export_own_card, restore_own_card, _erased("own_card")),
    RecordSet("contact_requests", export_requests, restore_requests, _erased("contact_requests")),
    RecordSet("blocks", export_blocks, restore_blocks, _erased("blocks")),
    RecordSet("invitations", export_invitations, restore_invitations, _erased("invitations")),
)
