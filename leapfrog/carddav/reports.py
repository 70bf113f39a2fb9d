"""REPORT: multiget and query (RFC 6352 section 8), and sync-collection (RFC 6578)."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus
from uuid import UUID
from xml.etree.ElementTree import Element

import msgspec

from leapfrog.carddav import filters, objects, store, tokens, xml
from leapfrog.carddav.exchange import (
    DavRequest,
    DavResponse,
    PreconditionFailed,
    multistatus,
    read_xml,
)
from leapfrog.carddav.paths import ResourceKind, place_of_href
from leapfrog.carddav.properties import REPORTS, RequestedProperties, Subject, response
from leapfrog.carddav.propfind import cards, wanted_in
from leapfrog.carddav.xml import CARD, DAV
from leapfrog.contacts import ChangePlace, changed_contacts, contact_ids
from leapfrog.kernel import cursor
from leapfrog.kernel.errors import Malformed, NotFound

NRESULTS = re.compile(r"0*[1-9][0-9]{0,8}", re.ASCII)


class SyncPage(msgspec.Struct, frozen=True):
    """What a sync-collection tells: names of deleted cards, ids of those that were written, and
    the token from which to read on; `truncated`: there is more by now.
    """

    gone: list[str]
    live: list[UUID]
    token: tokens.SyncToken
    truncated: bool


async def report(visit: DavRequest) -> DavResponse:
    """Answers one of the three reports of a book; others are refused."""
    root = await read_xml(visit)
    if root is None:
        raise Malformed("A REPORT has a body.")
    answer = ANSWERS.get(root.tag)
    if answer is None:
        raise PreconditionFailed(HTTPStatus.FORBIDDEN, f"{DAV}supported-report")
    return await answer(visit, root)


async def multiget(visit: DavRequest, root: Element) -> DavResponse:
    """The cards that are named."""
    wanted = wanted_in(visit, root)
    hrefs = list(dict.fromkeys(one.text or "" for one in root.findall(f"{DAV}href")))
    return multistatus(_named(visit, hrefs, wanted))


async def query(visit: DavRequest, root: Element) -> DavResponse:
    """The cards that pass a filter, no more than the limit."""
    wanted = wanted_in(visit, root)
    passes = filters.test_of(root.find(f"{CARD}filter"))
    return multistatus(_found(visit, wanted, passes, _limit(root, CARD)))


async def sync_collection(visit: DavRequest, root: Element) -> DavResponse:
    """What changed since a token, and the next token. Raises `PreconditionFailed` for a token
    not of ours.
    """
    wanted, limit = wanted_in(visit, root), _limit(root, DAV)
    async with visit.town.database.reading() as db:
        now = await cursor.here(db)
        place = tokens.parse(root.findtext(f"{DAV}sync-token", ""), now)
        more = None if limit is None else limit + 1
        changed = await changed_contacts(db, visit.visitor.id, tokens.after(place), more)
        told = changed[:limit]
        gone = await store.names(db, [one.id for one in told if one.deleted])
    began = place.cursor if place and place.seen else now
    more_to_come = len(told) < len(changed)
    last = ChangePlace(told[-1].xid, told[-1].id) if more_to_come else None
    token = tokens.SyncToken(began, last)
    live = [one.id for one in told if not one.deleted]
    return multistatus(
        _changes(visit, wanted, SyncPage(list(gone.values()), live, token, truncated=more_to_come))
    )


async def _named(
    visit: DavRequest, hrefs: list[str], wanted: RequestedProperties
) -> AsyncIterator[Element]:
    names = {href: name for href in hrefs if (name := _card_name(visit, href)) is not None}
    async with visit.town.database.reading() as db:
        ids = await store.ids_by_names(db, visit.visitor.id, list(set(names.values())))
    told = set()
    database, owner, cards_too = visit.town.database, visit.visitor.id, wanted.with_cards
    async for found in objects.pages(database, owner, ids, with_cards=cards_too):
        if found.name not in told:
            told.add(found.name)
            yield response(Subject(visit, ResourceKind.CARD, object=found), wanted)
    for href in hrefs:
        if names.get(href) not in told:
            yield xml.gone(href)


async def _found(
    visit: DavRequest, wanted: RequestedProperties, passes: filters.Test, limit: int | None
) -> AsyncIterator[Element]:
    async with visit.town.database.reading() as db:
        ids = await contact_ids(db, visit.visitor.id)
    count = 0
    database, owner = visit.town.database, visit.visitor.id
    async for found in objects.pages(database, owner, ids, with_cards=True):
        if not passes(found.card):
            continue
        if count == limit:
            yield xml.truncated(visit.here)
            return
        count += 1
        yield response(Subject(visit, ResourceKind.CARD, object=found), wanted)


async def _changes(
    visit: DavRequest, wanted: RequestedProperties, page: SyncPage
) -> AsyncIterator[Element]:
    for name in page.gone:
        yield xml.gone(visit.path(ResourceKind.CARD, name))
    async for one_card in cards(visit, page.live, wanted):
        yield one_card
    if page.truncated:
        yield xml.truncated(visit.here)
    yield xml.element(f"{DAV}sync-token", str(page.token))


def _card_name(visit: DavRequest, href: str) -> str | None:
    """The name of a card of the visitor's book; None for any other address."""
    try:
        place = place_of_href(href, visit.visitor.handle)
    except NotFound:
        return None
    return place.name if place.kind is ResourceKind.CARD else None


def _limit(root: Element, namespace: str) -> int | None:
    """How many results are wanted at most; None for all."""
    text = root.findtext(f"{namespace}limit/{namespace}nresults")
    if text is None:
        return None
    if not NRESULTS.fullmatch(text.strip()):
        raise Malformed("nresults is a whole number from 1.")
    return int(text)


ANSWERS: dict[str, Callable[[DavRequest, Element], Awaitable[DavResponse]]] = dict(
    zip(REPORTS, (multiget, query, sync_collection), strict=True)
)
