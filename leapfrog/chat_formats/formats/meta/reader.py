"""The threads of an export, each in the order in which it was spoken."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from typing import Any

from leapfrog.chat_formats.formats.meta.backwards import Spool
from leapfrog.chat_formats.formats.meta.messages import MetaMessages, stamp_of
from leapfrog.chat_formats.model import HistoryThread, ReadOptions, Source, Told
from leapfrog.chat_formats.reading import ODD, ThreadPeople, safely
from leapfrog.unpacking import Folder, first_bytes, repaired_all, values

_NUMBERED = re.compile(r"(?:.*/)?message_(\d+)\.json\Z")
_OLD = re.compile(rb'"participants"\s*:\s*\[\s*\{\s*"name"|"sender_name"\s*:')
_NEW = re.compile(rb'"participants"\s*:\s*\[\s*"|"threadName"\s*:|"senderName"\s*:')
_NUMBER = re.compile(r"_\d+\Z")
HEAD = ("title", "threadName", "thread_path", "participants.item", "joinable_mode")
MOST_PROBED = 5_000


def knows(folder: Folder) -> bool:
    return any(True for _ in _threads(folder))


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every thread of the export, one after the other."""
    for files, is_new in _threads(folder):
        yield from _read(folder, files, is_new=is_new)


def _threads(folder: Folder) -> Iterator[tuple[list[str], bool]]:
    """The files of each thread, the oldest first, and whether it is of the encrypted kind."""
    numbered: dict[str, dict[int, str]] = {}
    others = []
    for name in folder.names:
        found = _NUMBERED.match(name)
        if found and (folder.is_packed or _OLD.search(first_bytes(folder, name))):
            numbered.setdefault(name.rpartition("/")[0], {})[int(found[1])] = name
        elif name.lower().endswith(".json") or not folder.is_packed:
            others.append(name)
    for files in numbered.values():
        yield [files[number] for number in sorted(files, reverse=True)], False
    for name in others[:MOST_PROBED]:
        head = first_bytes(folder, name)
        if _OLD.search(head):
            yield [name], False
        elif _NEW.search(head):
            yield [name], True


def _read(folder: Folder, files: list[str], *, is_new: bool) -> Iterator[Told]:
    surely = not is_new
    head = _head(folder, files[-1], surely=surely)
    names = head.get("participants", [])
    yield HistoryThread(
        source=_source(folder, files[0]),
        id=head.get("thread_path") or files[0].rpartition("/")[0].rpartition("/")[2],
        title=head.get("title") or _NUMBER.sub("", head.get("threadName", "")),
        group=len(names) > 2 or "joinable_mode" in head,
    )
    people = ThreadPeople()
    for name in names:
        yield from people.meet(name, name)
    for file in files:
        messages = MetaMessages(folder, file.rpartition("/")[0])
        with closing(Spool(_messages(folder, file, surely=surely))) as spool:
            for number, message in enumerate(_in_order(spool)):
                place = f"{file}, message {number + 1}"
                yield from safely(place, partial(_told, messages, message, people))


def _source(folder: Folder, file: str) -> Source:
    is_instagram = "instagram" in f"{folder.name}/{file}".lower()
    return "instagram" if is_instagram else "messenger"


def _head(folder: Folder, file: str, *, surely: bool) -> dict[str, Any]:
    head: dict[str, Any] = {"participants": []}
    with closing(folder.open(file)) as content:
        for place, value in values(content, HEAD):
            said = repaired_all(value, surely=surely)
            if place == "participants.item":
                name = said.get("name") if isinstance(said, dict) else said
                head["participants"].append(str(name or ""))
            elif isinstance(said, str) or place == "joinable_mode":
                head[place] = said
    return head


def _messages(folder: Folder, file: str, *, surely: bool) -> Iterator[Any]:
    with closing(folder.open(file)) as content:
        for _, value in values(content, ("messages.item",)):
            yield repaired_all(value, surely=surely)


def _in_order(spool: Spool) -> Iterable[Any]:
    """The oldest first, whichever way the file goes."""
    try:
        is_old_first = stamp_of(next(spool.forwards())) < stamp_of(next(spool.backwards()))
    except (*ODD, StopIteration):
        is_old_first = False
    return spool.forwards() if is_old_first else spool.backwards()


def _told(messages: MetaMessages, message: dict[str, Any], people: ThreadPeople) -> Iterator[Told]:
    entry = messages.entry(message)
    for key in chain([entry.sender], (reaction.by for reaction in entry.reactions)):
        yield from people.meet(key, key)
    yield entry
