"""What was sent elsewhere as posts of here. Pure: long texts get a title, what was passed on stands
behind the words (`//@name: …`), and what is more than one post holds goes on in the next.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from leapfrog.post_archives import ArchivedPost
from leapfrog.post_media import Link, PostMedia
from leapfrog.post_text import URL
from leapfrog.posts import LIMITS, Poll

TITLE = 60
MOST_OPTIONS, LONGEST_OPTION = 20, 200


class ShapedPost(msgspec.Struct, frozen=True):
    """One post of several that one thing becomes."""

    text: str
    title: str = ""
    media: tuple[PostMedia, ...] = ()


def shapes(sent: ArchivedPost, media: Sequence[PostMedia]) -> list[ShapedPost]:
    """The first bears the words."""
    text, groups = text_of(sent, has_media=bool(media)), list(grouped(media))
    pieces = [text[at : at + LIMITS.article] for at in range(0, len(text), LIMITS.article)] or [""]
    made = []
    for n in range(max(len(pieces), len(groups))):
        piece = pieces[n] if n < len(pieces) else ""
        title = sent.title[: LIMITS.title] if n == 0 else ""
        if len(piece) > LIMITS.text and not title:
            title = _title(piece)
        made.append(ShapedPost(piece, title, groups[n] if n < len(groups) else ()))
    return made


def text_of(sent: ArchivedPost, *, has_media: bool) -> str:
    """The words with what was passed on behind them; `own` posts say it themselves."""
    parts = [sent.text]
    if sent.of and sent.own is None:
        name, said, url = sent.of.name, sent.of.text, sent.of.url
        if name or said:
            parts[0] = f"{sent.text} //@{name}: {said}".strip()
        if url and url not in sent.text:
            parts.append(url)
    if sent.link and sent.link not in sent.text and (has_media or sent.poll):
        parts.append(sent.link)
    return "\n".join(filter(None, parts)).replace("\0", "")


def _title(text: str) -> str:
    line = " ".join(text.strip().partition("\n")[0].split())
    return line if len(line) <= TITLE else f"{line[:TITLE]}…"


def grouped(media: Sequence[PostMedia]) -> Iterator[tuple[PostMedia, ...]]:
    """Nine pictures, or one film, or one voice, in their order."""
    held: list[PostMedia] = []
    for one in media:
        if held and (one.kind != "image" or len(held) == LIMITS.images):
            yield tuple(held)
            held = []
        held.append(one)
        if one.kind != "image":
            yield tuple(held)
            held = []
    if held:
        yield tuple(held)


def link_of(sent: ArchivedPost, text: str) -> Link | None:
    """Where it leads, when nothing else hangs on it."""
    found = sent.link or (match[0] if (match := URL.search(text)) else "")
    return Link(found) if found and URL.fullmatch(found) and len(found) <= LIMITS.url else None


def poll_of(sent: ArchivedPost, now: datetime) -> Poll | None:
    """A poll that is over, except for one of our own: who voted is not here, only how many did."""
    asked = sent.poll
    if asked is None:
        return None
    options = [option[:LONGEST_OPTION] for option in asked.options[:MOST_OPTIONS]]
    ends_at = asked.ends_at or now
    ends_at = ends_at if sent.own else min(ends_at, now)
    votes = [min(count, 2**31 - 1) for count in asked.votes[:MOST_OPTIONS]]
    return Poll(options, ends_at, asked.multiple, votes, min(asked.voters, 2**31 - 1))


def warning_of(sent: ArchivedPost) -> str:
    return " ".join(sent.warning.split())[: LIMITS.warning]


def alt_of(alt: str) -> str:
    return alt[: LIMITS.alt]
