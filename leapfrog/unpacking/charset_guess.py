"""Which charset bytes are likely in, by how they read in each."""

import re
from collections.abc import Callable

_ASCII = bytes(range(0x80))
# What RFC 3629 calls well-formed, of more than one byte.
_WELL_FORMED = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]"
    rb"|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]"
    rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}"
)
# A lone one of these is what is left of an accented letter in UTF-8, seldom a letter of its own.
_CUT_LEADS = frozenset(b"\xc2\xc3")
_SIGNS = frozenset(
    "\u20ac\u2026\u2018\u2019\u201c\u201d\u201e\u201a\u2013\u2014\u2022\xa0\xab\xbb\xb0\xa7"
)
_SHARE_OF_DAMAGE = 0.2
_SHARE_OF_WORDS = 0.95
_SHARE_OF_WESTERN = 0.5
_LONG = 2048


def strictly(data: bytes, encoding: str) -> str | None:
    """The text, None when anything is wrong with it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def mostly(data: bytes, encoding: str) -> str | None:
    """The text with U+FFFD where it is damaged, None when that is more than a fifth of all that is
    not ASCII.
    """
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    foreign = sum(char > "\x7f" for char in text) if damaged else 0
    return text if damaged <= foreign * _SHARE_OF_DAMAGE else None


def foreign_bytes(data: bytes) -> int:
    """How many bytes are not ASCII."""
    return 0 if data.isascii() else len(data.translate(None, _ASCII))


def utf8_bytes(data: bytes) -> tuple[int, int]:
    """How many bytes belong to well-formed UTF-8 beyond ASCII, and how many to nothing."""
    foreign = foreign_bytes(data)
    if strictly(data, "utf-8") is not None:
        return foreign, 0
    whole = sum(map(len, _WELL_FORMED.findall(data)))
    return whole, foreign - whole


def reads_well(data: bytes) -> bool:
    """Whether bytes that are not UTF-8 are, beyond doubt, words of an old charset."""
    return _reads_as_western(data) or any(
        (text := strictly(data, encoding)) is not None
        and sum(char > "\x7f" for char in text) > 1
        and score(text) >= _SHARE_OF_WORDS
        for encoding, score in _SCORES.items()
    )


def _reads_as_western(data: bytes) -> bool:
    text = strictly(_WELL_FORMED.sub(b"", data), "cp1252")
    if text is None:
        return False
    return all(_is_at_home(text, at) for at, char in enumerate(text) if char > "\x7f")


def _is_at_home(text: str, at: int) -> bool:
    """Whether a sign of cp1252 stands where one would write it: a letter among plain letters, a
    capital at the beginning of a word, typographic signs.
    """
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if char in _SIGNS:
        return before.isascii() and after.isascii()
    if not char.isalpha() or ord(char) in _CUT_LEADS or not (before + after).isascii():
        return False
    is_beside_a_letter = before.isalpha() or after.isalpha()
    return is_beside_a_letter and (char.islower() or not before.islower())


def guess(sample: bytes) -> str:
    """The likeliest charset of bytes that are not UTF-8: the one that reads as common words."""
    sample = b"\n".join(line for line in sample[:65536].split(b"\n") if not line.isascii())
    western = _latin_score(sample)
    for reading in (_without_fault, mostly):
        texts = {encoding: reading(sample, encoding) for encoding in _SCORES}
        scores = {encoding: _SCORES[encoding](text) for encoding, text in texts.items() if text}
        best = max(scores, key=lambda encoding: scores[encoding], default="")
        if best and scores[best] > western:
            return best
        if western >= _SHARE_OF_WESTERN:
            break
    return "cp1252"


def _without_fault(sample: bytes, encoding: str) -> str | None:
    # A long sample was cut somewhere.
    if len(sample) > _LONG:
        return sample.decode(encoding, "ignore")
    return strictly(sample, encoding)


def _share(text: str, common: Callable[[str], bool]) -> float:
    foreign = [char for char in text if char > "\x7f"]
    return sum(map(common, foreign)) / len(foreign) if foreign else 0.0


def _lead(char: str, encoding: str) -> int:
    try:
        return char.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _common_simplified(char: str) -> bool:
    return 0xB0 <= _lead(char, "gb2312") <= 0xD7


def _common_traditional(char: str) -> bool:
    return 0xA4 <= _lead(char, "big5") <= 0xC6


def _common_japanese(char: str) -> bool:
    return "\u3041" <= char <= "\u30fe" or 0x88 <= _lead(char, "shift_jis") <= 0x97


def _common_korean(char: str) -> bool:
    return 0xB0 <= _lead(char, "euc_kr") <= 0xC8


def _is_long(text: str) -> bool:
    """Enough letters to tell Korean from Chinese: all Korean bytes are Chinese ones, too."""
    return sum(map(_common_korean, text)) >= 8


def _latin_score(sample: bytes) -> float:
    """High bytes that are letters standing next to plain letters: the look of western words."""
    high = [place for place, byte in enumerate(sample) if byte > 0x7F]
    alone = [place for place in high if sample[place] >= 0xC0 and _stands_alone(sample, place)]
    return len(alone) / len(high) if high else 1.0


def _stands_alone(sample: bytes, place: int) -> bool:
    around = sample[max(0, place - 1) : place] + sample[place + 1 : place + 2]
    return around.isascii() and any(chr(byte).isalpha() for byte in around)


_SCORES: dict[str, Callable[[str], float]] = {
    "gb18030": lambda text: _share(text, _common_simplified),
    "big5hkscs": lambda text: _share(text, _common_traditional) * 0.98,
    "cp932": lambda text: _share(text, _common_japanese) * 0.97,
    "cp949": lambda text: _share(text, _common_korean) * (1.01 if _is_long(text) else 0.9),
}
