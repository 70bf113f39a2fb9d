"""Who hears of a case of what was paid at the door."""

from uuid import UUID

from leapfrog import door_orders, push
from leapfrog.door_cases.model import DoorCase
from leapfrog.door_orders import DoorOrder
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice

NOTICE = "door_case"


async def changed(db: Db, case: DoorCase, order: DoorOrder, *, but: UUID | None = None) -> None:
    """Both sides look again, and who is away is told, but not whoever did it."""
    people = await door_orders.look_again(db, order)
    ref = f"{NOTICE}:{case.id}"
    await push.notify(db, [PushNotice(one, ref) for one in people if one != but])
