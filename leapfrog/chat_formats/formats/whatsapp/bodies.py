"""What stands after the name: words, a file, or what WhatsApp writes in place of something."""

import re
from collections.abc import Callable

import msgspec

from leapfrog.chat_formats.formats.whatsapp.words import (
    ATTACHED,
    BY_NAME,
    CALL,
    CONTACT_LEFT_OUT,
    DELETED,
    EDITED,
    LEFT_OUT,
    LIVE_LOCATION,
    OMITTED,
    POLL,
    plain,
)
from leapfrog.chat_formats.media import kind_of
from leapfrog.chat_formats.model import GeoPoint, HistoryMedia, Kind, MediaKind

MARK = "\u200e"
FILE = r"[^\n<>/\\:]{0,200}?[^\n<>/\\:\s]\.\w{1,5}"
_IPHONE_FILE = re.compile(rf"<[^<>:：]{{1,40}}[:：] ?({FILE}) ?>")
# Before 2018: `2015-08-24-PHOTO-00004762.jpg <attached>`
_OLD_IPHONE_FILE = re.compile(rf"{MARK}?({FILE}) <{MARK}?([^<>\n:]{{2,40}})>(?:\n|\Z)")
_IPHONE_NAME = re.compile(r"(?:\d{8}|\d{4}-\d\d-\d\d)-([A-Z]+)-")
_ANDROID_FILE = re.compile(rf"{MARK}?({FILE}) \(([^()\n]{{2,40}})\)(?:\n|\Z)")
_ANDROID_NAME = re.compile(r"(IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+\.\w+\Z")
_EDITED = re.compile(r"\s?\u200e?(<[^<>\n]{3,60}>)\Z")
# `Report.pdf • ‎3 pages ‎document omitted`
_NAMED = re.compile(rf"({FILE})(?: • .*)? {MARK}([^{MARK}]+)\Z")
_PLACE = re.compile(
    r"https://(?:maps\.google\.com/(?:maps)?\?q=(?P<lat>-?\d+(?:\.\d+)?),(?P<lon>-?\d+(?:\.\d+)?)"
    r"|foursquare\.com/v/)"
)
LONGEST_PLACE = 500
_CALL = re.compile(r"([^.,0-9]+)")


class MessageBody(msgspec.Struct, frozen=True):
    """What a message is. `system`: WhatsApp's own words."""

    kind: Kind = "text"
    text: str = ""
    media: tuple[HistoryMedia, ...] = ()
    place: GeoPoint | None = None
    edited: bool = False


def body_of(text: str, has: Callable[[str], bool], *, iphone: bool) -> MessageBody:
    """What a message's text says; `has`: whether the export has a file of this name."""
    text, edited = _without_edited(text)
    found = _file(text, has) or _placeholder(text)
    if found is None and iphone and text.startswith(MARK):
        found = MessageBody("system", clean(text))
    if found is None:
        found = _words(text)
    return msgspec.structs.replace(found, edited=edited) if edited else found


def clean(text: str) -> str:
    """The text without the marks that WhatsApp puts in front of its own words."""
    return text.replace(MARK, "").strip(" \n")


def _without_edited(text: str) -> tuple[str, bool]:
    if not text.endswith(">"):
        return text, False
    found = _EDITED.search(text)
    if found and plain(found[1]) in EDITED:
        return text[: found.start()], True
    return text, False


def _file(text: str, has: Callable[[str], bool]) -> MessageBody | None:
    """A file, with what was written to it."""
    if found := _IPHONE_FILE.search(text):
        name = found[1]
        if has(name) or _IPHONE_NAME.match(name):
            return _with_file(name, text[: found.start()] + text[found.end() :], has)
    if "<" in text[:260] and (found := _OLD_IPHONE_FILE.match(text)):
        name = found[1]
        if has(name) or _IPHONE_NAME.match(name) or plain(found[2]) in ATTACHED:
            return _with_file(name, text[found.end() :], has)
    if "(" in text[:260] and (found := _ANDROID_FILE.match(text)):
        name = found[1]
        if has(name) or _ANDROID_NAME.match(name) or plain(found[2]) in ATTACHED:
            return _with_file(name, text[found.end() :], has)
    return None


def _with_file(name: str, caption: str, has: Callable[[str], bool]) -> MessageBody:
    if name.lower().endswith(".vcf"):
        media = HistoryMedia(
            kind="file", path=name if has(name) else "", name=name, type="text/vcard"
        )
        return MessageBody("contact", clean(caption), (media,))
    kind = _kind_of_name(name)
    media = HistoryMedia(kind=kind, path=name if has(name) else "", name=name)
    return MessageBody(kind, clean(caption), (media,))


def _kind_of_name(name: str) -> MediaKind:
    told = _IPHONE_NAME.match(name) or _ANDROID_NAME.match(name)
    kind = BY_NAME.get(told[1]) if told else None
    if kind == "audio" and name.endswith(".opus"):
        return "voice"
    return kind or kind_of(name)


def _placeholder(text: str) -> MessageBody | None:
    """What stands for something that is not in the export."""
    first, _, rest = text.partition("\n")
    if len(first) > 300:
        return None
    word = plain(first)
    if word in LEFT_OUT:
        return MessageBody("file", clean(rest), (HistoryMedia(kind="file"),))
    if kind := OMITTED.get(word):
        return MessageBody(kind, clean(rest), (HistoryMedia(kind=kind),))
    if word in CONTACT_LEFT_OUT:
        return MessageBody("contact", clean(rest))
    if word in DELETED and not rest:
        return MessageBody("deleted")
    if word in POLL:
        return MessageBody("poll", clean(rest))
    if word in LIVE_LOCATION and not rest:
        return MessageBody("location", clean(text))
    found = _NAMED.match(first)
    if found and (kind := OMITTED.get(_last_words(found[2]))):
        return MessageBody(kind, clean(rest), (HistoryMedia(kind=kind, name=found[1]),))
    called = _CALL.match(first.lstrip(MARK))
    if (called and text.startswith(MARK) and plain(called[1]) in CALL) or word in CALL:
        return MessageBody("call", clean(text))
    return None


def _last_words(text: str) -> str:
    """`3 pages document omitted` as `document omitted`."""
    words = plain(text)
    return next((known for known in OMITTED if words.endswith(known)), words)


def _words(text: str) -> MessageBody:
    """Words, or a place on a map."""
    found = _PLACE.search(text) if len(text) < LONGEST_PLACE and "https://" in text else None
    if found is None:
        return MessageBody("text", clean(text))
    place = GeoPoint(float(found["lat"]), float(found["lon"])) if found["lat"] else None
    return MessageBody("location", clean(text), place=place)
