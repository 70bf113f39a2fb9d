"""How a spare is sealed: a random data key (AES-256-GCM), itself sealed to a key that follows from
the home key of its owner (HPKE, RFC 9180: X25519, HKDF-SHA256, AES-256-GCM). No I/O.

Each chunk is bound to its owner, its generation, its number and the hash of all before it: none can
be left out, put elsewhere or be another one's.
"""

import hashlib
import hmac
import os

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from leapfrog.kernel.signing import base64url, from_base64url
from leapfrog.mirrors.errors import SpareBroken

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
EXCHANGE = b"leapfrog.mirror-exchange"
NONCE, TAG = 12, 16


def new_data_key() -> bytes:
    return os.urandom(32)


def exchange_of(next_seed: bytes) -> X25519PrivateKey:
    """The key that follows from the 32 private bytes of somebody's next home key."""
    made = HKDF(hashes.SHA256(), 32, salt=None, info=EXCHANGE).derive(next_seed)
    return X25519PrivateKey.from_private_bytes(made)


def exchange_text(next_seed: bytes) -> str:
    """Its public half in base64url."""
    return base64url(exchange_of(next_seed).public_key().public_bytes_raw())


def seal_key(data_key: bytes, exchange: str, pid: str) -> bytes:
    """The data key, for who has the private half of `exchange` alone."""
    public = X25519PublicKey.from_public_bytes(from_base64url(exchange))
    return SUITE.encrypt(data_key, public, _key_info(pid))


def open_key(sealed: bytes, next_seed: bytes, pid: str) -> bytes:
    """Raises `SpareBroken` for what was sealed to another key, or for somebody else."""
    try:
        found = SUITE.decrypt(sealed, exchange_of(next_seed), _key_info(pid))
    except (InvalidTag, ValueError):
        raise SpareBroken(why="the data key") from None
    if len(found) != 32:
        raise SpareBroken(why="the data key")
    return found


def _key_info(pid: str) -> bytes:
    return f"leapfrog.mirror-key:{pid}".encode()


def beginning(generation: str) -> bytes:
    """The hash of a generation without chunks."""
    return hashlib.sha256(f"leapfrog.mirror:{generation}".encode()).digest()


def chained(before: bytes, chunk: bytes) -> bytes:
    """The hash of all up to this chunk, which is its bytes as they are kept."""
    return hashlib.sha256(before + hashlib.sha256(chunk).digest()).digest()


class ChunkPlace:
    """Of whom a chunk is, of which generation, the how many-th, and what came before it."""

    def __init__(self, pid: str, generation: str, n: int, before: bytes) -> None:
        said: dict[str, str | int] = {"kind": "leapfrog.mirror-chunk", "pid": pid, "n": n}
        self.bound = rfc8785.dumps({**said, "generation": generation, "prev": before.hex()})


def seal_chunk(data_key: bytes, place: ChunkPlace, plain: bytes) -> bytes:
    return _sealed(data_key, plain, place.bound)


def open_chunk(data_key: bytes, place: ChunkPlace, chunk: bytes) -> bytes:
    """Raises `SpareBroken`."""
    return _opened(data_key, chunk, place.bound, "a chunk")


def file_name(data_key: bytes, sha256: bytes) -> str:
    """How a file is called in a spare: its hash under the owner's key, so that the town that keeps
    it cannot tell who else has the same.
    """
    return hmac.new(data_key, b"leapfrog.mirror-file:" + sha256, hashlib.sha256).hexdigest()


def seal_piece(data_key: bytes, name: str, n: int, plain: bytes) -> bytes:
    return _sealed(data_key, plain, _piece(name, n))


def open_piece(data_key: bytes, name: str, n: int, piece: bytes) -> bytes:
    """Raises `SpareBroken`."""
    return _opened(data_key, piece, _piece(name, n), "a file")


def _piece(name: str, n: int) -> bytes:
    return f"leapfrog.mirror-piece:{name}:{n}".encode()


def _sealed(data_key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(data_key).encrypt(nonce, plain, bound)


def _opened(data_key: bytes, box: bytes, bound: bytes, what: str) -> bytes:
    if len(box) < NONCE + TAG:
        raise SpareBroken(why=what)
    try:
        return AESGCM(data_key).decrypt(box[:NONCE], box[NONCE:], bound)
    except InvalidTag:
        raise SpareBroken(why=what) from None
