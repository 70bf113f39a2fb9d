"""A message of Messenger's or Instagram's as an entry."""

from collections.abc import Iterator
from typing import Any

from leapfrog.chat_formats.media import kind_of, type_of
from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    Kind,
    MediaKind,
)
from leapfrog.chat_formats.reading import of_millis
from leapfrog.unpacking import Folder

Message = dict[str, Any]

MEDIA: dict[str, MediaKind] = {
    "photos": "image",
    "videos": "video",
    "audio_files": "voice",
    "gifs": "gif",
    "files": "file",
    "sticker": "sticker",
}
SYSTEM = ("Subscribe", "Unsubscribe")
USED = frozenset(
    {
        *MEDIA, "sender_name", "senderName", "timestamp_ms", "timestamp", "content", "text",
        "reactions", "is_unsent", "isUnsent", "media", "call_duration", "type",
        # What Facebook tells of itself, and not of the message.
        "is_geoblocked_for_viewer", "is_unsent_image_by_messenger_kid_parent",
    }
)  # fmt: skip


def stamp_of(message: Message) -> int:
    """When, in milliseconds."""
    return int(message["timestamp_ms"] if "timestamp_ms" in message else message["timestamp"])


class MetaMessages:
    """Turns the messages of one file into entries."""

    def __init__(self, folder: Folder, root: str) -> None:
        self.folder, self.root = folder, root
        self._tails: dict[str, str] = {}

    def entry(self, message: Message) -> HistoryEntry:
        media = tuple(self._media(message))
        kind = _kind(message, media)
        sender = message.get("sender_name", message.get("senderName")) or ""
        return HistoryEntry(
            at=of_millis(stamp_of(message)),
            kind=kind,
            sender="" if kind == "system" else str(sender),
            body="" if kind == "deleted" else _body(message),
            media=media,
            reactions=tuple(_reactions(message)),
            extra={key: value for key, value in message.items() if key not in USED},
        )

    def _media(self, message: Message) -> Iterator[HistoryMedia]:
        for field, kind in MEDIA.items():
            given = message.get(field) or ()
            for file in [given] if isinstance(given, dict) else given:
                yield self._file(file["uri"], kind)
        for file in message.get("media") or ():
            yield self._file(file["uri"], kind_of(file["uri"]))

    def _file(self, uri: str, kind: MediaKind) -> HistoryMedia:
        path = self._path(uri)
        name = uri.rpartition("/")[2]
        return HistoryMedia(
            kind=kind,
            path=path,
            name=name,
            type=type_of(name),
            size=self.folder.size(path) if path else None,
        )

    def _path(self, uri: str) -> str:
        """Where a file lies: its path begins in a folder that the zip may call otherwise."""
        beside = f"{self.root}/{uri.removeprefix('./')}".lstrip("/")
        for path in (uri, beside):
            if self.folder.has(path):
                return path
        if not self._tails:
            self._tails = {_tail(path): path for path in self.folder.names}
        return self._tails.get(_tail(uri), "") if uri.count("/") >= 2 else ""


def _tail(path: str) -> str:
    return "/".join(path.split("/")[-3:])


def _kind(message: Message, media: tuple[HistoryMedia, ...]) -> Kind:
    if message.get("is_unsent") or message.get("isUnsent"):
        return "deleted"
    if message.get("type") in SYSTEM:
        return "system"
    if message.get("type") == "Call" or "call_duration" in message:
        return "call"
    return media[0].kind if media else "text"


def _body(message: Message) -> str:
    """The text; a shared link stands after it, a call's length in its place."""
    said = str(message.get("content") or message.get("text") or "")
    seconds = message.get("call_duration")
    if not said and isinstance(seconds, int):
        said = f"{seconds // 60}:{seconds % 60:02}"
    share = message.get("share") or {}
    shared = [share.get("share_text"), share.get("link")]
    return "\n".join([said] * bool(said) + [part for part in shared if part and part not in said])


def _reactions(message: Message) -> Iterator[HistoryReaction]:
    for reaction in message.get("reactions") or ():
        yield HistoryReaction(str(reaction["reaction"]), str(reaction.get("actor") or ""))
