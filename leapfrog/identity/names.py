"""Words that people write about themselves and their things, in any script."""

import unicodedata

import msgspec

from leapfrog.kernel.errors import Invalid

LONGEST_NAME = 80
# Emoji families and Persian or Indic words need the joiners; all other invisible characters can
# only deceive (a right-to-left override makes `moc.knab` look like `bank.com`).
JOINERS = "\u200c\u200d"
# The tags of the flags of England, Scotland and Wales.
TAGS = range(0xE0020, 0xE0080)
# Letters by category, blank to the eye: a name of them would be no name.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
# Of the characters of handles.
LOOK_ALIKE = str.maketrans("0158i", "olsbl")
LOOK_ALIKE_PAIRS = (("rn", "m"), ("vv", "w"))


class TypedName(msgspec.Struct, frozen=True):
    """How somebody is named; `domain` is empty where no town was said."""

    handle: str
    domain: str


def shown_name(name: str) -> str:
    """A name on one line, without control characters. Raises `Invalid`."""
    shown = " ".join(plain(name).split())
    if not 1 <= len(shown) <= LONGEST_NAME or not _has_ink(shown):
        raise Invalid(f"A name has 1 to {LONGEST_NAME} characters.")
    return shown


def plain(text: str) -> str:
    """The text in Unicode's composed form (NFC), without control characters but line breaks, tabs
    as spaces, and without space at its ends.
    """
    lines = "\n".join(unicodedata.normalize("NFC", text).splitlines()).replace("\t", " ")
    return "".join(c for c in lines if _may_show(c)).strip()


def typed_name(text: str) -> TypedName:
    """What somebody typed to name a person: `Amina`, `@amina`, `amina@lake.town`."""
    # No name has a NUL, nor does the database.
    typed = text.strip().replace("\0", "\ufffd").lower()
    handle, _, domain = typed.removeprefix("@").partition("@")
    return TypedName(handle, domain)


def outline(handle: str) -> str:
    """What is left of a handle for a hasty eye: equal for those that are taken for each other, such
    as `lena1` and `lena_l`, `mom` and `morn`.
    """
    plain = handle.lower().replace("_", "").translate(LOOK_ALIKE)
    for pair, letter in LOOK_ALIKE_PAIRS:
        plain = plain.replace(pair, letter)
    return plain


def _may_show(c: str) -> bool:
    if c.isprintable():
        return c not in BLANK
    return c == "\n" or unicodedata.category(c) == "Zs" or c in JOINERS or ord(c) in TAGS


def _has_ink(text: str) -> bool:
    return any(c.isprintable() and not c.isspace() for c in text)
