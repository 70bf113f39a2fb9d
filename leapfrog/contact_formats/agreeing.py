"""Whether two names may be one person's. Who shares a number or an address is decided by that."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from leapfrog.contact_formats.model import Card
from leapfrog.contact_formats.names import fn, normalised, spoken, structured_name, values
from leapfrog.contact_formats.pinyin import SAME_SOUND, syllable
from leapfrog.contact_formats.text import unescape

_HAN = re.compile("[\u3400-\u9fff]+")
_SEVERAL = re.compile(r"[&+/]|\b(?:and|und|et)\b|(?<=\s)[和与與](?=\s)", re.IGNORECASE)
_TITLES = frozenset({"dr", "prof", "phd", "md", "mba", "msc", "bsc", "ing", "dipl"})
# A couple has one line at home, so these fall only where more than a family name is left.
_FORMS = frozenset({"mr", "mrs", "ms", "miss", "herr", "frau", "mme", "sra"})
# Father and son are called alike, but for these.
_GENERATIONS = frozenset({"jr", "sr", "jun", "sen", "junior", "senior", "ii", "iii", "iv"})
# Letters that no accent makes; and how umlauts are written without them, in all names alike.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "a", "œ": "o", "ı": "i"})
_UMLAUTS = re.compile("(?<=[aou])e")
_LONGEST_FAMILY_NAME = 2


class Names(msgspec.Struct, frozen=True, gc=False):
    """What somebody is called: by their names, and `also` by nicknames or a remark."""

    names: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class _Name(msgspec.Struct, frozen=True):
    """A name taken apart: Chinese characters, other words, and what tells namesakes apart."""

    han: str
    words: tuple[str, ...]
    generation: frozenset[str]
    is_several: bool


def names_of(card: Card) -> Names:
    """What a card calls its person: names by FN, N and what is shown, and nicknames. A number or an
    address in place of a name is left out.
    """
    told = [" ".join(unescape(value).split()) for value in values(card, "FN")]
    told.append(spoken(structured_name(card)))
    names = telling(told) or telling([fn(card)])
    return Names(names, telling(unescape(value) for value in values(card, "NICKNAME")))


def telling(names: Iterable[str]) -> tuple[str, ...]:
    """Those of these texts that can be names, each once: with a letter, and no e-mail address."""
    kept = (name for name in names if "@" not in name and any(map(str.isalpha, name)))
    return tuple(dict.fromkeys(kept))


def may_be_one(one: Names, other: Names) -> bool:
    """Whether two cards may be of one person, by their names: one is called exactly as the other
    is, somewhere, or all names of both agree. Who has no name may be anybody.

    All must agree, since two people may each agree with a third that is both too little known and
    theirs: "J. Smith" with "John Smith" and with "Jane Smith".
    """
    if not one.names or not other.names:
        return True
    if _is_called(one.names, (*other.names, *other.also)) or _is_called(other.names, one.also):
        return True
    return all(agree(mine, theirs) for mine in one.names for theirs in other.names)


def _is_called(names: Sequence[str], others: Sequence[str]) -> bool:
    known = {_same_words(_parse(other)) for other in others}
    return any(_same_words(_parse(name)) in known for name in names)


def _same_words(name: _Name) -> tuple[str, tuple[str, ...], frozenset[str]]:
    return name.han, tuple(sorted(name.words)), name.generation


def agree(one: str, other: str) -> bool:
    """Whether two names may be one person's, by what is written alone.

    Words in any order, without case, accents and titles; a middle or family name more; an initial
    for a name, beside a whole word; a Chinese given name without its family name, or in pinyin.
    A family name alone agrees with nobody's whole name: a couple shares it. Nicknames are not
    guessed.
    """
    mine, theirs = _parse(one), _parse(other)
    if mine.generation != theirs.generation:
        return False
    if mine.han and theirs.han:
        return _agree_in_chinese(mine.han, theirs.han)
    if mine.han and _is_pinyin(theirs.words, mine.han):
        return True
    if theirs.han and _is_pinyin(mine.words, theirs.han):
        return True
    return _agree_in_words(mine, theirs)


@lru_cache(maxsize=4096)
def _parse(name: str) -> _Name:
    if name.count(",") == 1:
        family, _, given = name.partition(",")
        name = f"{given} {family}"
    plain = normalised(name)
    words = [_folded(word) for word in _HAN.sub(" ", plain).split()]
    generation = frozenset(words) & _GENERATIONS
    words = _without(words, _TITLES | generation, 1)
    return _Name(
        "".join(_HAN.findall(plain)).translate(SAME_SOUND),
        tuple(_without(words, _FORMS, 2)),
        generation,
        bool(_SEVERAL.search(name)),
    )


def _folded(word: str) -> str:
    return _UMLAUTS.sub("", word.translate(_LETTERS))


def _without(words: list[str], dropped: frozenset[str], least: int) -> list[str]:
    """The words but those to be dropped, when so many are left."""
    kept = [word for word in words if word not in dropped]
    return kept if len(kept) >= least else words


def _agree_in_chinese(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 2 or len(long) - len(short) > _LONGEST_FAMILY_NAME:
        return one == other
    return long.endswith(short)


def _is_pinyin(words: Sequence[str], han: str) -> bool:
    """Whether these words are how the characters sound, family name first or last."""
    sounds = [syllable(char) for char in han]
    if len(sounds) < 2 or not all(sounds):
        return False
    spellings = {
        "".join((*sounds[first:], *sounds[:first])) for first in range(_LONGEST_FAMILY_NAME + 1)
    }
    return "".join(words) in {_folded(spelling) for spelling in spellings}


def _agree_in_words(one: _Name, other: _Name) -> bool:
    short, long = sorted((one.words, other.words), key=len)
    if not short:
        return False
    if sorted(short) == sorted(long) or "".join(short) == "".join(long):
        return True
    return not one.is_several and not other.is_several and _is_part(short, long)


def _is_part(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether each word of `short` is one of `long`, or its initial, and its first is among them:
    the given name, as a rule.
    """
    left = list(long)
    initials = []
    for word in short:
        if word in left:
            left.remove(word)
        else:
            initials.append(word)
    if not any(len(word) > 1 and word in long for word in short):
        return False
    for word in initials:
        if (named := next((other for other in left if _is_initial(word, other)), None)) is None:
            return False
        left.remove(named)
    return long[0] not in left


def _is_initial(one: str, other: str) -> bool:
    """A digit stands for no other number: clerk 1 is not clerk 10."""
    return min(len(one), len(other)) == 1 and one[0] == other[0] and not one[0].isdigit()
