"""What a process writes for other towns it carries at once; what it leaves behind is found."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.outgoing import CallFailed, OutgoingRequest, OutgoingResponse
from leapfrog.towns import dispatches, jobs, store
from leapfrog.towns.dispatches import NewDispatch
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town, until
from tests.towns.stranger import canonical
from tests.towns.test_hostile import Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

JOBS = "select count(*) from pgqueuer where entrypoint = $1"
PUT_OFF = f"{JOBS} and execute_after > now()"


class Elsewhere:
    """Another town, which does all that it is sent, once it is `awake`; `silent`: it is not there.
    `asked`: the numbers of the dispatches of each request.
    """

    def __init__(self) -> None:
        self.awake, self.silent = asyncio.Event(), False
        self.asked = list[list[int]]()
        self.awake.set()

    async def call(self, request: OutgoingRequest) -> OutgoingResponse:
        first, *said = map(json.loads, request.body.split(b"\n"))
        self.asked.append([one["b"]["n"] for one in said])
        await self.awake.wait()
        if self.silent:
            raise CallFailed("nobody answers")
        return OutgoingResponse(200, {}, canonical({"ack": first["first"] + len(said) - 1}))


@pytest.fixture
async def elsewhere(hill: Line, town: Town, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    made = Elsewhere()
    monkeypatch.setattr(town.outgoing, "call", made.call)
    async with town.database.transaction() as db:
        await db.run("update towns_town set next_try_at = null where domain = 'hill.town'")
    return made


async def say(db: Db, *numbers: int) -> None:
    await dispatches.write(db, "hill.town", [NewDispatch("home", {"n": n}) for n in numbers])


async def line(town: Town) -> store.OtherTown:
    async with town.database.glance() as db:
        found = await store.one(db, "hill.town")
    assert found
    return found


async def all_done(town: Town) -> None:
    async def look() -> bool:
        found = await line(town)
        return not found.waiting and found.leased_until is None

    await until(look)


async def count(town: Town, statement: str) -> int:
    async with town.database.glance() as db:
        return int(await db.value(statement, dispatches.CARRY))


async def test_what_is_written_is_carried_without_a_job(elsewhere: Elsewhere, town: Town) -> None:
    for number in (1, 2):
        async with town.database.transaction() as db:
            await say(db, number)
        await all_done(town)
    assert elsewhere.asked == [[1], [2]]
    assert await count(town, JOBS) == 0


async def test_what_was_rolled_back_is_not_carried(elsewhere: Elsewhere, town: Town) -> None:
    with suppress(ZeroDivisionError):
        async with town.database.transaction() as db:
            await say(db, 1)
            raise ZeroDivisionError
    assert (await line(town)).leased_until is None
    async with town.database.transaction() as db:
        with suppress(ZeroDivisionError):
            async with db.savepoint():
                await say(db, 2)
                raise ZeroDivisionError
        await say(db, 3)
    await all_done(town)
    assert elsewhere.asked == [[3]]


async def test_what_is_written_meanwhile_goes_with_the_next_request(
    elsewhere: Elsewhere, town: Town
) -> None:
    elsewhere.awake.clear()
    async with town.database.transaction() as db:
        await say(db, 1)
    await until(lambda: _is(elsewhere.asked == [[1]]))
    for number in (2, 3):
        async with town.database.transaction() as db:
            await say(db, number)
    elsewhere.awake.set()
    await all_done(town)
    assert elsewhere.asked == [[1], [2, 3]]
    assert await count(town, JOBS) == 0


async def _is(true: bool) -> bool:
    return true


async def test_a_town_that_does_not_answer_is_tried_again_by_a_job(
    elsewhere: Elsewhere, town: Town
) -> None:
    elsewhere.silent = True
    async with town.database.transaction() as db:
        await say(db, 1)

    async def put_off() -> bool:
        return await count(town, PUT_OFF) == 1

    await until(put_off)
    found = await line(town)
    assert (found.failures, found.waiting, found.leased_until) == (1, 1, None)
    assert found.next_try_at
    async with town.database.transaction() as db:
        await say(db, 2)
    assert elsewhere.asked == [[1]], "the job brings both"
    assert await count(town, JOBS) == 1


async def test_what_a_process_left_that_died_is_found_when_its_time_is_over(
    elsewhere: Elsewhere, town: Town, clock: FixedClock, settle: Any
) -> None:
    carrier = town.database.workers[dispatches.CARRY]
    town.database.workers[dispatches.CARRY] = lambda domain: None
    async with town.database.transaction() as db:
        await say(db, 1)
    town.database.workers[dispatches.CARRY] = carrier
    clock.advance(dispatches.LEASE / 2)
    await settle()
    assert elsewhere.asked == []
    clock.advance(dispatches.LEASE)
    await settle()
    await all_done(town)
    assert elsewhere.asked == [[1]]


async def test_a_town_that_starts_holds_no_line(elsewhere: Elsewhere, town: Town) -> None:
    async with town.database.transaction() as db:
        await store.lease(db, "hill.town", db.now + dispatches.LEASE)
    async with town.database.transaction() as db:
        await jobs.begin(db)
        found = await store.one(db, "hill.town")
    assert found
    assert found.leased_until is None
    await until(lambda: _is([] in elsewhere.asked))


async def test_nobody_carries_to_a_town_that_is_blocked(elsewhere: Elsewhere, town: Town) -> None:
    async with town.database.transaction() as db:
        await db.run("insert into fediverse_host (host, rule) values ('hill.town', 'blocked')")
        await say(db, 1)

    async def let_go() -> bool:
        return (await line(town)).leased_until is None

    await until(let_go)
    assert elsewhere.asked == []
    assert (await line(town)).waiting == 1
