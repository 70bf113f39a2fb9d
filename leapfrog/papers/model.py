"""What stands on an invoice, and what is printed about an order."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from leapfrog.orders import GiftWords, OrderLine, ShopOrder


class Party(msgspec.Struct, frozen=True):
    """Who sells or buys; `vat`: the number for value added tax, empty for who has none."""

    name: str
    address: str
    vat: str = ""
    register: str = ""
    email: str = ""
    phone: str = ""


class InvoiceLine(msgspec.Struct, frozen=True):
    """So many of something. Amounts of all of them in minor units: `gross` as it was paid, `net`
    without tax; `rate`: the tax in hundredths of a per cent.
    """

    title: str
    units: int
    gross: int
    net: int
    category: str
    rate: int


class TaxShare(msgspec.Struct, frozen=True):
    """What of an invoice bears one tax. `category`: S taxed, Z with a rate of nothing, E exempt
    (EN 16931, UNTDID 5305).
    """

    category: str
    rate: int
    basis: int
    tax: int


class Invoice(msgspec.Struct, frozen=True):
    """An invoice as it was issued; `country`: two letters; amounts in minor units of `currency`, of
    which `exponent` digits stand after the point. All of it is paid.
    """

    number: str
    order: str
    issued_on: date
    delivered_on: date
    country: str
    currency: str
    exponent: int
    seller: Party
    buyer: Party
    lines: list[InvoiceLine]
    taxes: list[TaxShare]
    gross: int

    @property
    def net(self) -> int:
        return sum(one.basis for one in self.taxes)

    @property
    def tax(self) -> int:
        return sum(one.tax for one in self.taxes)


class IssuedInvoice(msgspec.Struct, frozen=True):
    """An invoice with the order it is of."""

    order_id: UUID
    merchant_id: UUID
    content: Invoice
    issued_at: datetime


class PrintedOrder(msgspec.Struct, frozen=True):
    """What is printed about an order, for whom."""

    order: ShopOrder
    lines: list[OrderLine]
    sign: str
    language: str
    gift: GiftWords | None = None
