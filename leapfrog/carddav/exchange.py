"""One request to the CardDAV tree, and what may be answered."""

from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

import msgspec

from leapfrog.carddav import xml
from leapfrog.carddav.paths import ResourceKind, ResourcePath, path_of
from leapfrog.kernel.http import Town, receive_body

LARGEST_XML = 1_000_000
XML_TYPES = ("application/xml", "text/xml")
XML_TYPE = "application/xml; charset=utf-8"


class DavUser(msgspec.Struct, frozen=True):
    """Whose program asks."""

    id: UUID
    handle: str
    display_name: str


class DavRequest(msgspec.Struct, frozen=True):
    """A request; `headers` with lower-case names, `receive` is ASGI's."""

    town: Town
    visitor: DavUser
    place: ResourcePath
    headers: Mapping[str, str]
    receive: Any

    def path(self, kind: ResourceKind, name: str = "") -> str:
        """The address of something in the visitor's tree."""
        return path_of(kind, self.visitor.handle, name)

    @property
    def here(self) -> str:
        """The address that was asked for."""
        return self.path(self.place.kind, self.place.name)


class DavResponse(msgspec.Struct, frozen=True):
    """What goes back; a body in chunks is made while it is sent."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes | AsyncIterator[bytes] = b""


class PreconditionFailed(Exception):
    """A precondition that does not hold: a status, and its name in XML (RFC 4918 section 16)."""

    def __init__(self, code: int, condition: str, *inside: Element) -> None:
        super().__init__(condition)
        self.answer = DavResponse(
            code,
            {"content-type": XML_TYPE},
            xml.document(xml.error(condition, *inside)),
        )


def multistatus(parts: AsyncIterator[Element]) -> DavResponse:
    """207 (RFC 4918 section 13)."""
    headers = {"content-type": XML_TYPE, "cache-control": "no-store"}
    return DavResponse(HTTPStatus.MULTI_STATUS, headers, xml.multistatus(parts))


async def read_xml(visit: DavRequest) -> Element | None:
    """The root of the body's document, None when there is no body. Raises `Malformed`,
    `TooLarge`; `PreconditionFailed` for a body of another type.
    """
    body = await receive_body(visit.receive, LARGEST_XML)
    if not body.strip():
        return None
    if media_type(visit) not in ("", *XML_TYPES):
        raise PreconditionFailed(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"{xml.DAV}supported-media-type"
        )
    return xml.parse(body)


def media_type(visit: DavRequest) -> str:
    """The type of the body in lower case without parameters, empty when it is not told."""
    return visit.headers.get("content-type", "").partition(";")[0].strip().lower()
