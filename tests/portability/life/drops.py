"""Tickets that she takes, a code that she is given, what she may buy; a drop of hers."""

import hashlib
from datetime import timedelta
from uuid import UUID

from leapfrog import drops as front
from leapfrog.drops import DropCode, NewDrop, NewReservation, announcing, closing
from leapfrog.drops.model import Mode, Reservation
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.market import CostPart
from tests.orders.goods import open_shop
from tests.portability.life.scene import Scene, marked

SEED = hashlib.sha256(b"mara").digest()
OVER = """
update drops_drop set opens_at = opens_at - interval '2 days', closes_at = now() - interval '1 day'
where id = $1
"""


async def drops(scene: Scene) -> None:
    """She is a helper with a ticket, which is drawn, and a code at Juma's, and leads a drop of her
    own.
    """
    mara, juma, olga = (UUID(one.me["id"]) for one in (scene.mara, scene.juma, scene.olga))
    lamp = marked("Lamp")
    async with scene.town.database.transaction() as db:
        await front.name_helper(db, olga, mara, marked("answers everybody"))
        await front.name_helper(db, mara, olga, "sweeps the square")
        shop = await open_shop(db, juma, "Juma's lamps", {"Lamp": (900, 9)})
        own = await open_shop(db, mara, marked("lamps"), {lamp: (900, 19)})
        lottery = await _announced(db, juma, shop.variants["Lamp"], "lottery")
        queue = await _announced(db, juma, shop.variants["Lamp"], "queue")
        await _announced(db, mara, own.variants[lamp], "queue", marked("clay"))
        hers = await _announced(db, mara, own.variants[lamp], "lottery", marked("clay"))
        await front.give_code(db, mara, DropCode(new_id(), hers, juma, mara, "", db.now))
        ended = await _announced(db, mara, own.variants[lamp], "lottery", marked("clay"))
        await announcing.call_off(db, mara, ended, marked("the kiln broke"))
        code = DropCode(new_id(), lottery, mara, juma, "", db.now)
        await front.give_code(db, juma, code)
        given = await front.reserve(
            db, [NewReservation(new_id(), one, mara) for one in (lottery, queue)]
        )
        assert all(isinstance(one, Reservation) for one in given)
        used = DropCode(new_id(), queue, mara, juma, "", db.now)
        text = (await front.give_code(db, juma, used)).code
        await front.use_code(db, mara, queue, text)
        await _drawn(db, juma, lottery)


async def _drawn(db: Db, me: UUID, drop: UUID) -> None:
    """Its time is over, the list closed, and the seed shown."""
    await db.run(OVER, drop)
    await closing.close(db, str(drop), None)
    await closing.reveal(db, me, drop, SEED)


async def _announced(db: Db, me: UUID, variant: UUID, mode: Mode, clay: str = "clay") -> UUID:
    now = db.now
    wanted = NewDrop(
        id=new_id(),
        variant_id=variant,
        mode=mode,
        units=2,
        price=100,
        opens_at=now,
        closes_at=now + timedelta(days=1),
        registered_before=now,
        commitment=front.commitment(SEED),
        code_units=1,
        costs=[CostPart(clay, 50)],
    )
    return (await front.announce(db, me, wanted)).id
