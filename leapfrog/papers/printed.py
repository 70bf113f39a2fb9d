"""What is printed about an order."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from leapfrog.market import Front
from leapfrog.orders import GiftWords, OrderLine, ShopOrder
from leapfrog.parcels import AgreedDelivery, Parcel


class PrintedWay(msgspec.Struct, frozen=True):
    """How an order comes, and which of its parcels are still on their way; `point`: the name of the
    pickup point.
    """

    delivery: AgreedDelivery
    parcels: list[Parcel]
    point: str = ""


class PrintedOrder(msgspec.Struct, frozen=True):
    """What is printed about an order, for whom. `way` None: it is fetched at the shop."""

    order: ShopOrder
    lines: list[OrderLine]
    sign: str
    language: str
    way: PrintedWay | None = None
    gift: GiftWords | None = None


class ReceiptLine(msgspec.Struct, frozen=True):
    """So many of something, and what was paid for all of them, in minor units."""

    n: int
    title: str
    paid: int


class PrintedReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """What was bought for how much, and how that was paid. Amounts in minor units of `currency`, of
    which `exponent` digits stand after the point. `seller`: who that is by law, line by line, of a
    trader; `delivery` None: it was fetched; `back`: how much was paid back; `hidden`: no amount is
    told, for who gets it as a present; `code`: by which the shop finds it.
    """

    sign: str
    seller: Sequence[str]
    number: str
    day: date
    language: str
    lines: Sequence[ReceiptLine]
    goods: int
    delivery: int | None
    back: int = 0
    currency: str
    exponent: int
    hidden: bool = False
    paid_by: Literal["paid", "paidCash", "paidWallet"] = "paid"
    code: str = ""

    @property
    def total(self) -> int:
        return self.goods + (self.delivery or 0)

    def text(self, amount: int) -> str:
        """As a machine would write it, the same in all languages: `12.50 EUR`."""
        whole, part = divmod(abs(amount), 10**self.exponent)
        digits = f"{whole}.{part:0{self.exponent}}" if self.exponent else f"{whole}"
        return f"{'-' if amount < 0 else ''}{digits} {self.currency}"


def seller_of(front: Front | None) -> list[str]:
    """Name, address and VAT number of a trader, one line each, as the law wants them; nothing for a
    private person.
    """
    if front is None or not front.trader:
        return []
    return [front.legal[key] for key in ("name", "address", "vat") if front.legal.get(key)]
