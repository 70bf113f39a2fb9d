"""Machines are tested against a real server: a WebSocket has to be a real one."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from tests.serving import serving
from tests.vending.acts import Scene, open_scene


@pytest.fixture
async def scene(settings: Settings) -> AsyncIterator[Scene]:
    """A machine of Juma's with water, tea and nuts, connected; Amina buys, who has 100.00."""
    with serving(settings) as origin:
        database = await Database.connect(str(settings.database_url), 4)
        made = await open_scene(origin, database)
        running = asyncio.create_task(made.device.run())
        await asyncio.wait_for(made.device.connected.wait(), 60)
        yield made
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        for one in (made.juma, made.amina):
            await one.aclose()
        await database.close()
