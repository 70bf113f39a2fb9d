"""An entry of a history as rows of a conversation's log. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.chat import Kind, counts
from leapfrog.chat_content import ChatFile
from leapfrog.chat_formats import HistoryEntry, HistoryMedia

# What stands for a file that the export was made without, in every language.
SIGNS = {
    "image": "📷",
    "video": "🎬",
    "gif": "GIF",
    "audio": "🎵",
    "voice": "🎤",
    "sticker": "🏷️",
    "file": "📎",
}
LONGEST_CARD_NAME = 255
Meta = dict[str, Any]


class LogRow(msgspec.Struct, frozen=True):
    """One row: `file` hangs on it. The first of an entry is the one that is answered."""

    kind: Kind
    body: str = ""
    meta: Meta | None = None
    file: UUID | None = None
    recalled: bool = False

    @property
    def counts(self) -> bool:
        return counts(self.kind, self.meta)


def rows_of(entry: HistoryEntry, files: Mapping[str, ChatFile]) -> list[LogRow]:
    """One row for each file that is here, else one; `files` by their paths in the export."""
    if entry.kind == "deleted":
        return [LogRow("text", recalled=True)]
    body = entry.body.replace("\0", "").strip()
    if entry.kind == "system":
        return [LogRow("system", meta={"what": "told", "text": body})]
    shown = list(_files(entry, files))
    if shown:
        # What was written to it stands with the first that can bear words.
        first = next((n for n, row in enumerate(shown) if row.kind != "voice"), None)
        if first is not None:
            shown[first] = msgspec.structs.replace(shown[first], body=body)
        elif body:
            shown.append(LogRow("text", body))
        return shown
    return [_without_file(entry, body)]


def _files(entry: HistoryEntry, files: Mapping[str, ChatFile]) -> Iterator[LogRow]:
    for media in entry.media:
        file = files.get(media.path) if media.path else None
        if file is not None:
            kept = msgspec.to_builtins(file.meta)
            yield LogRow(file.kind, meta=_marked(entry, kept), file=file.id)


def _without_file(entry: HistoryEntry, body: str) -> LogRow:
    if entry.kind == "location" and entry.place:
        return LogRow("location", meta=_marked(entry, msgspec.to_builtins(entry.place)))
    if entry.kind == "contact" and body:
        return LogRow("contact", meta={"name": body.partition("\n")[0][:LONGEST_CARD_NAME]})
    signs = [_sign(media) for media in entry.media]
    if entry.kind == "call":
        signs = ["📞"]
    elif entry.kind == "contact":
        signs = ["👤"]
    elif entry.kind == "poll":
        signs = ["📊"]
    text = "\n".join(filter(None, (*signs, body))) if entry.media else " ".join((*signs, body))
    return LogRow("text", text.strip() or "…", _marked(entry, {}) or None)


def _sign(media: HistoryMedia) -> str:
    name = media.name.replace("\0", "") or "…"
    return f"{SIGNS[media.kind]} {name}"


def _marked(entry: HistoryEntry, meta: Meta) -> Meta:
    return {**meta, "forwarded": True} if entry.forwarded is not None else meta
