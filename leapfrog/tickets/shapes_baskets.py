"""What is in orders beside tickets, as it is shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import concessions, vouchers
from leapfrog.concessions import LineState
from leapfrog.kernel.db import Db
from leapfrog.tickets.model import TicketOrder


class ExtraShown(msgspec.Struct, frozen=True):
    """So many units of an extra for `price` together (minor units), which were `full_price` without
    a voucher; `handed_at`: when they were handed over.
    """

    id: UUID
    product_id: UUID
    name: str
    units: int
    price: int
    full_price: int
    state: LineState
    handed_at: datetime | None


class VoucherApplied(msgspec.Struct, frozen=True):
    """The code that makes an order cheaper: for so many tickets and `units`, by `off` in all."""

    code: str
    units: int
    off: int


class BasketShown(msgspec.Struct, frozen=True):
    """`amount`, `refunded`: of the extras, as far as they are in the escrow."""

    extras: list[ExtraShown]
    voucher: VoucherApplied | None
    amount: int
    refunded: int


async def baskets_shown(db: Db, orders: Sequence[TicketOrder]) -> dict[UUID, BasketShown]:
    """What each of these orders has beside its seats, and its sum, by order."""
    ids = [one.id for one in orders]
    lines = await concessions.of_orders(db, ids)
    used = await vouchers.of_orders(db, ids)
    wanted = {one.product_id for found in lines.values() for one in found}
    products = await concessions.by_id(db, wanted)
    shown = {}
    for order_id in ids:
        extras = [one for one in lines.get(order_id, []) if one.ticket_id is None]
        held = [one for one in extras if not one.cash]
        uses = used.get(order_id, [])
        shown[order_id] = BasketShown(
            extras=[_extra(one, products[one.product_id].name) for one in extras],
            voucher=_applied(uses),
            amount=sum(one.price for one in held),
            refunded=sum(one.price for one in held if one.state == "back"),
        )
    return shown


def _extra(line: concessions.ConcessionLine, name: str) -> ExtraShown:
    return ExtraShown(
        id=line.id,
        product_id=line.product_id,
        name=name,
        units=line.units,
        price=line.price,
        full_price=line.before,
        state=line.state,
        handed_at=line.handed_at,
    )


def _applied(uses: Sequence[vouchers.VoucherUse]) -> VoucherApplied | None:
    if not uses:
        return None
    units, off = sum(one.units for one in uses), sum(one.off for one in uses)
    return VoucherApplied(uses[0].code, units, off)
