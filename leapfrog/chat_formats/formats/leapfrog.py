"""Our own JSON, as `docs/chat-export.schema.json` says: read, exactly as it was written."""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any, Final

import msgspec

from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistoryThread,
    ReadOptions,
    Speaker,
    Told,
)
from leapfrog.chat_formats.reading import safely
from leapfrog.unpacking import FileFormat, Folder, UnreadableFile, first_bytes, values

MARK: Final = "leapfrog-chat"
VERSION: Final = 1
_KNOWN = re.compile(rb'"format"\s*:\s*"%s"' % MARK.encode())
HEAD = ("source", "id", "title", "group", "app")


def knows(folder: Folder) -> bool:
    return any(True for _ in _files(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    for name in _files(folder):
        with closing(folder.open(name)) as content:
            places = ("version", *HEAD, "people.item", "messages.item")
            yield from _thread(values(content, places), folder, name)


def _files(folder: Folder) -> Iterator[str]:
    for name in folder.names:
        is_ours = name.endswith("chat.json") or not folder.is_packed
        if is_ours and _KNOWN.search(first_bytes(folder, name)):
            yield name


def _thread(found: Iterator[tuple[str, Any]], folder: Folder, name: str) -> Iterator[Told]:
    head: dict[str, Any] = {}
    is_begun = False
    number = 0
    for place, value in found:
        if place in HEAD:
            head[place] = value
            continue
        if place == "version":
            if value != VERSION:
                raise UnreadableFile("newer_version", "A newer town wrote this file.")
            continue
        if not is_begun:
            is_begun = True
            yield from safely(name, lambda: [msgspec.convert(head, HistoryThread)])
        number += 1
        told = partial(_told, place, value, folder, name.rpartition("/")[0])
        yield from safely(f"{name}, {place.partition('.')[0]} {number}", told)
    if not is_begun:
        yield from safely(name, lambda: [msgspec.convert(head, HistoryThread)])


def _told(place: str, value: Any, folder: Folder, root: str) -> Iterator[Told]:
    if place == "people.item":
        yield msgspec.convert(value, Speaker)
        return
    entry = msgspec.convert(value, HistoryEntry)
    media = tuple(_found(one, folder, root) for one in entry.media)
    yield msgspec.structs.replace(entry, media=media) if media else entry


def _found(media: HistoryMedia, folder: Folder, root: str) -> HistoryMedia:
    """With the path in the zip; without one when the file is not there."""
    path = f"{root}/{media.path}" if root and media.path else media.path
    return msgspec.structs.replace(media, path=path if folder.has(path) else "")


FORMAT: ChatFormat = FileFormat("leapfrog", knows, read, order=10)
