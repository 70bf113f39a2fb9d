"""Playing the story on a town's first start."""

import asyncio

from leapfrog import pay
from leapfrog.demo.cast import CAST
from leapfrog.demo.stage import Stage
from leapfrog.demo.story import week
from leapfrog.identity import live_here, nobody_yet
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import open_town, settle


def play(settings: Settings) -> bool:
    """Plays the week that ends now where nobody lives yet; answers whether its cast lives here."""
    return asyncio.run(_play(settings))


async def _play(settings: Settings) -> bool:
    clock = FixedClock(SystemClock().now())
    async with open_town(settings, clock) as town:
        async with town.database.reading() as db:
            if not await nobody_yet(db):
                return await live_here(db, list(CAST))
        async with town.database.transaction() as db:
            await pay.set_up(db, settings)
        await week(Stage(town, clock))
        await settle(town, SWITCHBOARD, DUE)
    return True
