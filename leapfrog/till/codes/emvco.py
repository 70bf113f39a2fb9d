"""Printed payment codes: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode.

A code is a row of fields: two digits of a tag, two of a length in characters, the value; some
values are rows of fields themselves. The last field is a checksum (CRC-16/CCITT-FALSE) over all
that stands before it, its own tag and length included.
"""

import re
import unicodedata
from binascii import crc_hqx
from collections.abc import Iterable, Mapping

import msgspec

from leapfrog.till.codes.errors import BadCode

# Our mark within template 26, as EMVCo wants it: a domain read backwards.
OURS = "org.leapfrog"
LONGEST = 512
NAME, CITY = 25, 15
FORMAT, METHOD, ACCOUNT, CATEGORY, CURRENCY = "00", "01", "26", "52", "53"
AMOUNT, COUNTRY, SHOP, TOWN, OTHER_LANGUAGE, CHECKSUM = "54", "58", "59", "60", "64", "63"
HEAD = re.compile(r"[0-9]{4}")
# ISO 4217; a town's own unit is none of them, which is 999.
NUMERIC = {"EUR": "978", "CNY": "156", "USD": "840", "GBP": "826", "CHF": "756", "JPY": "392"}
NO_CURRENCY = "999"

Fields = Mapping[str, str]


class EmvcoCode(msgspec.Struct, frozen=True):
    """What a printed code says. `merchant`: 32 hexadecimal digits; `native`: the name as its owner
    writes it; `currency`: three letters, empty for one that is not in our table.
    """

    merchant: str
    town: str
    name: str
    city: str
    country: str
    category: str = "0000"
    currency: str = ""
    native: str = ""
    native_language: str = "zh"


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text in UTF-8, four hexadecimal digits."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def row(fields: Iterable[tuple[str, str]]) -> str:
    """Fields as a code has them; those without a value are left out. Raises `ValueError` for a
    value of more than 99 characters.
    """
    parts = []
    for tag, value in fields:
        if len(value) > 99:
            raise ValueError(f"field {tag} is too long")
        if value:
            parts.append(f"{tag}{len(value):02}{value}")
    return "".join(parts)


def latin(name: str) -> str:
    """What is left of a name in printable ASCII."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join("".join(one for one in bare if one.isprintable()).split())


def printed(code: EmvcoCode) -> str:
    """The text of a shop's code, to which whoever pays adds the amount."""
    native = row([("00", code.native_language), ("01", code.native[:NAME])])
    body = row(
        [
            (FORMAT, "01"),
            (METHOD, "11"),
            (ACCOUNT, row([("00", OURS), ("01", code.merchant), ("02", code.town[:40])])),
            (CATEGORY, code.category),
            (CURRENCY, NUMERIC.get(code.currency, NO_CURRENCY)),
            (COUNTRY, code.country),
            (SHOP, latin(code.name)[:NAME] or f"SHOP {code.merchant[-8:].upper()}"),
            (TOWN, latin(code.city)[:CITY] or "TOWN"),
            (OTHER_LANGUAGE, native if code.native else ""),
        ]
    )
    open_end = f"{body}{CHECKSUM}04"
    return open_end + checksum(open_end)


def fields(text: str) -> dict[str, str]:
    """The fields of a row. Raises `BadCode` where it is cut off, or has a tag twice."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not HEAD.fullmatch(head):
            raise BadCode
        tag, end = head[:2], at + 4 + int(head[2:])
        if end > len(text) or tag in found:
            raise BadCode
        found[tag] = text[at + 4 : end]
        at = end
    return found


def read(text: str) -> EmvcoCode:
    """What a code of this kind of town says; fields that we do not know do no harm. Raises
    `BadCode` for all else: hostile, cut off, of another scheme, or with an amount, since ours have
    none.
    """
    given = text.strip()
    if len(given) > LONGEST or not given.startswith("0002") or not given.isprintable():
        raise BadCode
    if given[-8:-4] != f"{CHECKSUM}04" or given[-4:].upper() != checksum(given[:-4]):
        raise BadCode
    found = fields(given)
    account = fields(found.get(ACCOUNT, ""))
    if found[FORMAT] != "01" or account.get("00") != OURS or AMOUNT in found:
        raise BadCode
    return _told(found, account, fields(found.get(OTHER_LANGUAGE, "")))


def _told(found: Fields, account: Fields, native: Fields) -> EmvcoCode:
    merchant = account.get("01", "").lower()
    if not re.fullmatch(r"[0-9a-f]{32}", merchant):
        raise BadCode
    letters = {number: code for code, number in NUMERIC.items()}
    return EmvcoCode(
        merchant=merchant,
        town=account.get("02", ""),
        name=found.get(SHOP, ""),
        city=found.get(TOWN, ""),
        country=found.get(COUNTRY, ""),
        category=found.get(CATEGORY, ""),
        currency=letters.get(found.get(CURRENCY, ""), ""),
        native=native.get("01", ""),
        native_language=native.get("00", ""),
    )
