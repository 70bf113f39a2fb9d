"""Pixelfed's export: `pixelfed-statuses.json`, a list, and lists of addresses. It holds no picture.

Known from Pixelfed's own source, not from an export of ours.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from leapfrog.post_archives.formats.html import text_of
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedPost,
    ArchivedTrace,
    Kind,
    PostFormat,
    PostSkip,
    Source,
    Told,
    TraceKind,
)
from leapfrog.post_archives.formats.reading import Record, each, named, of_iso, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, PathTails, first_bytes

_JSON = re.compile(r"\.json\Z")
_KNOWN = re.compile(rb'\A\s*\[\s*\{.{0,20000}?"shortcode"\s*:.*"pf_type"\s*:', re.S)
_FOLLOWING = re.compile(r"(?:^|/)pixelfed-following\.json\Z")
_AWAY = re.compile(r"(?:^|/)muted-and-blocked-accounts\.json\Z")
_AUDIENCES: Mapping[str, Any] = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "followers",
    "direct": "mentioned",
}


def knows(folder: Folder) -> Source | None:
    found = _files(folder) or named(folder, _FOLLOWING) or named(folder, _AWAY)
    return "pixelfed" if found else None


def _files(folder: Folder) -> list[str]:
    names = named(folder, _JSON) if folder.is_packed else folder.names
    return [name for name in names if _KNOWN.match(first_bytes(folder, name))]


def read(folder: Folder) -> Iterator[Told]:
    files, tails = _files(folder), PathTails(folder)
    yield ArchiveAccount(_name(folder, files))
    for name in files:
        for place, status in each(folder, name, "item"):
            yield from safely(place, partial(_told, place, status, tails))
    for name in named(folder, _FOLLOWING):
        yield from _traces(folder, name, "item", "follow")
    for name in named(folder, _AWAY):
        yield from _traces(folder, name, "muted.item", "mute")
        yield from _traces(folder, name, "blocked.item", "block")


def _traces(folder: Folder, name: str, place: str, kind: TraceKind) -> Iterator[Told]:
    for where, value in each(folder, name, place):
        if isinstance(value, str) and value:
            yield ArchivedTrace(kind, value)
        else:
            yield PostSkip(where, "odd_post")


def _name(folder: Folder, files: list[str]) -> str:
    """`user@domain`, as the first post says it."""
    for name in files:
        for _, account in each(folder, name, "item.account"):
            named_ = str((account or {}).get("username") or "")
            domain = str((account or {}).get("url") or "").partition("://")[2].partition("/")[0]
            return f"{named_}@{domain}" if named_ and domain else named_
    return ""


def _told(place: str, status: Record, tails: PathTails) -> Iterator[Told]:
    audience = _AUDIENCES[status["visibility"]]
    text = tidy(status.get("content_text") or text_of(status.get("content") or "", {}))
    files = tuple(_files_of(status, tails))
    if not text and not files:
        # A share has only a number of what was shared.
        yield PostSkip(place, "repost_unknown")
        return
    kind: Kind = "reply" if status.get("in_reply_to_id") else "post"
    warning = tidy(status.get("spoiler_text") or "")
    yield ArchivedPost(
        id=str(status["url"]),
        at=of_iso(status["created_at"]),
        kind="private" if audience == "mentioned" else kind,
        audience=audience,
        text=text,
        warning=warning or ("⚠" if status.get("sensitive") else ""),
        files=files,
        url=str(status["url"]),
    )


def _files_of(status: Record, tails: PathTails) -> Iterator[ArchivedFile]:
    for one in status.get("media_attachments") or ():
        name = str(one.get("url") or "").partition("?")[0].rpartition("/")[2]
        alt = tidy(one.get("description") or "")
        yield ArchivedFile(tails.find(name) if name else "", alt)


FORMAT: PostFormat = FileFormat("pixelfed", knows, read, order=36)
