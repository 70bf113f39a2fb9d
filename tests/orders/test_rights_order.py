"""Rights to buy are locked in one order by whoever uses or ends them."""

import asyncio
from contextvars import Context
from datetime import timedelta
from uuid import UUID

from leapfrog import orders
from leapfrog.kernel.ids import new_id
from leapfrog.orders import BuyingRight
from tests.orders.acts import Fair

LOCK = "select id from orders_right where id = $1 for no key update nowait"
WAITS = "select count(*) from pg_locks where not granted"


async def test_ending_rights_waits_for_the_first_and_holds_no_other(fair: Fair) -> None:
    database = fair.town.database
    first, second = sorted((new_id(), new_id()))
    amina = UUID(fair.amina.me["id"])
    async with database.transaction() as db:
        # The second one lies first in the table.
        for n, one in enumerate((second, first)):
            right = BuyingRight(
                id=one,
                person_id=amina,
                of=f"test:{n}",
                variant_id=fair.kitchen.variants["Bowl"],
                pool_id=new_id(),
                price=1,
                until=db.now + timedelta(days=1),
            )
            assert await orders.give_rights(db, [right]) == {one}

    async def ended() -> list[UUID]:
        async with database.transaction() as db:
            return await orders.void_rights(db, [second, first])

    async with database.transaction() as db:
        await db.value(LOCK, first)
        task = asyncio.create_task(ended(), context=Context())
        while not await db.value(WAITS):
            assert not task.done()
            await asyncio.sleep(0)
        # A payment goes on to the second one now: nobody has it.
        assert await db.value(LOCK, second) == second
    assert sorted(await task) == [first, second]
