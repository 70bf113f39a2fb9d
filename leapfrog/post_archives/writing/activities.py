"""A post as the activity that Mastodon's archive holds. Pure.

What Mastodon has no word for stands under `leapfrog`, so that a town of this kind loses nothing.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.post_archives.formats.mastodon import OURS
from leapfrog.post_archives.formats.model import LeapfrogDetails
from leapfrog.post_archives.sources import Origin
from leapfrog.post_media import PostMedia
from leapfrog.post_text import topic_name
from leapfrog.posts import Mention, Poll, PollResults, PostContent, ShownPost

PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT = ["https://www.w3.org/ns/activitystreams", {"sensitive": "as:sensitive"}]
KINDS = {"image": "Image", "video": "Video", "voice": "Audio"}
Json = dict[str, Any]


class ExportedPost(msgspec.Struct, frozen=True):
    """A post and what its row does not say: where its files lie in the archive, who is named in it,
    by their address, where it comes from.
    """

    post: ShownPost
    content: PostContent
    own: LeapfrogDetails
    paths: Mapping[UUID, str]
    people: Mapping[UUID, str]
    origin: Origin | None


class ExportAuthor(msgspec.Struct, frozen=True):
    """Whose archive it is; `origin`: the town's address without a slash at its end."""

    origin: str
    handle: str
    name: str
    about: str
    avatar: str

    @property
    def id(self) -> str:
        return f"{self.origin}/@{self.handle}"

    @property
    def followers(self) -> str:
        return f"{self.id}/followers"


def actor(me: ExportAuthor) -> Json:
    """`actor.json`"""
    found: Json = {
        "@context": CONTEXT,
        "id": me.id,
        "type": "Person",
        "preferredUsername": me.handle,
        "name": me.name,
        "summary": html(me.about),
        "url": me.id,
        "followers": me.followers,
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
        OURS: {"version": 1},
    }
    if me.avatar:
        found["icon"] = {"type": "Image", "url": me.avatar}
    return found


def activity(me: ExportAuthor, told: ExportedPost) -> Json:
    """A repost without words is an Announce, all else a Create."""
    post = told.post
    url = f"{me.origin}/post/{post.id}"
    to, cc = _audience(me, told)
    made: Json = {
        "id": f"{url}/activity",
        "actor": me.id,
        "published": stamp(post.at),
        "to": to,
        "cc": cc,
    }
    bare = post.form == "repost" and not (post.text or told.content.media)
    if bare:
        of = f"{me.origin}/post/{told.own.of}"
        own = {OURS: msgspec.to_builtins(told.own)}
        return {**made, "type": "Announce", "object": of, **own}
    return {**made, "type": "Create", "object": _note(me, told, url) | {"to": to, "cc": cc}}


def _audience(me: ExportAuthor, told: ExportedPost) -> tuple[list[str], list[str]]:
    named = [f"acct:{told.people[one]}" for one in told.people]
    match told.post.audience:
        case "public":
            return [PUBLIC], [me.followers, *named]
        case "unlisted":
            return [me.followers], [PUBLIC, *named]
        case "followers":
            return [me.followers], named
        case "mentioned":
            return named, []
        case _:
            # Moments have no name elsewhere: they are for nobody there.
            return [], []


def _note(me: ExportAuthor, told: ExportedPost, url: str) -> Json:
    post, content = told.post, told.content
    note: Json = {
        "id": url,
        "type": "Question" if content.poll else "Article" if content.title else "Note",
        "attributedTo": me.id,
        "url": url,
        "published": stamp(post.at),
        "summary": content.warning or None,
        "sensitive": bool(content.warning),
        "content": html(post.text),
        "source": {"content": post.text, "mediaType": "text/plain"},
        "attachment": [_attachment(one, told.paths) for one in content.media],
        "tag": [
            _mention(one, told.people) for one in content.mentions if one.person_id in told.people
        ]
        + [_topic(me, shown) for shown in content.topics],
        OURS: msgspec.to_builtins(told.own),
    }
    if content.title:
        note["name"] = content.title
    if post.edited_at:
        note["updated"] = stamp(post.edited_at)
    if content.poll:
        note |= _poll(content.poll, post.results)
    if content.place:
        place = content.place
        at = {"latitude": place.lat, "longitude": place.lon}
        note["location"] = {"type": "Place", "name": place.name, **at}
    if told.own.of:
        note["quote"] = f"{me.origin}/post/{told.own.of}"
    if told.own.answers:
        note["inReplyTo"] = f"{me.origin}/post/{told.own.answers.post_id}"
    if told.origin:
        note["importedFrom"] = {"type": "Link", **msgspec.to_builtins(told.origin)}
    return note


def _attachment(one: PostMedia, paths: Mapping[UUID, str]) -> Json:
    made: Json = {
        "type": KINDS[one.kind],
        "mediaType": one.type,
        "url": paths.get(one.file, ""),
        "name": one.alt or None,
    }
    if one.width and one.height:
        made |= {"width": one.width, "height": one.height}
    return made


def _mention(one: Mention, people: Mapping[UUID, str]) -> Json:
    address = people[one.person_id]
    return {"type": "Mention", "href": f"acct:{address}", "name": f"@{address}", OURS: one.handle}


def _topic(me: ExportAuthor, shown: str) -> Json:
    return {
        "type": "Hashtag",
        "name": f"#{shown}",
        "href": f"{me.origin}/topic/{topic_name(shown)}",
    }


def _poll(poll: Poll, results: PollResults | None) -> Json:
    votes = results.votes if results else [0] * len(poll.options)
    options = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": count}}
        for name, count in zip(poll.options, votes, strict=False)
    ]
    return {
        "anyOf" if poll.multiple else "oneOf": options,
        "endTime": stamp(poll.ends_at),
        "votersCount": results.voters if results else 0,
    }


def html(text: str) -> str:
    """Paragraphs and lines."""
    parts = [escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n") if part]
    return "".join(f"<p>{part}</p>" for part in parts)


def stamp(at: datetime) -> str:
    """To the microsecond, which is how a town keeps it."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def collection(name: str, items: list[bytes]) -> bytes:
    """A whole collection at once."""
    head = {"@context": CONTEXT[0], "id": name, "type": "OrderedCollection"}
    return head_of(head) + b",".join(items) + b"]}\n"


def head_of(head: Json) -> bytes:
    """A collection up to its first item."""
    return msgspec.json.encode(head)[:-1] + b',"orderedItems":['
