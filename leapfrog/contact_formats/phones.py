"""Phone numbers in E.164 form, to compare."""

import re
from functools import lru_cache

import msgspec
import phonenumbers
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE

_LONGEST = 64
_INTERNATIONAL = re.compile(r"\+[\d .()/-]{6,30}\Z", re.ASCII)
_NATIONAL = re.compile(r"[\d .()/-]{6,30}\Z", re.ASCII)
_NO_DIGITS = str.maketrans("", "", "+ .()/-")


class _Plan(msgspec.Struct, frozen=True):
    """How long the numbers of a country code are, and what may stand before them in vain."""

    code: str
    lengths: frozenset[int]
    prefix: re.Pattern[str] | None


class _Home(msgspec.Struct, frozen=True):
    """How numbers without country code are dialled in a region.

    `prefix` is dialled before all but local numbers, `abroad` before country codes; `before`: what
    may be dialled before a number, the prefix or a carrier's code; `usual` is how a number without
    prefix looks.
    """

    code: str
    lengths: frozenset[int]
    prefix: str
    before: re.Pattern[str]
    abroad: re.Pattern[str]
    usual: re.Pattern[str]


def e164(text: str, region: str) -> str:
    """A phone number in E.164 form, empty when it cannot be one.

    `region` (ISO 3166 code) is where numbers without country code are dialled.
    """
    text = text.removeprefix("tel:")[:_LONGEST]
    short = _plain(text) if text.startswith("+") else _dialled(text, region)
    return short or _interpreted(text, region)


def _plain(text: str) -> str:
    """The short way, for numbers that say all; empty when they need to be interpreted."""
    if not _INTERNATIONAL.match(text):
        return ""
    digits = text.translate(_NO_DIGITS)
    plan = _plan_of(digits[:3])
    if plan is None:
        return ""
    national = digits[len(plan.code) :]
    if len(national) not in plan.lengths or national.startswith("0"):
        return ""
    return "" if plan.prefix and plan.prefix.match(national) else f"+{digits}"


def _dialled(text: str, region: str) -> str:
    """The short way, for numbers with the one prefix of the region (`0221 …`) or none of any kind,
    empty for others.
    """
    home = _home(region) if _NATIONAL.match(text) else None
    if home is None:
        return ""
    digits = text.translate(_NO_DIGITS)
    before = home.before.match(digits)
    if before and (before[0] != home.prefix or home.usual.match(digits)):
        return ""
    national = digits[len(home.prefix) :] if before else digits
    if len(national) not in home.lengths or national.startswith("0"):
        return ""
    return "" if home.abroad.match(digits) else home.code + national


@lru_cache(maxsize=1024)
def _plan_of(start: str) -> _Plan | None:
    """The plan of the country code that a number starts with."""
    return next(filter(None, (_plan(start[:size]) for size in (1, 2, 3))), None)


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
    return _Plan(code, lengths, re.compile(prefix) if prefix else None)


@lru_cache(maxsize=512)
def _home(region: str) -> _Home | None:
    """None where a prefix may become another one."""
    found = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if found is None or found.general_desc is None or found.national_prefix_transform_rule:
        return None
    prefix, before = found.national_prefix, found.national_prefix_for_parsing
    plan = _plan(str(found.country_code))
    if not prefix or not before or plan is None:
        return None
    code, usual = found.country_code, found.general_desc.national_number_pattern
    lengths = plan.lengths & frozenset(found.general_desc.possible_length)
    abroad = re.compile(f"{found.international_prefix or '(?!)'}|{code}")
    usually = re.compile(f"(?:{usual})\\Z")
    return _Home(f"+{code}", lengths, prefix, re.compile(before), abroad, usually)


@lru_cache(maxsize=4096)
def _interpreted(text: str, region: str) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
