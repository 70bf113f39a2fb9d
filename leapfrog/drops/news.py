"""Who hears of a drop: the devices that look, and those that do not."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push, till
from leapfrog.drops.model import Drop
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice

NOTICE = "drop"
CHANGED = {"t": "changed", "what": "drops"}


async def tell(db: Db, drop: Drop, people: Iterable[UUID]) -> None:
    """These have something to do, or got something."""
    named = set(people)
    stream.tell(db, named, CHANGED)
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{drop.id}") for one in named])


def tell_screens(db: Db, people: Iterable[UUID]) -> None:
    """Who looks at this moment sees that it goes on."""
    stream.tell(db, set(people), CHANGED)


async def tell_shop(db: Db, drop: Drop) -> None:
    """Those who lead the shop look again."""
    staff = await till.shop_staff(db, [drop.merchant_id])
    await tell(db, drop, staff.get(drop.merchant_id, set()))
