"""Signatures of requests between towns: RFC 9421 with Ed25519, in the one form that
docs/between-towns.md tells, so that there is one way to read it. No I/O.
"""

import hashlib
import re
from base64 import b64decode, b64encode
from datetime import datetime

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TAG = "leapfrog-line"
INPUT = re.compile(
    r'line=(\("@method" "@target-uri" "content-digest"\)'
    r';created=(\d{1,12});keyid="([a-z0-9.:-]{1,260})#([A-Za-z0-9_-]{1,64})";tag="leapfrog-line")'
)
SIGNATURE = re.compile(r"line=:([A-Za-z0-9+/]{86}==):")


class InvalidTownSignature(Exception):
    """Why a request is not signed as it must be."""


class SignedBy(msgspec.Struct, frozen=True):
    """What a request says of its signature, before it is checked: the town and which of its
    keys, and what was signed. `created`, in seconds since 1970 by the clock there, decides nothing
    where dispatches have numbers.
    """

    domain: str
    key: str
    base: bytes
    signature: bytes
    created: int

    def by(self, public: bytes) -> bool:
        """Whether this key made it."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(self.signature, self.base)
        except InvalidSignature:
            return False
        return True


class TownPost(msgspec.Struct, frozen=True):
    """A POST: to which address, in whole, and what."""

    url: str
    body: bytes

    @property
    def digest(self) -> str:
        return f"sha-256=:{b64encode(hashlib.sha256(self.body).digest()).decode()}:"

    def base(self, parameters: str) -> bytes:
        """What is signed (RFC 9421, 2.5)."""
        lines = ['"@method": POST', f'"@target-uri": {self.url}']
        lines += [f'"content-digest": {self.digest}', f'"@signature-params": {parameters}']
        return "\n".join(lines).encode()


def sign(posted: TownPost, seed: bytes, key_id: str, at: datetime) -> dict[str, str]:
    """The headers of a request. `key_id`: `town#key`."""
    covered = '("@method" "@target-uri" "content-digest")'
    parameters = f'{covered};created={int(at.timestamp())};keyid="{key_id}";tag="{TAG}"'
    made = Ed25519PrivateKey.from_private_bytes(seed).sign(posted.base(parameters))
    return {
        "content-type": "application/x-ndjson",
        "content-digest": posted.digest,
        "signature-input": f"line={parameters}",
        "signature": f"line=:{b64encode(made).decode()}:",
    }


def read(posted: TownPost, signature_input: str, signature: str, digest: str) -> SignedBy:
    """Who says that they signed it; that the body is the one that was signed. Raises
    `InvalidTownSignature`.
    """
    found, made = INPUT.fullmatch(signature_input), SIGNATURE.fullmatch(signature)
    if found is None or made is None:
        raise InvalidTownSignature("not signed as between towns")
    if digest != posted.digest:
        raise InvalidTownSignature("the body is another one than was signed")
    signed = b64decode(made[1])
    return SignedBy(found[3], found[4], posted.base(found[1]), signed, int(found[2]))
