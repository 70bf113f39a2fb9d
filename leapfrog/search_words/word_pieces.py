"""By what a place or an item is found: pieces of its names, of the words for it, and of how these
sound.

Chinese and Japanese signs count one by one and by two neighbours, so that two signs are enough. Of
other scripts each three letters of a word count, and its first one and two. What holds the words
that are asked for has all of their pieces.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from zlib import crc32

from leapfrog.search_words.bigrams import DENSE, DENSE_RUN, plain

RUN = re.compile(f"[{DENSE}]+|[^\\W_{DENSE}]+")
DENSE_SIGN = re.compile(f"[{DENSE}]")
# Letters that Unicode does not take apart, as people without them on their keyboards write them.
ALIKE = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})
MOST_WORDS = 8


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents (NFKD), one space between words, no
    other signs.
    """
    bare = "".join(sign for sign in plain(text) if not unicodedata.combining(sign))
    return " ".join(RUN.findall(bare.translate(ALIKE)))


def found_by(names: Sequence[str]) -> list[str]:
    """The folded lines under which something with these names is found: the names, and how Chinese
    ones sound; each once.
    """
    sounds = [sound(name) for name in names if DENSE_RUN.search(name)]
    return [*dict.fromkeys(line for line in map(folded, [*names, *sounds]) if line)]


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """How a Chinese name sounds: pinyin without tones, in one word."""
    # A dictionary of phrases, for who has a Chinese name to keep.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(name))


def asked_words(text: str) -> list[str]:
    """The folded words of what a person types into a search, at most eight."""
    return folded(text).split()[:MOST_WORDS]


def pieces(lines: Iterable[str]) -> list[int]:
    """The hashes of all that folded lines are found by, sorted, as PostgreSQL's `integer`: the
    index of them.
    """
    return sorted({_hash(piece) for line in lines for run in line.split() for piece in _all(run)})


def asked_pieces(words: Iterable[str]) -> list[int]:
    """The hashes that every indexed text has in which these folded words are, sorted: for an index
    lookup before the words themselves are compared.
    """
    return sorted({_hash(piece) for word in words for piece in _needed(word)})


def _all(run: str) -> Iterable[str]:
    if DENSE_SIGN.match(run):
        return [*run, *_windows(run, 2)]
    return [f"^{run[:1]}", f"^{run[:2]}", *_windows(run, 3)]


def _needed(word: str) -> Iterable[str]:
    if DENSE_SIGN.match(word):
        return _windows(word, 2) if len(word) > 1 else [word]
    return _windows(word, 3) if len(word) > 2 else [f"^{word}"]


def _windows(run: str, size: int) -> list[str]:
    return [run[at : at + size] for at in range(len(run) - size + 1)]


def _hash(piece: str) -> int:
    return crc32(piece.encode()) - 2**31
