"""Messenger's and Instagram's "Download your information" as pages: `message_1.html` and so on in
a folder for each thread, the newest message first.

Known from programs that read such pages and from parts of pages that people published, of 2018 to
2020 and from 2022 on, not from a download of ours. Times have no zone, and months are words of the
account's language.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from html.parser import HTMLParser
from typing import Any

from leapfrog.chat_formats.formats.meta.backwards import Spool
from leapfrog.chat_formats.media import AttachedFiles, kind_of
from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistoryReaction,
    HistoryThread,
    ReadOptions,
    Source,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, safely
from leapfrog.unpacking import BLOCK, Folder

Block = dict[str, Any]
_NUMBERED = re.compile(r"(?:.*/)?message_(\d+)\.html?\Z")
_MARK = re.compile(rb'class="[^"]*\b(?:_a6-g|_2lej)\b')
# A page begins with all of its styles.
MOST_PROBED = 1024 * 1024
# What the parts of a message are called, in pages from 2022 on and before.
PARTS = {
    "_a6-g": "message",
    "_2lej": "message",
    "_a6-h": "name",
    "_2lel": "name",
    "_a6-p": "words",
    "_2let": "words",
    "_a6-o": "time",
    "_2lem": "time",
    "_a6-q": "reactions",
    "_tqp": "reactions",
}
VOID = frozenset(("img", "br", "hr", "meta", "link", "input", "source", "base", "wbr"))
BREAKS = frozenset(("div", "p", "br", "li", "tr"))
LONGEST = 1_000_000
_MONTHS = (
    "jan ene gen jän", "feb fév fev", "mar mär mrt", "apr avr abr", "may mai mag mei maj",
    "jun jui giu", "jul lug", "aug aoû ago", "sep set", "oct okt ott out", "nov", "dec dez déc dic",
)  # fmt: skip
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()} | {
    "juil": 7,
    "juin": 6,
}
_TIME = re.compile(
    r"(?:(?P<m>[^\W\d]{3,10})\.? (?P<d>\d{1,2}),? (?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\.? (?:de )?(?P<m2>[^\W\d]{3,10})\.?,? (?:de )?(?P<y2>\d{4})"
    r"|(?P<y3>\d{4})年(?P<m3>\d{1,2})月(?P<d3>\d{1,2})日),?\s*"
    r"(?P<early>上午|下午)?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?\Z"
)
_EMOJI_END = re.compile(r"[\w'\"(]")


def knows(folder: Folder) -> bool:
    """Whether a page has Facebook's messages."""
    return any(True for _ in _threads(folder))


def _threads(folder: Folder) -> Iterator[list[str]]:
    """The pages of each thread, the oldest first."""
    numbered: dict[str, dict[int, str]] = {}
    for name in folder.names:
        found = _NUMBERED.match(name)
        meant = found or not folder.is_packed
        if meant and _MARK.search(_beginning(folder, name)):
            number = int(found[1]) if found else 1
            numbered.setdefault(name.rpartition("/")[0], {})[number] = name
    for pages in numbered.values():
        yield [pages[number] for number in sorted(pages, reverse=True)]


def _beginning(folder: Folder, name: str) -> bytes:
    with closing(folder.open(name)) as content:
        head = content.read(BLOCK)
        is_page = head.lstrip()[:1] == b"<"
        return head + content.read(MOST_PROBED) if is_page else b""


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """Every thread, the oldest message first."""
    attached = AttachedFiles(folder)
    for pages in _threads(folder):
        title, names = "", set[str]()
        for page in pages:
            for block in _blocks(folder, page):
                title = title or str(block.get("title") or "")
                names.add(str(block.get("name") or ""))
        yield HistoryThread(
            source=_source(folder, pages[0]),
            id=pages[0].rpartition("/")[0].rpartition("/")[2],
            title=title,
            group=len(names - {""}) > 2,
        )
        people = ThreadPeople()
        for page in pages:
            blocks = (block for block in _blocks(folder, page) if "title" not in block)
            with closing(Spool(blocks)) as spool:
                for number, block in enumerate(spool.backwards(), 1):
                    told = partial(_told, block, people, attached, options)
                    yield from safely(f"{page}, message {number}", told)


def _source(folder: Folder, page: str) -> Source:
    is_instagram = "instagram" in f"{folder.name}/{page}".lower()
    return "instagram" if is_instagram else "messenger"


def _blocks(folder: Folder, page: str) -> Iterator[Block]:
    """The title of a page, then what stands in each of its messages, one at a time."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    reader = PageReader()
    with closing(folder.open(page)) as content:
        while block := content.read(BLOCK):
            reader.feed(decoder.decode(block))
            yield from reader.taken()
    reader.close()
    yield from reader.taken()


class PageReader(HTMLParser):
    """Collects the parts of each message by the classes of the elements that they are in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._done: list[Block] = []
        self._block: Block | None = None
        # The open elements of a message, and of which part each is the beginning.
        self._open: list[tuple[str, str]] = []
        self._title: list[str] | None = None

    def taken(self) -> list[Block]:
        """What is whole by now."""
        done, self._done = self._done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        classes = given.get("class", "").split()
        part = next((PARTS[one] for one in classes if one in PARTS), "")
        if tag == "title" and self._block is None:
            self._title = []
        elif self._block is None and part != "message":
            return
        if self._block is None and part == "message":
            self._block = {"name": "", "words": "", "time": "", "reactions": [], "files": []}
        if self._block is not None:
            self._inside(tag, part, given)

    def _inside(self, tag: str, part: str, given: dict[str, str]) -> None:
        assert self._block is not None
        if tag in BREAKS:
            self._add("\n")
        if tag == "li" and self._part == "reactions":
            self._block["reactions"].append("")
        path = given.get("src") or (given.get("href", "") if tag == "a" else "")
        if path and self._part in ("words", "reactions") and "://" not in path:
            self._block["files"].append([tag, path])
        if tag not in VOID:
            self._open.append((tag, part))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title" and self._title is not None:
            self._done.append({"title": "".join(self._title).strip()})
            self._title = None
        if self._block is None or tag not in (open_tag for open_tag, _ in self._open):
            return
        while self._open.pop()[0] != tag:
            continue
        if not self._open:
            if self._block["name"] or self._block["time"]:
                self._done.append(self._block)
            self._block = None
        elif tag in BREAKS:
            self._add("\n")

    def handle_data(self, data: str) -> None:
        if self._title is not None:
            self._title.append(data)
        elif self._block is not None:
            self._add(data)

    @property
    def _part(self) -> str:
        """In which part of a message this is."""
        return next((part for _, part in reversed(self._open) if part), "")

    def _add(self, data: str) -> None:
        assert self._block is not None
        part = self._part
        if part == "reactions" and self._block["reactions"]:
            self._block["reactions"][-1] += data
        elif part in ("name", "words", "time") and len(self._block[part]) < LONGEST:
            self._block[part] += data


def _told(
    block: Block, people: ThreadPeople, attached: AttachedFiles, options: ReadOptions
) -> Iterator[Told]:
    sender = block["name"].strip()
    yield from people.meet(sender, sender)
    reactions = tuple(_reactions(block["reactions"]))
    for one in reactions:
        yield from people.meet(one.by, one.by)
    media = tuple(_media(block["files"], attached))
    lines = (line.strip() for line in block["words"].split("\n"))
    yield HistoryEntry(
        at=at_of(block["time"].strip(), options),
        kind=media[0].kind if media else "text",
        sender=sender,
        body="\n".join(line for line in lines if line),
        media=media,
        reactions=reactions,
    )


def _media(files: list[list[str]], attached: AttachedFiles) -> Iterator[HistoryMedia]:
    """Each file once: a picture leads to itself."""
    known = set[str]()
    for tag, path in files:
        if path not in known and not path.startswith(("#", "mailto:")):
            known.add(path)
            yield attached.media(path, "voice" if tag == "audio" else kind_of(path))


def _reactions(said: list[str]) -> Iterator[HistoryReaction]:
    """`👍Anna`: the emoji ends where a name begins."""
    for one in map(str.strip, said):
        found = _EMOJI_END.search(one)
        if found:
            yield HistoryReaction(one[: found.start()].strip(), one[found.start() :].strip())
        elif one:
            yield HistoryReaction(one)


def at_of(text: str, options: ReadOptions) -> datetime:
    """A time as Facebook writes it, in the zone that is given. Raises `ValueError`."""
    found = _TIME.match(text)
    if found is None:
        raise ValueError(text)
    day, year = found["d"] or found["d2"] or found["d3"], found["y"] or found["y2"] or found["y3"]
    month = int(found["m3"]) if found["m3"] else _month(found["m"] or found["m2"])
    hour, half = int(found["hour"]), (found["half"] or "")[:1].lower()
    if half or found["early"]:
        hour = hour % 12 + (12 if half == "p" or found["early"] == "下午" else 0)
    clock = (hour, int(found["minute"]), int(found["second"] or 0))
    return datetime(int(year), month, int(day), *clock, tzinfo=options.zone).astimezone(UTC)


def _month(word: str) -> int:
    """Raises `ValueError` for a month of a language that is not known."""
    lower = word.lower()
    number = _MONTH_OF.get(lower[:4]) or _MONTH_OF.get(lower[:3])
    if number is None:
        raise ValueError(word)
    return number
