"""Which orders can be one parcel, and that they are."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog import escrow, orders, parcels, stock, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.orders import OrderLine, Sending, ShopOrder
from leapfrog.parcels import AgreedDelivery, ParcelLabel

TRACKED = ("courier", "point")


class OrdersTogether(msgspec.Struct, frozen=True):
    """Orders that can be one parcel, the one that is due first first, and where that would go."""

    orders: list[tuple[ShopOrder, list[OrderLine]]]
    delivery: AgreedDelivery


async def can_go_together(db: Db, me: UUID, merchant_id: UUID) -> list[OrdersTogether]:
    """Groups of orders that a shop has to send and that could be one parcel: one buyer, one place,
    one way; only groups of two or more. What I bought myself is left out. Raises `NoMerchant`,
    `RoleNeeded`.
    """
    await till.enter_shop(db, me, merchant_id, till.PACKING_ROLES)
    waiting = [
        (one, lines)
        for one, lines in await orders.to_send(db, merchant_id)
        if one.state == "paid" and one.delivery in TRACKED and one.buyer_id != me
    ]
    agreed = await parcels.deliveries(db, [one.id for one, _ in waiting])
    groups: dict[object, list[tuple[ShopOrder, list[OrderLine]]]] = {}
    for one, lines in waiting:
        if (delivery := agreed.get(one.id)) is not None and delivery.settled is None:
            groups.setdefault(parcels.place_of(delivery), []).append((one, lines))
    return [
        OrdersTogether(found, agreed[found[0][0].id]) for found in groups.values() if len(found) > 1
    ]


async def send_together(
    db: Db, me: UUID, merchant_id: UUID, made: UUID, ids: Sequence[UUID], label: ParcelLabel
) -> UUID:
    """Sends orders of a shop of which nothing was sent in one parcel, all whole; answers the
    parcel's id. Of what was paid for deliveries only the highest price is kept, the others go back.
    All of them or none; the same id again is the same. Raises `NoOrder`, `RoleNeeded`,
    `OrderNotNow`, `OrderActIdUsed`, `DoNotFitTogether`, `ParcelEventIdUsed`, `Invalid`.
    """
    every = sorted(set(ids))
    known = await orders.by_ids(db, every)
    # Nobody waits for who has nothing to do with it.
    if any(one not in known or known[one][0].merchant_id != merchant_id for one in every):
        raise orders.NoOrder
    # An id is one shop's: the same one of another shop is another parcel.
    bundle_id = derived_id(made, f"together in {merchant_id}")
    # By id, before anything of them is locked: two who pack at once wait for each other in order.
    for one in every:
        order = await orders.locked(db, one)
        await orders.may_send(db, me, order, till.PACKING_ROLES)
    # All of what lies in them at once, in order: one order after the other, two who pack for two
    # buyers could each hold goods that the other one waits for.
    goods = [line.pool_id for one in every for line in await orders.lines_of(db, one)]
    await stock.lock_pools(db, goods)
    await parcels.lock_deliveries(db, every)
    lead = await _lead(db, bundle_id, ids)
    await escrow.hold(db, [*every, *map(parcels.price_trade, every)])
    whole = parcel_of(bundle_id, lead)
    for one in [lead, *(each for each in every if each != lead)]:
        part = label if one == lead else msgspec.structs.replace(label, together=whole)
        sending = Sending(shipment_of(bundle_id, one), label=part)
        await orders.send(db, me, one, sending, till.PACKING_ROLES)
    # Money last: whoever pays meanwhile holds stock and waits for accounts.
    await parcels.settle_joined(db, whole)
    return whole


async def _lead(db: Db, bundle_id: UUID, ids: Sequence[UUID]) -> UUID:
    """Whose parcel it is; as it was when the same was asked before. Raises `DoNotFitTogether`."""
    known = await parcels.deliveries_in_parcel(db, [parcel_of(bundle_id, one) for one in ids])
    if not known:
        return (await parcels.check_together(db, ids)).id
    [(lead, others)] = known.items()
    if {lead, *others} != set(ids) or len(ids) != len(set(ids)):
        raise parcels.DoNotFitTogether
    return lead


def shipment_of(bundle_id: UUID, order_id: UUID) -> UUID:
    """As what an order knows it."""
    return derived_id(bundle_id, f"together {order_id}")


def parcel_of(bundle_id: UUID, order_id: UUID) -> UUID:
    """The parcel of an order that is sent so: as `orders.send` names it."""
    return parcels.parcel_id(shipment_of(bundle_id, order_id), order_id)
