"""Work for tests of jobs, and waiting for it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from leapfrog.kernel import jobs
from leapfrog.kernel.db import Database
from leapfrog.kernel.jobs import Work, enqueue, work

STATES = "select entrypoint, status::text from pgqueuer order by id"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "LOOK_EVERY", timedelta(seconds=0.3))
    monkeypatch.setattr(jobs, "QUIET", timedelta(seconds=0.1))
    monkeypatch.setattr(jobs, "AGAIN_SECONDS", 0.1)


@asynccontextmanager
async def working(url: str, works: Mapping[str, Work]) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(work(url, works, stop))
    yield
    stop.set()
    async with asyncio.timeout(10):
        await running


async def until(true: Callable[[], Awaitable[bool]], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not await true():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


class Oven:
    """Work that keeps what it was given."""

    def __init__(self) -> None:
        self.baked: list[Any] = []

    async def bake(self, payload: Any) -> None:
        self.baked.append(payload)

    async def burn(self, payload: Any) -> None:
        raise ValueError("black")

    async def done(self, count: int) -> None:
        async def enough() -> bool:
            return len(self.baked) >= count

        await until(enough)


async def states(database: Database) -> list[tuple[str, str]]:
    async with database.glance() as db:
        return [tuple(row) for row in await db.rows(STATES)]


async def put(database: Database, *payloads: Any, name: str = "bake", **more: Any) -> None:
    async with database.transaction() as db:
        for payload in payloads:
            await enqueue(db, name, payload, **more)


async def enough(what: Sequence[Any], count: int) -> bool:
    return len(what) >= count


async def empty(database: Database) -> bool:
    return await states(database) == []
