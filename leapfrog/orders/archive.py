"""Orders' record sets: the cart, what somebody bought, and what their own shops sold."""

from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import msgspec

from leapfrog import parcels, till
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db
from leapfrog.orders import store, store_cart, store_cases, store_presents, store_rights
from leapfrog.orders.model import ShopOrder

# A secret between buyer and shop, and how often somebody guessed it.
SECRETS = ("code", "code_tries", "code_locked_until")


async def export_cart(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for row in await store_cart.of_person(db, person_id):
        shown: Record = msgspec.to_builtins(row)
        del shown["person_id"]
        yield shown


async def erase_cart(db: Db, person_id: UUID) -> int:
    return await store_cart.empty(db, person_id)


async def export_orders(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person bought, the oldest first, with its lines and cases."""
    bought = await store.of_person(db, person_id)
    gifts = await store_presents.gifts(db, [one.id for one in bought])
    for order, record in zip(bought, await _records(db, bought), strict=True):
        gift = gifts.get(order.id)
        if gift is not None:
            record["gift"] = gift.message
        if gift is not None and gift.hidden:
            record |= {"for_phone": "", "for_address": ""}
        yield record


async def export_presents(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Where the person asked others to have presents sent, and was asked; what somebody else kept
    to themselves stays with them.
    """
    for one in await store_presents.of_person(db, person_id):
        shown = record_without(one, "buyer_id", "person_id", "payment_id")
        sends = one.buyer_id == person_id
        if sends and one.hidden:
            shown |= {"phone": "", "address": "", "lat": None, "lon": None}
        yield {**shown, "sends": sends}


async def erase_presents(db: Db, person_id: UUID) -> int:
    """What was said with presents, and where those for the person went, also in others' orders."""
    await parcels.forget_where(db, await store_presents.forget_where(db, person_id))
    return await store_presents.forget(db, person_id)


async def erase_orders(db: Db, person_id: UUID) -> int:
    """Where things went and what was said about them is forgotten; that they were bought is the
    shop's as well. Orders under way keep the person here: escrow says so.
    """
    said = await store_cases.forget(db, person_id)
    return said + await store.forget_buyer(db, person_id)


async def export_rights(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person could buy that others could not, the oldest first."""
    for one in await store_rights.of_person(db, person_id):
        yield record_without(one, "person_id", "pool_id")


async def erase_rights(db: Db, person_id: UUID) -> int:
    """Whoever is gone buys nothing any more."""
    return len(await store_rights.void(db, await store_rights.open_of_person(db, person_id)))


async def export_sales(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person's own shops sold, the oldest first."""
    for record in await _records(
        db, await store.of_merchants(db, await till.shops_owned(db, person_id))
    ):
        yield record


async def erase_sales(_db: Db, _person_id: UUID) -> int:
    """None: they are the buyer's as well."""
    return 0


async def _records(db: Db, orders: Sequence[ShopOrder]) -> list[Record]:
    ids = [one.id for one in orders]
    lines = await store.lines(db, ids)
    cases = await store_cases.of_orders(db, ids)
    entries = await store_cases.entries(db, [one.id for each in cases.values() for one in each])
    found = []
    for order in orders:
        shown: Record = msgspec.to_builtins(order)
        for name in SECRETS:
            del shown[name]
        shown["number"] = order.number
        shown["lines"] = [
            record_without(line, "order_id", "pool_id", "claim_id", "fee_bp")
            for line in lines[order.id]
        ]
        shown["cases"] = [
            {
                **record_without(case, "order_id"),
                "entries": [
                    record_without(one, "by_id", "case_id") for one in entries.get(case.id, [])
                ],
            }
            for case in cases.get(order.id, [])
        ]
        found.append(shown)
    return found


# An order is between a person and a shop of this town: it is history elsewhere. A cart names goods
# that are for sale here.
RECORD_SETS = (
    RecordSet("orders_cart", export_cart, None, erase_cart),
    RecordSet("orders", export_orders, None, erase_orders),
    RecordSet("orders_presents", export_presents, None, erase_presents),
    RecordSet("orders_rights", export_rights, None, erase_rights),
    RecordSet("orders_sales", export_sales, None, erase_sales),
)
