"""A town over HTTP, and phones that keep a person's book in step with it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.carddav.phone import Phone, app_password
from tests.http import App, Client, Enter, app, client, clock, town
from tests.timers import HELD_UP

__all__ = ["app", "client", "clock", "town"]

Owner = Callable[..., Awaitable[tuple[Client, Phone]]]


UNDER_WAY = """
select exists (select from kernel_event) or exists (
    select from kernel_timer where kind like 'reaction:%'
)
"""


async def quiet(town: Town) -> None:
    """Waits until the town has reacted to all that happened."""
    async with town.database.glance() as db:
        while await db.value(UNDER_WAY):
            await db.run(HELD_UP)
            await asyncio.sleep(0.02)


@pytest.fixture
async def owner(app: App, town: Town, settings: Settings, client: Enter) -> AsyncIterator[Owner]:
    """`await owner("mei")`: a person at a browser, and that person's phone."""
    opened: list[Phone] = []

    async def join(handle: str) -> tuple[Client, Phone]:
        browser = client()
        await browser.join(handle)
        phone = Phone(app, settings.origin, handle, await app_password(browser))
        opened.append(phone)
        await quiet(town)
        return browser, phone

    yield join
    for phone in opened:
        await phone.aclose()
