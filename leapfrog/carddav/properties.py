"""The properties of each resource, as PROPFIND and the reports tell them."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from xml.etree.ElementTree import Element

import msgspec

from leapfrog.carddav import versions, xml
from leapfrog.carddav.exchange import DavRequest
from leapfrog.carddav.objects import AddressObject
from leapfrog.carddav.paths import ResourceKind
from leapfrog.carddav.xml import CALENDARSERVER, CARD, DAV, element
from leapfrog.contact_formats import fn

LARGEST_CARD = 5_000_000
REPORTS = (
    f"{CARD}addressbook-multiget",
    f"{CARD}addressbook-query",
    f"{DAV}sync-collection",
)
COLLATIONS = ("i;ascii-casemap", "i;octet", "i;unicode-casemap")
READ = ("read", "read-current-user-privilege-set")
WRITE = ("write", "write-content", "bind", "unbind")


class BookState(msgspec.Struct, frozen=True):
    """Where a book stands: a tag that changes with it, and the token to ask for changes since."""

    tag: str
    token: str


class Subject(msgspec.Struct, frozen=True):
    """The resource that is told about; `state` for a book, `object` for a card."""

    visit: DavRequest
    kind: ResourceKind
    state: BookState | None = None
    object: AddressObject | None = None

    @property
    def path(self) -> str:
        return self.visit.path(self.kind, self.object.name if self.object else "")

    @property
    def card(self) -> AddressObject:
        assert self.object is not None
        return self.object

    @property
    def book(self) -> BookState:
        assert self.state is not None
        return self.state


# A property of a subject; the second argument is the element that asks for it.
Property = Callable[[Subject, Element], Element]


class RequestedProperties(msgspec.Struct, frozen=True):
    """What a request wants to know: the elements it names, or only which properties there are.

    `brief`: it does not care which of them are missing (RFC 8144).
    """

    asked: Sequence[Element] = ()
    all: bool = False
    names_only: bool = False
    brief: bool = False

    @property
    def with_cards(self) -> bool:
        """Whether the cards have to be read for it."""
        return self.all or any(one.tag in OF_CONTENT for one in self.asked)


def response(subject: Subject, wanted: RequestedProperties) -> Element:
    """The answer for one resource: what it has, and as 404 what it has not."""
    table = TABLES[subject.kind]
    if wanted.names_only:
        return xml.response(subject.path, xml.propstat([element(tag) for tag in table], 200))
    asked = {one.tag: one for one in wanted.asked}
    if wanted.all:
        asked = {tag: element(tag) for tag in ALLPROP if tag in table} | asked
    found = [table[tag](subject, one) for tag, one in asked.items() if tag in table]
    missing = [element(tag) for tag in asked if tag not in table]
    stats = [xml.propstat(found, 200)] if found or not missing or wanted.brief else []
    if missing and not wanted.brief:
        stats.append(xml.propstat(missing, HTTPStatus.NOT_FOUND))
    return xml.response(subject.path, *stats)


def _link(tag: str, kind: ResourceKind) -> dict[str, Property]:
    return {tag: lambda subject, _: element(tag, xml.href(subject.visit.path(kind)))}


def _text(tag: str, text: Callable[[Subject], str]) -> dict[str, Property]:
    return {tag: lambda subject, _: element(tag, text(subject))}


def _fixed(tag: str, build: Callable[[], Sequence[Element]]) -> dict[str, Property]:
    return {tag: lambda _, __: element(tag, *build())}


def _type(*types: str) -> dict[str, Property]:
    return _fixed(f"{DAV}resourcetype", lambda: [element(one) for one in types])


def _privileges(names: Sequence[str]) -> dict[str, Property]:
    def build() -> list[Element]:
        return [element(f"{DAV}privilege", element(DAV + name)) for name in names]

    return _fixed(f"{DAV}current-user-privilege-set", build)


def _reports(names: Sequence[str]) -> dict[str, Property]:
    def build() -> list[Element]:
        reports = [element(f"{DAV}report", element(name)) for name in names]
        return [element(f"{DAV}supported-report", report) for report in reports]

    return _fixed(f"{DAV}supported-report-set", build)


def _address_data_types() -> list[Element]:
    attributes = {"content-type": "text/vcard"}
    return [
        Element(f"{CARD}address-data-type", attributes | {"version": version})
        for version in versions.WRITERS
    ]


def _collations() -> list[Element]:
    return [element(f"{CARD}supported-collation", name) for name in COLLATIONS]


def _length(subject: Subject) -> str:
    return str(len(versions.written(subject.card.card, "3.0")))


COLLECTION: Mapping[str, Property] = {
    **_type(f"{DAV}collection"),
    **_link(f"{DAV}current-user-principal", ResourceKind.PRINCIPAL),
    **_link(f"{DAV}principal-collection-set", ResourceKind.PRINCIPALS),
    **_privileges(READ),
    **_reports(()),
}
PRINCIPAL: Mapping[str, Property] = {
    **COLLECTION,
    **_type(f"{DAV}collection", f"{DAV}principal"),
    **_text(f"{DAV}displayname", lambda subject: subject.visit.visitor.display_name),
    **_link(f"{DAV}principal-URL", ResourceKind.PRINCIPAL),
    **_link(f"{CARD}addressbook-home-set", ResourceKind.HOME),
    **_link(f"{DAV}owner", ResourceKind.PRINCIPAL),
}
BOOK: Mapping[str, Property] = {
    **COLLECTION,
    **_type(f"{DAV}collection", f"{CARD}addressbook"),
    **_text(f"{DAV}displayname", lambda subject: subject.visit.town.settings.town_name),
    **_link(f"{DAV}owner", ResourceKind.PRINCIPAL),
    **_privileges((*READ, *WRITE)),
    **_reports(REPORTS),
    **_fixed(f"{CARD}supported-address-data", _address_data_types),
    **_fixed(f"{CARD}supported-collation-set", _collations),
    **_text(f"{CARD}max-resource-size", lambda _: str(LARGEST_CARD)),
    **_text(f"{DAV}sync-token", lambda subject: subject.book.token),
    **_text(f"{CALENDARSERVER}getctag", lambda subject: subject.book.tag),
}
OF_CONTENT: Mapping[str, Property] = {
    **_text(f"{DAV}displayname", lambda subject: fn(subject.card.card)),
    **_text(f"{DAV}getcontentlength", _length),
    versions.ADDRESS_DATA: lambda subject, asked: versions.address_data(subject.card.card, asked),
}
CARD_OBJECT: Mapping[str, Property] = {
    **_type(),
    **OF_CONTENT,
    **_text(f"{DAV}getetag", lambda subject: subject.card.etag),
    **_text(f"{DAV}getcontenttype", lambda _: versions.CONTENT_TYPES["3.0"]),
    **_link(f"{DAV}current-user-principal", ResourceKind.PRINCIPAL),
    **_link(f"{DAV}principal-collection-set", ResourceKind.PRINCIPALS),
    **_link(f"{DAV}owner", ResourceKind.PRINCIPAL),
    **_privileges((*READ, *WRITE)),
    **_reports(()),
}
TABLES: Mapping[ResourceKind, Mapping[str, Property]] = {
    ResourceKind.TOP: COLLECTION,
    ResourceKind.ROOT: COLLECTION,
    ResourceKind.PRINCIPALS: COLLECTION,
    ResourceKind.PRINCIPAL: PRINCIPAL,
    ResourceKind.HOME: {**COLLECTION, **_link(f"{DAV}owner", ResourceKind.PRINCIPAL)},
    ResourceKind.BOOK: BOOK,
    ResourceKind.CARD: CARD_OBJECT,
}
# `allprop` tells what RFC 4918 defines; all else is told when it is named.
ALLPROP = tuple(
    DAV + name
    for name in ("resourcetype", "displayname", "getetag", "getcontenttype", "getcontentlength")
)
