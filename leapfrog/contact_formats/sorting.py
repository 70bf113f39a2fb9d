"""Where a name sorts: Latin by letter, Chinese among them by pinyin, signs and digits last."""

import re

from leapfrog.contact_formats.names import normalised
from leapfrog.contact_formats.pinyin import SAME_SOUND, code, syllable

_HAN = re.compile("[\u4e00-\u9fff]")


def sort_key(name: str) -> str:
    """A key to compare as plain bytes. Its first character is the heading: a letter, else `~`."""
    key = normalised(name)
    if not key.isascii():
        key = _HAN.sub(_place, key.translate(SAME_SOUND))
    return key if key[:1].isalpha() else f"~{key}"


def _place(found: re.Match[str]) -> str:
    # The brace sorts after every Latin letter, so Latin names of a letter come first.
    place = code(found[0])
    return f"{syllable(found[0])[0]}{{{place:04x}" if place else f"{{{found[0]}"
