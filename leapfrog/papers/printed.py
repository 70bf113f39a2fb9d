"""What is printed about an order."""

import msgspec

from leapfrog.orders import GiftWords, OrderLine, ShopOrder
from leapfrog.parcels import AgreedDelivery, Parcel


class PrintedWay(msgspec.Struct, frozen=True):
    """How an order comes, and which of its parcels are still on their way; `point`: the name of the
    pickup point.
    """

    delivery: AgreedDelivery
    parcels: list[Parcel]
    point: str = ""


class PrintedMoney(msgspec.Struct, frozen=True):
    """How sums of an order are written: `delivery` in minor units of `currency`, of which
    `exponent` digits stand after the point, and how much of it went back; `hidden`: none of them
    is.
    """

    currency: str
    exponent: int
    delivery: int
    delivery_back: int
    hidden: bool = False

    def text(self, amount: int) -> str:
        """As a machine would write it, the same in all languages: `12.50 EUR`."""
        whole, part = divmod(abs(amount), 10**self.exponent)
        digits = f"{whole}.{part:0{self.exponent}}" if self.exponent else f"{whole}"
        return f"{'-' if amount < 0 else ''}{digits} {self.currency}"


class PrintedOrder(msgspec.Struct, frozen=True):
    """What is printed about an order, for whom. `way` None: it is fetched at the shop."""

    order: ShopOrder
    lines: list[OrderLine]
    sign: str
    language: str
    way: PrintedWay | None = None
    gift: GiftWords | None = None
