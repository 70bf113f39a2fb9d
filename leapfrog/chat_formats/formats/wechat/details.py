"""WeFlow's and EchoTrace's detailed JSON: who the chat is with, then its messages."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any

from leapfrog.chat_formats.formats.wechat.kinds import MEDIA, is_stand_in, kind_named
from leapfrog.chat_formats.media import AttachedFiles
from leapfrog.chat_formats.model import HistoryEntry, HistoryMedia, HistoryThread, Kind, Told
from leapfrog.chat_formats.reading import ThreadPeople, ending, headed_thread, of_unix
from leapfrog.unpacking import Folder, first_bytes, values

_KNOWN = re.compile(rb'"session"\s*:\s*\{\s*"wxid"\s*:')
_PATH = re.compile(r"[^\n<>]{1,300}\.\w{1,5}\Z")
GROUP = "@chatroom"
HEAD = ("wxid", "nickname", "remark", "displayName", "type")
PLACES = frozenset((*(f"session.{field}" for field in HEAD), "messages.item"))


def files(folder: Folder) -> Iterator[str]:
    """The files of this kind."""
    for name in ending(folder, ".json"):
        if _KNOWN.search(first_bytes(folder, name)):
            yield name


def read(folder: Folder) -> Iterator[Told]:
    """A thread a file."""
    attached = AttachedFiles(folder)
    for name in files(folder):
        with closing(folder.open(name)) as content:
            tell = partial(_told, attached=attached)
            yield from headed_thread(values(content, PLACES), name, _head, tell, "session.")


def _head(head: dict[str, str]) -> HistoryThread:
    wxid = head.get("wxid", "")
    title = next(filter(None, (head.get(key) for key in ("displayName", "remark", "nickname"))), "")
    group = head.get("type") == "群聊" or wxid.endswith(GROUP)
    return HistoryThread(source="wechat", id=wxid, title=title or wxid, group=group)


def _told(message: dict[str, Any], people: ThreadPeople, attached: AttachedFiles) -> Iterator[Told]:
    named = str(message["type"])
    kind: Kind = kind_named(named) or "text"
    who = str(message.get("senderUsername") or "")
    sender = "" if kind == "system" or who.endswith(GROUP) else who
    yield from people.meet(sender, str(message.get("senderDisplayName") or sender))
    said = str(message.get("content") or "")
    media = tuple(_media(kind, said, attached))
    body = "" if kind in MEDIA and (is_stand_in(said) or any(one.name for one in media)) else said
    extra = {} if kind_named(named) else {"type": named}
    yield HistoryEntry(
        at=of_unix(message["createTime"]),
        kind=kind,
        sender=sender,
        body=body,
        media=media,
        extra={**extra, "source": message["source"]} if message.get("source") else extra,
    )


def _media(kind: Kind, said: str, attached: AttachedFiles) -> Iterator[HistoryMedia]:
    """The file where the message gives its path; else only that there was one."""
    if kind not in MEDIA:
        return
    is_path = attached.has(said) or ("/" in said and _PATH.match(said))
    yield attached.media(said, MEDIA[kind]) if is_path else HistoryMedia(kind=MEDIA[kind])
