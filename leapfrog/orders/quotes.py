"""Quotes: what a cart costs now, signed by the town, good for a while. Nothing is held by one."""

import hashlib
import hmac
import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

import msgspec

from leapfrog.coupons import CouponUsed
from leapfrog.kernel.db import Db
from leapfrog.kernel.signing import base64url, from_base64url
from leapfrog.orders import store
from leapfrog.orders.errors import BadQuote, QuoteOver
from leapfrog.orders.model import Delivery

LIFE = timedelta(minutes=15)
MAC = 32
PURPOSE = b"leapfrog quote"


class QuoteLine(msgspec.Struct, frozen=True):
    """So many of a variant at a price (minor units, gross) each; `off`: what coupons take off all
    of them together; `right_id`: by a right to buy, and so much is paid already, the `deposit`.
    """

    variant_id: UUID
    n: int
    price: int
    off: int = 0
    right_id: UUID | None = None
    deposit: int = 0

    @property
    def total(self) -> int:
        return self.n * self.price - self.off


class QuoteDelivery(msgspec.Struct, frozen=True):
    """What it costs that it comes, of which the point gets `fee` for each parcel (minor units), by
    which day it is there (`promised_at`: by which hour, if that is known), and at which point.
    """

    price: int = 0
    fee: int = 0
    promised_for: date | None = None
    point_id: UUID | None = None
    promised_at: datetime | None = None


class QuoteShop(msgspec.Struct, frozen=True):
    """What is bought in one shop, and how it comes to the buyer. `terms`: a hash of all that the
    shop said of itself and of these goods beside their prices; `coupons`: whose sums are what the
    lines are `off`.
    """

    merchant_id: UUID
    delivery: Delivery
    lines: list[QuoteLine]
    note: str = ""
    terms: str = ""
    coupons: list[CouponUsed] = []
    coming: QuoteDelivery = QuoteDelivery()

    @property
    def goods(self) -> int:
        """What the goods cost, without what coupons take off."""
        return sum(line.total for line in self.lines)

    @property
    def total(self) -> int:
        return self.goods + self.coming.price

    @property
    def deposit(self) -> int:
        """What of the total was paid before."""
        return sum(line.deposit for line in self.lines)


class Recipient(msgspec.Struct, frozen=True):
    """Who gets it, and where; villages have neither street nor code, so it is plain text, and
    perhaps a pin on the map. `card_id`: the paper card of somebody without a phone. `gift`: what
    is said with it where it is a present; `present_id`: who gets it said where, and nobody reads
    that in a quote.
    """

    name: str
    phone: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    card_id: UUID | None = None
    gift: str | None = None
    present_id: UUID | None = None


class CartQuote(msgspec.Struct, frozen=True):
    """What one would pay for all of it, as it was at a time; deposits are paid already."""

    person_id: UUID
    at: datetime
    currency: str
    shops: list[QuoteShop]
    recipient: Recipient

    @property
    def total(self) -> int:
        return sum(shop.total - shop.deposit for shop in self.shops)

    @property
    def variants(self) -> set[UUID]:
        return {line.variant_id for shop in self.shops for line in shop.lines}

    @property
    def rights(self) -> set[UUID]:
        return {line.right_id for shop in self.shops for line in shop.lines if line.right_id}


class SealedQuote(msgspec.Struct, frozen=True):
    """A quote as it is given out. `digest`: what paying it is confirmed with (`to` of the order
    that is confirmed), the hexadecimal SHA-256 of `text`.
    """

    text: str
    digest: str
    until: datetime


async def secret(db: Db) -> bytes:
    """What the town's quotes are signed with; made when it is first asked for."""
    found = await store.secret(db)
    if found is None:
        await store.make_secret(db, secrets.token_bytes(32))
        found = await store.secret(db)
        assert found is not None
    return found


def digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def seal(key: bytes, quote: CartQuote) -> SealedQuote:
    """Signs a quote."""
    body = msgspec.json.encode(quote)
    text = base64url(_mac(key, body) + body)
    return SealedQuote(text, digest_of(text).hex(), quote.at + LIFE)


def unseal(key: bytes, text: str, person_id: UUID, now: datetime) -> CartQuote:
    """Reads a person's quote. Raises `BadQuote` for one that was altered or is somebody else's,
    `QuoteOver`.
    """
    try:
        whole = from_base64url(text)
    except ValueError:
        raise BadQuote from None
    mac, body = whole[:MAC], whole[MAC:]
    if not hmac.compare_digest(mac, _mac(key, body)):
        raise BadQuote
    quote = msgspec.json.decode(body, type=CartQuote)
    if quote.person_id != person_id:
        raise BadQuote
    if now >= quote.at + LIFE:
        raise QuoteOver
    return quote


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, PURPOSE + body, hashlib.sha256)
