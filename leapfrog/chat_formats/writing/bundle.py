"""Conversations as one zip: `chat.json` to be read by programs, and by any town again; pages to be
read by people, `chat.html`, `chat-2.html` and so on; plain text, `chat.txt`; and their files.

One conversation lies at the top of the zip; of several each has a folder, and `index.html` names
them all.
"""

import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from html import escape
from urllib.parse import quote

import msgspec

from leapfrog.chat_formats.model import HistoryEntry, HistoryMedia, HistoryThread, Speaker
from leapfrog.chat_formats.writing.json import json_entry, json_head, json_tail
from leapfrog.chat_formats.writing.page import PageOptions, Quoted, bubble, day, page
from leapfrog.chat_formats.writing.text import text_entry
from leapfrog.kernel.zipping import BLOCK, Zip

PAGE = 1000
QUOTABLE = 2000
LONGEST_QUOTE = 120
LONGEST_NAME = 80
_UNSAFE = re.compile(r'[\x00-\x1f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


class ExportedConversation(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written. `entries()` tells it anew each time; `content` opens a file by the
    path that its entry gives it, or is None when files stay out.
    """

    thread: HistoryThread
    people: Sequence[Speaker]
    entries: Callable[[], AsyncIterator[HistoryEntry]]
    content: Callable[[HistoryMedia], AsyncIterator[bytes]] | None


async def bundle(
    conversations: Sequence[ExportedConversation], look: PageOptions, at: datetime
) -> AsyncIterator[bytes]:
    """The bytes of a zip, as they come, with these conversations as pages, text and JSON and their
    files; of several, each in a folder with an index. `at`: the time that entries bear.
    """
    made = Zip(at)
    several = len(conversations) > 1
    folders = [_folder(n, one) if several else "" for n, one in enumerate(conversations, 1)]
    for folder, one in zip(folders, conversations, strict=True):
        told = _Telling(one, look)
        for name, chunks in (("chat.json", told.json()), ("chat.txt", told.text())):
            async for block in made.entry(folder + name, chunks):
                yield block
        async for name, written in told.pages():
            async for block in made.entry(folder + name, _once(written)):
                yield block
        async for media, content in told.files():
            async for block in made.entry(folder + media, content, packed=True):
                yield block
    if several:
        async for block in made.entry("index.html", _once(_index(folders, conversations, look))):
            yield block
    yield made.end()


class _Telling:
    """One conversation, as each of its files."""

    def __init__(self, one: ExportedConversation, look: PageOptions) -> None:
        self.one, self.look = one, look
        self.names = {speaker.key: speaker.name for speaker in one.people}
        # The page and the first words of what may still be answered.
        self.said: OrderedDict[str, tuple[int, str]] = OrderedDict()

    async def json(self) -> AsyncIterator[bytes]:
        held = bytearray(json_head(self.one.thread, self.one.people))
        first = True
        async for entry in self.one.entries():
            held += json_entry(entry, first=first)
            first = False
            if len(held) >= BLOCK:
                yield bytes(held)
                held.clear()
        yield bytes(held) + json_tail()

    async def text(self) -> AsyncIterator[bytes]:
        held = bytearray()
        async for entry in self.one.entries():
            held += text_entry(entry, self.names, self.look).encode()
            if len(held) >= BLOCK:
                yield bytes(held)
                held.clear()
        yield bytes(held)

    async def pages(self) -> AsyncIterator[tuple[str, str]]:
        """Name and content of each page."""
        number, held = 1, list[HistoryEntry]()
        async for entry in self.one.entries():
            if len(held) == PAGE:
                yield page_name(number), self._page(number, held, more=True)
                number, held = number + 1, []
            held.append(entry)
        yield page_name(number), self._page(number, held, more=False)

    async def files(self) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        """Path and content of each file, once."""
        written: set[str] = set()
        async for entry in self.one.entries() if self.one.content else _nothing():
            for media in entry.media:
                if media.path and media.path not in written and self.one.content:
                    written.add(media.path)
                    yield media.path, self.one.content(media)

    def _page(self, number: int, entries: Sequence[HistoryEntry], *, more: bool) -> str:
        parts, today = [], ""
        for entry in entries:
            if day(entry, self.look) != today:
                today = day(entry, self.look)
                parts.append(f"<h2>{today}</h2>\n")
            parts.append(bubble(entry, self.look, self.names, self._quoted(entry, number)))
            self._remember(entry, number)
        words = self.look.words
        older = f'<a href="{page_name(number - 1)}">← {words["older"]}</a>' if number > 1 else ""
        newer = f'<a href="{page_name(number + 1)}">{words["newer"]} →</a>' if more else ""
        parts.append(
            f"<nav><span>{older}</span><span>{newer}</span></nav>" if older + newer else ""
        )
        people = escape(", ".join(self.names.values()))
        return page(
            _title(self.one), self.look, "".join(parts), f'<div class="soft">{people}</div>'
        )

    def _quoted(self, entry: HistoryEntry, number: int) -> Quoted | None:
        if not entry.reply_to:
            return None
        on, words = self.said.get(entry.reply_to, (number, "↩"))
        there = "" if on == number else page_name(on)
        return f"{there}#{quote(entry.reply_to, safe='')}", words

    def _remember(self, entry: HistoryEntry, number: int) -> None:
        if entry.id:
            name = self.names.get(entry.sender, "")
            self.said[entry.id] = (number, f"{name}: {entry.body[:LONGEST_QUOTE] or entry.kind}")
            if len(self.said) > QUOTABLE:
                self.said.popitem(last=False)


def page_name(number: int) -> str:
    return "chat.html" if number == 1 else f"chat-{number}.html"


def safe_name(name: str) -> str:
    """A name that any file system takes, made of this one."""
    stem, dot, suffix = _UNSAFE.sub("_", name).strip(" .").rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:20]}" or "_"


def _folder(number: int, one: ExportedConversation) -> str:
    return f"{number} {safe_name(_title(one))}/"


def _title(one: ExportedConversation) -> str:
    return one.thread.title or ", ".join(speaker.name for speaker in one.people[:4]) or "…"


def _index(
    folders: Sequence[str], conversations: Sequence[ExportedConversation], look: PageOptions
) -> str:
    rows = (
        f'<li><a href="{quote(folder)}chat.html">{escape(_title(one))}</a></li>'
        for folder, one in zip(folders, conversations, strict=True)
    )
    return page(look.words["chats"], look, f"<ul>{''.join(rows)}</ul>")


async def _once(text: str) -> AsyncIterator[bytes]:
    yield text.encode()


async def _nothing() -> AsyncIterator[HistoryEntry]:
    for entry in list[HistoryEntry]():
        yield entry
