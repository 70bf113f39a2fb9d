"""Ids as client apps see them: our UUIDs as decimal numbers.

Client apps take an id for a string that sorts as its number does. UUIDv7 sort by time, and from
2010 to 2089 all of them have 37 digits, so both orders are the same and nothing has to be kept.
"""

from datetime import UTC, datetime
from uuid import UUID

from leapfrog.kernel.errors import NotFound

LARGEST = 1 << 128


def shown(ident: UUID) -> str:
    return str(ident.int)


def read(text: str) -> UUID:
    """Raises `NotFound` for what is no id of ours."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 40 else LARGEST
    if number >= LARGEST:
        raise NotFound
    return UUID(int=number)


def time_of(ident: UUID) -> datetime:
    """When an id was made (RFC 9562, 5.7); the beginning of time for one that does not say."""
    seconds = (ident.int >> 80) / 1000 if ident.version == 7 else 0
    return datetime.fromtimestamp(seconds, UTC)


def first_of(at: datetime) -> UUID:
    """What is before all ids that are made from then on."""
    return UUID(int=int(at.timestamp() * 1000) << 80)
