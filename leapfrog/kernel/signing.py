"""What a town signs, for anybody to check without it: Ed25519 (RFC 8032) over the canonical JSON
(JCS, RFC 8785) of a statement without its `signature`. No I/O.

Each statement says in its `kind` what it is, so that none passes for one of another kind.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

UNSIGNED = "this is nothing that a town signed"
Statement = dict[str, Any]


class InvalidStatement(Exception):
    """Why this is no statement that holds."""


class TownKey(msgspec.Struct, frozen=True):
    """A town's public key: `x` in base64url, as in RFC 8037; `since`: an ISO 8601 time."""

    id: str
    x: str
    since: str
    alg: str = "Ed25519"


class Keys(msgspec.Struct, frozen=True):
    """What a town publishes at `/.well-known/leapfrog-receipts.json`."""

    town: str
    keys: list[TownKey]


class CheckedStatement(msgspec.Struct, frozen=True):
    """A statement whose signature is right; `known`: its key is one of those that the town
    publishes, None where nobody compared.
    """

    said: Statement
    known: bool | None


def new_seed() -> bytes:
    """A new private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def key_id(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:32]


def base64url(content: bytes) -> str:
    """Without padding (RFC 7515)."""
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Raises `ValueError`."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def signed(kind: str, content: Statement, seed: bytes) -> Statement:
    """The statement with the key that signed it, and the signature."""
    public = public_of(seed)
    whole = {**content, "kind": kind, "key": key_id(public), "public_key": base64url(public)}
    made = Ed25519PrivateKey.from_private_bytes(seed).sign(rfc8785.dumps(whole))
    return {**whole, "signature": base64url(made)}


def check(kind: str, content: bytes, keys: Keys | None) -> CheckedStatement:
    """Raises `InvalidStatement`."""
    try:
        whole: Statement = msgspec.json.decode(content, type=dict[str, Any])
        signature = _bytes(whole, "signature", 64)
        public = _bytes(whole, "public_key", 32)
        said = {name: value for name, value in whole.items() if name != "signature"}
        Ed25519PublicKey.from_public_bytes(public).verify(signature, rfc8785.dumps(said))
    except (msgspec.DecodeError, rfc8785.CanonicalizationError, KeyError) as cause:
        raise InvalidStatement(UNSIGNED) from cause
    except InvalidSignature:
        raise InvalidStatement("the signature is not right: something was changed") from None
    if whole.get("kind") != kind or whole.get("key") != key_id(public):
        raise InvalidStatement(UNSIGNED)
    if keys is None:
        return CheckedStatement(whole, None)
    trusted = whole.get("town") == keys.town and base64url(public) in {k.x for k in keys.keys}
    return CheckedStatement(whole, trusted)


def read_keys(content: bytes) -> Keys:
    """Raises `InvalidStatement`."""
    try:
        return msgspec.json.decode(content, type=Keys)
    except msgspec.DecodeError as cause:
        raise InvalidStatement("these are not the keys of a town") from cause


def _bytes(whole: Statement, name: str, size: int) -> bytes:
    text = whole[name]
    try:
        found = from_base64url(text)
    except (TypeError, ValueError) as cause:
        raise InvalidStatement(UNSIGNED) from cause
    if len(found) != size:
        raise InvalidStatement(UNSIGNED)
    return found
