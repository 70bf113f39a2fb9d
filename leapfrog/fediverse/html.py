"""Words from HTML and back. What comes is cleaned by nh3 and kept as plain text, so nothing of it
is ever run; what goes is our text, escaped, with its links.
"""

import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

from leapfrog.identity import plain

TAGS = {"a", "p", "br", "span", "div", "li", "ul", "ol", "blockquote", "pre", "code", "h1", "h2"}
TAGS |= {"h3", "h4", "h5", "h6", "b", "strong", "i", "em", "del", "img"}
ATTRIBUTES = {"a": {"href", "class"}, "span": {"class"}, "p": {"class"}, "img": {"alt"}}
VOID = frozenset(("br", "img"))
# How some write a picture that stands for a word.
EMOJI = re.compile(r":[A-Za-z0-9_+-]{1,64}:")
BLOCKS = frozenset(
    ("p", "div", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6")
)
# What servers put there for those who cannot show a quote.
FALLBACK = "quote-inline"
URL = re.compile(r"https?://[^\s<>\"]+")
LAST = ".,;:!?)]}'”’。，；：！？）】》、"
WORDS = re.compile(
    r"(?P<url>https?://[^\s<>\"]+)"
    r"|(?<![\w@/.])@(?P<name>[a-z][a-z0-9_.-]*(?:@[a-z0-9.:-]+)?)"
    r"|#(?P<closed>(?!\s)[^#\n]{1,32}(?<!\s))#"
    r"|(?<![\w#&/])#(?P<open>\w{1,32})(?![\w#])",
    re.IGNORECASE,
)


def to_text(html: str, named: Mapping[str, str], longest: int) -> str:
    """The words of a cleaned HTML. `named`: how who is mentioned is called here, by the address
    of their link.
    """
    if not html:
        return ""
    import nh3  # noqa: PLC0415

    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        clean_content_tags={"script", "style", "iframe", "template"},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    reader = _Reader(named)
    reader.feed(cleaned)
    reader.close()
    text = re.sub(r"\n{3,}", "\n\n", "".join(reader.parts))
    return plain("\n".join(line.strip() for line in text.split("\n")))[:longest]


class _Reader(HTMLParser):
    def __init__(self, named: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._named = named
        self._href: str | None = None
        self._link: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._skipped or FALLBACK in (given.get("class") or "").split():
            self._skipped += tag not in VOID
        elif tag == "br":
            self._add("\n")
        elif tag == "a":
            self._href, self._link = given.get("href") or "", []
        elif tag == "li":
            self._add("\n• ")
        elif tag == "img" and EMOJI.fullmatch(given.get("alt") or ""):
            self._add(given["alt"] or "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif tag == "a" and self._href is not None:
            href, self._href = self._href, None
            self._add(self._shown(href, "".join(self._link)))
        elif tag in BLOCKS:
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._add(data)

    def _add(self, text: str) -> None:
        (self.parts if self._href is None else self._link).append(text)

    def _shown(self, href: str, words: str) -> str:
        """A person by their name here, a topic as it stands, else where the link leads: its words
        could say anything.
        """
        if href in self._named:
            return f"@{self._named[href]}"
        if words.startswith(("#", "@")) or not href:
            return words
        bare = words.strip().rstrip("…")
        same = bare in href or not bare
        return href if same else f"{words} ({href})"


def to_html(text: str, origin: str, people: Mapping[str, str]) -> str:
    """A text as HTML. `people`: the address of who is named, by how they are called in it."""

    def linked(found: re.Match[str]) -> str:
        whole = found[0]
        if found["url"]:
            url = whole.rstrip(LAST)
            return f'<a href="{escape(url)}" rel="nofollow noopener">{escape(url)}</a>' + escape(
                whole[len(url) :]
            )
        if found["name"]:
            return _mention(whole, found["name"], people)
        topic = found["closed"] or found["open"]
        place = f'href="{origin}/topic/{escape(topic)}"'
        return f'<a {place} class="mention hashtag" rel="tag">{escape(whole)}</a>'

    paragraphs = []
    for paragraph in re.split(r"\n{2,}", text):
        parts, at = [], 0
        for found in WORDS.finditer(paragraph):
            parts += [escape(paragraph[at : found.start()]), linked(found)]
            at = found.end()
        parts.append(escape(paragraph[at:]))
        paragraphs.append("".join(parts).replace("\n", "<br>"))
    return "".join(f"<p>{one}</p>" for one in paragraphs if one)


def _mention(whole: str, name: str, people: Mapping[str, str]) -> str:
    """Who is named, also when the sentence goes on behind the name."""
    called = name.lower()
    while called and called not in people:
        called = called[:-1]
    if not called:
        return escape(whole)
    shown = f"@{name[: len(called)].partition('@')[0]}"
    link = f'<a href="{escape(people[called])}" class="u-url mention">{escape(shown)}</a>'
    return link + escape(name[len(called) :])
