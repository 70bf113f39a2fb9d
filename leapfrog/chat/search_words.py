"""What a search looks in, and by what it finds it: any part of any text, in any script.

Chinese and Japanese text has no spaces, so each two neighbours are a token; of other scripts, each
three letters of a word. If a text holds what is asked for, it has all of its tokens.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any
from zlib import crc32

from leapfrog.chat.model import Message

# Han, Kana, Bopomofo and their extensions; Hangul is taken apart into its letters.
DENSE = (
    (0x2E80, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x3FFFF),
)
SNIPPET = 80


def plain(text: str) -> str:
    """The text as it is compared: full-width and other variants are one, and so is case. Letters
    and their marks stand apart, each for itself, so that a part of a text stays a part of it.
    """
    return "".join(c.lower() for c in unicodedata.normalize("NFKD", text))


def tokens(text: str) -> set[int]:
    """The hashes of what a plain text is found by, as PostgreSQL's `integer`."""
    return {
        _hash(run[n : n + size]) for size, run in _runs(text) for n in range(len(run) - size + 1)
    }


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Neighbours of one kind of script, and how many of them make a token."""
    begin, kind = 0, 0
    for n, c in enumerate(text):
        found = _kind(c)
        if found != kind:
            if kind:
                yield kind, text[begin:n]
            begin, kind = n, found
    if kind:
        yield kind, text[begin:]


def _kind(c: str) -> int:
    if c < "\u2e80":
        return 3 if c.isalnum() or unicodedata.category(c)[0] == "M" else 0
    code = ord(c)
    if any(first <= code <= last for first, last in DENSE) and c.isalnum():
        return 2
    return 3 if c.isalnum() or unicodedata.category(c)[0] == "M" else 0


def _hash(token: str) -> int:
    return crc32(token.encode()) - 2**31


def text_of(message: Message) -> str:
    """All that a message says, whatever its kind."""
    return "\n".join(part for part in (message.body, *_said(message.meta or {})) if part)


def _said(meta: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "address", "transcript", "title", "handle"):
        if isinstance(meta.get(name), str):
            yield meta[name]
    for item in meta.get("items", ()):
        yield from (item["name"], item["body"], *_said(item.get("meta") or {}))


def snippet(text: str, words: str) -> str:
    """The part of a text in which the words are, on one line."""
    line = " ".join(text.split())
    at = max(0, plain(line).find(words))
    start = max(0, at - SNIPPET // 4)
    cut = line[start : start + SNIPPET]
    return ("…" if start else "") + cut + ("…" if start + SNIPPET < len(line) else "")
