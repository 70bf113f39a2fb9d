"""Playing the story on a town's first start, with which it is loaded: its pictures are painted."""

import asyncio
from pathlib import Path

import structlog

from leapfrog import pay, places
from leapfrog.demo.cast import CAST
from leapfrog.demo.stage import Stage
from leapfrog.identity import live_here, nobody_yet
from leapfrog.kernel.clock import FixedClock, SystemClock
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import Town
from leapfrog.kernel.locks import one_at_a_time
from leapfrog.kernel.settings import Settings
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import direct, open_town, settle, write_settings

log = structlog.get_logger()

EXTRACT = Path(__file__).parent / "map" / "helsinki.osm.pbf"


def play(settings: Settings) -> bool:
    """Plays the demo's week that ends now in a town where nobody lives yet; answers whether its
    cast lives there.
    """
    return asyncio.run(_play(settings))


async def _play(settings: Settings) -> bool:
    clock = FixedClock(SystemClock().now())
    async with (
        one_at_a_time(direct(settings), "demo"),
        # A town that lives is what the nodes say that serve it.
        open_town(settings, clock, serves=True) as town,
    ):
        async with town.database.transaction() as db:
            is_new = await nobody_yet(db)
            if not is_new and not await live_here(db, list(CAST)):
                return False
            if not is_new:
                # Made in the background, when the town is open.
                await places.ask_for_map(db, EXTRACT)
                return True
        async with town.database.transaction() as db:
            await write_settings(db, settings)
            await pay.set_up(db, settings)
        from leapfrog.demo.story import week  # noqa: PLC0415

        # A program of its own, beside what happens before anybody is driven.
        is_mapped = asyncio.create_task(_has_map(town))
        await week(Stage(town, clock), is_mapped)
        await is_mapped
        await settle(town, SWITCHBOARD, DUE)
    return True


async def _has_map(town: Town) -> bool:
    """Makes the town's map; where that fails it is tried again when the town is open."""
    try:
        async with places.built(EXTRACT, places.MapOptions(), town.settings.home) as made:
            await places.put_up(town.database, town.files, made)
    except (places.BadExtract, Problem) as cause:
        log.warning("demo_map_failed", cause=str(cause))
        async with town.database.transaction() as db:
            await places.ask_for_map(db, EXTRACT)
        return False
    return True
