"""Formats: what somebody showed in other places, as the files that those give to their people.

Pure: a file in, a stream of values out. See docs/post-archives.md for what each of them holds.
"""

from leapfrog.post_archives.formats.detection import read, source_of
from leapfrog.post_archives.formats.model import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedOriginal,
    ArchivedPoll,
    ArchivedPost,
    ArchivedTrace,
    Kind,
    PostSkip,
    Source,
    Told,
    TraceKind,
)

__all__ = [
    "ArchiveAccount",
    "ArchivedFile",
    "ArchivedOriginal",
    "ArchivedPoll",
    "ArchivedPost",
    "ArchivedTrace",
    "Kind",
    "PostSkip",
    "Source",
    "Told",
    "TraceKind",
    "read",
    "source_of",
]
