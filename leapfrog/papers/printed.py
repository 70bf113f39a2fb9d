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


class PrintedOrder(msgspec.Struct, frozen=True):
    """What is printed about an order, for whom. `way` None: it is fetched at the shop."""

    order: ShopOrder
    lines: list[OrderLine]
    sign: str
    language: str
    way: PrintedWay | None = None
    gift: GiftWords | None = None
