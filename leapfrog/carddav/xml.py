"""XML in and out: RFC 4918 requests without entities or DTDs, and multistatus answers in pieces."""

import re
from collections.abc import AsyncIterator, Sequence
from http import HTTPStatus
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
from defusedxml import DefusedXmlException

from leapfrog.kernel.errors import Malformed

DAV = "{DAV:}"
CARD = "{urn:ietf:params:xml:ns:carddav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"
CHUNK = 64 * 1024
DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'
# What XML 1.0 cannot say (section 2.2), not even escaped.
UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

for prefix, namespace in (("D", DAV), ("C", CARD), ("CS", CALENDARSERVER)):
    ElementTree.register_namespace(prefix, namespace[1:-1])


def parse(body: bytes) -> Element:
    """The root of a document. Raises `Malformed`, also for any DTD."""
    try:
        root: Element = defusedxml.ElementTree.fromstring(body, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError) as cause:
        raise Malformed("This is not XML that we read.") from cause
    return root


def element(tag: str, *inside: Element | str, **attributes: str) -> Element:
    """An element with a text or with children."""
    made = Element(tag, attributes)
    for child in inside:
        if isinstance(child, str):
            made.text = UNSPEAKABLE.sub("", child)
        else:
            made.append(child)
    return made


def href(path: str) -> Element:
    return element(f"{DAV}href", path)


def status(code: int) -> Element:
    return element(f"{DAV}status", f"HTTP/1.1 {code} {HTTPStatus(code).phrase}")


def error(condition: str, *inside: Element) -> Element:
    """`DAV:error` with the condition that does not hold (RFC 4918 section 16)."""
    return element(f"{DAV}error", element(condition, *inside))


def propstat(properties: Sequence[Element], code: int, *more: Element) -> Element:
    return element(f"{DAV}propstat", element(f"{DAV}prop", *properties), status(code), *more)


def response(path: str, *inside: Element) -> Element:
    """What a multistatus says of one resource: its propstats, or its status (and an error)."""
    return element(f"{DAV}response", href(path), *inside)


def gone(path: str) -> Element:
    """A resource that is not, or no longer, there."""
    return response(path, status(HTTPStatus.NOT_FOUND))


def truncated(path: str) -> Element:
    """There is more than was asked for (RFC 6578 section 3.6, RFC 6352 section 8.6.2)."""
    condition = error(f"{DAV}number-of-matches-within-limits")
    return response(path, status(HTTPStatus.INSUFFICIENT_STORAGE), condition)


def document(root: Element) -> bytes:
    return DECLARATION + written(root)


def written(root: Element) -> bytes:
    return ElementTree.tostring(root, encoding="unicode").encode()


async def multistatus(parts: AsyncIterator[Element]) -> AsyncIterator[bytes]:
    """A multistatus document in chunks, so that a book with pictures need not fit into memory."""
    pieces = [DECLARATION, b'<D:multistatus xmlns:D="DAV:">']
    size = 0
    async for part in parts:
        pieces.append(written(part))
        size += len(pieces[-1])
        if size > CHUNK:
            yield b"".join(pieces)
            pieces, size = [], 0
    yield b"".join([*pieces, b"</D:multistatus>\n"])
