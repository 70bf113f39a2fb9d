"""Message encryption for Web Push (RFC 8291): only the device can read what it is told. Programs
that are older than the RFC want what its fourth draft said (draft-ietf-webpush-encryption-04).
"""

import os

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from leapfrog.push.model import Address

CURVE = SECP256R1()
AUTH_SIZE = 16
RECORD_SIZE = 4096
# RFC 8188, section 2: ends the last record; zeros may follow it.
LAST = b"\x02"
# Lengths are told apart only so roughly.
ROUNDED_TO = 256
# The draft has the length of the padding before the text, in so many bytes.
PAD_SIZE = 2


def point(key: EllipticCurvePublicKey) -> bytes:
    """A public key as its 65 uncompressed bytes (X9.62)."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def can_seal(address: Address) -> bool:
    """Whether the keys are such as RFC 8291 wants."""
    try:
        EllipticCurvePublicKey.from_encoded_point(CURVE, address.p256dh)
    except ValueError:
        return False
    return len(address.p256dh) == 65 and len(address.auth) == AUTH_SIZE


def seal(plain: bytes, address: Address) -> bytes:
    """The body of a push of `Content-Encoding: aes128gcm`, padded."""
    padding = bytes(-len(plain + LAST) % ROUNDED_TO)
    return seal_by(plain + LAST + padding, address, generate_private_key(CURVE), os.urandom(16))


def seal_by(record: bytes, address: Address, ours: EllipticCurvePrivateKey, salt: bytes) -> bytes:
    """The body of a push of `Content-Encoding: aes128gcm`, padded, with a given key of ours and
    salt, each good for one push.
    """
    theirs = EllipticCurvePublicKey.from_encoded_point(CURVE, address.p256dh)
    sender = point(ours.public_key())
    info = b"WebPush: info\0" + address.p256dh + sender
    secret = _derived(ours.exchange(ECDH(), theirs), address.auth, info, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(sender)]) + sender
    return header + AESGCM(key).encrypt(nonce, record, None)


def seal_by_draft(plain: bytes, address: Address) -> tuple[bytes, bytes, bytes]:
    """The body of a push of `Content-Encoding: aesgcm`, padded; its salt, and our public key."""
    padding = -(len(plain) + PAD_SIZE) % ROUNDED_TO
    record = padding.to_bytes(PAD_SIZE, "big") + bytes(padding) + plain
    ours, salt = generate_private_key(CURVE), os.urandom(16)
    theirs = EllipticCurvePublicKey.from_encoded_point(CURVE, address.p256dh)
    sender = point(ours.public_key())
    info = b"Content-Encoding: auth\0"
    secret = _derived(ours.exchange(ECDH(), theirs), address.auth, info, 32)
    keys = [len(one).to_bytes(2, "big") + one for one in (address.p256dh, sender)]
    between = b"P-256\0" + b"".join(keys)
    key = _derived(secret, salt, b"Content-Encoding: aesgcm\0" + between, 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\0" + between, 12)
    return AESGCM(key).encrypt(nonce, record, None), salt, sender


def _derived(secret: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    return HKDF(SHA256(), size, salt, info).derive(secret)
