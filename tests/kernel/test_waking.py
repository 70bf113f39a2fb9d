"""What was left for the loops is looked for at once, or in a moment and then once."""

import asyncio
from contextlib import suppress

import pytest

from leapfrog.kernel import waking
from leapfrog.kernel.db import Database
from leapfrog.kernel.waking import Wakeup


async def test_what_can_wait_is_looked_for_in_a_moment() -> None:
    woken = Wakeup()
    for _ in range(3):
        woken.set_soon()
        assert not woken.is_set()
    async with asyncio.timeout(10):
        await woken.wait()


async def test_what_cannot_wait_takes_along_what_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waking, "MOMENT", 0)
    woken, over = Wakeup(), asyncio.Event()
    woken.set_soon()
    woken.set()
    assert woken.is_set()
    woken.clear()
    asyncio.get_running_loop().call_later(0, over.set)
    await over.wait()
    assert not woken.is_set()


async def test_what_was_rolled_back_wakes_nobody(database: Database) -> None:
    with suppress(ZeroDivisionError):
        async with database.transaction() as db:
            db.wake()
            db.wake_soon()
            raise ZeroDivisionError
    assert not database.woken.is_set()
    async with database.transaction() as db:
        db.wake()
    assert database.woken.is_set()
