"""What WhatsApp writes in place of things, in the languages of phones: `words.toml`, looked up."""

import tomllib
import unicodedata
from pathlib import Path

from leapfrog.chat_formats.model import MediaKind

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text("utf-8")
)

MARKS = dict.fromkeys(
    [0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)
SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
TIDY = MARKS | SPACES
DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for code in range(0x80, 0x10000)
    if unicodedata.category(chr(code)) == "Nd"
}


def plain(text: str) -> str:
    """Words as they are looked up: no marks, no brackets, no full stop, small letters."""
    return text.translate(TIDY).strip(" \n<>.。।!").casefold()


def _all(meaning: str) -> frozenset[str]:
    return frozenset(plain(word) for words in WORDS[meaning].values() for word in words)


def _as_they_are(meaning: str) -> tuple[str, ...]:
    return tuple(word for words in WORDS[meaning].values() for word in words)


MORNING, NOON, EVENING = _all("morning"), _all("noon"), _all("evening")
FILLERS = _all("filler") | {""}
LEFT_OUT, CONTACT_LEFT_OUT = _all("left_out"), _all("contact")
ATTACHED, DELETED, EDITED = _all("attached"), _all("deleted"), _all("edited")
CALL, LIVE_LOCATION, POLL = _all("call"), _all("live_location"), _all("poll")
TITLES, TITLE_ENDS = _as_they_are("title"), _as_they_are("title_end")

_KINDS: tuple[MediaKind, ...] = ("image", "video", "audio", "gif", "sticker", "file")
OMITTED: dict[str, MediaKind] = {word: kind for kind in _KINDS for word in _all(kind)}

# The beginning of a file's name is the phone's, whatever its language.
BY_NAME: dict[str, MediaKind] = {
    "IMG": "image",
    "PHOTO": "image",
    "VID": "video",
    "VIDEO": "video",
    "PTT": "voice",
    "AUD": "audio",
    "AUDIO": "audio",
    "STK": "sticker",
    "STICKER": "sticker",
    "GIF": "gif",
    "DOC": "file",
}
