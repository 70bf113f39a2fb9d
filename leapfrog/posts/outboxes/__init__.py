"""Outboxes: what somebody showed in other places, as the files that those give to their people.

Pure: a file in, a stream of values out. See docs/post-archives.md for what each of them holds.
"""

from leapfrog.posts.outboxes.model import (
    Account,
    Asked,
    Kind,
    Original,
    Sent,
    SentFile,
    Skipped,
    Source,
    Told,
    Trace,
    TraceKind,
)
from leapfrog.posts.outboxes.read import read, source_of

__all__ = [
    "Account",
    "Asked",
    "Kind",
    "Original",
    "Sent",
    "SentFile",
    "Skipped",
    "Source",
    "Told",
    "Trace",
    "TraceKind",
    "read",
    "source_of",
]
