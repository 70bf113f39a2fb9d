"""Who hears of a pre-sale: the devices that look, and those that do not."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push, till
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.presales.model import Presale
from leapfrog.push import PushNotice

NOTICE = "presale"
CHANGED = {"t": "changed", "what": "presales"}


async def tell(db: Db, presale: Presale, people: Iterable[UUID]) -> None:
    """These have something to pay, or their deposit went somewhere."""
    named = set(people)
    stream.tell(db, named, CHANGED)
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{presale.id}") for one in named])


async def tell_shop(db: Db, presale: Presale) -> None:
    """Those who work in the shop look again."""
    staff = await till.shop_staff(db, [presale.merchant_id])
    stream.tell(db, staff.get(presale.merchant_id, set()), CHANGED)
