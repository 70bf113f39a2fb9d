"""A town over HTTP, and phones that keep a person's book in step with it."""

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.carddav.phone import Phone, app_password
from tests.http import App, Client, Enter, app, client, clock, town
from tests.matrix import settled

__all__ = ["app", "client", "clock", "town"]

Owner = Callable[..., Awaitable[tuple[Client, Phone]]]


async def quiet(town: Town) -> None:
    """Waits until the town has reacted to all that happened."""
    await settled(str(town.settings.database_url))


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
