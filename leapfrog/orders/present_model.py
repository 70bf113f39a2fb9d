"""Presents: somebody is asked where one shall be sent, and what goes with it."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

PresentState = Literal["asked", "given", "declined", "withdrawn", "used"]
OPEN: tuple[PresentState, ...] = ("asked", "given")
# Who asks has so long to send something; what was said of where is forgotten then.
PRESENT_KEPT = timedelta(days=30)
MOST_PRESENTS = 20
LONGEST_MESSAGE = 300


class Present(msgspec.Struct, frozen=True, kw_only=True):
    """A buyer asked a person where a present shall be sent. `hidden`: that is not for the buyer to
    see. Once it is `used`, where it goes stands in the orders of the payment alone.
    """

    id: UUID
    buyer_id: UUID
    person_id: UUID
    message: str
    state: PresentState = "asked"
    name: str = ""
    phone: str = ""
    address: str = ""
    lat: float | None = None
    lon: float | None = None
    hidden: bool = False
    payment_id: UUID | None = None
    asked_at: datetime
    answered_at: datetime | None = None
    until: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether it can be sent: it was said where, and was not used."""
        return self.state == "given" and now < self.until


class Gift(msgspec.Struct, frozen=True):
    """An order that is a present, and what its slip says; `present_id`: its receiver said where."""

    order_id: UUID
    present_id: UUID | None
    message: str
    hidden: bool


class GiftWords(msgspec.Struct, frozen=True):
    """What the slip of a present says: whose it is, and what they say."""

    by_name: str
    message: str
