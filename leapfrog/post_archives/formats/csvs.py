"""Mastodon's lists as CSV, alone or in an archive: follows, blocks, mutes, bookmarks, lists.

Known by what their first line says, or by their names where they have none.
"""

import re
from collections.abc import Callable, Iterator

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedTrace,
    PostFormat,
    Source,
    Told,
    TraceKind,
)
from leapfrog.unpacking import FileFormat, Folder, rows

_NAMES: dict[re.Pattern[str], TraceKind] = {
    re.compile(r"(?:^|/)following(_accounts)?\b[^/]*\.csv\Z"): "follow",
    re.compile(r"(?:^|/)(blocked|blocks)(_accounts)?\b[^/]*\.csv\Z"): "block",
    re.compile(r"(?:^|/)(muted|mutes)(_accounts)?\b[^/]*\.csv\Z"): "mute",
    re.compile(r"(?:^|/)(blocked_)?domain(s|_blocks)\b[^/]*\.csv\Z"): "domain",
    re.compile(r"(?:^|/)bookmarks\b[^/]*\.csv\Z"): "save",
    re.compile(r"(?:^|/)likes\b[^/]*\.csv\Z"): "like",
    re.compile(r"(?:^|/)lists\b[^/]*\.csv\Z"): "list",
}
ADDRESS = re.compile(r"@?[\w.-]+(@[\w.-]+(:\d+)?)?\Z")
_FITS: dict[TraceKind, Callable[[str], object]] = {
    "follow": ADDRESS.match,
    "block": ADDRESS.match,
    "mute": ADDRESS.match,
    "domain": re.compile(r"[\w.*-]+\.[\w-]+\Z").match,
    "save": re.compile(r"https?://\S+\Z").match,
    "like": re.compile(r"https?://\S+\Z").match,
    "list": re.compile(r".+,@?[\w.-]+(@[\w.-]+)?\Z").match,
}


def knows(folder: Folder) -> Source | None:
    return "mastodon" if any(_kind(name) for name in folder.names) else None


def read(folder: Folder) -> Iterator[Told]:
    yield ArchiveAccount()
    yield from traces(folder)


def _kind(name: str) -> TraceKind | None:
    return next((kind for pattern, kind in _NAMES.items() if pattern.search(name.lower())), None)


def traces(folder: Folder) -> Iterator[Told]:
    """Each line of each list; a heading is no line of it."""
    for name in folder.names:
        kind = _kind(name)
        for row in rows(folder, name) if kind else ():
            value = ",".join(row[:2]) if kind == "list" else row[0].strip() if row else ""
            if kind and _FITS[kind](value):
                yield ArchivedTrace(kind, value.lstrip("@"))


FORMAT: PostFormat = FileFormat("csvs", knows, read, order=60)
