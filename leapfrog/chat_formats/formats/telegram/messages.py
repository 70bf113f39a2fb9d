"""A message of Telegram's as an entry."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from leapfrog.chat_formats.media import kind_of, type_of
from leapfrog.chat_formats.model import (
    GeoPoint,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    Kind,
    MediaKind,
    ReadOptions,
)
from leapfrog.chat_formats.reading import of_unix, whole
from leapfrog.unpacking import Folder

Message = dict[str, Any]

MEDIA: dict[str, MediaKind] = {
    "animation": "gif",
    "audio_file": "audio",
    "sticker": "sticker",
    "video_file": "video",
    "video_message": "video",
    "voice_message": "voice",
}
# Kinds of text that say no more than the text itself.
PLAIN = frozenset(
    {"plain", "link", "mention", "hashtag", "cashtag", "bot_command", "email", "phone", "bank_card"}
)
USED = frozenset(
    {
        "id", "type", "date", "date_unixtime", "edited", "edited_unixtime", "from", "from_id",
        "actor", "actor_id", "action", "text", "text_entities", "reply_to_message_id",
        "forwarded_from", "photo", "photo_file_size", "width", "height", "file", "file_name",
        "file_size", "media_type", "mime_type", "duration_seconds", "reactions",
        "location_information", "place_name", "address", "poll", "contact_information",
        "thumbnail", "thumbnail_file_size", "sticker_emoji",
    }
)  # fmt: skip


def key_of(message: Message, who: str = "from") -> str:
    """Who speaks: their id; their name where an old export has no ids."""
    return str(message.get(f"{who}_id") or message.get(who) or "")


class TelegramMessages:
    """Turns messages of one file into entries; `root` is the folder that its paths begin at."""

    def __init__(self, folder: Folder, root: str, options: ReadOptions) -> None:
        self.folder, self.options = folder, options
        self.root = f"{root}/" if root else ""

    def entry(self, message: Message) -> HistoryEntry:
        at = self._time(message, "date")
        if at is None:
            raise ValueError("a message without a time")
        is_service = message.get("type") == "service"
        media = () if is_service else tuple(self._media(message))
        kind = _service_kind(message) if is_service else _kind(message, media)
        forwarded = "forwarded_from" in message
        return HistoryEntry(
            at=at,
            kind=kind,
            sender="" if kind == "system" else key_of(message, "actor" if is_service else "from"),
            body=_service(message) if is_service else _body(message),
            id=str(message.get("id", "")),
            media=media,
            place=_place(message),
            reply_to=str(message.get("reply_to_message_id") or ""),
            reactions=tuple(_reactions(message)),
            edited="edited" in message or "edited_unixtime" in message,
            edited_at=self._time(message, "edited"),
            forwarded=str(message["forwarded_from"] or "") if forwarded else None,
            extra=_extra(message, is_service=is_service),
        )

    def _time(self, message: Message, field: str) -> datetime | None:
        stamp, written = message.get(f"{field}_unixtime"), message.get(field)
        if stamp is not None:
            return of_unix(int(stamp))
        if written is None:
            return None
        naive = datetime.fromisoformat(written)
        return naive.replace(tzinfo=self.options.zone).astimezone(UTC)

    def _media(self, message: Message) -> Iterator[HistoryMedia]:
        if photo := message.get("photo"):
            yield self._file(message, "image", str(photo), "photo_file_size", "image/jpeg")
        if file := message.get("file"):
            kind = MEDIA.get(str(message.get("media_type")), "file")
            yield self._file(message, kind, str(file), "file_size", "")

    def _file(
        self, message: Message, kind: MediaKind, path: str, size: str, type_: str
    ) -> HistoryMedia:
        path = self.root + path
        name = str(message.get("file_name") or path.rsplit("/", 1)[-1])
        there = self.folder.has(path)
        seconds = message.get("duration_seconds")
        return HistoryMedia(
            kind=kind,
            path=path if there else "",
            # What was left out has a sentence of Telegram's in place of its path.
            name="" if name.startswith("(File ") else name,
            type=str(message.get("mime_type") or type_ or type_of(name)),
            size=self.folder.size(path) if there else whole(message.get(size)),
            width=whole(message.get("width")),
            height=whole(message.get("height")),
            duration_ms=(whole(seconds) or 0) * 1000 or None,
        )


def _kind(message: Message, media: tuple[HistoryMedia, ...]) -> Kind:
    for field, kind in _KINDS.items():
        if field in message:
            return kind
    if media and media[0].kind == "file" and "media_type" not in message:
        # A picture that was sent as a file: a file, unless it can be shown no other way.
        return "image" if kind_of(media[0].name) == "image" else "file"
    return media[0].kind if media else "text"


_KINDS: dict[str, Kind] = {
    "location_information": "location",
    "contact_information": "contact",
    "poll": "poll",
}


def _body(message: Message) -> str:
    """The text; for a poll, a contact or a sticker what it says."""
    said = _text(message.get("text", ""))
    contact, poll = message.get("contact_information"), message.get("poll")
    if isinstance(contact, dict):
        name = f"{contact.get('first_name', '')} {contact.get('last_name', '')}".strip()
        return "\n".join(filter(None, (said, name, str(contact.get("phone_number", "")))))
    if isinstance(poll, dict):
        answers = [
            f"• {_text(answer.get('text', ''))} ({answer.get('voters', 0)})"
            for answer in poll.get("answers") or ()
        ]
        return "\n".join(filter(None, (said, _text(poll.get("question", "")), *answers)))
    return said or str(message.get("sticker_emoji") or "")


def _text(text: Any) -> str:
    """Pieces of text in one; a link behind other words stands after them."""
    if not isinstance(text, list):
        return str(text or "")
    return "".join(map(_piece, text))


def _piece(piece: Any) -> str:
    if not isinstance(piece, dict):
        return str(piece)
    words, link = str(piece.get("text", "")), piece.get("href")
    return f"{words} ({link})" if link and link != words else words


def _place(message: Message) -> GeoPoint | None:
    found = message.get("location_information")
    if not found:
        return None
    name, address = message.get("place_name") or "", message.get("address") or ""
    return GeoPoint(float(found["latitude"]), float(found["longitude"]), str(name), str(address))


def _reactions(message: Message) -> Iterator[HistoryReaction]:
    """Those whose givers are known one by one, then how many more there are."""
    for reaction in message.get("reactions") or ():
        emoji = str(reaction.get("emoji") or reaction.get("document_id") or "⭐")
        known = [key for key in map(key_of, reaction.get("recent") or ()) if key]
        for key in known:
            yield HistoryReaction(emoji, key)
        more = (whole(reaction.get("count")) or 0) - len(known)
        if more > 0:
            yield HistoryReaction(emoji, count=more)


def _service_kind(message: Message) -> Kind:
    return "call" if message.get("action") == "phone_call" else "system"


def _service(message: Message) -> str:
    """What happened, in words: `Anna: invite members Bob, Cara`."""
    action = str(message.get("action", "")).replace("_", " ")
    parts = [action, _text(message.get("title", "")), _text(message.get("text", ""))]
    members = ", ".join(str(who) for who in message.get("members") or () if who)
    what = " ".join(part for part in (*parts, members) if part)
    actor = message.get("actor")
    return f"{actor}: {what}" if actor and action != "phone call" else what


def _extra(message: Message, *, is_service: bool) -> Message:
    extra = {key: value for key, value in message.items() if key not in USED}
    if is_service:
        extra["action"] = message.get("action")
        extra["actor_id"] = message.get("actor_id")
    text = message.get("text")
    if isinstance(text, list) and any(_is_formatted(piece) for piece in text):
        extra["text"] = text
    for field in ("poll", "contact_information"):
        if field in message:
            extra[field] = message[field]
    return extra


def _is_formatted(piece: Any) -> bool:
    return isinstance(piece, dict) and piece.get("type") not in PLAIN
