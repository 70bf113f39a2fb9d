"""The text of a post that was kept as HTML, as its author wrote it."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

BLOCKS = frozenset(("p", "div", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3"))
DROPPED = frozenset(("script", "style"))
_EMPTY = re.compile(r"\n{3,}")
Attributes = list[tuple[str, str | None]]


class _Reader(HTMLParser):
    """`names`: what stands for a link to this address, such as somebody's name."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.names, self.parts = names, list[str]()
        self._link: str | None = None
        self._said: list[str] = []
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        if tag in DROPPED:
            self._dropped += 1
        elif tag == "br":
            self._add("\n")
        elif tag == "li":
            self._add("\n• ")
        elif tag in BLOCKS and self.parts:
            self._add("\n\n")
        elif tag == "a" and self._link is None:
            self._link, self._said = dict(attrs).get("href") or "", []

    def handle_endtag(self, tag: str) -> None:
        if tag in DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag == "a" and self._link is not None:
            link, said = self._link, "".join(self._said)
            self._link = None
            self._add(self.names.get(link) or _shown(link, said))

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            (self.parts if self._link is None else self._said).append(data)

    def _add(self, text: str) -> None:
        (self.parts if self._link is None else self._said).append(text)


def _shown(link: str, said: str) -> str:
    """A link whose words are its own address, cut short or whole, or a name, a topic, words."""
    bare = said.strip()
    if not link or bare.startswith(("@", "#")) or link in (bare, f"https://{bare}"):
        return bare if not bare.startswith(("http", "www")) else link or bare
    if bare.removesuffix("…") in link or not bare:
        return link
    return f"{bare} ({link})"


def text_of(html: str, names: Mapping[str, str]) -> str:
    """Paragraphs are parted by an empty line; what hides in a page does not come along."""
    reader = _Reader(names)
    reader.feed(html)
    reader.close()
    return _EMPTY.sub("\n\n", "".join(reader.parts)).strip()
