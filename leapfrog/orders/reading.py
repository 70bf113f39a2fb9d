"""Orders read: by who bought, by who sells, by the desk."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog import escrow, till
from leapfrog.escrow import EscrowStep
from leapfrog.kernel.db import Db
from leapfrog.kernel.paging import Position
from leapfrog.orders import acting, store, store_cases, store_presents
from leapfrog.orders.case_model import Case, CaseEntry, CaseLine
from leapfrog.orders.errors import NoOrder
from leapfrog.orders.model import ADDRESS_KEPT, TERMINAL, OrderLine, ShopOrder, Side


class WholeOrder(msgspec.Struct, frozen=True):
    """An order with all that belongs to it; `steps`: those of its money, the oldest first."""

    order: ShopOrder
    lines: list[OrderLine]
    cases: list[Case]
    case_lines: dict[UUID, list[CaseLine]]
    entries: dict[UUID, list[CaseEntry]]
    steps: list[EscrowStep]


async def of_either(db: Db, me: UUID, order_id: UUID) -> tuple[ShopOrder, Side]:
    """An order of mine or of a shop I lead, and my side. Raises `NoOrder`, `RoleNeeded`."""
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    if order.buyer_id == me:
        return order, "buyer"
    await acting.lead(db, me, order)
    return order, "shop"


async def seen_by(db: Db, me: UUID, order_id: UUID) -> tuple[ShopOrder, Side]:
    """An order, and on which side I am, also for agents who answer the shop's customers, to whom
    the address is shown until the order has come to its end. Raises `NoOrder`, `RoleNeeded`.
    """
    order = (await store.find(db, [order_id])).get(order_id)
    if order is None:
        raise NoOrder
    if order.buyer_id == me:
        return order, "buyer"
    role = await acting.lead(db, me, order, till.ANSWERING_ROLES)
    if role == "agent" and order.state in TERMINAL:
        order = msgspec.structs.replace(order, for_phone="", for_address="")
    return order, "shop"


async def locked(db: Db, order_id: UUID) -> ShopOrder:
    """An order, locked until the end of the transaction. Raises `NoOrder`."""
    found = await store.lock(db, order_id)
    if found is None:
        raise NoOrder
    return found


async def lines_of(db: Db, order_id: UUID) -> list[OrderLine]:
    """The lines of an order, in the order of their numbers."""
    return (await store.lines(db, [order_id]))[order_id]


async def open_case_of(db: Db, order_id: UUID) -> Case | None:
    """The case about an order's money that is open now; None for none."""
    found = await store_cases.opened(db, order_id)
    return found.case if found else None


async def awaited_back(db: Db, me: UUID, case_id: UUID) -> ShopOrder | None:
    """My order whose goods its shop waits for in this case; None where it does not."""
    case = await store_cases.find(db, case_id)
    if case is None or case.outcome is not None:
        return None
    order = (await store.find(db, [case.order_id]))[case.order_id]
    return order if order.buyer_id == me and order.refund == "return_wait" else None


async def followed_lines(db: Db, order_id: UUID) -> list[OrderLine]:
    """The lines of an order once its state follows its money; the order is locked until the end of
    the transaction. Raises `NoOrder`.
    """
    return (await acting.enter(db, order_id)).lines


async def to_send(db: Db, merchant_id: UUID) -> list[tuple[ShopOrder, list[OrderLine]]]:
    """The orders that a shop has to send, with their lines, what is due first; without those about
    whose money a question is open. Two hundred at most.
    """
    found = [
        one for one in await store.sending_of(db, merchant_id, Position(), 200) if one.is_quiet
    ]
    lines = await store.lines(db, [one.id for one in found])
    return [(one, lines[one.id]) for one in found]


async def by_ids(db: Db, ids: Iterable[UUID]) -> dict[UUID, tuple[ShopOrder, list[OrderLine]]]:
    """The orders of these ids with their lines, by id; the caller has looked who may."""
    found = await store.find(db, list(ids))
    lines = await store.lines(db, list(found))
    return {each: (one, lines[each]) for each, one in found.items()}


async def of_payment(db: Db, payment_id: UUID) -> list[ShopOrder]:
    """The orders that were paid by this payment."""
    return (await store.of_payments(db, [payment_id])).get(payment_id, [])


async def others_only(db: Db, me: UUID, orders: Sequence[ShopOrder]) -> list[ShopOrder]:
    """Those of these that one has no part in: neither bought them, nor works in their shop."""
    staff = await till.shop_staff(db, {one.merchant_id for one in orders})
    return [one for one in orders if me not in {one.buyer_id, *staff.get(one.merchant_id, ())}]


async def whole(db: Db, orders: Sequence[ShopOrder]) -> list[WholeOrder]:
    """All that belongs to a few orders."""
    ids = [one.id for one in orders]
    lines, cases = await store.lines(db, ids), await store_cases.of_orders(db, ids)
    every = [one.id for each in cases.values() for one in each]
    case_lines, entries = await store_cases.lines(db, every), await store_cases.entries(db, every)
    return [
        WholeOrder(
            order=one,
            lines=lines[one.id],
            cases=cases.get(one.id, []),
            case_lines=case_lines,
            entries=entries,
            steps=await escrow.steps_of(db, one.buyer_id, one.id),
        )
        for one in orders
    ]


async def drop_expired(db: Db) -> None:
    """Deletes addresses of orders that ended long ago, and ends presents that are over."""
    await store.forget_old(db, ADDRESS_KEPT)
    await store_presents.end_old(db)
