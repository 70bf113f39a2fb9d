"""What a machine shows: a basket with its price, signed by the device's key, good once and for
some minutes; and the short code that a machine without network understands.

An offer is a link, `<town>/vend/<machine>.<basket>.<price>.<nonce>.<seconds>.<mac>`: the machine's
id in hexadecimal, slots with `-` between them, minor units, eight letters of the machine's own,
Unix time, and HMAC-SHA256 over all before it, its first 16 bytes in base64url. docs/vending.md.
"""

import hashlib
import hmac
import re
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.signing import base64url
from leapfrog.vending.errors import BadOffer, OfferOver

PATH = "/vend/"
LIFE, AHEAD = 300, 60
FORM = re.compile(
    r"([0-9a-f]{32})\.([A-Z0-9]{1,4}(?:-[A-Z0-9]{1,4}){0,11})\.([0-9]{1,9})\.([A-Za-z0-9]{8})"
    r"\.([0-9]{10})\.([A-Za-z0-9_-]{22})"
)


class PurchaseOffer(msgspec.Struct, frozen=True):
    """What somebody chose at a machine; `signed` is all that the MAC is over."""

    machine_id: UUID
    basket: tuple[str, ...]
    price: int
    nonce: str
    at: int
    signed: str
    mac: str


def mac(key: bytes, purpose: str, text: str) -> str:
    """The authentication code of a text between town and machine: the first 16 bytes of HMAC-SHA256
    over `purpose:text`, in base64url.
    """
    digest = hmac.digest(key, f"{purpose}:{text}".encode(), hashlib.sha256)[:16]
    return base64url(digest)


def made(
    key: bytes, machine_id: UUID, basket: Sequence[str], price: int, nonce: str, at: int
) -> str:
    """The last part of the link in a machine's QR code: machine, basket, price (minor units), nonce
    and Unix time `at`, with a code by the machine's key (docs/vending.md).
    """
    body = f"{machine_id.hex}.{'-'.join(basket)}.{price}.{nonce}.{at}"
    return f"{body}.{mac(key, 'offer', body)}"


def taken_apart(token: str) -> PurchaseOffer:
    """Raises `BadOffer` for what is none."""
    found = FORM.fullmatch(token)
    if not found:
        raise BadOffer
    machine, basket, price, nonce, at, given = found.groups()
    signed = token.rpartition(".")[0]
    return PurchaseOffer(
        machine_id=UUID(hex=machine),
        basket=tuple(basket.split("-")),
        price=int(price),
        nonce=nonce,
        at=int(at),
        signed=signed,
        mac=given,
    )


def check(offer: PurchaseOffer, key: bytes, now: datetime) -> None:
    """Raises `BadOffer` where the device has not signed it, `OfferOver`."""
    if not hmac.compare_digest(offer.mac, mac(key, "offer", offer.signed)):
        raise BadOffer
    age = int(now.timestamp()) - offer.at
    if not -AHEAD <= age <= LIFE:
        raise OfferOver


def short_code(key: bytes, nonce: str, basket: Sequence[str]) -> str:
    """Eight digits, which the payer types: they open this basket once."""
    text = f"open:{nonce}:{'-'.join(basket)}"
    digest = hmac.digest(key, text.encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8], 'big') % 10**8:08}"
