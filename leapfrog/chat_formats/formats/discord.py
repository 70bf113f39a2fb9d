"""Discord, whose own package has only what one said oneself: the JSON of DiscordChatExporter, a
file a channel, with the files that it fetched beside it.

Known from that program's own source, not from an export of ours.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any
from urllib.parse import unquote

from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    Kind,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, headed_thread, of_iso, whole
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

Message = dict[str, Any]
_KNOWN = re.compile(rb'"guild"\s*:\s*\{.{0,20000}?"channel"\s*:\s*\{', re.S)
HEAD = ("guild.id", "guild.name", "channel.id", "channel.type", "channel.name")
PLACES = frozenset((*HEAD, "messages.item"))
# What people say; all else is told by Discord itself.
SAID = frozenset(("Default", "Reply", "0", "19", "20", "23", "ChatInputCommand"))
NO_GUILD = "0"
USED = frozenset(
    {
        "id", "type", "timestamp", "timestampEdited", "callEndedTimestamp", "content", "author",
        "attachments", "stickers", "reactions", "reference", "forwardedMessage", "mentions",
        "inlineEmojis",
    }
)  # fmt: skip
_VOICE = "voice-message.ogg"


def knows(folder: Folder) -> bool:
    """Whether a JSON has a guild and a channel."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".json"):
        if _KNOWN.search(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread a channel."""
    attached = AttachedFiles(folder)
    for name in _files(folder):
        with closing(folder.open(name)) as content:
            tell = partial(_told, attached=attached)
            yield from headed_thread(values(content, PLACES), name, _thread, tell)


def _thread(head: dict[str, str]) -> HistoryThread:
    is_direct = head.get("guild.id") == NO_GUILD
    named = head.get("channel.name", "")
    title = named if is_direct else f"{head.get('guild.name', '')} #{named}".strip()
    group = not is_direct or "Group" in head.get("channel.type", "")
    return HistoryThread(source="discord", id=head.get("channel.id", ""), title=title, group=group)


def _told(message: Message, people: ThreadPeople, attached: AttachedFiles) -> Iterator[Told]:
    reactions = list(_reactions(message))
    named = [message["author"], *(user for user, _ in reactions)]
    media = tuple(_media(message, attached))
    kind = _kind(message, media)
    sender = "" if kind == "system" else str(message["author"]["id"])
    for one in named if sender else named[1:]:
        if one:
            yield from people.meet(str(one["id"]), str(one.get("nickname") or one["name"]))
    edited = message.get("timestampEdited")
    reference = message.get("reference") or {}
    is_forward = reference.get("type") == "Forward" or "forwardedMessage" in message
    yield HistoryEntry(
        at=of_iso(message["timestamp"]),
        kind=kind,
        sender=sender,
        body=_words(message),
        id=str(message["id"]),
        media=media,
        reply_to="" if is_forward else str(reference.get("messageId") or ""),
        reactions=tuple(reaction for _, reaction in reactions),
        edited=bool(edited),
        edited_at=of_iso(edited) if edited else None,
        forwarded="" if is_forward else None,
        extra=_extra(message),
    )


def _kind(message: Message, media: tuple[HistoryMedia, ...]) -> Kind:
    if message["type"] == "Call":
        return "call"
    if str(message["type"]) not in SAID:
        return "system"
    return media[0].kind if media else "text"


def _words(message: Message) -> str:
    """What was said or passed on; of a message of nothing else, what its embeds say."""
    forwarded = message.get("forwardedMessage") or {}
    said = [str(message.get("content") or ""), str(forwarded.get("content") or "")]
    if not any(said):
        for embed in message.get("embeds") or ():
            said += [str(embed.get(key) or "") for key in ("title", "description", "url")]
    return "\n".join(filter(None, said))


def _media(message: Message, attached: AttachedFiles) -> Iterator[HistoryMedia]:
    for part in (message, message.get("forwardedMessage") or {}):
        for one in part.get("attachments") or ():
            name = str(one.get("fileName") or "")
            kind: MediaKind | None = "voice" if name == _VOICE else None
            path, size = _path(one.get("url")), whole(one.get("fileSizeBytes"))
            yield attached.media(path, kind, name=name, size=size)
        for one in part.get("stickers") or ():
            name = str(one.get("name") or "")
            yield attached.media(_path(one.get("sourceUrl")), "sticker", name=name)


def _path(url: Any) -> str:
    """Where a file was put that was fetched; what was not is an address."""
    text = str(url or "")
    return "" if "://" in text else unquote(text)


def _reactions(message: Message) -> Iterator[tuple[Message | None, HistoryReaction]]:
    """Those whose givers are known one by one, then how many more there are."""
    for reaction in message.get("reactions") or ():
        emoji = str(reaction["emoji"]["name"])
        users = reaction.get("users") or ()
        for user in users:
            yield user, HistoryReaction(emoji, str(user["id"]))
        more = (whole(reaction.get("count")) or 0) - len(users)
        if more > 0:
            yield None, HistoryReaction(emoji, count=more)


def _extra(message: Message) -> Message:
    """What says something, and has no other place."""
    extra = {key: value for key, value in message.items() if key not in USED and value}
    if ended := message.get("callEndedTimestamp"):
        extra["callEndedTimestamp"] = ended
    if str(message["type"]) not in SAID:
        extra["type"] = message["type"]
    return extra


FORMAT: ChatFormat = FileFormat("discord", knows, read, order=24)
