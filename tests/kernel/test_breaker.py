"""While the database is away one of those who want a connection tries, and the others wait."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from types import SimpleNamespace
from typing import cast

import asyncpg
import pytest
from structlog.testing import capture_logs

from leapfrog.kernel import breaker, connecting
from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.breaker import FAILURES, Breaker, DatabaseAway
from leapfrog.kernel.db import TRANSIENT, Database, Db
from leapfrog.kernel.errors import Unavailable
from leapfrog.kernel.pool import Connection, take_time

PATIENCE = 30
FOUND = cast(Connection, object())


class Server:
    """Refuses while it `is_away`; whoever comes waits until `answer` lets them hear of it."""

    def __init__(self) -> None:
        self.is_away, self.tries, self.at_once, self.most = True, 0, 0, 0
        self.answers = asyncio.Event()
        self.answers.set()

    async def connect(self) -> Connection:
        self.tries += 1
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            await self.answers.wait()
        finally:
            self.at_once -= 1
        if self.is_away:
            raise ConnectionRefusedError
        return FOUND


@pytest.fixture
def server() -> Server:
    return Server()


async def opened(server: Server, told: list[bool]) -> Breaker:
    """One that is open."""
    made = Breaker()
    made.tells = told.append
    for _ in range(FAILURES):
        with pytest.raises(ConnectionRefusedError):
            await made.connect(server.connect)
    server.tries = server.most = 0
    return made


async def all_of(acts: Sequence[Callable[[], Awaitable[Connection]]]) -> list[object]:
    async with asyncio.timeout(PATIENCE):
        return list(await asyncio.gather(*(act() for act in acts), return_exceptions=True))


async def test_one_alone_tries_and_all_hear_of_it(server: Server) -> None:
    told: list[bool] = []
    made = await opened(server, told)
    assert told == [True]
    server.answers.clear()
    waiting = asyncio.create_task(all_of([lambda: made.connect(server.connect)] * 10))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not waiting.done()
    server.answers.set()
    found = await waiting
    assert [type(one) for one in found] == [DatabaseAway] * 10
    assert (server.tries, server.most) == (1, 1)
    server.is_away = False
    server.answers.clear()
    waiting = asyncio.create_task(all_of([lambda: made.connect(server.connect)] * 10))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert server.at_once == 1
    server.answers.set()
    assert await waiting == [FOUND] * 10
    assert told == [True, False]
    assert not made.is_open


async def test_when_who_tried_gives_up_another_one_tries(server: Server) -> None:
    made = await opened(server, [])
    server.answers.clear()
    first = asyncio.create_task(made.connect(server.connect))
    await asyncio.sleep(0)
    second = asyncio.create_task(made.connect(server.connect))
    await asyncio.sleep(0)
    assert server.tries == 1
    first.cancel()
    server.is_away = False
    server.answers.set()
    async with asyncio.timeout(PATIENCE):
        assert await second == FOUND
    assert server.tries == 2


async def test_nobody_waits_for_long(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaker, "WAIT_SECONDS", 0.01)
    made = await opened(server, [])
    server.answers.clear()
    first = asyncio.create_task(made.connect(server.connect))
    await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(DatabaseAway):
            await made.connect(server.connect)
    assert not first.done()
    server.answers.set()
    with pytest.raises(DatabaseAway):
        await first


async def test_a_time_that_is_over_is_a_database_that_is_away() -> None:
    async def silent() -> Connection:
        raise TimeoutError

    with pytest.raises(TRANSIENT):
        await Breaker().connect(silent)


async def test_it_is_said_once_when_it_begins_and_once_when_it_is_over(server: Server) -> None:
    with capture_logs() as logs:
        made = await opened(server, [])
        for _ in range(5):
            with pytest.raises(DatabaseAway) as why:
                await made.connect(server.connect)
            breaker.note(why.value)
        server.is_away = False
        await made.connect(server.connect)
    assert [line["event"] for line in logs] == ["database_away", "database_back"]


async def test_it_knows_since_when_the_database_answers(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(breaker, "time", SimpleNamespace(monotonic=lambda: clock.now))
    made = Breaker()
    server.is_away = False
    await made.connect(server.connect)
    # Since ever.
    assert made.answers_for() == float("inf")
    server.is_away = True
    with pytest.raises(ConnectionRefusedError):
        await made.connect(server.connect)
    clock.now = 1060.0
    # One that was refused for lack of room is no sign for ever: nobody may connect again for long.
    assert made.answers_for() == 60
    for _ in range(breaker.FAILURES - 1):
        with pytest.raises(ConnectionRefusedError):
            await made.connect(server.connect)
    clock.now = 1120.0
    assert made.answers_for() == 0
    server.is_away = False
    await made.connect(server.connect)
    assert made.answers_for() == 0
    clock.now = 1127.0
    await made.connect(server.connect)
    assert made.answers_for() == 7


async def test_who_only_reads_gives_up_at_their_time(database: Database) -> None:
    """Also in the middle of a question that is not answered."""
    began = asyncio.Event()

    async def ask(db: Db, items: Sequence[int]) -> Sequence[int]:
        began.set()
        await db.value("select pg_sleep(600)")
        return items

    reading = Batcher(database, ask, one_statement=True, patience=0.2)
    async with asyncio.timeout(5):
        with pytest.raises(Unavailable):
            await reading.submit(1)
    assert began.is_set()


@pytest.mark.own_database
async def test_a_transaction_that_does_one_small_thing_after_the_other_ends(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "TRANSACTION_LIMIT", "set transaction_timeout = '300ms'")
    town = await Database.connect(database_url, 1)

    async def go_on(db: Db, times: int) -> None:
        for _ in range(times):
            await db.value("select pg_sleep(0.05), pg_current_xact_id()")

    async def for_ever() -> None:
        async with town.transaction() as one:
            await go_on(one, 1000)

    async def slowly() -> None:
        take_time()
        async with town.transaction() as one:
            await go_on(one, 10)

    async with town.glance() as one:
        if int(await one.value("show server_version_num")) < 170_000:
            pytest.skip("PostgreSQL ends no transactions before version 17")
    with pytest.raises((*TRANSIENT, asyncpg.InterfaceError)):
        await for_ever()
    await asyncio.create_task(slowly())
    await town.close()
