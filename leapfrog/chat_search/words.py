"""The words of a message, as the search looks in them."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any

from leapfrog.contact_formats import syllable
from leapfrog.search_words import plain, snippet, tokens

__all__ = ["asked_sound", "heard", "line_of", "plain", "snippet", "tokens", "tokens_of"]

HAN = re.compile("[\u4e00-\u9fff]+")
# What somebody types for how Chinese sounds: letters, perhaps a space or apostrophe between words.
SPELLED = re.compile("[a-z]+(?:[ '][a-z]+)*")


def line_of(body: str, meta: dict[str, Any] | None) -> str:
    """All that a message says, whatever its kind, on one line."""
    text = "\n".join(part for part in (body, *_said(meta)) if part) if meta else body
    return " ".join(text.split())


def _said(meta: dict[str, Any]) -> Iterator[str]:
    for name in ("name", "address", "transcript", "title", "handle"):
        if isinstance(meta.get(name), str):
            yield meta[name]
    for item in meta.get("items", ()):
        yield from (item["name"], item["body"], *_said(item.get("meta") or {}))


def tokens_of(text: str) -> list[int]:
    """The hashes of what a text is found by: its own, and those of how its Chinese sounds."""
    found = tokens(plain(text))
    if text.isascii():
        return found
    sounds = "\n".join("".join(run) for _, run in _sounds(text))
    return sorted({*found, *tokens(sounds)})


def asked_sound(text: str) -> str:
    """What somebody may have typed for how Chinese sounds, in one word of small letters; empty for
    what is none.
    """
    return re.sub("[ ']", "", text) if SPELLED.fullmatch(text) else ""


def heard(line: str, sound: str) -> str:
    """The Chinese in a line that sounds so from the beginning of a sign on; empty when none
    does. The last sign may be spelled in part.
    """
    if line.isascii():
        return ""
    for signs, run in _sounds(line):
        ends = list(accumulate(map(len, run)))
        starts = [0, *ends[:-1]]
        whole, at = "".join(run), -1
        while (at := whole.find(sound, at + 1)) >= 0:
            if at in starts:
                last = next(n for n, end in enumerate(ends) if end >= at + len(sound))
                return signs[starts.index(at) : last + 1]
    return ""


def _sounds(text: str) -> Iterator[tuple[str, list[str]]]:
    """(signs, how each sounds) of each run of signs of which that is known."""
    for run in HAN.findall(text):
        signs, spelled = "", list[str]()
        for sign in run:
            sound = _sound(sign)
            if sound:
                signs += sign
                spelled.append(sound)
            elif spelled:
                yield signs, spelled
                signs, spelled = "", []
        if spelled:
            yield signs, spelled


# People use few of them, and the same ones again and again.
@lru_cache(maxsize=8192)
def _sound(sign: str) -> str:
    return syllable(sign)
