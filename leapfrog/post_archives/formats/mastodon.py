"""Mastodon's archive, and those of servers that make the same one: `outbox.json` and `actor.json`,
`likes.json`, `bookmarks.json`, CSVs, and the files. Ours, too (`outboxes.writing`).
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from leapfrog.post_archives.formats import csvs
from leapfrog.post_archives.formats.html import text_of
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPoll,
    ArchivedPost,
    ArchivedTrace,
    Kind,
    LeapfrogDetails,
    PostFormat,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import (
    Record,
    each,
    named,
    of_iso,
    safely,
    tidy,
)
from leapfrog.posts import PostLocation
from leapfrog.unpacking import FileFormat, Folder, PathTails

_OUTBOX = re.compile(r"(?:^|/)outbox\.json\Z")
_ACTOR = re.compile(r"(?:^|/)actor\.json\Z")
_LIKES = re.compile(r"(?:^|/)likes\.json\Z")
_SAVES = re.compile(r"(?:^|/)bookmarks\.json\Z")
PUBLIC = frozenset(("https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"))
NOTES = frozenset(("Note", "Question", "Article", "Page", "Image", "Video", "Event", "Audio"))
OURS = "leapfrog"


def knows(folder: Folder) -> Source | None:
    if not folder.is_packed or not named(folder, _OUTBOX):
        return None
    return "leapfrog" if _actor(folder).get(OURS) else "mastodon"


def read(folder: Folder) -> Iterator[Told]:
    actor = _actor(folder)
    yield ArchiveAccount(_name(actor))
    reader = _Reader(PathTails(folder), actor)
    for name in named(folder, _OUTBOX):
        for place, item in each(folder, name, "orderedItems.item"):
            yield from safely(place, partial(reader.told, item))
    for kind, pattern in (("like", _LIKES), ("save", _SAVES)):
        for name in named(folder, pattern):
            for place, item in each(folder, name, "orderedItems.item"):
                yield from safely(place, partial(_trace, kind, item))
    yield from csvs.traces(folder)


def _actor(folder: Folder) -> Record:
    """Only so much of it as is needed, of a file of any size."""
    wanted = ("id", "preferredUsername", "followers", OURS)
    found: Record = {}
    for name in named(folder, _ACTOR)[:1]:
        for key in wanted:
            for _, value in each(folder, name, key):
                found[key] = value
    return found


def _name(actor: Record) -> str:
    """`user@domain`."""
    name = str(actor.get("preferredUsername") or "")
    domain = str(actor.get("id") or "").partition("://")[2].partition("/")[0]
    return f"{name}@{domain}" if name and domain else name


def _trace(kind: Any, item: Any) -> Iterator[Told]:
    """A like or bookmark is a bare address, or an object that has one."""
    yield ArchivedTrace(
        kind, item if isinstance(item, str) else str(item.get("object") or item["id"])
    )


class _Reader:
    """Activities as what was sent."""

    def __init__(self, tails: PathTails, actor: Record) -> None:
        self.tails, self.actor = tails, actor
        self.mine = str(actor.get("id") or "\0")

    def told(self, activity: Record) -> Iterator[Told]:
        what = activity["object"]
        if activity["type"] == "Announce":
            url = what if isinstance(what, str) else what["id"]
            own = _own(activity)
            yield ArchivedPost(
                id=str(activity["id"]),
                at=of_iso(activity["published"]),
                kind="repost",
                audience=own.audience if own else self._audience(activity),
                of=ArchivedOriginal(url=url),
                own=own,
            )
        elif activity["type"] == "Create" and what["type"] in NOTES:
            yield self._note(what)

    def _note(self, note: Record) -> ArchivedPost:
        tags = _list(note.get("tag"))
        own = _own(note)
        audience = self._audience(note)
        place = note.get("location") or {}
        edited = note.get("updated")
        at = of_iso(note["published"])
        warning = tidy(note.get("summary") or "")
        return ArchivedPost(
            id=str(note["id"]),
            at=at,
            kind=self._kind(note, audience, own),
            audience=own.audience if own else audience,
            text=_text(note, tags),
            title=tidy(note.get("name") or ""),
            warning=warning or ("⚠" if note.get("sensitive") else ""),
            files=tuple(self._file(one) for one in _list(note.get("attachment"))),
            poll=_poll(note),
            place=_place(place) if isinstance(place, dict) and "latitude" in place else None,
            of=ArchivedOriginal(url=str(note["quote"])) if note.get("quote") else None,
            url=str(note.get("url") or note["id"]),
            # Others say so of every post.
            edited_at=of_iso(edited) if edited and (own or of_iso(edited) != at) else None,
            mentions=tuple(_mentions(tags)) if own else (),
            own=own,
        )

    def _kind(self, note: Record, audience: str, own: LeapfrogDetails | None) -> Kind:
        if own:
            return "repost" if own.form == "repost" else "post"
        if audience == "mentioned":
            return "private"
        answers = note.get("inReplyTo")
        # Who goes on under their own post says one thing in several parts.
        return "reply" if answers and not str(answers).startswith(self.mine) else "post"

    def _audience(self, what: Record) -> Any:
        to, copies = set(_list(what.get("to"))), set(_list(what.get("cc")))
        if to & PUBLIC:
            return "public"
        if copies & PUBLIC:
            return "unlisted"
        own = self.actor.get("followers")
        crowd = (to | copies) & {own} if own else [one for one in to if one.endswith("/followers")]
        return "followers" if crowd else "mentioned"

    def _file(self, attached: Record) -> ArchivedFile:
        url = attached["url"]
        path = url if isinstance(url, str) else url[0]["href"]
        return ArchivedFile(
            self.tails.find(path.partition("?")[0]), tidy(attached.get("name") or "")
        )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _own(what: Record) -> LeapfrogDetails | None:
    told = what.get(OURS)
    return msgspec.convert(told, LeapfrogDetails) if isinstance(told, dict) else None


def _text(note: Record, tags: list[Any]) -> str:
    """What was typed, where the archive tells it."""
    source = note.get("source") or {}
    if source.get("mediaType") == "text/plain":
        return str(source["content"])
    names = {str(tag.get("href")): str(tag["name"]) for tag in tags if tag.get("type") == "Mention"}
    return tidy(text_of(note.get("content") or "", names))


def _mentions(tags: list[Any]) -> Iterator[tuple[str, str]]:
    for tag in tags:
        if tag.get("type") == "Mention" and tag.get(OURS):
            yield str(tag[OURS]), str(tag["name"]).lstrip("@")


def _poll(note: Record) -> ArchivedPoll | None:
    multiple = "anyOf" in note
    options = _list(note.get("anyOf" if multiple else "oneOf"))
    if not options:
        return None
    votes = tuple(int(one.get("replies", {}).get("totalItems") or 0) for one in options)
    end = note.get("endTime") or note.get("closed")
    voters = int(note.get("votersCount") or 0) or (0 if multiple else sum(votes))
    names = tuple(tidy(str(one["name"])) for one in options)
    return ArchivedPoll(
        names, votes, voters, of_iso(end) if isinstance(end, str) else None, multiple
    )


def _place(place: Record) -> PostLocation:
    return PostLocation(
        float(place["latitude"]), float(place["longitude"]), str(place.get("name", ""))
    )


FORMAT: PostFormat = FileFormat("mastodon", knows, read, order=10)
