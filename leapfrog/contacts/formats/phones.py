"""Phone numbers in E.164 form, to compare."""

import re
from functools import lru_cache

import msgspec
import phonenumbers
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE

_LONGEST = 64
_INTERNATIONAL = re.compile(r"\+[\d .()/-]{6,30}\Z", re.ASCII)
_NO_DIGITS = re.compile(r"\D+", re.ASCII)


class _Plan(msgspec.Struct, frozen=True):
    """How long the numbers of a country code are, and what may stand before them in vain."""

    lengths: frozenset[int]
    prefix: re.Pattern[str] | None


def e164(text: str, region: str) -> str:
    """A phone number in E.164 form, empty when it cannot be one.

    `region` (ISO 3166 code) is where numbers without country code are dialled.
    """
    text = text.removeprefix("tel:")[:_LONGEST]
    return _plain(text) or _interpreted(text, region)


def _plain(text: str) -> str:
    """The short way, for numbers that say all; empty when they need to be interpreted."""
    if not _INTERNATIONAL.match(text):
        return ""
    digits = _NO_DIGITS.sub("", text)
    for size in (1, 2, 3):
        if plan := _plan(digits[:size]):
            national = digits[size:]
            is_all = len(national) in plan.lengths and not national.startswith("0")
            return f"+{digits}" if is_all and not _has_prefix(plan, national) else ""
    return ""


def _has_prefix(plan: _Plan, national: str) -> bool:
    return bool(plan.prefix and plan.prefix.match(national))


@lru_cache(maxsize=2048)
def _plan(code: str) -> _Plan | None:
    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code or 0))
    if not regions or code.startswith("0"):
        return None
    found = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(int(code), regions[0])
    if found is None or found.general_desc is None:
        return None
    prefix = found.national_prefix_for_parsing
    lengths = frozenset(found.general_desc.possible_length)
    return _Plan(lengths, re.compile(prefix) if prefix else None)


@lru_cache(maxsize=4096)
def _interpreted(text: str, region: str) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
