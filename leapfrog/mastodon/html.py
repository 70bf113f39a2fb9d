"""Texts as the HTML that client apps show: all escaped, links made from what leads somewhere."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape

from leapfrog import post_text
from leapfrog.identity import Person
from leapfrog.mastodon.addresses import Addresses

PARAGRAPHS = re.compile(r"\n\s*\n")
ENDS_LINE, TAG = re.compile(r"<br />|</p>"), re.compile(r"<[^>]*>")
END = ".,;:!?)]}'\"’”。，；：！？）】》、"

Named = Mapping[str, Person]


def html_of(text: str, named: Named, at: Addresses, title: str = "") -> str:
    """`named`: who is meant by which `name` or `name@domain` in the text."""
    heading = [f"<strong>{escape(title)}</strong>"] if title else []
    parts = [_linked(part, named, at) for part in PARAGRAPHS.split(text.strip()) if part]
    return "".join(f"<p>{part}</p>" for part in heading + parts)


def text_of(html: str) -> str:
    """The words of what `html_of` made, without the links."""
    return unescape(TAG.sub("", ENDS_LINE.sub("\n", html))).strip()


def _linked(text: str, named: Named, at: Addresses) -> str:
    made, done = [], 0
    for start, end, link in sorted(_links(text, named, at)):
        if start >= done:
            made += [_plain(text[done:start]), link]
            done = end
    return "".join([*made, _plain(text[done:])])


def _plain(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br />")


def _links(text: str, named: Named, at: Addresses) -> Iterator[tuple[int, int, str]]:
    """(where it begins, where it ends, the link)."""
    for found in post_text.URL.finditer(text):
        url = found[0].rstrip(END)
        yield found.start(), found.start() + len(url), _away(url)
    for pattern in (post_text.CLOSED_TOPIC, post_text.OPEN_TOPIC):
        for found in pattern.finditer(text):
            if not post_text.DIGITS.fullmatch(found[1]):
                yield found.start(), found.end(), _topic(found[1].strip(), at)
    for found in post_text.MENTION.finditer(text):
        handle, domain = post_text.named_by(found)
        person = named.get(f"{handle}@{domain}" if domain else handle)
        if person:
            yield found.start(), found.end(), _person(person, at)


def _away(url: str) -> str:
    scheme, _, shown = url.partition("://")
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener noreferrer">'
        f'<span class="invisible">{scheme}://</span><span>{escape(shown)}</span></a>'
    )


def _topic(shown: str, at: Addresses) -> str:
    address = escape(at.topic(shown))
    return (
        f'<a href="{address}" class="mention hashtag" rel="tag">#<span>{escape(shown)}</span></a>'
    )


def _person(person: Person, at: Addresses) -> str:
    address = escape(at.person(person))
    return (
        f'<span class="h-card"><a href="{address}" class="u-url mention">'
        f"@<span>{escape(person.handle)}</span></a></span>"
    )
