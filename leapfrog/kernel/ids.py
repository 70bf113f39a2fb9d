"""Ids: UUIDv7 (RFC 9562), sorted by time; and secrets that are looked up by their hash."""

import hashlib
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

from leapfrog.kernel.errors import Invalid

__all__ = ["check_new_id", "derived_id", "new_id", "new_secret", "secret_hash"]


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


def check_new_id(ident: UUID) -> None:
    """For an id that a client made for something new. Raises `Invalid` unless it is a UUIDv7, by
    whose time things are sorted and found.
    """
    if ident.version != 7 or ident.int >> 122:
        raise Invalid("An id of something new is a UUIDv7.")


def derived_id(of: UUID, word: str) -> UUID:
    """The id of what follows from something, such as the return of an expired hold: the same each
    time, and of the same moment. A UUIDv7 also when `of` is none.
    """
    mixed = bytearray(hashlib.blake2b(of.bytes + word.encode(), digest_size=16).digest())
    mixed[:6] = of.bytes[:6]
    mixed[0] &= 0x03
    mixed[6] = mixed[6] & 0x0F | 0x70
    mixed[8] = mixed[8] & 0x3F | 0x80
    return UUID(bytes=bytes(mixed))


def new_secret() -> str:
    """256 random bits, URL-safe: too many to guess, so a fast hash is enough to store."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    """What the database keeps of a secret made by `new_secret` (SHA-256, 32 bytes)."""
    return hashlib.sha256(secret.encode()).digest()
