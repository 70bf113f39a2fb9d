"""A home key as somebody's device holds it, and the boxes that a printed code opens; made without
the town's code.
"""

import base64
import hashlib
import hmac
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tests.towns.stranger import Key, b64, canonical

CODE = "K7QW-2M9X-PD4R-TB6N-8VHC-3FZJ-YE"


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def derived(secret: bytes, salt: bytes | None, info: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=salt, info=info).derive(secret)


def box(seed: bytes, pid: str, code: str = CODE) -> dict[str, str]:
    """As the page tells it."""
    return box_of(seed, pid, code, os.urandom(16), os.urandom(12))


def box_of(seed: bytes, pid: str, code: str, salt: bytes, nonce: bytes) -> dict[str, str]:
    """The same of a salt and a nonce."""
    key = derived(code.replace("-", "").encode(), salt, b"leapfrog.home-key-code")
    sealed = AESGCM(key).encrypt(nonce, seed, pid.encode())
    return {"by": "code", "salt": b64(salt), "nonce": b64(nonce), "box": b64(sealed)}


def opened(found: dict[str, str], pid: str, code: str = CODE) -> bytes:
    salt, nonce = unb64(found["salt"]), unb64(found["nonce"])
    key = derived(code.replace("-", "").encode(), salt, b"leapfrog.home-key-code")
    return AESGCM(key).decrypt(nonce, unb64(found["box"]), pid.encode())


def held(pid: str, seed: bytes) -> dict[str, Any]:
    """What a device sends to hold the key of these 32 bytes itself."""
    return {"next": Key(seed).text, "exchange": exchange_of(seed), "boxes": [box(seed, pid)]}


def exchange_of(seed: bytes) -> str:
    made = X25519PrivateKey.from_private_bytes(derived(seed, None, b"leapfrog.mirror-exchange"))
    return b64(made.public_key().public_bytes_raw())


def spare_beginning(generation: str) -> bytes:
    return hashlib.sha256(f"leapfrog.mirror:{generation}".encode()).digest()


def chunk_of(
    data_key: bytes, pid: str, generation: str, before: bytes, plain: bytes
) -> tuple[bytes, bytes]:
    """The first chunk of a generation, and the chain after it; its nonce is of bytes 1."""
    bound = {"kind": "leapfrog.mirror-chunk", "pid": pid, "generation": generation, "n": 1}
    nonce = bytes([1]) * 12
    sealed = AESGCM(data_key).encrypt(nonce, plain, canonical({**bound, "prev": before.hex()}))
    chunk = nonce + sealed
    return chunk, hashlib.sha256(before + hashlib.sha256(chunk).digest()).digest()


def file_name(data_key: bytes, sha256: bytes) -> str:
    return hmac.new(data_key, b"leapfrog.mirror-file:" + sha256, hashlib.sha256).hexdigest()


def b64std(content: bytes) -> str:
    return base64.b64encode(content).decode()
