"""LinkedIn's "Get a copy of your data": what one shared, said under others' posts and passed on, as
CSV.

Known from what people published of these files, not from an export of ours. Their times have no
zone: they are taken for UTC.
"""

import re
from collections.abc import Iterator
from functools import partial

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPost,
    PostFormat,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import named, of_iso, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, first_bytes, rows

Row = dict[str, str]
_CSV = re.compile(r"\.csv\Z", re.I)
SHARES = ("Date", "ShareLink", "ShareCommentary")
COMMENTS = ("Date", "Link", "Message")
REPOSTS = ("Date", "Link")
# Each line of a longer text has quotes of its own.
_BROKEN_LINE = re.compile(r'"?\n"?')
ANYBODY = frozenset(("PUBLIC", "ANYONE"))


def knows(folder: Folder) -> Source | None:
    return "linkedin" if any(_head(folder, name) == SHARES for name in _files(folder)) else None


def _files(folder: Folder) -> list[str]:
    return named(folder, _CSV) if folder.is_packed else folder.names


def _head(folder: Folder, name: str) -> tuple[str, ...]:
    """Which of the lists a file is; empty for none."""
    first = first_bytes(folder, name).decode("utf-8-sig", "replace").partition("\n")[0]
    cells = tuple(cell.strip(' "\r') for cell in first.split(","))
    if cells == REPOSTS:
        return REPOSTS if "repost" in name.lower() else ()
    return next((head for head in (SHARES, COMMENTS) if cells[: len(head)] == head), ())


def read(folder: Folder) -> Iterator[Told]:
    yield ArchiveAccount()
    readers = {SHARES: _share, COMMENTS: _comment, REPOSTS: _repost}
    for name in _files(folder):
        head = _head(folder, name)
        if not head:
            continue
        found = rows(folder, name)
        keys = [cell.strip().removeprefix("\ufeff") for cell in next(found, [])]
        for number, row in enumerate(found, 2):
            if any(row):
                told = partial(readers[head], dict(zip(keys, row, strict=False)))
                yield from safely(f"{name}, {number}", told)


def _said(text: str) -> str:
    if '"\n' in text or '\n"' in text:
        text = _BROKEN_LINE.sub("\n", text).strip('"')
    return tidy(text)


def _share(row: Row) -> Iterator[Told]:
    link, media = row.get("SharedUrl", "").strip(), row.get("MediaUrl", "").strip()
    is_public = row.get("Visibility", "").strip().upper() in ANYBODY
    yield ArchivedPost(
        id=row["ShareLink"],
        at=of_iso(row["Date"].strip()),
        audience="public" if is_public else "followers",
        text=_said(row["ShareCommentary"]),
        files=(ArchivedFile(""),) if media else (),
        link=link or (row["ShareLink"] if not row["ShareCommentary"].strip() else ""),
        url=row["ShareLink"],
    )


def _comment(row: Row) -> Iterator[Told]:
    yield ArchivedPost(
        id=f"{row['Link']} {row['Date']}",
        at=of_iso(row["Date"].strip()),
        kind="reply",
        audience="followers",
        text=_said(row["Message"]),
        link=row["Link"],
        url=row["Link"],
    )


def _repost(row: Row) -> Iterator[Told]:
    yield ArchivedPost(
        id=f"{row['Link']} {row['Date']}",
        at=of_iso(row["Date"].strip()),
        kind="repost",
        audience="followers",
        of=ArchivedOriginal(url=row["Link"]),
    )


FORMAT: PostFormat = FileFormat("linkedin", knows, read, order=45)
