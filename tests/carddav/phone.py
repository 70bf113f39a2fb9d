"""A CardDAV program for tests: it speaks the protocol and reads the XML, and knows no more."""

from collections.abc import Sequence
from itertools import count
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import httpx
import msgspec

from leapfrog.kernel.ids import new_id
from tests.http import App, Client

D, C, CS = "{DAV:}", "{urn:ietf:params:xml:ns:carddav}", "{http://calendarserver.org/ns/}"
NAMESPACES = 'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"'
ADDRESSES = count(1)


class Told(msgspec.Struct, frozen=True):
    """What a multistatus says of one resource."""

    href: str
    status: int
    found: dict[str, Element]
    missing: tuple[str, ...]

    def text(self, tag: str) -> str:
        return self.found[tag].text or ""


class Changes(msgspec.Struct, frozen=True):
    """A sync-collection: name to ETag, what is gone, the next token, whether there is more."""

    etags: dict[str, str]
    gone: set[str]
    token: str
    more: bool


class Phone(httpx.AsyncClient):
    """One program with an app password, at an address of its own. Names are those of cards in
    the book.
    """

    def __init__(self, app: App, origin: str, handle: str, password: str) -> None:
        address = f"2001:db8:{next(ADDRESSES):x}::7"
        super().__init__(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False, client=(address, 9)),
            base_url=origin,
            auth=httpx.BasicAuth(handle, password),
        )
        self.handle, self.password = handle, password
        self.principal = f"/dav/principals/{handle}/"
        self.home = f"/dav/addressbooks/{handle}/"
        self.book = f"/dav/addressbooks/{handle}/contacts/"

    async def propfind(self, path: str, props: str = "", depth: str = "0") -> dict[str, Told]:
        body = f"<propfind {NAMESPACES}><prop>{props}</prop></propfind>" if props else ""
        headers = {"depth": depth, "content-type": "application/xml"}
        answer = await self.request("PROPFIND", path, content=body, headers=headers)
        return told(answer)

    async def report(self, body: str, path: str | None = None) -> httpx.Response:
        headers = {"content-type": "application/xml; charset=utf-8"}
        return await self.request("REPORT", path or self.book, content=body, headers=headers)

    async def names(self) -> dict[str, str]:
        """The whole book as names and ETags."""
        found = await self.propfind(self.book, "<getetag/><resourcetype/>", "1")
        return {
            self.name(href): one.text(f"{D}getetag")
            for href, one in found.items()
            if href != self.book
        }

    def name(self, href: str) -> str:
        assert href.startswith(self.book), href
        return href.removeprefix(self.book)

    async def changes(self, token: str = "", limit: int | None = None) -> Changes:
        nresults = f"<limit><nresults>{limit}</nresults></limit>" if limit else ""
        answer = await self.report(
            f"<sync-collection {NAMESPACES}><sync-token>{token}</sync-token>"
            f"<sync-level>1</sync-level>{nresults}<prop><getetag/></prop></sync-collection>"
        )
        found = told(answer)
        more = found.pop(self.book, None)
        return Changes(
            {self.name(h): one.text(f"{D}getetag") for h, one in found.items() if one.found},
            {self.name(h) for h, one in found.items() if one.status == 404},
            root(answer).findtext(f"{D}sync-token", ""),
            more is not None and more.status == 507,
        )

    async def read(self, name: str, **headers: str) -> httpx.Response:
        return await self.get(self.book + name, headers=headers)

    async def write(self, name: str, card: str | bytes, **headers: str) -> httpx.Response:
        """`if_match` and the like become headers."""
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        more = {"content-type": "text/vcard; charset=utf-8", **named}
        return await self.put(self.book + name, content=card, headers=more)

    async def remove(self, name: str, **headers: str) -> httpx.Response:
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return await self.delete(self.book + name, headers=named)


def vcard(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def lines_of(answer: httpx.Response) -> list[str]:
    """The unfolded lines of a card between its frame."""
    assert answer.status_code == 200, answer.text
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCARD", ["END:VCARD", ""])
    return lines[2:-2]


def root(answer: httpx.Response) -> Element:
    assert answer.status_code == 207, (answer.status_code, answer.text)
    assert answer.headers["content-type"].startswith("application/xml")
    return ElementTree.fromstring(answer.content)


def told(answer: httpx.Response) -> dict[str, Told]:
    """By address. Each resource is told about once."""
    responses = [_told(one) for one in root(answer).iter(f"{D}response")]
    found = {one.href: one for one in responses}
    assert len(found) == len(responses)
    return found


def _told(response: Element) -> Told:
    found: dict[str, Element] = {}
    missing: list[str] = []
    for stat in response.findall(f"{D}propstat"):
        props = stat.findall(f"{D}prop/*")
        if " 200 " in f"{stat.findtext(f'{D}status')} ":
            found |= {prop.tag: prop for prop in props}
        else:
            missing += [prop.tag for prop in props]
    status = response.findtext(f"{D}status", "HTTP/1.1 200 OK")
    return Told(response.findtext(f"{D}href", ""), int(status.split()[1]), found, tuple(missing))


def condition(answer: httpx.Response) -> str:
    """The precondition that a refusal names."""
    error = ElementTree.fromstring(answer.content)
    assert error.tag == f"{D}error"
    return error[0].tag


def hrefs(found: Sequence[Element]) -> list[str]:
    return [one.text or "" for element in found for one in element.iter(f"{D}href")]


async def app_password(browser: Client) -> str:
    """A new app password of whoever is signed in."""
    made = await browser.put(f"/app-passwords/{new_id()}", json={"name": "Phone"})
    assert made.status_code in (200, 201), made.text
    password: str = made.json()["password"]
    return password
