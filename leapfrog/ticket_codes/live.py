"""Codes that live: behind a ticket stands what only its holder's phone knows to say at this moment,
so a picture of it is worth nothing a minute later. Pure.

    5 bytes: the first of HMAC-SHA256 over the number of the half minute (8 bytes, big-endian, since
    1970), under the secret of the ticket and its turn; that is HMAC-SHA256 over both (16 bytes and
    2) under the secret of the show, which its gates have; and that HMAC-SHA256 over
    `leapfrog-live-1` and the show's number (8 bytes) under the seed of the key that signed.

It follows the ticket as 8 more characters: 176 in all, a QR code as large as before.
"""

import hmac
from base64 import b32encode
from datetime import datetime, timedelta
from uuid import UUID

CONTEXT = b"leapfrog-live-1"
STEP = timedelta(seconds=30)
# What was said so many steps ago, or is said so many too early, still counts: clocks differ.
TOLERANCE = 1
MARK = 5
CHARACTERS = 8


def show_secret(seed: bytes, show: int) -> bytes:
    """The secret of a show (HMAC-SHA256 by the signing key), with which its gates check codes as
    phones show them now.
    """
    return _mac(seed, CONTEXT + show.to_bytes(8))


def ticket_secret(secret: bytes, ticket: UUID, turn: int) -> bytes:
    """The secret by which a holder's phone shows a ticket's code as it is now; each holder (`turn`)
    has another one.
    """
    return _mac(secret, ticket.bytes + turn.to_bytes(2))


def mark(secret: bytes, now: datetime) -> bytes:
    """What a ticket's holder says at this moment."""
    return _mark(secret, _step(now))


def living(code: str, secret: bytes, now: datetime) -> str:
    """A ticket's code as its holder's phone shows it at this moment."""
    return code + b32encode(mark(secret, now)).decode()


def is_said_now(said: bytes, secret: bytes, now: datetime) -> bool:
    """Whether this is said at this moment, as far as clocks agree."""
    step = _step(now)
    around = range(max(step - TOLERANCE, 0), step + TOLERANCE + 1)
    return any(hmac.compare_digest(said, _mark(secret, one)) for one in around)


def _step(now: datetime) -> int:
    return int(now.timestamp() // STEP.total_seconds())


def _mark(secret: bytes, step: int) -> bytes:
    return _mac(secret, step.to_bytes(8))[:MARK]


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")
