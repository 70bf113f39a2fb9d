"""Codes that the town makes for one payment: short-lived and signed, so that nobody but the town
can make one, and a photograph of yesterday's is worth nothing.

They are links, so that the camera of any phone opens the payment in the app.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from uuid import UUID

from leapfrog.kernel.signing import base64url, from_base64url
from leapfrog.till.codes.errors import BadCode, CodeOver

LIFE = timedelta(seconds=120)
PATH = "/pay/i/"
ID, TIME, MAC = 16, 5, 16


def token(secret: bytes, subject: UUID, now: datetime) -> str:
    """The last part of the link: whose payment, until when, and the proof."""
    until = int((now + LIFE).timestamp()).to_bytes(TIME, "big")
    body = subject.bytes + until
    return base64url(body + _mac(secret, body))


def subject(secret: bytes, given: str, now: datetime) -> UUID:
    """Whose payment a token is about. Raises `BadCode`, `CodeOver`."""
    try:
        raw = from_base64url(given)
    except ValueError:
        raise BadCode from None
    body, mac = raw[: ID + TIME], raw[ID + TIME :]
    if len(raw) != ID + TIME + MAC or not hmac.compare_digest(mac, _mac(secret, body)):
        raise BadCode
    if datetime.fromtimestamp(int.from_bytes(body[ID:], "big"), UTC) <= now:
        raise CodeOver
    return UUID(bytes=body[:ID])


def _mac(secret: bytes, body: bytes) -> bytes:
    return hmac.digest(secret, b"leapfrog intent" + body, hashlib.sha256)[:MAC]
