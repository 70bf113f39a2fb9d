"""Histories: what people said to each other in other apps, or here, as files; read and written.

Pure: a file in, a stream of values out, and back. A gigabyte needs no more memory than a page.
See docs/chat-imports.md for what each app's export holds, docs/chat-export.md for ours.
"""

from leapfrog.chat_formats.detection import format_of, read
from leapfrog.chat_formats.model import (
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
from leapfrog.chat_formats.writing import (
    ExportedConversation,
    JsonExport,
    PageOptions,
    bundle,
    safe_name,
    words_of,
)
from leapfrog.unpacking import Folder

__all__ = [
    "ExportedConversation",
    "Folder",
    "GeoPoint",
    "HistoryEntry",
    "HistoryMedia",
    "HistoryReaction",
    "HistorySkip",
    "HistoryThread",
    "JsonExport",
    "Kind",
    "PageOptions",
    "ReadOptions",
    "Speaker",
    "Told",
    "bundle",
    "format_of",
    "read",
    "safe_name",
    "words_of",
]
