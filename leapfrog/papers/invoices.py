"""Invoices: issued once for an order, with the next number of the shop; read by both sides."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import market, orders, parcels, pay
from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.orders import OrderLine, ShopOrder
from leapfrog.papers import store
from leapfrog.papers.errors import InvoiceNotNow, NoInvoice, PrivateSeller
from leapfrog.papers.model import Invoice, IssuedInvoice, Party
from leapfrog.papers.naming import title_of
from leapfrog.papers.taxes import SoldLine, delivery_lines, taxed
from leapfrog.parcels import AgreedDelivery

ISSUED_IN = ("received", "done")
DELIVERY_TITLE = "Delivery"


async def issue(db: Db, settings: Settings, me: UUID, order_id: UUID) -> IssuedInvoice:
    """The invoice of an order that I bought, or of a shop that I lead; the same again where there
    is one. Raises `NoOrder`, `RoleNeeded`, `PrivateSeller`, `InvoiceNotNow`, `NoMoney`.
    """
    await orders.of_either(db, me, order_id)
    order = await orders.locked(db, order_id)
    if found := await store.of_order(db, order_id):
        return found
    front = (await market.fronts(db, [order.merchant_id])).get(order.merchant_id)
    if not order.trader or front is None or not front.legal.get("name"):
        raise PrivateSeller
    lines = sold(await orders.lines_of(db, order_id))
    coming = (await parcels.deliveries(db, [order_id])).get(order_id)
    if order.state not in ISSUED_IN or not order.is_quiet or not lines or _waits(coming):
        raise InvoiceNotNow
    if coming is not None and coming.settled == "shop":
        lines += delivery_lines(coming.price, lines, DELIVERY_TITLE)
    year = db.now.year
    n = await store.next_number(db, order.merchant_id, year, store.INVOICES)
    rows, shares = taxed(lines, dict(settings.tax_rates), has_vat=bool(front.legal.get("vat")))
    gift = await orders.gift_words(db, order)
    content = Invoice(
        number=f"{year}-{n:06}",
        order=order.number,
        issued_on=db.now.date(),
        delivered_on=(order.received_at or db.now).date(),
        country=settings.region,
        currency=order.currency,
        exponent=(await pay.money_terms(db)).exponent,
        seller=Party(**{key: front.legal.get(key, "") for key in Party.__struct_fields__}),
        # Who pays is invoiced, and not told where a present went.
        buyer=Party(gift.by_name, "") if gift else _buyer(order, coming),
        lines=rows,
        taxes=shares,
        gross=sum(one.gross for one in rows),
    )
    made = IssuedInvoice(order_id, order.merchant_id, content, db.now)
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
