"""The chats of an export, message by message."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from leapfrog.chat_formats.formats.telegram.messages import TelegramMessages, key_of
from leapfrog.chat_formats.model import HistoryThread, ReadOptions, Told
from leapfrog.chat_formats.reading import ThreadPeople, safely
from leapfrog.unpacking import Folder, first_bytes, values

GROUPS = ("private_group", "private_supergroup", "public_supergroup")
CHANNELS = ("private_channel", "public_channel")
OTHERS = ("personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes")
ROOTS = ("", "chats.list.item.", "left_chats.list.item.")
HEAD = ("name", "type", "id")
# What Telegram itself calls those who are gone.
DELETED = "Deleted Account"
_KNOWN = re.compile(
    rb'"type"\s*:\s*"(?:%s)"|"(?:chats|left_chats|personal_information)"\s*:\s*\{'
    # One chat alone may not say of what kind it is.
    rb'|"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:\s*"(?:message|service)"'
    % "|".join((*GROUPS, *CHANNELS, *OTHERS)).encode()
)


def knows(folder: Folder) -> bool:
    return any(_KNOWN.search(first_bytes(folder, name)) for name in _files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Each chat that has messages, in the order of the file."""
    for name in _files(folder):
        yield from _chats(folder, name, options)


def _files(folder: Folder) -> list[str]:
    if not folder.is_packed:
        return folder.names
    return [name for name in folder.names if name.rsplit("/", 1)[-1] == "result.json"]


def _chats(folder: Folder, name: str, options: ReadOptions) -> Iterator[Told]:
    messages = TelegramMessages(folder, name.rpartition("/")[0], options)
    places = {root + field for root in ROOTS for field in (*HEAD, "messages.item")}
    head: dict[str, Any] = {}
    people: ThreadPeople | None = None
    content = folder.open(name)
    try:
        for place, value in values(content, places):
            field = place.rsplit(".", 1)[-1]
            if field != "item":
                if people is not None or field in head:
                    head, people = {}, None
                head[field] = value
                continue
            if people is None:
                people = ThreadPeople()
                yield _thread(head)
            number = value.get("id", "") if isinstance(value, dict) else ""
            yield from safely(f"message {number}", partial(_told, messages, value, people))
    finally:
        content.close()


def _thread(head: dict[str, Any]) -> HistoryThread:
    kind = head.get("type")
    title = head.get("name") or ("Saved Messages" if kind == "saved_messages" else "")
    return HistoryThread(
        source="telegram",
        id=str(head.get("id", "")),
        title=str(title),
        group=kind in GROUPS or kind in CHANNELS,
    )


def _told(
    messages: TelegramMessages, message: dict[str, Any], people: ThreadPeople
) -> Iterator[Told]:
    entry = messages.entry(message)
    name = message.get("from") or message.get("actor") or DELETED
    yield from people.meet(entry.sender, str(name))
    for reaction in message.get("reactions") or ():
        for who in reaction.get("recent") or ():
            yield from people.meet(key_of(who), str(who.get("from") or DELETED))
    yield entry
