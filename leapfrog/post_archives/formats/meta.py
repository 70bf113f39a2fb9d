"""Facebook's, Instagram's and Threads' "Download your information" as JSON: the posts that are
one's own.

All text is UTF-8 that was written as if each byte were a character of Latin-1.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from leapfrog.post_archives.formats.facebook_parts import unread, words_of
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedPost,
    ArchivedTrace,
    PostFormat,
    PostSkip,
    Source,
    Told,
    TraceKind,
)
from leapfrog.post_archives.formats.reading import (
    Record,
    each,
    named,
    of_unix,
    safely,
    tidy,
)
from leapfrog.posts import Audience, PostLocation
from leapfrog.unpacking import FileFormat, Folder, PathTails, repaired_all

_FACEBOOK = re.compile(r"(?:^|/)your_posts(?:__check_ins__photos_and_videos)?(?:_\d+)?\.json\Z")
_NOTES = re.compile(r"(?:^|/)(?:your_)?notes(?:_\d+)?\.json\Z")
_THREADS = re.compile(r"(?:^|/)threads_and_replies(?:_\d+)?\.json\Z")
_STORIES = re.compile(r"(?:^|/)stories(?:_\d+)?\.json\Z")
_INSTAGRAM = re.compile(
    r"(?:^|/)(?:posts|reels|igtv_videos|archived_posts|stories|threads_and_replies)"
    r"(?:_\d+)?\.json\Z"
)
_ALONE = re.compile(r"\.json\Z")
PLACES = (
    "item",
    "posts_v2.item",
    "ig_reels_media.item",
    "ig_igtv_media.item",
    "ig_archived_post_media.item",
    "ig_stories.item",
    "text_post_app_text_posts.item",
)
NOTES = ("notes_v2.item", "notes.item")
_TRACES: dict[re.Pattern[str], tuple[TraceKind, str]] = {
    re.compile(r"(?:^|/)following\.json\Z"): ("follow", "relationships_following.item"),
    re.compile(r"(?:^|/)liked_posts\.json\Z"): ("like", "likes_media_likes.item"),
    re.compile(r"(?:^|/)saved_posts\.json\Z"): ("save", "saved_saved_media.item"),
    re.compile(r"(?:^|/)blocked_(?:profiles|accounts)\.json\Z"): (
        "block",
        "relationships_blocked_users.item",
    ),
}


def knows(folder: Folder) -> Source | None:
    if files := _instagram(folder):
        return "threads" if all(map(_THREADS.search, files)) else "instagram"
    return "facebook" if _facebook(folder) else None


def read(folder: Folder) -> Iterator[Told]:
    yield ArchiveAccount()
    tails = PathTails(folder)
    if files := _instagram(folder):
        for name in files:
            audience: Audience = "followers" if _STORIES.search(name) else "public"
            yield from _all(folder, [name], partial(_instagram_post, tails, audience))
        for pattern, (kind, place) in _TRACES.items():
            for name in named(folder, pattern):
                for where, item in each(folder, name, place):
                    yield from safely(where, partial(_trace, kind, repaired_all(item, surely=True)))
        return
    files = _facebook(folder)
    yield from _all(folder, files, partial(_facebook_post, tails))
    notes = named(folder, _NOTES)
    yield from _all(folder, notes, partial(_facebook_note, tails), NOTES)
    beside = tuple(f"{name.rpartition('/')[0]}/" for name in files if "/" in name)
    for name in named(folder, _ALONE):
        # Albums, and what others wrote on one's wall.
        if name.startswith(beside) and name not in (*files, *notes):
            yield PostSkip(name, "list_not_read")


def _all(
    folder: Folder, files: list[str], told: Any, places: tuple[str, ...] = PLACES
) -> Iterator[Told]:
    for name in files:
        for place, item in each(folder, name, *places):
            yield from safely(place, partial(told, place, repaired_all(item, surely=True)))


def _facebook(folder: Folder) -> list[str]:
    if folder.is_packed:
        return named(folder, _FACEBOOK)
    alone = [name for name in named(folder, _ALONE) if _is(folder, name, ("timestamp",))]
    return [name for name in alone if _is(folder, name, ("data", "attachments", "title"))]


def _instagram(folder: Folder) -> list[str]:
    found = named(folder, _INSTAGRAM if folder.is_packed else _ALONE)
    return [name for name in found if _is(folder, name, ("media", "creation_timestamp"))]


def _is(folder: Folder, name: str, keys: tuple[str, ...]) -> bool:
    """Whether what comes first in the file has one of these keys."""
    try:
        _, item = next(each(folder, name, *PLACES), ("", {}))
    except Exception:
        # What is no JSON is nobody's.
        return False
    return isinstance(item, dict) and any(key in item for key in keys)


def _facebook_post(tails: PathTails, where: str, post: Record) -> Iterator[Told]:
    parts = [part for one in post.get("attachments") or () for part in one.get("data") or ()]
    said = [tidy(one["post"]) for one in post.get("data") or () if one.get("post")]
    edited = [
        one["update_timestamp"] for one in post.get("data") or () if "update_timestamp" in one
    ]
    media = [part["media"] for part in parts if part.get("media")]
    # A picture that stands alone says itself what was said with it.
    alone = [tidy(one.get("description") or "") for one in media]
    said += [text for text in dict.fromkeys(alone) if text and text not in said and len(media) == 1]
    said += [tidy(part["text"]) for part in parts if part.get("text") and part["text"] not in said]
    said += [words for words in words_of(parts) if words and words not in said]
    links = [
        part["external_context"].get("url", "") for part in parts if "external_context" in part
    ]
    text = "\n\n".join(said)
    at = of_unix(post["timestamp"])
    files = tuple(
        ArchivedFile(tails.find(one["uri"]), alt if len(media) > 1 else "")
        for one, alt in zip(media, alone, strict=True)
    )
    if not (text or files or any(links)):
        # "Anna was with Bo": nothing that she said.
        text = tidy(post.get("title") or "")
    if text or files or any(links):
        yield ArchivedPost(
            id=_id(post["timestamp"], text, *(one["uri"] for one in media)),
            at=at,
            text="\n".join([text] * bool(text) + [link for link in links[1:] if link not in text]),
            files=files,
            place=_place(parts),
            link=links[0] if links else "",
            edited_at=of_unix(edited[0]) if edited and edited[0] > post["timestamp"] else None,
        )
    else:
        yield PostSkip(where, "nothing_in_it")
    for kind in unread(parts):
        yield PostSkip(f"{where}, {kind}", "part_not_read")


def _facebook_note(tails: PathTails, where: str, note: Record) -> Iterator[Told]:
    """A note of its own, from when there were such."""
    stamp, text = note["created_timestamp"], tidy(note.get("text") or "")
    media = note.get("media") or ()
    yield ArchivedPost(
        id=_id(stamp, text, *(one["uri"] for one in media)),
        at=of_unix(stamp),
        text=text,
        title=tidy(note.get("title") or ""),
        files=tuple(ArchivedFile(tails.find(one["uri"])) for one in media),
    )


def _place(parts: list[Record]) -> PostLocation | None:
    for part in parts:
        place = part.get("place") or {}
        at = place.get("coordinate") or {}
        if "latitude" in at:
            name = tidy(place.get("name") or "")
            return PostLocation(float(at["latitude"]), float(at["longitude"]), name[:255])
    return None


def _instagram_post(
    tails: PathTails, audience: Audience, where: str, post: Record
) -> Iterator[Told]:
    # A story is a picture, a thread may have none.
    media = post.get("media", post)
    media = media if isinstance(media, list) else [media]
    titles = [tidy(one.get("title") or "") for one in media]
    # Of one picture the words are the picture's own.
    text = tidy(post.get("title") or "") or next(filter(None, titles), "")
    stamp = post.get("creation_timestamp") or media[0]["creation_timestamp"]
    shown = [str(one["uri"]) for one in media if one.get("uri")]
    if not text and not shown:
        yield PostSkip(where, "nothing_in_it")
        return
    # What has no picture is known by its words.
    names = [uri.rpartition("/")[2] for uri in shown] or [text]
    yield ArchivedPost(
        id=_id(stamp, *names),
        at=of_unix(stamp),
        audience=audience,
        text=text,
        files=tuple(ArchivedFile(tails.find(uri)) for uri in shown),
    )


def _trace(kind: TraceKind, item: Record) -> Iterator[Told]:
    """A name and a link; which of them is where has changed over the years."""
    found = list(item.get("string_list_data") or ()) + list(
        (item.get("string_map_data") or {}).values()
    )
    for one in found[:1]:
        link = str(one.get("href") or "").replace("/_u/", "/")
        name = tidy(str(item.get("title") or one.get("value") or ""))
        at = of_unix(one["timestamp"]) if one.get("timestamp") else None
        if link or name:
            yield ArchivedTrace(kind, link or name, name, at)


def _id(*parts: object) -> str:
    """Facebook gives a post no name: it is known by all that makes it."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]


FORMAT: PostFormat = FileFormat("meta", knows, read, order=50)
