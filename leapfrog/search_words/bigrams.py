"""What a search looks in, and by what it finds it: any part of any text, in any script.

Chinese and Japanese text has no spaces, so each two neighbours are a token; of other scripts, each
three letters of a word. If a text holds what is asked for, it has all of its tokens.
"""

import re
import unicodedata
from functools import lru_cache
from zlib import crc32

# Han, Kana, Bopomofo and their extensions; Hangul is taken apart into its letters.
DENSE = "\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
# Vowels and accents of other scripts: they belong to the word that they stand in.
MARKS = "".join(c for c in map(chr, range(0x300, 0x2E80)) if unicodedata.category(c)[0] == "M")
DENSE_RUN = re.compile(f"[{DENSE}]{{2,}}")
WORD = re.compile(f"(?:[^\\W_{DENSE}]|[{MARKS}]){{3,}}")
# Where nothing else is than the Latin alphabet, Chinese or Japanese, signs and emoji, a word is
# found in a fifth of the time. (The signs at 3005 to 3007 count as letters.)
OTHER = re.compile(
    f"[^\\0-\\x7f\u2010-\u2027\u3000-\u3004\u3008-\u3020\ufe0f\U0001f300-\U0001faff{DENSE}]"
)
LATIN_WORD = re.compile("[a-z0-9]{3,}")
SNIPPET = 80


def plain(text: str) -> str:
    """A text as it is compared: compatibility variants are one (NFKD), and so is case. Letters and
    their marks stand apart, each for itself, so that a part of a text stays a part of it.
    """
    if text.isascii():
        return text.lower()
    # The one letter whose small form depends on its place.
    return unicodedata.normalize("NFKD", text).lower().replace("ς", "σ")


def is_dense(text: str) -> bool:
    """Whether two signs of a script without spaces (Chinese, Japanese) stand together in it."""
    return DENSE_RUN.search(text) is not None


def tokens(text: str) -> list[int]:
    """The hashes by which a plain text is found, sorted, as PostgreSQL's `integer`: of runs of
    three signs, of two in scripts without spaces. Lines are apart; a word that comes again adds
    none.
    """
    word = WORD if OTHER.search(text) else LATIN_WORD
    found: set[int] = set()
    for run in set(word.findall(text)):
        found.update(_hashes(run, 3))
    if not text.isascii():
        for run in set(DENSE_RUN.findall(text)):
            found.update(_hashes(run, 2))
    return sorted(found)


# People use few words, and the same ones again and again.
@lru_cache(maxsize=8192)
def _hashes(run: str, size: int) -> tuple[int, ...]:
    places = range(len(run) - size + 1)
    if run.isascii():
        whole = run.encode()
        parts = {whole[n : n + size] for n in places}
    else:
        parts = {run[n : n + size].encode() for n in places}
    return tuple([crc32(part) - 2**31 for part in parts])


def snippet(line: str, words: str) -> str:
    """80 characters of a line around the place where the plain text `words` is, with an ellipsis
    where it was cut.
    """
    at = max(0, plain(line).find(words))
    start = max(0, at - SNIPPET // 4)
    cut = line[start : start + SNIPPET]
    return ("…" if start else "") + cut + ("…" if start + SNIPPET < len(line) else "")
