"""PROPFIND and PROPPATCH (RFC 4918 sections 9.1 and 9.2)."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from uuid import UUID
from xml.etree.ElementTree import Element

from leapfrog.carddav import objects, versions, xml
from leapfrog.carddav.exchange import (
    DavRequest,
    DavResponse,
    PreconditionFailed,
    multistatus,
    read_xml,
)
from leapfrog.carddav.paths import INSIDE, ResourceKind
from leapfrog.carddav.properties import BookState, RequestedProperties, Subject, response
from leapfrog.carddav.tokens import SyncToken as Token
from leapfrog.contacts import book_tag, contact_ids
from leapfrog.kernel import cursor
from leapfrog.kernel.errors import Malformed, NotFound


async def propfind(visit: DavRequest) -> DavResponse:
    """The properties of a resource and, with `Depth: 1`, of what is in it."""
    depth = visit.headers.get("depth", "infinity").strip().lower()
    if depth == "infinity":
        raise PreconditionFailed(HTTPStatus.FORBIDDEN, f"{xml.DAV}propfind-finite-depth")
    if depth not in ("0", "1"):
        raise Malformed("Depth is 0 or 1.")
    wanted = wanted_by(visit, await read_xml(visit))
    subjects = [await _subject(visit, visit.place.kind)]
    inside = INSIDE.get(visit.place.kind, ()) if depth == "1" else ()
    subjects += [await _subject(visit, kind) for kind in inside]
    with_cards = depth == "1" and visit.place.kind is ResourceKind.BOOK
    return multistatus(_responses(visit, subjects, wanted, with_cards))


def wanted_by(visit: DavRequest, root: Element | None) -> RequestedProperties:
    """What a PROPFIND asks for; no body asks for `allprop`. Raises `Malformed`,
    `PreconditionFailed`.
    """
    if root is None:
        return RequestedProperties(all=True, brief=is_brief(visit))
    if root.tag != f"{xml.DAV}propfind":
        raise Malformed("The body of a PROPFIND is a propfind.")
    return wanted_in(visit, root)


def wanted_in(visit: DavRequest, root: Element) -> RequestedProperties:
    """What the `prop`, `allprop` or `propname` in a request asks for."""
    asked = [*root.findall(f"{xml.DAV}prop/*"), *root.findall(f"{xml.DAV}include/*")]
    for one in asked:
        if one.tag == versions.ADDRESS_DATA:
            versions.check(one)
    everything = root.find(f"{xml.DAV}allprop") is not None
    names = root.find(f"{xml.DAV}propname") is not None
    if not everything and not names and root.find(f"{xml.DAV}prop") is None:
        raise Malformed("Ask for prop, allprop or propname.")
    return RequestedProperties(asked, everything, names, is_brief(visit))


def is_brief(visit: DavRequest) -> bool:
    """Whether missing properties need not be told (RFC 8144 section 2, and as Apple asks)."""
    prefer = visit.headers.get("prefer", "").replace(" ", "").lower()
    return "return=minimal" in prefer or visit.headers.get("brief", "").lower() == "t"


async def proppatch(visit: DavRequest) -> DavResponse:
    """All properties are the town's to set; each one is refused by name."""
    root = await read_xml(visit)
    if root is None or root.tag != f"{xml.DAV}propertyupdate":
        raise Malformed("The body of a PROPPATCH is a propertyupdate.")
    if visit.place.kind is ResourceKind.CARD:
        await _subject(visit, ResourceKind.CARD)
    names = {one.tag: xml.element(one.tag) for one in root.findall(f"*/{xml.DAV}prop/*")}
    reason = xml.error(f"{xml.DAV}cannot-modify-protected-property")
    refused = xml.propstat(list(names.values()), HTTPStatus.FORBIDDEN, reason)
    return multistatus(_only(xml.response(visit.here, refused)))


async def state_of(visit: DavRequest) -> BookState:
    """Where the visitor's book stands."""
    async with visit.town.database.reading() as db:
        tag = await book_tag(db, visit.visitor.id)
        return BookState(tag, str(Token(await cursor.here(db))))


async def _subject(visit: DavRequest, kind: ResourceKind) -> Subject:
    if kind is ResourceKind.BOOK:
        return Subject(visit, kind, state=await state_of(visit))
    if kind is not ResourceKind.CARD:
        return Subject(visit, kind)
    async with visit.town.database.reading() as db:
        found = await objects.by_name(db, visit.visitor.id, visit.place.name)
    if found is None:
        raise NotFound
    return Subject(visit, kind, object=found)


async def _responses(
    visit: DavRequest, subjects: list[Subject], wanted: RequestedProperties, with_cards: bool
) -> AsyncIterator[Element]:
    for subject in subjects:
        yield response(subject, wanted)
    if with_cards:
        async with visit.town.database.reading() as db:
            ids = await contact_ids(db, visit.visitor.id)
        async for one in cards(visit, ids, wanted):
            yield one


async def cards(
    visit: DavRequest, ids: list[UUID], wanted: RequestedProperties
) -> AsyncIterator[Element]:
    """The answers for these cards."""
    database, owner = visit.town.database, visit.visitor.id
    async for found in objects.pages(database, owner, ids, with_cards=wanted.with_cards):
        yield response(Subject(visit, ResourceKind.CARD, object=found), wanted)


async def _only(one: Element) -> AsyncIterator[Element]:
    yield one
