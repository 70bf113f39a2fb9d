"""Invoices: issued once for an order, with the next number of the shop; read by both sides."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec

from leapfrog import market, orders, parcels, pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.market import Front
from leapfrog.orders import OrderLine, ShopOrder
from leapfrog.papers import store
from leapfrog.papers.errors import InvoiceNotNow, NoInvoice, PrivateSeller
from leapfrog.papers.model import IN_BOOKS, Invoice, IssuedInvoice, Party
from leapfrog.papers.naming import title_of
from leapfrog.papers.taxes import SoldLine, delivery_lines, taxed
from leapfrog.parcels import AgreedDelivery

ISSUED_IN = ("received", "done")
DELIVERY_TITLE = "Delivery"


class BilledOrder(msgspec.Struct, frozen=True, kw_only=True):
    """What an invoice says of an order of any kind: `lines` as they were kept, `delivery` what
    bringing them cost (minor units), `means` how it was paid (UNTDID 4461).
    """

    order_id: UUID
    merchant_id: UUID
    number: str
    currency: str
    received_on: date
    buyer: Party
    lines: Sequence[SoldLine]
    delivery: int = 0
    means: str = IN_BOOKS


async def issue(db: Db, settings: Settings, me: UUID, order_id: UUID) -> IssuedInvoice:
    """The invoice of an order that I bought, or of a shop that I lead; the same again where there
    is one. Raises `NoOrder`, `RoleNeeded`, `PrivateSeller`, `InvoiceNotNow`, `NoMoney`.
    """
    await orders.of_either(db, me, order_id)
    order = await orders.locked(db, order_id)
    if found := await store.of_order(db, order_id):
        return found
    front = await billing_front(db, order.merchant_id, trader=order.trader)
    lines = sold(await orders.lines_of(db, order_id))
    coming = (await parcels.deliveries(db, [order_id])).get(order_id)
    if order.state not in ISSUED_IN or not order.is_quiet or not lines or _waits(coming):
        raise InvoiceNotNow
    gift = await orders.gift_words(db, order)
    billed = BilledOrder(
        order_id=order_id,
        merchant_id=order.merchant_id,
        number=order.number,
        currency=order.currency,
        received_on=(order.received_at or db.now).date(),
        # Who pays is invoiced, and not told where a present went.
        buyer=Party(gift.by_name, "") if gift else _buyer(order, coming),
        lines=lines,
        delivery=coming.price if coming is not None and coming.settled == "shop" else 0,
    )
    return await bill(db, settings, front, billed)


async def billing_front(db: Db, merchant_id: UUID, *, trader: bool) -> Front:
    """The front of a shop that sold as a business, by which it is named on an invoice. Raises
    `PrivateSeller`.
    """
    front = (await market.fronts(db, [merchant_id])).get(merchant_id)
    if not trader or front is None or not front.legal.get("name"):
        raise PrivateSeller
    return front


async def bill(db: Db, settings: Settings, front: Front, billed: BilledOrder) -> IssuedInvoice:
    """Writes the invoice of an order that has none, with the shop's next number of the year. The
    caller holds the order locked. Raises `NoMoney`.
    """
    lines = [*billed.lines, *delivery_lines(billed.delivery, billed.lines, DELIVERY_TITLE)]
    year = db.now.year
    n = await store.next_number(db, billed.merchant_id, year, store.INVOICES)
    rows, shares = taxed(lines, dict(settings.tax_rates), has_vat=bool(front.legal.get("vat")))
    content = Invoice(
        number=f"{year}-{n:06}",
        order=billed.number,
        issued_on=db.now.date(),
        delivered_on=billed.received_on,
        country=settings.region,
        currency=billed.currency,
        exponent=(await pay.money_terms(db)).exponent,
        seller=Party(**{key: front.legal.get(key, "") for key in Party.__struct_fields__}),
        buyer=billed.buyer,
        lines=rows,
        taxes=shares,
        gross=sum(one.gross for one in rows),
        means=billed.means,
    )
    made = IssuedInvoice(billed.order_id, billed.merchant_id, content, db.now)
    await store.add(db, made, year, n)
    return made


def _waits(coming: AgreedDelivery | None) -> bool:
    """Whether the price of a delivery may still go back: an invoice says what was paid in the
    end.
    """
    return coming is not None and coming.price > 0 and coming.settled is None


def _buyer(order: ShopOrder, coming: AgreedDelivery | None) -> Party:
    """Where it was brought to is written down with the order, or with what a courier brings."""
    address = order.for_address or (coming.for_address if coming else "")
    return Party(order.for_name, address)


async def issued(db: Db, me: UUID, order_id: UUID) -> IssuedInvoice:
    """For who bought it or leads the shop. Raises `NoOrder`, `RoleNeeded`, `NoInvoice`."""
    await orders.of_either(db, me, order_id)
    return await invoice_of(db, order_id)


async def invoice_of(db: Db, order_id: UUID) -> IssuedInvoice:
    """The invoice of an order of any kind. The caller has looked who may see it. Raises
    `NoInvoice`.
    """
    found = await store.of_order(db, order_id)
    if found is None:
        raise NoInvoice
    return found


def sold(lines: Sequence[OrderLine]) -> list[SoldLine]:
    """What was paid for after all, and how much of it stayed with the buyer: at least one unit,
    also where the shop kept a part of the price of goods that all came back.
    """
    return [
        SoldLine(
            title_of(one),
            max(1, one.n - one.cancelled - one.returned),
            one.paid - one.refunded,
            one.tax_class,
            one.no,
        )
        for one in lines
        if one.paid > one.refunded
    ]
