"""Our JSON: one object for a conversation, written piece by piece. See docs/chat-export.md."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from leapfrog.chat_formats.formats.leapfrog import MARK, VERSION
from leapfrog.chat_formats.model import HistoryEntry, HistoryThread, Source, Speaker


class JsonExport(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation as a file: who was in it, and all that was said, the oldest first."""

    format: Literal["leapfrog-chat"]
    version: Literal[1]
    source: Source
    id: str = ""
    title: str = ""
    group: bool = False
    app: str = ""
    people: list[Speaker] = []
    messages: list[HistoryEntry] = []


def json_head(thread: HistoryThread, people: Sequence[Speaker]) -> bytes:
    """All that stands before the messages."""
    told = msgspec.structs.asdict(thread)
    head = JsonExport(format=MARK, version=VERSION, **told, people=list(people))
    return msgspec.json.encode(head).removesuffix(b"]}") + b"\n"


def json_entry(entry: HistoryEntry, *, first: bool) -> bytes:
    return (b"" if first else b",\n") + msgspec.json.encode(entry)


def json_tail() -> bytes:
    return b"\n]}\n"
