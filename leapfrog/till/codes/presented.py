"""Codes that the payer shows: made on the phone, offline too, good once and for a minute.

Twenty digits, which a bar code sets two in a symbol and a cashier can type: `28`, the eight of the
device's key, two of a counter, eight of a MAC over (step, counter), in the manner of TOTP
(RFC 6238, RFC 4226). A step is 15 s; what is at most four steps old is taken, and one step ahead
for a clock that is fast. Which step it was is found by trying.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime

import msgspec

STEP = 15
OLD, AHEAD = 4, 1
PREFIX = "28"
FORM = re.compile(r"28([0-9]{8})([0-9]{2})([0-9]{8})")


class PresentedCode(msgspec.Struct, frozen=True):
    """A code taken apart."""

    number: int
    counter: int
    mac: str


class UsedCode(msgspec.Struct, frozen=True, order=True):
    """One code of one key, as the used-set has it."""

    number: int
    step: int
    counter: int


def step_of(now: datetime) -> int:
    """Which step it is."""
    return int(now.timestamp()) // STEP


def mac(secret: bytes, step: int, counter: int) -> str:
    """Eight digits, cut out as RFC 4226 does."""
    message = step.to_bytes(8, "big") + bytes((counter,))
    digest = hmac.digest(secret, message, hashlib.sha256)
    start = digest[-1] & 0x0F
    cut = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{cut % 10**8:08}"


def made(number: int, secret: bytes, step: int, counter: int) -> str:
    """What the phone shows."""
    return f"{PREFIX}{number:08}{counter:02}{mac(secret, step, counter)}"


def taken_apart(text: str) -> PresentedCode | None:
    """None for what is no such code; blanks between the digits do no harm."""
    found = FORM.fullmatch("".join(text.split()))
    return PresentedCode(int(found[1]), int(found[2]), found[3]) if found else None


def found(shown: PresentedCode, secrets: Mapping[int, bytes], now: datetime) -> UsedCode | None:
    """Which code of its key this is; None when it is of no key, wrong, or too old."""
    secret = secrets.get(shown.number)
    if secret is None:
        return None
    here = step_of(now)
    for step in range(here + AHEAD, here - OLD - 1, -1):
        if hmac.compare_digest(mac(secret, step, shown.counter), shown.mac):
            return UsedCode(shown.number, step, shown.counter)
    return None
