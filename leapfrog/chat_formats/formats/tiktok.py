"""TikTok's "Download your data", as JSON: the direct messages in `user_data.json` or
`user_data_tiktok.json`.

Known from programs that read such files, not from a download of ours. Films that were shared are
links in it, and pictures are not in it.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from leapfrog.chat_formats.grouping import ThreadSpool
from leapfrog.chat_formats.model import ChatFormat, HistoryEntry, HistoryThread, ReadOptions, Told
from leapfrog.chat_formats.reading import ODD, ThreadPeople, ending, of_iso, safely
from leapfrog.unpacking import FileFormat, Folder, first_bytes, values

Message = dict[str, Any]
# What such a file begins with: nobody else keeps such lists.
_KNOWN = re.compile(
    rb'"(?:FavoriteEffectsList|FavoriteVideoList|FavoriteSoundList|FavoriteHashtagList'
    rb'|ItemFavoriteList|FansList|Off TikTok Activity|Tiktok Live|TikTok Shop|Tiktok Shopping)"'
    rb'|"Chat History with [^"]{1,200}"'
)
# Earlier and later ones call the way to it differently.
ROOTS = (
    "Direct Messages.Chat History.ChatHistory.",
    "Direct Message.Direct Messages.ChatHistory.",
    "Direct Message.Chat History.ChatHistory.",
    "Direct Messages.Direct Messages.ChatHistory.",
)
PLACES = frozenset(f"{root}*.item" for root in ROOTS)
WITH = "Chat History with "
USED = frozenset(("Date", "From", "Content"))


def knows(folder: Folder) -> bool:
    """Whether a JSON has TikTok's lists."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".json"):
        if _KNOWN.search(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread for each one with whom there are messages, the oldest first."""
    for name in _files(folder):
        with ThreadSpool() as spool, closing(folder.open(name)) as content:
            for number, (place, message) in enumerate(values(content, PLACES), 1):
                spool.add(_with(place), [number, message], _stamp(message))
            for thread in spool.threads:
                yield HistoryThread(source="tiktok", id=thread, title=thread)
                people = ThreadPeople()
                for number, message in spool.by_time(thread):
                    told = partial(_told, message, people)
                    yield from safely(f"{name}, message {number}", told)


def _with(place: str) -> str:
    """Whose messages they are, by the name of their list."""
    root = next(root for root in ROOTS if place.startswith(root))
    named = place.removeprefix(root).removesuffix(".item")
    return named.removeprefix(WITH).removesuffix(":").strip()


def _stamp(message: Message) -> int:
    """By which they are put in order; what has no time is told as odd later."""
    try:
        return int(of_iso(_date(message)).timestamp())
    except ODD:
        return 0


def _date(message: Message) -> str:
    return str(message["Date"]).strip().removesuffix(" UTC")


def _told(message: Message, people: ThreadPeople) -> Iterator[Told]:
    sender = str(message.get("From") or "")
    yield from people.meet(sender, sender)
    yield HistoryEntry(
        at=of_iso(_date(message)),
        kind="text",
        sender=sender,
        body=str(message.get("Content") or ""),
        extra={key: value for key, value in message.items() if key not in USED and value},
    )


FORMAT: ChatFormat = FileFormat("tiktok", knows, read, order=38)
