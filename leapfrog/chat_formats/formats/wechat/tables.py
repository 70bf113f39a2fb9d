"""WeChatMsg's (MemoTrace's) CSV: a file a chat with Chinese headings, or one of all chats with the
headings of WeChat's own database.
"""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import PurePosixPath

from leapfrog.chat_formats.formats.wechat.kinds import (
    MEDIA,
    NUMBERED,
    attribute,
    is_stand_in,
    kind_named,
    place_of,
)
from leapfrog.chat_formats.grouping import ThreadSpool
from leapfrog.chat_formats.model import (
    HistoryEntry,
    HistoryMedia,
    HistoryThread,
    Kind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ThreadPeople, ending, first_lines, of_iso, of_unix, safely
from leapfrog.unpacking import Folder, rows

Row = dict[str, str]
OF_CHAT = "消息ID,类型,发送人,时间,内容"
OF_ALL = "localId,TalkerId,Type,SubType,IsSender,CreateTime"
_ID = re.compile(r"\((wxid_[^()]+|[^()]+@chatroom)\)")
# What the owner is called where the file gives them no name.
ME, OTHER = "我", "对方"
MOST_NAMES = 20_000


def files(folder: Folder) -> Iterator[str]:
    """The files of either kind."""
    for name in ending(folder, ".csv"):
        if _head(folder, name):
            yield name


def _head(folder: Folder, name: str) -> str:
    """The beginning of its headings, where they are of these programs."""
    first = "".join(first_lines(folder, name, 1)).replace('"', "")
    return next((head for head in (OF_CHAT, OF_ALL) if first.startswith(head)), "")


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The chats of all files."""
    for name in files(folder):
        if _head(folder, name) == OF_CHAT:
            yield from _chat(folder, name, options)
        else:
            yield from _all(folder, name)


def _records(folder: Folder, name: str) -> Iterator[tuple[int, Row]]:
    """Each row under its headings; an early version wrote a cell more than headings."""
    found = rows(folder, name)
    head = [cell.removeprefix("\ufeff") for cell in next(found, [])]
    for number, row in enumerate(found, 2):
        if any(row):
            yield number, dict(zip(head, row, strict=False))


def _chat(folder: Folder, name: str, options: ReadOptions) -> Iterator[Told]:
    speakers = {row.get("发送人", "") for _, row in _records(folder, name) if not _is_note(row)}
    path = PurePosixPath(name)
    wxid = next(iter(_ID.findall(name)), "")
    group = len(speakers - {""}) > 2 or wxid.endswith("@chatroom")
    yield HistoryThread(source="wechat", id=wxid, title=_ID.sub("", path.stem), group=group)
    people = ThreadPeople()
    for number, row in _records(folder, name):
        yield from safely(f"{name}, {number}", partial(_row, row, people, options))


def _is_note(row: Row) -> bool:
    return kind_named(row.get("类型", "")) == "system"


def _row(row: Row, people: ThreadPeople, options: ReadOptions) -> Iterator[Told]:
    named, said = row["类型"], row["内容"]
    kind: Kind = kind_named(named) or "text"
    sender = "" if kind == "system" else row["发送人"]
    yield from people.meet(sender, sender)
    more = row.get("更多信息", "more")
    extra = {} if kind_named(named) else {"类型": named}
    yield HistoryEntry(
        at=of_iso(row["时间"].strip(), options.zone),
        kind=kind,
        sender=sender,
        body="" if kind in MEDIA and is_stand_in(said) else said,
        id=row["消息ID"].strip().lstrip("0"),
        media=(HistoryMedia(kind=MEDIA[kind]),) if kind in MEDIA else (),
        # The program writes "more" where there is no more.
        extra=extra if more in ("", "more") else {**extra, "更多信息": more},
    )


def _all(folder: Folder, name: str) -> Iterator[Told]:
    """The chats of the file, each by the number that WeChat's database has for it."""
    with ThreadSpool() as spool:
        for number, row in _records(folder, name):
            spool.add(row.get("TalkerId", ""), [number, row])
        for thread in spool.threads:
            others = _others(row for _, row in spool.records(thread))
            title = others[0] if len(others) == 1 else ""
            yield HistoryThread(source="wechat", title=title, group=len(others) > 1)
            people = ThreadPeople()
            for number, row in spool.records(thread):
                yield from safely(f"{name}, {number}", partial(_numbered, row, people))


def _others(found: Iterator[Row]) -> list[str]:
    """What those are called who are not the owner."""
    names = (_name(row) for row in found if not _is_own(row) and row.get("Type") != "10000")
    return list(dict.fromkeys(islice(names, MOST_NAMES)))


def _is_own(row: Row) -> bool:
    return row.get("IsSender") == "1"


def _name(row: Row) -> str:
    named = (row.get(key) for key in ("Remark", "NickName", "Sender"))
    return next(filter(None, named), ME if _is_own(row) else OTHER)


def _numbered(row: Row, people: ThreadPeople) -> Iterator[Told]:
    number, said = int(row["Type"]), row["StrContent"]
    kind: Kind = NUMBERED.get(number, "text")
    name = _name(row)
    # Two may be called alike: the owner is told from them.
    sender = "" if kind == "system" else f"{int(_is_own(row))} {row.get('Sender') or name}"
    yield from people.meet(sender, name)
    is_words = kind in ("text", "system", "call") and not said.lstrip().startswith("<")
    extra = {} if number in NUMBERED else {"Type": number, "SubType": row.get("SubType", "")}
    yield HistoryEntry(
        at=of_unix(int(row["CreateTime"])),
        kind=kind,
        sender=sender,
        body=said if is_words else attribute(said, "nickname") if kind == "contact" else "",
        media=(HistoryMedia(kind=MEDIA[kind]),) if kind in MEDIA else (),
        place=place_of(said) if kind == "location" else None,
        extra=extra if is_words or not said else {**extra, "StrContent": said},
    )
