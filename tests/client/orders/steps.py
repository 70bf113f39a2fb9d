"""What the tests of buying and selling share: a shop with goods on its shelves."""

from collections.abc import Mapping
from uuid import UUID

from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from tests.client.browser import Person
from tests.orders.goods import Shop, open_shop
from tests.town import apart


def shop_with(
    settings: Settings, one: Person, name: str, goods: Mapping[str, tuple[int, int]]
) -> Shop:
    """A shop of somebody's: (price in cents, units on the shelf) by title."""

    async def opened() -> Shop:
        database = await Database.connect(str(settings.database_url), 1)
        async with database.transaction() as db:
            made = await open_shop(db, UUID(one.me["id"]), name, goods)
        await database.close()
        return made

    return apart(opened())
