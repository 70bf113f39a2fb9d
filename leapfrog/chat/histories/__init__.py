"""Histories: what people said to each other in other apps, or here, as files; read and written.

Pure: a file in, a stream of values out, and back. A gigabyte needs no more memory than a page.
See docs/chat-imports.md for what each app's export holds, docs/chat-export.md for ours.
"""

from leapfrog.chat.histories.model import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Kind,
    ReadOptions,
    Speaker,
    Told,
)
from leapfrog.chat.histories.read import format_of, read
from leapfrog.kernel.unpacking import Folder

__all__ = [
    "Folder",
    "GeoPoint",
    "HistoryEntry",
    "HistoryMedia",
    "HistoryReaction",
    "HistorySkip",
    "HistoryThread",
    "Kind",
    "ReadOptions",
    "Speaker",
    "Told",
    "format_of",
    "read",
]
