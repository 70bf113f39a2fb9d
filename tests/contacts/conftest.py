"""Contacts are tested over HTTP, in a town of their own, with people who have joined it."""

from collections.abc import Awaitable, Callable

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.timers import LOOK_EVERY
from leapfrog.reactions import DUE, SWITCHBOARD
from leapfrog.web import town as town_loops
from leapfrog.web.town import settle as settle_town
from tests.http import Client, Enter, app, client, clock, town
from tests.operators import code_for
from tests.timers import HELD_UP

__all__ = ["app", "by_hand", "client", "clock", "join", "settle", "town"]

Join = Callable[..., Awaitable[Client]]
Settle = Callable[[], Awaitable[None]]


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is announced and what falls due happens when `settle` lets it, and never by itself: for
    what comes between an operation and its reactions. By a mark, so that it is so before the town
    is open.
    """

    async def nothing(*_: object) -> float:
        return LOOK_EVERY

    monkeypatch.setattr(town_loops, "_turn", nothing)


@pytest.fixture
def join(client: Enter, town: Town) -> Join:
    """`await join("amina")` is a browser in which Amina has joined; an operator, where the settings
    name her.
    """

    async def joined(handle: str, **more: str) -> Client:
        browser = client()
        code = await code_for(town.database, handle)
        await browser.join(handle, operator_code=code, **more)
        return browser

    return joined


@pytest.fixture
def settle(town: Town) -> Settle:
    """Lets all reactions happen now, also those that gave way to something else."""

    async def settled() -> None:
        held_up = 1
        while held_up:
            await settle_town(town, SWITCHBOARD, DUE)
            async with town.database.transaction() as db:
                held_up = await db.run(HELD_UP)

    return settled
