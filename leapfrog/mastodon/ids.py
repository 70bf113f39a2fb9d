"""Ids as client apps see them: numbers below 2^63 that sort by time, as Mastodon's own are.

Ours are UUIDv7 (RFC 9562, 5.7), which begin with the time in milliseconds. A number is the last 42
bits of that time, enough until 2109, and the 21 bits that follow it. So it keeps the order, is made
without asking anybody, and says between which two of our ids the one is that is meant. From 1985 on
all of them have 19 digits, and sort as text as they do as numbers.
"""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.errors import NotFound

LARGEST = 1 << 63
TIME, MIDDLE, LATER = (1 << 42) - 1, (1 << 12) - 1, (1 << 9) - 1
# What of an id its number does not say.
REST = (1 << 53) - 1
VERSION, VARIANT = 7 << 76, 2 << 62


class IdRange(msgspec.Struct, frozen=True):
    """The first and the last of our ids that have one number."""

    first: UUID
    last: UUID


def shown(ident: UUID) -> str:
    """The number of a UUIDv7, in decimal."""
    value = ident.int
    number = ((value >> 80) & TIME) << 21 | ((value >> 64) & MIDDLE) << 9 | (value >> 53) & LATER
    return str(number)


def read(text: str) -> IdRange:
    """Raises `NotFound` for what is no number of ours."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else LARGEST
    if number >= LARGEST:
        raise NotFound
    first = (number >> 21) << 80 | (number >> 9 & MIDDLE) << 64 | (number & LATER) << 53
    first |= VERSION | VARIANT
    return IdRange(UUID(int=first), UUID(int=first | REST))


def time_of(ident: UUID) -> datetime:
    """When an id was made; the beginning of time for one that does not say."""
    seconds = (ident.int >> 80) / 1000 if ident.version == 7 else 0
    return datetime.fromtimestamp(seconds, UTC)


def first_of(at: datetime) -> UUID:
    """What is before all ids that are made from then on."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
