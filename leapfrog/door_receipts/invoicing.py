"""Invoices of what was paid at the door, and what was credited of them: of the same series as those
of other orders of the shop.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import door_orders, papers
from leapfrog.door_orders import DoorLine
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.papers import BilledOrder, IssuedCredit, IssuedInvoice, Party, SoldLine


async def issue(db: Db, settings: Settings, me: UUID, order_id: UUID) -> IssuedInvoice:
    """The invoice of an order that I was brought, or of a shop that I lead; the same again where
    there is one. Raises `NoDoorOrder`, `RoleNeeded`, `PrivateSeller`, `InvoiceNotNow`, `NoMoney`.
    """
    await door_orders.of_either(db, me, order_id)
    order = await door_orders.locked(db, order_id)
    if found := await papers.found_invoice(db, order_id):
        return found
    front = await papers.billing_front(db, order.merchant_id, trader=order.trader)
    lines = kept(await door_orders.lines_of(db, order_id))
    if order.state != "done" or order.ended_at is None or not lines:
        raise papers.InvoiceNotNow
    billed = BilledOrder(
        order_id=order_id,
        merchant_id=order.merchant_id,
        number=order.number,
        currency=order.currency,
        received_on=order.ended_at.date(),
        buyer=Party(order.for_name, order.for_address),
        lines=lines,
        delivery=order.delivery_price,
        means=papers.IN_CASH if order.paid_by == "cash" else papers.IN_BOOKS,
    )
    return await papers.bill(db, settings, front, billed)


def kept(lines: Sequence[DoorLine]) -> list[SoldLine]:
    """What stayed with the buyer: at least one unit, also where the shop kept a part of the price
    of goods that all came back.
    """
    return [
        SoldLine(
            papers.title_of(one),
            max(1, one.n - one.returned),
            one.paid - one.refunded,
            one.tax_class,
            one.no,
        )
        for one in lines
        if one.paid > one.refunded
    ]


async def invoice_to_print(town: Town, me: UUID, order_id: UUID) -> tuple[IssuedInvoice, str]:
    """For who bought it or leads the shop, and in which language. Raises `NoDoorOrder`,
    `RoleNeeded`, `NoInvoice`, `RateLimited`.
    """
    town.limit(papers.PRINTING, str(me))
    async with town.database.reading() as db:
        await door_orders.of_either(db, me, order_id)
        return await papers.invoice_of(db, order_id), await papers.language_of(db, me)


async def credit_to_print(
    town: Town, me: UUID, order_id: UUID, no: int
) -> tuple[IssuedCredit, str]:
    """A credit note for who bought it or leads the shop, and in which language. Raises what
    `invoice_to_print` does.
    """
    town.limit(papers.PRINTING, str(me))
    async with town.database.reading() as db:
        await door_orders.of_either(db, me, order_id)
        return await papers.credit_note_of(db, order_id, no), await papers.language_of(db, me)
