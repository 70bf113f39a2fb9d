"""Keys: each person here has one, and so has the town; those of others are read as they come."""

import re
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from leapfrog.fediverse import store
from leapfrog.kernel.db import Db

BITS, LARGEST_BITS = 2048, 8192
# Some servers leave what was in their memory behind the end.
PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----.*?-----END \1-----", re.DOTALL)
PUBLIC_KEY = rsa.RSAPublicKey | Ed25519PublicKey


def made() -> tuple[str, str]:
    """(private, public) of a fresh RSA key, as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


async def own(db: Db, owner: UUID) -> tuple[str, str]:
    """(private, public) of somebody here, made when it is first needed."""
    found = await store.key(db, owner)
    if found is None:
        await store.add_key(db, owner, *made())
        found = await store.key(db, owner)
    assert found is not None
    return found


def tidy(pem: str) -> str:
    """The PEM and nothing else; empty when there is none."""
    found = PEM.search(pem)
    return found[0] if found else ""


@lru_cache(maxsize=4096)
def public(pem: str) -> PUBLIC_KEY | None:
    """None for a key of a kind that we do not know."""
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        return None
    if isinstance(key, rsa.RSAPublicKey):
        return key if key.key_size <= LARGEST_BITS else None
    return key if isinstance(key, Ed25519PublicKey) else None


@lru_cache(maxsize=256)
def _private(pem: str) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def sign(private_pem: str, what: bytes) -> bytes:
    """RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017)."""
    return _private(private_pem).sign(what, padding.PKCS1v15(), hashes.SHA256())


def verifies(pem: str, signature: bytes, what: bytes) -> bool:
    key = public(pem)
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, what, padding.PKCS1v15(), hashes.SHA256())
        elif key is not None:
            key.verify(signature, what)
    except InvalidSignature:
        return False
    return key is not None
