"""Reddit's answer to a data request: posts, comments, and what one saved, as CSV.

Known from a public program that reads these files, not from an export of ours. IP addresses, which
the files hold too, are not read.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedPost,
    ArchivedTrace,
    PostFormat,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import named, of_iso, safely, tidy
from leapfrog.unpacking import FileFormat, Folder, first_bytes, rows

Row = dict[str, str]
Reader = Callable[[Row], Iterator[Told]]
_CSV = re.compile(r"\.csv\Z", re.I)
_SAVED = re.compile(r"(?:^|/)saved_(posts|comments)\.csv\Z", re.I)
POSTS = {"id", "permalink", "date", "subreddit", "title", "url", "body"}
COMMENTS = {"id", "permalink", "date", "subreddit", "link", "parent", "body"}
HEADS = (POSTS, COMMENTS)


def knows(folder: Folder) -> Source | None:
    known = any(_columns(folder, name) >= head for name in _files(folder) for head in HEADS)
    return "reddit" if known else None


def _files(folder: Folder) -> list[str]:
    return named(folder, _CSV) if folder.is_packed else folder.names


def _columns(folder: Folder, name: str) -> set[str]:
    first = first_bytes(folder, name).decode("utf-8-sig", "replace").partition("\n")[0]
    return {cell.strip(' "\r') for cell in first.split(",")}


def read(folder: Folder) -> Iterator[Told]:
    yield ArchiveAccount()
    for name in _files(folder):
        reader = _reader(folder, name)
        found = rows(folder, name) if reader else iter(())
        keys = [cell.strip().removeprefix("\ufeff") for cell in next(found, [])]
        for number, row in enumerate(found, 2):
            if reader and any(row):
                told = partial(reader, dict(zip(keys, row, strict=False)))
                yield from safely(f"{name}, {number}", told)


def _reader(folder: Folder, name: str) -> Reader | None:
    """What reads the rows of this list; None: it is none of ours (votes, logins, ...)."""
    columns = _columns(folder, name)
    if columns >= POSTS:
        return _post
    if columns >= COMMENTS:
        return _comment
    return _saved if _SAVED.search(name) and "permalink" in columns else None


def _post(row: Row) -> Iterator[Told]:
    link = row["url"].strip()
    yield ArchivedPost(
        id=row["id"],
        at=of_iso(row["date"].strip().removesuffix(" UTC")),
        title=tidy(row["title"]),
        text=tidy(row["body"]),
        link="" if link == row["permalink"].strip() else link,
        url=row["permalink"].strip(),
    )


def _comment(row: Row) -> Iterator[Told]:
    yield ArchivedPost(
        id=row["id"],
        at=of_iso(row["date"].strip().removesuffix(" UTC")),
        kind="reply",
        text=tidy(row["body"]),
        link=row["link"].strip(),
        url=row["permalink"].strip(),
    )


def _saved(row: Row) -> Iterator[Told]:
    yield ArchivedTrace("save", row["permalink"].strip())


FORMAT: PostFormat = FileFormat("reddit", knows, read, order=46)
