"""Who hears that something has become of an order: the devices that look, and those that do not."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog import push, till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.orders.model import ShopOrder
from leapfrog.push import PushNotice

NOTICE = "order"
CHANGED = {"t": "changed", "what": "orders"}


async def placed(db: Db, orders: Sequence[ShopOrder], staff: Mapping[UUID, set[UUID]]) -> None:
    """New orders: the shops are called."""
    people = {one for order in orders for one in staff.get(order.merchant_id, ())}
    stream.tell(db, people | {order.buyer_id for order in orders}, CHANGED)
    await push.notify(
        db,
        [
            PushNotice(one, f"{NOTICE}:{order.id}")
            for order in orders
            for one in staff.get(order.merchant_id, ())
        ],
    )


async def changed(db: Db, order: ShopOrder, *, but: UUID | None = None) -> None:
    """Something became of an order: both sides look again, and who is away is told, but not
    whoever did it.
    """
    staff = (await till.shop_staff(db, [order.merchant_id])).get(order.merchant_id, set())
    people = {order.buyer_id, *staff}
    stream.tell(db, people, CHANGED)
    await push.notify(db, _notices(order, people - {but}))


def _notices(order: ShopOrder, people: Iterable[UUID | None]) -> list[PushNotice]:
    return [PushNotice(one, f"{NOTICE}:{order.id}") for one in people if one is not None]
