"""What stands on an invoice, and what is printed about an order."""

from datetime import date, datetime
from uuid import UUID

import msgspec


class Party(msgspec.Struct, frozen=True):
    """Who sells or buys; `vat`: the number for value added tax, empty for who has none."""

    name: str
    address: str
    vat: str = ""
    register: str = ""
    email: str = ""
    phone: str = ""


# Where a line of an invoice is no line of the order but what brought it.
DELIVERY = -1
# How it was paid (UNTDID 4461): within the town's own books, or in cash at the door.
IN_BOOKS, IN_CASH = "57", "10"


class InvoiceLine(msgspec.Struct, frozen=True):
    """So many of something. Amounts of all of them in minor units: `gross` as it was paid, `net`
    without tax; `rate`: the tax in hundredths of a per cent. `no`: the line of the order,
    `DELIVERY` for what brought it; None: an invoice from before that was written down.
    """

    title: str
    units: int
    gross: int
    net: int
    category: str
    rate: int
    no: int | None = None


class TaxShare(msgspec.Struct, frozen=True):
    """What of an invoice bears one tax. `category`: S taxed, Z with a rate of nothing, E exempt
    (EN 16931, UNTDID 5305).
    """

    category: str
    rate: int
    basis: int
    tax: int


class CorrectedInvoice(msgspec.Struct, frozen=True):
    """The invoice of which a credit note takes something back."""

    number: str
    issued_on: date


class Invoice(msgspec.Struct, frozen=True):
    """An invoice as it was issued; `country`: two letters; amounts in minor units of `currency`, of
    which `exponent` digits stand after the point. All of it is paid. `corrects`: it is a credit
    note, and its amounts are what was paid back. `means`: how it was paid (UNTDID 4461).
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
    corrects: CorrectedInvoice | None = None
    means: str = IN_BOOKS

    @property
    def net(self) -> int:
        return sum(one.basis for one in self.taxes)

    @property
    def tax(self) -> int:
        return sum(one.tax for one in self.taxes)


class IssuedCredit(msgspec.Struct, frozen=True):
    """A credit note with the order it is of, of which it is the `no`th."""

    order_id: UUID
    no: int
    merchant_id: UUID
    content: Invoice
    issued_at: datetime


class IssuedInvoice(msgspec.Struct, frozen=True):
    """An invoice with the order it is of."""

    order_id: UUID
    merchant_id: UUID
    content: Invoice
    issued_at: datetime
