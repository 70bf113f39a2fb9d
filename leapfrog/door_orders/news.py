"""Who hears of an order that is paid at the door: devices that look, and those that do not."""

from uuid import UUID

from leapfrog import push, till
from leapfrog.door_orders.model import DoorOrder
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice

NOTICE = "door_order"
CHANGED = {"t": "changed", "what": "door_orders"}


async def look_again(db: Db, order: DoorOrder) -> set[UUID]:
    """Tells the devices of both sides of a door order, after the commit, to read it anew; answers
    these people.
    """
    staff = (await till.shop_staff(db, [order.merchant_id])).get(order.merchant_id, set())
    people = {order.buyer_id, *staff}
    stream.tell(db, people, CHANGED)
    return people


async def changed(db: Db, order: DoorOrder, *, but: UUID | None = None) -> None:
    """Both sides look again, and who is away is told, but not whoever did it."""
    people = await look_again(db, order)
    ref = f"{NOTICE}:{order.id}"
    await push.notify(db, [PushNotice(one, ref) for one in people if one != but])
