"""What stands on a receipt, read for who may have it."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import door_orders, market, papers, pay
from leapfrog.door_receipts.errors import NoReceiptYet
from leapfrog.kernel.http import Town
from leapfrog.papers import PrintedReceipt, ReceiptLine


class DoorReceipt(msgspec.Struct, frozen=True):
    """A receipt, and when it was paid."""

    receipt: PrintedReceipt
    paid_at: datetime


async def receipt_of(town: Town, me: UUID, order_id: UUID) -> DoorReceipt:
    """Of what was handed over and paid, for who bought it and who leads the shop. Raises
    `NoDoorOrder`, `NoMoney`, `NoReceiptYet`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(papers.PRINTING, str(me))
    async with town.database.reading() as db:
        order, _ = await door_orders.of_either(db, me, order_id)
        if order.state != "done" or order.paid_at is None:
            raise NoReceiptYet
        front = (await market.fronts(db, [order.merchant_id])).get(order.merchant_id)
        lines = await door_orders.lines_of(db, order_id)
        receipt = PrintedReceipt(
            sign=front.sign if front else "",
            seller=papers.seller_of(front),
            number=order.number,
            day=order.paid_at.date(),
            language=await papers.language_of(db, me),
            lines=[ReceiptLine(one.n, papers.title_of(one), one.n * one.price) for one in lines],
            goods=order.goods,
            delivery=order.delivery_price,
            currency=order.currency,
            exponent=(await pay.money_terms(db)).exponent,
            paid_by="paidWallet" if order.paid_by == "wallet" else "paidCash",
        )
        return DoorReceipt(receipt, order.paid_at)
