"""Signing and checking: Ed25519 (RFC 8032) over the canonical JSON (JCS, RFC 8785) of a receipt
without its `signature`. No I/O.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import msgspec
import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KIND = "leapfrog-receipt"
Receipt = dict[str, Any]


class BadReceipt(Exception):
    """Why this is no receipt that holds."""


class Key(msgspec.Struct, frozen=True):
    """A town's public key: `x` in base64url, as in RFC 8037; `since`: an ISO 8601 time."""

    id: str
    x: str
    since: str
    alg: str = "Ed25519"


class Keys(msgspec.Struct, frozen=True):
    """What a town publishes at `/.well-known/leapfrog-receipts.json`."""

    town: str
    keys: list[Key]


class Checked(msgspec.Struct, frozen=True):
    """A receipt whose signature is right; `known`: its key is one of those that the town
    publishes, None where nobody compared.
    """

    receipt: Receipt
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


def signed(content: Receipt, seed: bytes) -> Receipt:
    """The receipt with the key that signed it, and the signature."""
    public = public_of(seed)
    whole = {**content, "kind": KIND, "key": key_id(public), "public_key": base64url(public)}
    made = Ed25519PrivateKey.from_private_bytes(seed).sign(rfc8785.dumps(whole))
    return {**whole, "signature": base64url(made)}


def check(content: bytes, keys: Keys | None) -> Checked:
    """Raises `BadReceipt`."""
    try:
        receipt: Receipt = msgspec.json.decode(content, type=dict[str, Any])
        signature = _bytes(receipt, "signature", 64)
        public = _bytes(receipt, "public_key", 32)
        said = {name: value for name, value in receipt.items() if name != "signature"}
        Ed25519PublicKey.from_public_bytes(public).verify(signature, rfc8785.dumps(said))
    except (msgspec.DecodeError, rfc8785.CanonicalizationError, KeyError) as cause:
        raise BadReceipt("this is no receipt") from cause
    except InvalidSignature:
        raise BadReceipt("the signature is not right: something was changed") from None
    if receipt.get("kind") != KIND or receipt.get("key") != key_id(public):
        raise BadReceipt("this is no receipt")
    if keys is None:
        return Checked(receipt, None)
    trusted = receipt.get("town") == keys.town and base64url(public) in {k.x for k in keys.keys}
    return Checked(receipt, trusted)


def read_keys(content: bytes) -> Keys:
    """Raises `BadReceipt`."""
    try:
        return msgspec.json.decode(content, type=Keys)
    except msgspec.DecodeError as cause:
        raise BadReceipt("these are not the keys of a town") from cause


def _bytes(receipt: Receipt, name: str, size: int) -> bytes:
    text = receipt[name]
    try:
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (TypeError, ValueError) as cause:
        raise BadReceipt("this is no receipt") from cause
    if len(found) != size:
        raise BadReceipt("this is no receipt")
    return found
