"""Whoever holds a connection never waits for a second one; who waits for one does not for ever."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from leapfrog.identity.passwords import matches
from leapfrog.kernel import pool
from leapfrog.kernel.batcher import Batcher
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Unavailable
from leapfrog.kernel.images import square_webp
from leapfrog.kernel.outgoing import Outgoing, OutgoingRequest
from leapfrog.kernel.pool import ConnectionPool, HoldAndWait, PoolExhausted, take_time
from leapfrog.media import contained
from tests.town import of_another

SIZE = 4


@pytest.fixture
async def four(database_url: str) -> AsyncIterator[Database]:
    """A pool of four connections."""
    opened = await Database.connect(database_url, SIZE)
    yield opened
    await opened.close()


async def one(database: Database) -> int:
    async with database.glance() as db:
        found: int = await db.value("select 1")
        return found


async def slow(database: Database) -> int:
    take_time()
    return await one(database)


async def echo(_db: Db, items: Sequence[int]) -> Sequence[int]:
    return items


@pytest.mark.parametrize("way", ["transaction", "batch", "glance", "reading"])
async def test_who_holds_one_does_not_get_a_second(four: Database, way: str) -> None:
    async with getattr(four, way)() as db:
        with pytest.raises(HoldAndWait):
            await one(four)
        assert await db.value("select 2") == 2
    assert await one(four) == 1


async def test_nor_do_those_for_whom_they_wait(four: Database) -> None:
    async with four.transaction():
        with pytest.raises(HoldAndWait):
            await asyncio.gather(one(four))
        with pytest.raises(ExceptionGroup) as failed:
            async with asyncio.TaskGroup() as group:
                group.create_task(one(four))
        assert failed.group_contains(HoldAndWait)


async def test_a_task_that_outlives_the_loan_in_which_it_began_gets_one(four: Database) -> None:
    over = asyncio.Event()

    async def later() -> int:
        await over.wait()
        return await one(four)

    async with four.transaction():
        task = asyncio.create_task(later())
    over.set()
    assert await task == 1


async def test_what_follows_a_commit_gets_one(four: Database) -> None:
    begun: list[asyncio.Task[int]] = []
    async with four.transaction() as db:
        db.after_commit(lambda: begun.append(asyncio.create_task(one(four))))
    assert await begun[0] == 1


async def test_one_of_another_pool_may_be_held(four: Database, database: Database) -> None:
    async with database.transaction():
        assert await one(four) == 1
        async with four.transaction():
            with pytest.raises(HoldAndWait):
                await one(database)
        assert await one(four) == 1


async def test_a_loan_that_ended_elsewhere_is_over_here_too(four: Database) -> None:
    """As when the loop, and not its user, closes a generator that has one."""
    transaction = four.transaction()
    await transaction.__aenter__()
    with pytest.raises(HoldAndWait):
        await one(four)
    await asyncio.create_task(transaction.__aexit__(None, None, None))
    for _ in range(3):
        assert await one(four) == 1


async def test_who_holds_one_does_not_wait_for_a_batch(four: Database) -> None:
    batcher = Batcher(four, echo)
    async with four.transaction():
        with pytest.raises(HoldAndWait):
            await batcher.submit(1)
    assert await batcher.submit(2) == 2
    await batcher.close()


async def test_a_batch_holds_nothing_of_who_woke_it(four: Database) -> None:
    """Who does not wait for it may put something in."""
    batcher = Batcher(four, echo)
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    async with four.transaction():
        batcher.put(1, answer)
        async with asyncio.timeout(10):
            assert await asyncio.shield(answer) == 1
    await batcher.close()


async def test_who_holds_one_does_not_call_out_nor_have_anything_made(
    four: Database, tmp_path: Path
) -> None:
    outgoing = Outgoing()
    async with four.glance():
        with pytest.raises(HoldAndWait):
            await outgoing.call(OutgoingRequest("GET", "https://lake.town"))
        with pytest.raises(HoldAndWait):
            await square_webp(b"a picture")
        with pytest.raises(HoldAndWait):
            await contained.run(["true"], folder=tmp_path, seconds=1)
        with pytest.raises(HoldAndWait):
            await matches(None, "a password")
    await outgoing.close()
    assert await contained.run(["true"], folder=tmp_path, seconds=10) == b""


async def test_in_a_running_town_the_fault_is_noted_once_and_ends_by_itself(
    four: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConnectionPool, "strict", False)
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.1)

    async def nested() -> int:
        async with four.transaction():
            await asyncio.sleep(0.05)
            return await one(four)

    monkeypatch.setattr(pool, "noted", set())
    with capture_logs() as logs:
        async with asyncio.timeout(30):
            ended = await asyncio.gather(*(nested() for _ in range(SIZE)), return_exceptions=True)
    assert any(isinstance(how, PoolExhausted) for how in ended), ended
    assert [line["event"] for line in logs] == ["hold_and_wait"]
    assert await one(four) == 1


async def test_who_waits_too_long_is_told(four: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WAIT_SECONDS", 0.1)
    async with AsyncExitStack() as held:
        for _ in range(SIZE):
            await held.enter_async_context(of_another(four.transaction()))
        with pytest.raises(PoolExhausted):
            await one(four)
        batcher = Batcher(four, echo)
        with pytest.raises(Unavailable):
            await batcher.submit(1)
    assert await one(four) == 1
    assert await batcher.submit(2) == 2


async def test_what_takes_long_leaves_half_to_all_others(four: Database) -> None:
    gate, begun = asyncio.Event(), asyncio.Semaphore(0)

    async def hold() -> None:
        take_time()
        async with four.transaction():
            begun.release()
            await gate.wait()

    holding = [asyncio.create_task(hold()) for _ in range(SIZE + 2)]
    for _ in range(SIZE // 2):
        await begun.acquire()
    async with of_another(four.transaction()):
        assert await one(four) == 1
    assert begun.locked()
    gate.set()
    await asyncio.gather(*holding)
    assert await asyncio.create_task(slow(four)) == 1


async def test_a_slow_one_that_gives_up_gives_its_place_back(
    four: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "UNHURRIED_SECONDS", 0.1)
    async with AsyncExitStack() as held:
        for _ in range(SIZE):
            await held.enter_async_context(of_another(four.transaction()))
        for _ in range(SIZE):
            with pytest.raises(PoolExhausted):
                await asyncio.create_task(slow(four))
    ended = await asyncio.gather(*(asyncio.create_task(slow(four)) for _ in range(2 * SIZE)))
    assert ended == [1] * (2 * SIZE)
