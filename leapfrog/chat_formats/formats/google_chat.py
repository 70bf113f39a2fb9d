"""Google Chat, and what was Hangouts before, as Google Takeout has it: a folder for each
conversation, with `messages.json`, `group_info.json` and its files.

Known from what others published of such folders, not from a takeout of ours. Days are read as
English and British accounts have them.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from typing import Any

import msgspec

from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, safely
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

Message = dict[str, Any]
_KNOWN = re.compile(rb'\A\s*\{\s*"messages"\s*:\s*\[\s*\{.{0,20000}?"created_date"\s*:', re.S)
_DATE = re.compile(
    r"(?:\w+, )?(?:(?P<month>[A-Z][a-z]+) (?P<day>\d{1,2}), (?P<year>\d{4})"
    r"|(?P<day2>\d{1,2}) (?P<month2>[A-Z][a-z]+) (?P<year2>\d{4}))(?: at|,)? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d\d):(?P<second>\d\d)\s?(?P<half>[AaPp][Mm])?\s?UTC\Z"
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
USED = frozenset(
    {
        "creator", "created_date", "updated_date", "text", "message_id", "topic_id", "reactions",
        "attached_files", "quoted_message_metadata", "message_state",
    }
)  # fmt: skip
MOST_MEMBERS = 2_000


class ChatGroup(msgspec.Struct, frozen=True):
    """What `group_info.json` says: a name, which conversations of two have none, and the names of
    its people by their addresses.
    """

    name: str = ""
    members: dict[str, str] = {}


def knows(folder: Folder) -> bool:
    """Whether a `messages.json` has Google's fields."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in folder.names:
        meant = not folder.is_packed or name.rpartition("/")[2] == "messages.json"
        if meant and _KNOWN.match(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread a folder."""
    attached = AttachedFiles(folder)
    owners = set(_owners(folder))
    for name in _files(folder):
        root = name.rpartition("/")[0]
        group = _group(folder, root)
        others = [said for email, said in group.members.items() if email not in owners]
        is_space = root.rpartition("/")[2].startswith("Space")
        yield HistoryThread(
            source="googlechat",
            id=root.rpartition("/")[2],
            title=group.name or ", ".join(others),
            group=is_space or len(group.members) > 2,
        )
        messages = GoogleMessages(attached, root, group)
        with closing(folder.open(name)) as content:
            for number, (_, message) in enumerate(values(content, ("messages.item",)), 1):
                yield from safely(f"{name}, message {number}", partial(messages.told, message))


def _owners(folder: Folder) -> Iterator[str]:
    """The address of whose takeout it is."""
    for name in folder.names:
        if folder.is_packed and name.rpartition("/")[2] == "user_info.json":
            with closing(folder.open(name)) as content:
                yield from (str(one) for _, one in values(content, ("user.email",)))


def _group(folder: Folder, root: str) -> ChatGroup:
    path = f"{root}/group_info.json".lstrip("/")
    if not folder.is_packed or not folder.has(path):
        return ChatGroup()
    title, members = "", dict[str, str]()
    with closing(folder.open(path)) as content:
        for place, value in values(content, ("name", "members.item")):
            if place == "name":
                title = str(value or "")
            elif isinstance(value, dict) and len(members) < MOST_MEMBERS:
                name = str(value.get("name") or "")
                members[str(value.get("email") or name)] = name
    return ChatGroup(title, members)


class GoogleMessages:
    """Turns messages of one conversation into entries."""

    def __init__(self, attached: AttachedFiles, root: str, group: ChatGroup) -> None:
        self.attached, self.root, self.group = attached, root, group
        self.people = ThreadPeople()

    def told(self, message: Message) -> Iterator[Told]:
        """Who they are that are not known yet, and the message."""
        creator = message.get("creator") or {}
        name = str(creator.get("name") or "")
        sender = str(creator.get("email") or name)
        yield from self.people.meet(sender, name or sender)
        reactions = tuple(_reactions(message))
        for one in reactions:
            yield from self.people.meet(one.by, self.group.members.get(one.by) or one.by)
        media = tuple(self._media(message))
        gone = message.get("message_state") == "DELETED"
        kind = media[0].kind if media else "text"
        updated = message.get("updated_date")
        quoted = message.get("quoted_message_metadata") or {}
        yield HistoryEntry(
            at=at_of(message["created_date"]),
            kind="deleted" if gone else kind,
            sender=sender,
            body="" if gone else str(message.get("text") or ""),
            id=str(message.get("message_id") or ""),
            media=media,
            reply_to=str(quoted.get("message_id") or ""),
            reactions=reactions,
            edited=bool(updated),
            edited_at=at_of(updated) if updated else None,
            extra={key: value for key, value in message.items() if key not in USED and value},
        )

    def _media(self, message: Message) -> Iterator[HistoryMedia]:
        for file in message.get("attached_files") or ():
            lies = str(file.get("export_name") or "")
            name = str(file.get("original_name") or lies)
            yield self.attached.media(f"{self.root}/{lies}" if lies else "", name=name)


def _reactions(message: Message) -> Iterator[HistoryReaction]:
    for reaction in message.get("reactions") or ():
        emoji = str((reaction.get("emoji") or {}).get("unicode") or "")
        for email in reaction.get("reactor_emails") or ():
            yield HistoryReaction(emoji, str(email))


def at_of(text: str) -> datetime:
    """A time as Google writes it. Raises `ValueError`."""
    found = _DATE.match(text)
    if found is None:
        raise ValueError(text)
    month = _MONTHS.index(found["month"] or found["month2"]) + 1
    day, year = found["day"] or found["day2"], found["year"] or found["year2"]
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    clock = (hour, int(found["minute"]), int(found["second"]))
    return datetime(int(year), month, int(day), *clock, tzinfo=UTC)


FORMAT: ChatFormat = FileFormat("googlechat", knows, read, order=37)
