"""How the town says who it is to push services (VAPID, RFC 8292)."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.signing import base64url, from_base64url
from leapfrog.push import store
from leapfrog.push.encryption import CURVE, point

# RFC 8292 allows a day; a new token is signed when half of its life is over.
LIFE = timedelta(hours=12)
MOST_KEPT = 1000
PLAIN = str.maketrans("+/", "-_")


def unbase64url(text: str) -> bytes:
    """The bytes that base64url says, with or without padding; plain base64 too, which some programs
    write. Raises `ValueError`.
    """
    return from_base64url(text.rstrip("=").translate(PLAIN))


async def make_key(db: Db) -> None:
    """Makes the town's key pair for pushes (VAPID, RFC 8292) when it has none yet."""
    made = generate_private_key(CURVE)
    private = made.private_numbers().private_value.to_bytes(32, "big")
    await store.add_key(db, private, point(made.public_key()))


async def public_key(db: Db) -> str:
    """The town's public key in base64url: the `applicationServerKey` of new subscriptions."""
    return base64url((await store.key(db))[1])


def contact(settings: Settings) -> str:
    """Whom a push service can ask about us."""
    if settings.origin.startswith("https:"):
        return settings.origin
    return f"mailto:postmaster@{settings.town_domain}"


class VapidKeys:
    """Signs for one town; keeps a token for each push service."""

    def __init__(self, private_key: bytes, public_key: bytes, contact: str) -> None:
        self._private = derive_private_key(int.from_bytes(private_key, "big"), CURVE)
        self.public, self._contact = base64url(public_key), contact
        self._tokens: dict[str, tuple[str, datetime]] = {}

    def authorization(self, endpoint: str, now: datetime) -> str:
        """The header's value for a push to this endpoint."""
        return f"vapid t={self._fresh(endpoint, now)}, k={self.public}"

    def by_draft(self, endpoint: str, now: datetime) -> str:
        """The header's value for a push to this endpoint, as the first drafts had it (draft-
        thomson-webpush-vapid-02); the key stands in another header.
        """
        return f"WebPush {self._fresh(endpoint, now)}"

    def _fresh(self, endpoint: str, now: datetime) -> str:
        parts = urlsplit(endpoint)
        audience = f"{parts.scheme}://{parts.netloc}"
        token, signed_at = self._tokens.get(audience, ("", datetime.min))
        if not token or now - signed_at > LIFE / 2:
            if len(self._tokens) >= MOST_KEPT:
                self._tokens.clear()
            token = self._token(audience, now)
            self._tokens[audience] = token, now
        return token

    def _token(self, audience: str, now: datetime) -> str:
        """A JWT signed by ES256 (RFC 7515, RFC 7518 section 3.4)."""
        claims = {"aud": audience, "exp": int((now + LIFE).timestamp()), "sub": self._contact}
        head = base64url(msgspec.json.encode({"typ": "JWT", "alg": "ES256"}))
        signed = f"{head}.{base64url(msgspec.json.encode(claims))}"
        r, s = decode_dss_signature(self._private.sign(signed.encode(), ECDSA(SHA256())))
        return f"{signed}.{base64url(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
