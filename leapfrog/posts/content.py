"""What a post holds: checked as it comes in, and kept as it is shown."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog import post_text
from leapfrog.identity import Person, plain
from leapfrog.post_media import Link, PostMedia
from leapfrog.posts.errors import BadPost, EmptyPost, LongPost
from leapfrog.posts.model import MOMENTS, Mention, NewPost, Poll, PostContent


class PostLimits(msgspec.Struct, frozen=True):
    """How much a post holds: characters of its text, of that of one with a title, of the title, of
    a warning, of what a picture shows, of a link; pictures.
    """

    text: int = 2_000
    article: int = 50_000
    title: int = 200
    warning: int = 200
    alt: int = 1_500
    url: int = 2_000
    images: int = 9


LIMITS = PostLimits()
LONGEST_OPTION = 60
MOST_OPTIONS, MOST_CIRCLES = 10, 50
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
SHORTEST_POLL, LONGEST_POLL = 5, 31 * 24 * 60


def checked(wanted: NewPost) -> NewPost:
    """The post with clean words. Raises `EmptyPost`, `LongPost`, `BadPost`."""
    text, title = plain(wanted.text), " ".join(plain(wanted.title).split())
    warning = " ".join(plain(wanted.warning).split())
    options = tuple(" ".join(plain(option).split()) for option in wanted.options)
    files = tuple((file_id, plain(alt)) for file_id, alt in wanted.files)
    if len(text) > (LIMITS.article if title else LIMITS.text):
        raise LongPost
    if not (text or files or options or wanted.form == "repost"):
        raise EmptyPost
    if len(title) > LIMITS.title or len(warning) > LIMITS.warning:
        raise BadPost("A title or warning has at most 200 characters.")
    if any(len(alt) > LIMITS.alt for _, alt in files):
        raise BadPost(f"What a picture shows is told in at most {LIMITS.alt} characters.")
    if wanted.link and (len(wanted.link) > LIMITS.url or not post_text.URL.fullmatch(wanted.link)):
        raise BadPost("A link begins with https://.")
    check_language(wanted.language or "")
    _check_audience(wanted)
    _check_poll(wanted, options)
    given = {"text": text, "title": title, "warning": warning}
    return msgspec.structs.replace(wanted, options=options, files=files, **given)


def check_language(text: str) -> None:
    """Raises `BadPost` for what is no tag of a language (BCP 47)."""
    if text and not LANGUAGE.fullmatch(text):
        raise BadPost("A language is a tag such as en or zh-CN.")


def _check_audience(wanted: NewPost) -> None:
    if (wanted.audience == "circles") != bool(wanted.circles):
        raise BadPost("A post for circles names them, and no other does.")
    if len(wanted.circles) > MOST_CIRCLES:
        raise BadPost(f"At most {MOST_CIRCLES} circles.")
    if wanted.answers and wanted.audience in MOMENTS:
        raise BadPost("What answers is a comment, or for followers, or for who is named.")
    if wanted.answers and wanted.form == "repost":
        raise BadPost("A repost answers nothing.")
    if (wanted.form == "post") != (wanted.of is None):
        raise BadPost("A repost or quote names what it is of, and no other post does.")


def _check_poll(wanted: NewPost, options: Sequence[str]) -> None:
    if not options:
        return
    if not 2 <= len(set(options)) == len(options) <= MOST_OPTIONS:
        raise BadPost(f"A poll has 2 to {MOST_OPTIONS} different answers.")
    if any(not 1 <= len(option) <= LONGEST_OPTION for option in options):
        raise BadPost(f"An answer has 1 to {LONGEST_OPTION} characters.")
    if not SHORTEST_POLL <= wanted.minutes <= LONGEST_POLL:
        raise BadPost("A poll lasts from five minutes to a month.")
    if wanted.files or wanted.form != "post":
        raise BadPost("A poll stands alone.")


def check_media(media: Sequence[PostMedia]) -> None:
    """Nine different pictures, or one film, or one voice. Raises `BadPost`."""
    kinds = {one.kind for one in media}
    if len(kinds) > 1 or len(media) > (LIMITS.images if kinds == {"image"} else 1):
        raise BadPost(f"A post has at most {LIMITS.images} pictures, or one film, or one voice.")
    if len({one.file for one in media}) < len(media):
        raise BadPost("A file stands in a post once.")


def made(
    wanted: NewPost,
    media: Sequence[PostMedia],
    people: Mapping[tuple[str, str], Person],
    now: datetime,
) -> PostContent:
    """All that it says beside its text. `people`: who is named in it, by (handle, domain)."""
    poll = None
    if wanted.options:
        ends_at = now + timedelta(minutes=wanted.minutes)
        poll = Poll(list(wanted.options), ends_at, wanted.multiple)
    link = wanted.link or post_text.first_link(wanted.text)
    return PostContent(
        title=wanted.title,
        warning=wanted.warning,
        media=list(media),
        link=Link(link) if link and not media and poll is None else None,
        poll=poll,
        place=wanted.place,
        mentions=mentions(people),
        topics=post_text.topics_in(f"{wanted.title}\n{wanted.text}"),
        language=wanted.language or "",
    )


def mentions(people: Mapping[tuple[str, str], Person]) -> list[Mention]:
    """Who is named, as it stands in the text."""
    return [
        Mention(person.id, f"{handle}@{domain}" if domain else handle)
        for (handle, domain), person in people.items()
    ]


def mentioned(content: PostContent) -> list[UUID]:
    """The ids of who is named."""
    return list(dict.fromkeys(mention.person_id for mention in content.mentions))
