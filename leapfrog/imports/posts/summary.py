"""What an archive holds, found out by reading all of it once."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec

from leapfrog.imports.model import MOST_REMARKS, ImportRemark, name_of
from leapfrog.imports.posts.model import MOST_POSTS, post_id
from leapfrog.post_archives import (
    MOST_TRACES,
    ArchiveAccount,
    ArchivedPost,
    ArchivedTrace,
    Kind,
    PostSkip,
    Source,
    Told,
    TraceKind,
    source_of,
)
from leapfrog.unpacking import Folder, UnreadableFile


class PostArchiveSummary(msgspec.Struct):
    """`ids`: under which ids its posts would be here, by kind. `unread`: records that could not be
    read, by why.
    """

    source: Source
    account: str = ""
    ids: dict[Kind, list[UUID]] = msgspec.field(default_factory=dict)
    traces: Counter[TraceKind] = msgspec.field(default_factory=Counter)
    files: int = 0
    missing: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    unread: Counter[str] = msgspec.field(default_factory=Counter)
    remarks: list[ImportRemark] = []

    def take(self, owner: UUID, told: Told) -> None:
        match told:
            case ArchiveAccount():
                self.account = name_of(told.name)
            case ArchivedPost():
                self._sent(owner, told)
            case ArchivedTrace():
                self.traces[told.kind] += 1
                if self.traces.total() > MOST_TRACES:
                    raise UnreadableFile("too_many_posts", "There is too much in this archive.")
            case PostSkip():
                self.unread[told.reason] += 1
                if len(self.remarks) < MOST_REMARKS:
                    self.remarks.append(ImportRemark(name_of(told.place), told.reason))

    def _sent(self, owner: UUID, sent: ArchivedPost) -> None:
        self.ids.setdefault(sent.kind, []).append(post_id(owner, self.source, sent))
        if sum(map(len, self.ids.values())) > MOST_POSTS:
            raise UnreadableFile("too_many_posts", "There is too much in this archive.")
        self.files += sum(1 for file in sent.files if file.path)
        self.missing += sum(1 for file in sent.files if not file.path)
        self.first_at = min(self.first_at or sent.at, sent.at)
        self.last_at = max(self.last_at or sent.at, sent.at)


def summarise(path: Path, name: str, owner: UUID) -> PostArchiveSummary:
    """Reads the whole file. Raises `UnreadableFile`."""
    with path.open("rb") as file:
        folder = Folder(file, name)
        source, read = source_of(folder)
        summary = PostArchiveSummary(source)
        for told in read(folder):
            summary.take(owner, told)
    if not summary.ids and not summary.traces:
        raise UnreadableFile("nothing_shown", "There is no post in this file.")
    return summary
