"""Android's text messages and calls, as SMS Backup & Restore writes them: XML of all of them in one
row, first the short ones, then those with files.

Known from its maker's description of the fields
(https://synctech.com.au/sms-backup-restore/fields-in-xml-backup-files/), not from a backup of ours.
Files are inside the XML, in base64: they are named, and do not come.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

from leapfrog.chat_formats.grouping import ThreadSpool
from leapfrog.chat_formats.media import kind_of
from leapfrog.chat_formats.model import (
    ChatFormat,
    HistoryEntry,
    HistoryMedia,
    HistorySkip,
    HistoryThread,
    MediaKind,
    ReadOptions,
    Told,
)
from leapfrog.chat_formats.reading import ODD, ThreadPeople, ending, of_millis, safely
from leapfrog.unpacking import FileBytes, FileFormat, Folder, elements, first_bytes

Record = dict[str, Any]
_KNOWN = re.compile(rb"<(?:smses|calls)\b[^<>]{0,500}>")
TAGS = frozenset(("sms", "mms", "call"))
ME = "me"
# An emoji that an old version wrote as two halves, which XML does not know.
_HALVES = re.compile(rb"&#(5[5-7]\d{3});(?:&#(5[5-7]\d{3});)?")
_NOBODY = ("(Unknown)", "null", "")
_TYPES: dict[str, MediaKind] = {"image": "image", "video": "video", "audio": "audio"}
SENT, DRAFT, FROM = "2", "3", "137"
# Outbox, failed, queued: said, and never heard.
_NOT_SENT = {"4": "outbox", "5": "failed", "6": "queued"}
_CALLS = {"1": "incoming", "2": "outgoing", "3": "missed", "4": "voicemail", "5": "rejected"}
LAYOUT = ("application/smil", "text/plain")


def knows(folder: Folder) -> bool:
    """Whether an XML is such a backup."""
    return any(True for _ in _files(folder))


def _files(folder: Folder) -> Iterator[str]:
    for name in ending(folder, ".xml"):
        if _KNOWN.search(first_bytes(folder, name)):
            yield name


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """A thread for each number or group of numbers of a file, by time."""
    for name in _files(folder):
        with ThreadSpool() as spool, closing(folder.open(name)) as content:
            for number, element in enumerate(elements(_MendedXml(content), TAGS), 1):
                yield from _note(element, f"{name}, {element.tag} {number}", spool)
            for thread in spool.threads:
                yield from _thread(thread, spool)


class _MendedXml:
    """The bytes of a file with halves of emoji put together."""

    def __init__(self, file: FileBytes) -> None:
        self.file, self._held = file, b""

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        whole, self._held = self._held + data, b""
        # What may go on in the next block waits for it.
        cut = whole.rfind(b"&", max(0, len(whole) - 20)) if data else -1
        if cut >= 0:
            before = whole.rfind(b"&", max(0, cut - 10), cut)
            cut = before if before >= 0 else cut
            whole, self._held = whole[:cut], whole[cut:]
        mended = _HALVES.sub(_whole, whole)
        return mended or (self.read(size) if data else b"")

    def close(self) -> None:
        self.file.close()


def _whole(found: re.Match[bytes]) -> bytes:
    first, second = int(found[1]), int(found[2] or 0)
    if not (0xD800 <= first < 0xE000):
        return found[0]
    if first < 0xDC00 <= second < 0xE000:
        return b"&#%d;" % (0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    return b"&#65533;" + (b"&#%d;" % second if second and not 0xD800 <= second < 0xE000 else b"")


def _note(element: Element, place: str, spool: ThreadSpool) -> Iterator[Told]:
    """Keeps what is needed of an element, with those of the same numbers."""
    try:
        record = _RECORDS[element.tag](element)
        if record["type"] == DRAFT and element.tag != "call":
            yield HistorySkip(place, "draft")
            return
        at = int(record["date"])
        spool.add(_key(record["address"]), [place, {**record, "what": element.tag}], at)
    except ODD:
        yield HistorySkip(place, "odd_message")


def _key(address: str) -> str:
    """The same for the same people, however their numbers are written."""
    numbers = {re.sub(r"[\s().-]", "", one) for one in address.split("~")}
    return "~".join(sorted(numbers))


def _sms(element: Element) -> Record:
    return {name: element.attrib[name] for name in ("address", "date", "type", "body")} | {
        "contact_name": element.get("contact_name", ""),
        "subject": element.get("subject", ""),
    }


def _mms(element: Element) -> Record:
    addresses = [
        (one.get("address", ""), one.get("type", "")) for one in element.iterfind("addrs/addr")
    ]
    parts = [
        {name: one.get(name, "") for name in ("ct", "name", "cl", "fn", "text")}
        for one in element.iterfind("parts/part")
    ]
    return {
        "address": element.attrib["address"],
        "date": element.attrib["date"],
        "type": element.get("msg_box", ""),
        "contact_name": element.get("contact_name", ""),
        "subject": element.get("sub", ""),
        "from": next((one for one, kind in addresses if kind == FROM), ""),
        "parts": [part for part in parts if part["ct"] != "application/smil"],
    }


def _call(element: Element) -> Record:
    names = {"address": "number", "date": "date", "type": "type", "duration": "duration"}
    record = {name: element.attrib[told] for name, told in names.items()}
    return record | {"contact_name": element.get("contact_name", ""), "subject": ""}


_RECORDS = {"sms": _sms, "mms": _mms, "call": _call}


def _thread(thread: str, spool: ThreadSpool) -> Iterator[Told]:
    named = (record["contact_name"] for _, record in spool.records(thread))
    name = next((one for one in named if one not in _NOBODY), "")
    group = "~" in thread
    title = name or thread.replace("~", ", ")
    yield HistoryThread(source="sms", id=thread, title=title, group=group)
    people = ThreadPeople()
    for place, record in spool.by_time(thread):
        yield from safely(place, partial(_told, record, thread, name, people))


def _told(record: Record, thread: str, name: str, people: ThreadPeople) -> Iterator[Told]:
    sender = _sender(record, thread)
    named = name if sender == thread and name else sender
    yield from people.meet(sender, "" if sender == ME else named)
    at = of_millis(int(record["date"]))
    if record["what"] == "call":
        yield HistoryEntry(at=at, kind="call", sender=sender, body=_lasted(record))
        return
    parts = record.get("parts", ())
    said = [one["text"] for one in parts if one["ct"] == "text/plain"] or [record.get("body", "")]
    subject = "" if record["subject"] in _NOBODY else record["subject"]
    media = tuple(_file(one) for one in parts if one["ct"] not in LAYOUT)
    state = _NOT_SENT.get(record["type"])
    yield HistoryEntry(
        at=at,
        kind=media[0].kind if media else "text",
        sender=sender,
        body="\n".join(filter(None, (subject, *said))),
        media=media,
        extra={"state": state} if state else {},
    )


def _sender(record: Record, thread: str) -> str:
    if record["what"] == "call":
        return ME if record["type"] == "2" else thread
    if record["type"] == SENT or record["type"] in _NOT_SENT:
        return ME
    return _key(record.get("from") or "") or thread


def _lasted(record: Record) -> str:
    """`incoming 1:23`."""
    seconds = int(record["duration"])
    kind = _CALLS.get(record["type"], "")
    return f"{kind} {seconds // 60}:{seconds % 60:02}".strip() if seconds else kind


def _file(part: Record) -> HistoryMedia:
    named = (part[key] for key in ("cl", "name", "fn"))
    name = next((one for one in named if one not in _NOBODY), "")
    kind = _TYPES.get(part["ct"].partition("/")[0]) or kind_of(name)
    return HistoryMedia(kind=kind, name=name, type=part["ct"])


FORMAT: ChatFormat = FileFormat("sms", knows, read, order=23)
