"""Tokens that the town must be able to say again, sealed with its secret (AES-256-GCM); see
docs/decisions/0043-push-to-client-apps.md for what that holds and what it does not.
"""

import os
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE_SIZE = 12


def sealed(secret: bytes, token_id: UUID, token: str) -> bytes:
    nonce = os.urandom(NONCE_SIZE)
    return nonce + _key(secret).encrypt(nonce, token.encode(), token_id.bytes)


def opened(secret: bytes, token_id: UUID, kept: bytes) -> str:
    """Only for the token that it was sealed for."""
    nonce, rest = kept[:NONCE_SIZE], kept[NONCE_SIZE:]
    return _key(secret).decrypt(nonce, rest, token_id.bytes).decode()


def _key(secret: bytes) -> AESGCM:
    """A key for this and nothing else, of the town's secret."""
    return AESGCM(HKDF(SHA256(), 32, None, b"tokens of client apps").derive(secret))
