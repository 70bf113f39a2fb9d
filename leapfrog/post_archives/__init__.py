"""Archives of posts: what other places and we write into them (`formats`, `writing`); from where
posts are; and what somebody did elsewhere beside showing them.

`known`, `bring_traces`, `note_origins` and `take_away` are for `leapfrog.imports`, which brings
such an archive in.
"""

from leapfrog.post_archives.archive import RECORD_SETS
from leapfrog.post_archives.formats import (
    ArchiveAccount,
    ArchivedFile,
    ArchivedPost,
    ArchivedTrace,
    Kind,
    PostSkip,
    Source,
    Told,
    TraceKind,
    read,
    source_of,
)
from leapfrog.post_archives.keeping_away import bring_traces, met
from leapfrog.post_archives.model import MOST_TRACES
from leapfrog.post_archives.removal import take_away
from leapfrog.post_archives.sources import Origin, known, origins
from leapfrog.post_archives.store import BroughtPostRow
from leapfrog.post_archives.store import note as note_origins
from leapfrog.post_archives.store_traces import kinds_of_import as traces_of_import

__all__ = [
    "MOST_TRACES",
    "RECORD_SETS",
    "ArchiveAccount",
    "ArchivedFile",
    "ArchivedPost",
    "ArchivedTrace",
    "BroughtPostRow",
    "Kind",
    "Origin",
    "PostSkip",
    "Source",
    "Told",
    "TraceKind",
    "bring_traces",
    "known",
    "met",
    "note_origins",
    "origins",
    "read",
    "source_of",
    "take_away",
    "traces_of_import",
]
