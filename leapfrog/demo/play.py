"""Playing the story on a town's first start."""

import asyncio
from pathlib import Path

from leapfrog import pay, places
from leapfrog.demo.cast import CAST
from leapfrog.demo.stage import Stage
from leapfrog.demo.story import week
from leapfrog.identity import live_here, nobody_yet
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import direct, open_town, settle

EXTRACT = Path(__file__).parent / "map" / "helsinki.osm.pbf"


def play(settings: Settings) -> bool:
    """Plays the week that ends now where nobody lives yet; answers whether its cast lives here."""
    return asyncio.run(_play(settings))


async def _play(settings: Settings) -> bool:
    clock = FixedClock(SystemClock().now())
    async with one_at_a_time(direct(settings), "demo"), open_town(settings, clock) as town:
        async with town.database.transaction() as db:
            is_new = await nobody_yet(db)
            if not is_new and not await live_here(db, list(CAST)):
                return False
            # Made in the background, when the town is open.
            await places.ask_for_map(db, EXTRACT)
        if not is_new:
            return True
        async with town.database.transaction() as db:
            await pay.set_up(db, settings)
        await week(Stage(town, clock))
        await settle(town, SWITCHBOARD, DUE)
    return True
