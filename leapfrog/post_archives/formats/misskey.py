"""Misskey's export of notes, and that of its kin (Sharkey, Firefish): `notes-….json`, a list.

Known from Misskey's own source, not from an export of ours. It has no name and no server, and of
what was passed on only a number.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedPoll,
    ArchivedPost,
    Kind,
    PostFormat,
    PostSkip,
    Source,
    Told,
)
from leapfrog.post_archives.formats.reading import (
    Record,
    each,
    named,
    of_iso,
    of_unix,
    safely,
    tidy,
)
from leapfrog.unpacking import FileFormat, Folder, PathTails, first_bytes

_JSON = re.compile(r"\.json\Z")
_KNOWN = re.compile(
    rb'\A\s*\[\s*\{(?=.*"fileIds"\s*:)(?=.*"renoteId"\s*:)(?=.*"visibility"\s*:)', re.S
)
_AUDIENCES: Mapping[str, Any] = {
    "public": "public",
    "home": "unlisted",
    "followers": "followers",
    "specified": "mentioned",
}


def knows(folder: Folder) -> Source | None:
    return "misskey" if _files(folder) else None


def _files(folder: Folder) -> list[str]:
    names = named(folder, _JSON) if folder.is_packed else folder.names
    return [name for name in names if _KNOWN.match(first_bytes(folder, name))]


def read(folder: Folder) -> Iterator[Told]:
    yield ArchiveAccount()
    reader = _Reader(PathTails(folder))
    for name in _files(folder):
        for place, note in each(folder, name, "item"):
            yield from safely(place, partial(reader.told, place, note))


class _Reader:
    """`own`: the numbers of notes so far; they stand from the oldest to the newest."""

    def __init__(self, tails: PathTails) -> None:
        self.tails, self.own = tails, set[str]()

    def told(self, place: str, note: Record) -> Iterator[Told]:
        number, text = str(note["id"]), tidy(note.get("text") or "")
        files = tuple(self._files(note))
        self.own.add(number)
        if note.get("renoteId") and not (text or files or note.get("poll")):
            # Where it is, and what it says, the file does not tell.
            yield PostSkip(place, "repost_unknown")
            return
        audience = _AUDIENCES[note["visibility"]]
        yield ArchivedPost(
            id=number,
            at=_time(note["createdAt"]),
            kind=self._kind(note, audience),
            audience=audience,
            text=text,
            warning=tidy(note.get("cw") or ""),
            files=files,
            poll=_poll(note.get("poll")),
        )

    def _kind(self, note: Record, audience: str) -> Kind:
        if audience == "mentioned":
            return "private"
        answers = note.get("replyId")
        return "reply" if answers and str(answers) not in self.own else "post"

    def _files(self, note: Record) -> Iterator[ArchivedFile]:
        """As newer versions tell them; of others only how many there were."""
        told = note.get("files") or [{} for _ in note.get("fileIds") or ()]
        for one in told:
            name = str(one.get("name") or one.get("url") or "").rpartition("/")[2]
            yield ArchivedFile(
                self.tails.find(name) if name else "", tidy(one.get("comment") or "")
            )


def _time(value: Any) -> datetime:
    return of_iso(value) if isinstance(value, str) else of_unix(value / 1000)


def _poll(poll: Record | None) -> ArchivedPoll | None:
    if not poll:
        return None
    votes = tuple(int(count) for count in poll.get("votes") or ())
    ends = poll.get("expiresAt")
    multiple = bool(poll.get("multiple"))
    return ArchivedPoll(
        tuple(tidy(str(one)) for one in poll["choices"]),
        votes,
        0 if multiple else sum(votes),
        _time(ends) if ends else None,
        multiple,
    )


FORMAT: PostFormat = FileFormat("misskey", knows, read, order=35)
