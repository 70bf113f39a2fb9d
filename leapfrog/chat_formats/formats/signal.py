"""Signal's plaintext export: JSON lines, each a frame of its backup (`Backup.proto`).

Known from Signal's own description of a backup's frames and the examples beside it, not from an
export of ours. Where its files lie is described nowhere: a message says that there was one.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from leapfrog.chat_formats.grouping import ThreadSpool
from leapfrog.chat_formats.media import kind_of
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistorySkip,
    HistoryThread,
    Kind,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ODD, ThreadPeople, ending, of_millis, safely, whole
from leapfrog.unpacking import FileFormat, Folder, first_bytes, lines

Frame = dict[str, Any]
_KNOWN = re.compile(rb'\A\s*\{[^\n]{0,2000}"backupTimeMs"\s*:')
_TYPES: dict[str, MediaKind] = {"image": "image", "video": "video", "audio": "audio"}
_FLAGS: dict[str, MediaKind] = {"VOICE_MESSAGE": "voice", "GIF": "gif", "BORDERLESS": "sticker"}
_CALLS = ("individualCall", "groupCall")
# What an item is, as the first of these that it has.
_ITEMS = (
    "standardMessage", "contactMessage", "stickerMessage", "remoteDeletedMessage", "updateMessage",
    "paymentNotification", "giftBadge", "viewOnceMessage", "directStoryReplyMessage", "poll",
)  # fmt: skip
_USED = frozenset(("text", "attachments", "quote", "reactions"))


def knows(folder: Folder) -> bool:
    """Whether the first line of a file is that of a backup."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".jsonl"):
        if _KNOWN.match(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every chat of the backup. Its messages stand in one row, by time."""
    for name in _files(folder):
        with ThreadSpool() as spool, closing(folder.open(name)) as content:
            book = SignalBook()
            for number, line in enumerate(lines(content), 1):
                if line.strip():
                    yield from _frame(line, f"{name}, line {number}", book, spool)
            for chat in spool.threads:
                yield from _chat(chat, book, spool)


class SignalBook:
    """Who is who: recipients by their number, and of whom each chat is."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.groups: set[str] = set()
        self.own = ""
        self.own_name = ""
        self.chats: dict[str, str] = {}

    def recipient(self, told: Frame) -> None:
        """Somebody, a group, or the owner."""
        number = str(told["id"])
        if "self" in told:
            self.own = number
        elif group := told.get("group"):
            self.groups.add(number)
            self.names[number] = str(
                ((group.get("snapshot") or {}).get("title") or {}).get("title")
            )
        elif contact := told.get("contact"):
            self.names[number] = _name(contact)
        elif "releaseNotes" in told:
            self.names[number] = "Signal"

    def name(self, number: str) -> str:
        """What somebody is called, as far as the backup tells."""
        return (self.own_name if number == self.own else self.names.get(number, "")) or number


def _name(contact: Frame) -> str:
    """As Signal shows them: how the owner calls them, the address book, they themselves."""
    nickname = contact.get("nickname") or {}
    pairs = [
        (nickname.get("given"), nickname.get("family")),
        (contact.get("systemGivenName"), contact.get("systemFamilyName")),
        (contact.get("profileGivenName"), contact.get("profileFamilyName")),
    ]
    names = [" ".join(filter(None, pair)) for pair in pairs]
    number = contact.get("e164")
    names += [str(contact.get("username") or ""), f"+{number}" if number else ""]
    return next(filter(None, names), "")


def _frame(line: str, place: str, book: SignalBook, spool: ThreadSpool) -> Iterator[Told]:
    """Notes what a line tells; a message goes to the others of its chat."""
    try:
        frame = msgspec.json.decode(line)
        if account := frame.get("account"):
            named = (account.get("givenName"), account.get("familyName"))
            book.own_name = " ".join(filter(None, named)) or str(account.get("username") or "")
        elif recipient := frame.get("recipient"):
            book.recipient(recipient)
        elif chat := frame.get("chat"):
            book.chats[str(chat["id"])] = str(chat["recipientId"])
        elif item := frame.get("chatItem"):
            spool.add(str(item["chatId"]), [place, item])
    except (*ODD, msgspec.DecodeError):
        yield HistorySkip(place, "odd_message")


def _chat(chat: str, book: SignalBook, spool: ThreadSpool) -> Iterator[Told]:
    of = book.chats.get(chat, "")
    title = book.name(of) if of else ""
    yield HistoryThread(source="signal", id=chat, title=title, group=of in book.groups)
    people = ThreadPeople()
    for place, item in spool.records(chat):
        yield from safely(place, partial(_told, item, book, people))


def _told(item: Frame, book: SignalBook, people: ThreadPeople) -> Iterator[Told]:
    what = _what(item)
    message = item[what]
    kind = _kind(what, message)
    author = str(item.get("authorId") or "")
    sender = "" if kind == "system" else author
    revisions = item.get("revisions") or ()
    said = int(revisions[0]["dateSent"] if revisions else item["dateSent"])
    reactions = tuple(_reactions(message))
    for key in (sender, *(one.by for one in reactions)):
        yield from people.meet(key, book.name(key))
    quote = message.get("quote") or {}
    target = quote.get("targetSentTimestamp")
    yield HistoryEntry(
        at=of_millis(said),
        kind=kind,
        sender=sender,
        body=_words(what, message),
        # Signal knows a message by who sent it, and when.
        id=f"{author}/{said}",
        media=tuple(_media(what, message)),
        reply_to=f"{quote.get('authorId')}/{target}" if target else "",
        reactions=reactions,
        edited=bool(revisions),
        edited_at=_edited(item) if revisions else None,
        extra=_extra(what, message),
    )


def _what(item: Frame) -> str:
    """Of which kind it is. Raises `ValueError` for one that is newer than this."""
    for name in _ITEMS:
        if name in item:
            return name
    raise ValueError("an item of no kind that we know")


def _edited(item: Frame) -> datetime:
    return of_millis(int(item["dateSent"]))


def _kind(what: str, message: Frame) -> Kind:
    if what == "updateMessage":
        return "call" if any(call in message for call in _CALLS) else "system"
    kinds: dict[str, Kind] = {
        "contactMessage": "contact",
        "stickerMessage": "sticker",
        "remoteDeletedMessage": "deleted",
        "poll": "poll",
        "viewOnceMessage": "image",
    }
    if what in kinds:
        return kinds[what]
    media = [one.kind for one in _media(what, message)]
    return media[0] if media else "text"


def _words(what: str, message: Frame) -> str:
    match what:
        case "standardMessage":
            return str((message.get("text") or {}).get("body") or "")
        case "directStoryReplyMessage":
            reply = (message.get("textReply") or {}).get("text") or {}
            return str(reply.get("body") or message.get("emoji") or "")
        case "stickerMessage":
            return str((message.get("sticker") or {}).get("emoji") or "")
        case "contactMessage":
            return _card(message.get("contact") or {})
        case "poll":
            options = message.get("options") or ()
            told = [f"• {one['option']} ({len(one.get('votes') or ())})" for one in options]
            return "\n".join((str(message["question"]), *told))
        case "updateMessage":
            return _happened(message)
    return ""


def _card(contact: Frame) -> str:
    name = contact.get("name") or {}
    named = " ".join(filter(None, (name.get("givenName"), name.get("familyName"))))
    numbers = [str(one.get("value") or "") for one in contact.get("number") or ()]
    return "\n".join(filter(None, (named or name.get("nickname") or "", *numbers)))


def _happened(message: Frame) -> str:
    """What happened, by Signal's own word: `expiration timer change`, `identity update`."""
    what = next(iter(message), "")
    kind = (message[what] or {}).get("type") if isinstance(message.get(what), dict) else ""
    word = str(kind or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", what))
    return word.replace("_", " ").lower()


def _media(what: str, message: Frame) -> Iterator[HistoryMedia]:
    if what == "stickerMessage":
        yield HistoryMedia(kind="sticker")
    attached = message.get("attachments") or () if what == "standardMessage" else ()
    if what == "viewOnceMessage":
        attached = [message.get("attachment") or {}]
    for one in attached:
        pointer = one.get("pointer") or {}
        name, type_ = str(pointer.get("fileName") or ""), str(pointer.get("contentType") or "")
        kind = _FLAGS.get(str(one.get("flag"))) or _TYPES.get(type_.partition("/")[0])
        size = (pointer.get("locatorInfo") or {}).get("size")
        yield HistoryMedia(
            kind=kind or kind_of(name),
            name=name,
            type=type_,
            size=whole(int(size)) if size else None,
            width=whole(pointer.get("width")),
            height=whole(pointer.get("height")),
        )


def _reactions(message: Frame) -> Iterator[HistoryReaction]:
    for one in message.get("reactions") or ():
        yield HistoryReaction(str(one["emoji"]), str(one["authorId"]))


def _extra(what: str, message: Frame) -> Frame:
    """All that there is no place for; of a text its form, too."""
    if what == "standardMessage":
        extra = {key: value for key, value in message.items() if key not in _USED}
        text = message.get("text") or {}
        return {**extra, "text": text} if text.get("bodyRanges") else extra
    return {} if what == "remoteDeletedMessage" else {what: message}


FORMAT: ChatFormat = FileFormat("signal", knows, read, order=22)
