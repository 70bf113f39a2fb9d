"""GET, PUT and DELETE of one card (RFC 6352 section 6.3)."""

from http import HTTPStatus
from uuid import UUID

from msgspec import UNSET

from leapfrog.carddav import objects, store, versions, xml
from leapfrog.carddav.conditions import check, is_in
from leapfrog.carddav.exchange import (
    DavRequest,
    DavResponse,
    PreconditionFailed,
    media_type,
)
from leapfrog.carddav.objects import AddressObject
from leapfrog.carddav.paths import ResourceKind
from leapfrog.carddav.properties import LARGEST_CARD
from leapfrog.contact_formats import Card, CardSkip, FormatProblem, read_cards
from leapfrog.contacts import (
    MOST_CONTACTS,
    ContactWrite,
    ReceivedCard,
    card_uid,
    contact_count,
    entry_by_uid,
    hold_book,
    lock_contacts,
    received_card,
    remove_contacts,
    write_contacts,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, TooLarge
from leapfrog.kernel.http import receive_body
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.storage import QuotaFull, within

CARD_TYPES = ("", "text/vcard", "text/x-vcard", "text/directory")


async def get(visit: DavRequest) -> DavResponse:
    """A card, as vCard 3.0 or, when the Accept header says so, 4.0. Raises `NotFound`."""
    async with visit.town.database.reading() as db:
        found = await objects.by_name(db, visit.visitor.id, visit.place.name)
    if found is None:
        raise NotFound
    headers = {"etag": found.etag, "cache-control": "private, no-cache", "vary": "accept"}
    if is_in(visit.headers.get("if-none-match", ""), found.etag):
        return DavResponse(HTTPStatus.NOT_MODIFIED, headers)
    version = versions.accepted(visit.headers.get("accept", ""))
    headers |= {"content-type": versions.CONTENT_TYPES[version]}
    return DavResponse(HTTPStatus.OK, headers, versions.written(found.card, version))


async def put(visit: DavRequest) -> DavResponse:
    """Makes a card or replaces the owner's part of it.

    An ETag is answered only when the card is kept line for line as it came (RFC 6352 section
    6.3.2.3), else the program reads it again. Raises `EtagMismatch`, `PreconditionFailed`.
    """
    if media_type(visit) not in CARD_TYPES:
        condition = f"{xml.CARD}supported-address-data"
        raise PreconditionFailed(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, condition)
    body = await _read_card(visit)
    card = _only_card(body)
    async with visit.town.database.transaction() as db:
        before = await _held(visit, db)
        check(visit.headers, before.etag if before else None)
        await _check_uid(visit, db, card, before)
        now = await _written(visit, db, card, before)
    as_sent = _lines(body) in [_lines(versions.written(now.card, one)) for one in versions.WRITERS]
    status = HTTPStatus.NO_CONTENT if before else HTTPStatus.CREATED
    return DavResponse(status, {"etag": now.etag} if as_sent else {})


async def delete(visit: DavRequest) -> DavResponse:
    """Removes a contact, as the owner would in the app. Raises `NotFound`, `EtagMismatch`."""
    async with visit.town.database.transaction() as db:
        before = await _held(visit, db)
        if before is None:
            raise NotFound
        check(visit.headers, before.etag)
        await remove_contacts(db, visit.visitor.id, [before.id])
    return DavResponse(HTTPStatus.NO_CONTENT)


async def _read_card(visit: DavRequest) -> bytes:
    try:
        return await receive_body(visit.receive, LARGEST_CARD)
    except TooLarge:
        condition = f"{xml.CARD}max-resource-size"
        raise PreconditionFailed(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, condition) from None


def _lines(body: bytes) -> list[bytes]:
    """The lines of a card without folds and line ends, which the XML of a report changes anyway."""
    unfolded = body.replace(b"\r\n", b"\n").replace(b"\n ", b"").replace(b"\n\t", b"")
    return unfolded.rstrip(b"\n").split(b"\n")


def _only_card(body: bytes) -> Card:
    """The one card of a body, of which nothing had to be left out. Raises `PreconditionFailed`."""
    try:
        found = list(read_cards([body]))
    except FormatProblem:
        found = []
    cards = [one for one in found if isinstance(one, Card)]
    lost = [one for one in found if isinstance(one, CardSkip) and not one.kept]
    is_vcard = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:11].upper() == b"BEGIN:VCARD"
    if len(cards) != 1 or lost or not is_vcard:
        raise PreconditionFailed(HTTPStatus.BAD_REQUEST, f"{xml.CARD}valid-address-data")
    return cards[0]


async def _held(visit: DavRequest, db: Db) -> AddressObject | None:
    """The card at this address, which nobody else changes until the end of the transaction."""
    owner, name = visit.visitor.id, visit.place.name
    await hold_book(db, owner)
    ids = await store.ids_by_names(db, owner, [name])
    await lock_contacts(db, owner, ids)
    return await objects.by_name(db, owner, name)


async def _check_uid(visit: DavRequest, db: Db, card: Card, before: AddressObject | None) -> None:
    """A card keeps its UID, and no two cards of a book have the same (section 6.3.2.1)."""
    uid = card_uid(card)
    if not uid or (before and before.own.uid == uid):
        return
    other = before
    if other is None:
        entry = await entry_by_uid(db, visit.visitor.id, uid)
        if entry is None:
            return
        other = await _loaded(visit, db, entry.id)
    href = xml.href(visit.path(ResourceKind.CARD, other.name))
    raise PreconditionFailed(HTTPStatus.CONFLICT, f"{xml.CARD}no-uid-conflict", href)


async def _written(
    visit: DavRequest, db: Db, card: Card, before: AddressObject | None
) -> AddressObject:
    change = received_card(card, before.own if before else None, before.shared if before else ())
    if before and change == ReceivedCard(before.own.card):
        return before
    if before is None and await contact_count(db, visit.visitor.id) >= MOST_CONTACTS:
        raise PreconditionFailed(HTTPStatus.INSUFFICIENT_STORAGE, f"{xml.DAV}quota-not-exceeded")
    contact_id = before.id if before else new_id()
    write = ContactWrite(
        contact_id,
        change.card,
        remark=change.remark,
        tags=change.tags,
        source=UNSET if before else "carddav",
    )
    try:
        async with within(db, visit.visitor.id):
            await write_contacts(db, visit.visitor.id, [write])
    except QuotaFull:
        # RFC 4331, section 6.
        raise PreconditionFailed(
            HTTPStatus.INSUFFICIENT_STORAGE, f"{xml.DAV}quota-not-exceeded"
        ) from None
    if before is None:
        await store.call(db, visit.visitor.id, contact_id, visit.place.name)
    return await _loaded(visit, db, contact_id)


async def _loaded(visit: DavRequest, db: Db, contact_id: UUID) -> AddressObject:
    return (await objects.load(db, visit.visitor.id, [contact_id], with_cards=True))[contact_id]
