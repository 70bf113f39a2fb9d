"""An order that is paid at the door follows its parcel, and is called off by the clock when nobody
sends it. Twice is once.
"""

from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from leapfrog import escrow, stock
from leapfrog.door_orders import news, store
from leapfrog.door_orders.acting import called_off, lines_of, locked, moved, raise_first
from leapfrog.door_orders.model import ADDRESS_KEPT, Act, DoorOrder
from leapfrog.escrow import EscrowAct, EscrowAction
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.parcels import ParcelChanged

# What the end of a parcel is for its order.
ENDS: dict[str, Act] = {
    "received": "hand_over",
    "returned": "come_back",
    "called_off": "come_back",
    "lost": "lose",
}


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a door order: calls it off where the shop has not sent it in
    time.
    """
    order = await store.lock(db, UUID(ref))
    if order is None or order.state != "placed" or order.due_at is None or order.due_at > db.now:
        return
    done = await called_off(db, moved(order, "call_off", "clock"), "time")
    await news.changed(db, done)


async def door_parcel_moved(db: Db, event: ParcelChanged) -> None:
    """A reaction to a parcel of a door order: what was handed over is paid, what came back lies on
    the shelf again and costs nothing.
    """
    order_id = await store.by_delivery(db, event.delivery_id)
    if order_id is None:
        return
    order = await locked(db, order_id)
    if order.state != "sent":
        return
    if event.state == "returning":
        # Whoever was at the door did not take it, or nobody was there.
        order = replace(order, ended_by="buyer")
    act = ENDS.get(event.state)
    if act is None:
        await store.save(db, order)
        await news.look_again(db, order)
        return
    done = await _ended(db, moved(order, act, "parcel"), act)
    await store.save(db, done)
    await news.changed(db, done)


async def _ended(db: Db, order: DoorOrder, act: Act) -> DoorOrder:
    if act == "come_back":
        await _shelve(db, order)
    if order.paid_by == "wallet":
        await _settle(db, order, back=act != "hand_over")
    if act == "hand_over":
        paid = replace(order, paid_by=order.paid_by or "cash", paid_at=order.paid_at or db.now)
        return replace(paid, ended_by=None, ended_at=db.now)
    return replace(order, ended_by=order.ended_by or "shop", ended_at=db.now)


async def _shelve(db: Db, order: DoorOrder) -> None:
    back = [
        stock.TakeBack(
            id=derived_id(line.claim_id, "back"),
            pool_id=line.pool_id,
            units=line.n,
            claim_id=line.claim_id,
        )
        for line in await lines_of(db, order.id)
    ]
    raise_first(await stock.record(db, back))


async def _settle(db: Db, order: DoorOrder, *, back: bool) -> None:
    """What the wallet paid is the shop's, or the buyer's again, whole."""
    parts: Sequence[tuple[UUID, EscrowAction]] = [(order.buyer_id, escrow.Confirm())]
    if back:
        asks = escrow.AskRefund(order.total)
        parts = [(order.buyer_id, asks), (order.merchant_id, escrow.Agree())]
    acts = [
        EscrowAct(derived_id(order.trade_id, f"end {n}"), order.trade_id, party, action)
        for n, (party, action) in enumerate(parts)
    ]
    raise_first(await escrow.act(db, acts))


async def drop_expired(db: Db) -> None:
    """Deletes the addresses of door orders that came to their end 60 days ago."""
    await store.forget_old(db, ADDRESS_KEPT)
