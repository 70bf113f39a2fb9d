"""Ids: UUIDv7 (RFC 9562), sorted by time; and secrets that are looked up by their hash."""

import hashlib
import secrets
from uuid import UUID

from uuid_utils.compat import uuid7

__all__ = ["new_id", "new_secret", "secret_hash"]


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7()


def new_secret() -> str:
    """256 random bits, URL-safe: too many to guess, so a fast hash is enough to store."""
    return secrets.token_urlsafe(32)


def secret_hash(secret: str) -> bytes:
    """What the database keeps of a secret made by `new_secret` (SHA-256, 32 bytes)."""
    return hashlib.sha256(secret.encode()).digest()
