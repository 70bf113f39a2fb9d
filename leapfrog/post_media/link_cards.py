"""Link cards: what a page says of itself, asked once, through the guarded way out."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from leapfrog.identity import plain
from leapfrog.kernel.outgoing import (
    CallFailed,
    CallRefused,
    Outgoing,
    OutgoingRequest,
    OutgoingResponse,
)
from leapfrog.post_media.model import Link

MOST_HOPS = 3
LONGEST_TITLE, LONGEST_TEXT = 200, 400
REDIRECTS = frozenset((301, 302, 303, 307, 308))
CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
NAMES = {
    "og:title": "title",
    "twitter:title": "title",
    "og:description": "text",
    "description": "text",
    "twitter:description": "text",
    "og:site_name": "site",
}


async def card_of(outgoing: Outgoing, url: str) -> Link | None:
    """Title, text and picture that the page at `url` gives of itself (Open Graph); None when it
    cannot be fetched or has no title. Fetches: to be called without a connection.
    """
    try:
        answer = await fetched(outgoing, url)
    except (CallRefused, CallFailed):
        return None
    card = read(answer, url) if answer else None
    return card if card and card.title else None


async def fetched(outgoing: Outgoing, url: str) -> OutgoingResponse | None:
    """The page at last, after at most three redirects, each checked like the first address; None
    for what is no page. Raises `CallRefused`, `CallFailed`.
    """
    here = url.partition("#")[0]
    for _ in range(MOST_HOPS + 1):
        answer = await outgoing.call(OutgoingRequest("GET", here, {"accept": "text/html"}))
        if answer.status not in REDIRECTS:
            is_page = "html" in answer.headers.get("content-type", "")
            return answer if answer.status == 200 and is_page else None
        here = urljoin(here, answer.headers.get("location", "")).partition("#")[0]
    return None


def read(answer: OutgoingResponse, url: str) -> Link:
    """The card of a page, by its Open Graph words, else its title and description."""
    named = CHARSET.search(answer.headers.get("content-type", ""))
    named = named or CHARSET.search(answer.body[:1024].decode("latin-1"))
    try:
        text = answer.body.decode(named[1] if named else "utf-8", "replace")
    except LookupError:
        text = answer.body.decode("utf-8", "replace")
    head = _Head()
    head.feed(text)
    found = head.found
    site = found.get("site") or urlsplit(url).hostname or ""
    title = _line(found.get("title") or head.title, LONGEST_TITLE)
    return Link(url, title, _line(found.get("text", ""), LONGEST_TEXT), _line(site, 80))


def _line(text: str, longest: int) -> str:
    return " ".join(plain(text).split())[:longest]


class _Head(HTMLParser):
    """The title and the meta words of a page; Open Graph goes before all others."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.found: dict[str, str] = {}
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title" and not self.title
        given = {name: value or "" for name, value in attrs}
        name = given.get("property") or given.get("name") or ""
        kept = NAMES.get(name.lower()) if tag == "meta" else None
        if kept and (kept not in self.found or name.startswith("og:")):
            self.found[kept] = given.get("content", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
