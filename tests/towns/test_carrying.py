"""How a line is carried by jobs: woken, left alone, and given up."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from leapfrog import fediverse
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.outgoing import OutgoingRequest, OutgoingResponse
from leapfrog.towns import carrying, dispatches, peers, receiving, store
from leapfrog.towns.dispatches import NewDispatch
from leapfrog.towns.peers import NotReached
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.towns.stranger import canonical, key, shown_key
from tests.towns.test_hostile import OAK, TARIQ, Line, dispatch, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

JOB = {"domain": "hill.town"}


class Elsewhere:
    """What another town answers, one after the other; the last one again and again."""

    def __init__(self, *answers: tuple[int, Any]) -> None:
        self.answers, self.asked = list(answers), list[OutgoingRequest]()

    async def call(self, request: OutgoingRequest) -> OutgoingResponse:
        self.asked.append(request)
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return OutgoingResponse(status, {}, canonical(body))


@pytest.fixture
def answers(town: Town, monkeypatch: pytest.MonkeyPatch) -> Any:
    def answering(*answers: tuple[int, Any]) -> Elsewhere:
        made = Elsewhere(*answers)
        monkeypatch.setattr(town.outgoing, "call", made.call)
        return made

    return answering


@pytest.fixture(autouse=True)
def by_jobs(town: Town) -> None:
    """As where the program does not carry by itself: at the command line."""
    town.database.workers.clear()


async def write(town: Town, count: int = 1) -> None:
    """Dispatches that wait, and a town that may be asked now; no job of the town's own is at it."""
    async with town.database.transaction() as db:
        wanted = [NewDispatch("home", {"n": n}) for n in range(count)]
        await dispatches.write(db, "hill.town", wanted)
        await db.run("delete from pgqueuer")
        await db.run("update towns_town set next_try_at = null, leased_until = null")


async def line(town: Town) -> store.OtherTown:
    async with town.database.reading() as db:
        found = await store.one(db, "hill.town")
    assert found
    return found


async def test_each_that_writes_wakes_a_job(hill: Line, town: Town) -> None:
    """One that is at it may have looked already, one that was put off comes late."""
    async with town.database.transaction() as db:
        await dispatches.carry(db, "hill.town")
        await dispatches.carry(db, "hill.town")
        sql = "select count(*) from pgqueuer where entrypoint = $1"
        assert await db.value(sql, dispatches.CARRY) == 2


async def test_while_another_job_is_at_it_what_waits_is_not_forgotten(
    hill: Line, town: Town, answers: Any, clock: FixedClock
) -> None:
    elsewhere = answers((200, {"ack": 1}))
    await write(town)
    async with town.database.transaction() as db:
        await store.lease(db, "hill.town", db.now + carrying.LEASE)
    with pytest.raises(RunAgain):
        await carrying.work(town, JOB)
    assert elsewhere.asked == []
    clock.advance(carrying.LEASE)
    await carrying.work(town, JOB)
    assert (await line(town)).waiting == 0


@pytest.mark.parametrize("answer", [(200, {"ack": 0}), (409, {"ack": 0, "why": "gap"})])
async def test_a_town_that_does_nothing_is_left_alone_longer_each_time(
    hill: Line, town: Town, answers: Any, clock: FixedClock, answer: tuple[int, Any]
) -> None:
    elsewhere = answers(answer)
    await write(town)
    for failures in range(3):
        with pytest.raises(RunAgain):
            await carrying.work(town, JOB)
        found = await line(town)
        assert (found.failures, found.waiting, len(elsewhere.asked)) == (
            failures + 1,
            1,
            failures + 1,
        )
        assert found.next_try_at
        clock.advance(timedelta(hours=1))


async def test_a_job_gives_way_and_looks_at_the_rule_each_time(
    hill: Line, town: Town, answers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying.line, "LARGEST_BATCH", 1)
    count, jobs = carrying.ROUNDS + 3, list[str]()
    elsewhere = answers(*((200, {"ack": n}) for n in range(1, count + 1)))
    await write(town, count)

    async def noted(_db: Db, domain: str) -> None:
        jobs.append(domain)

    # The town's own worker would take it before the rule is made.
    monkeypatch.setattr(dispatches, "carry", noted)
    await carrying.work(town, JOB)
    assert jobs == [JOB["domain"]]
    assert (await line(town)).acked == carrying.ROUNDS
    async with town.database.transaction() as db:
        await db.run("insert into fediverse_host (host, rule) values ('hill.town', 'blocked')")
    await carrying.work(town, JOB)
    assert len(elsewhere.asked) == carrying.ROUNDS


async def test_no_description_ends_a_line_but_another_key(
    hill: Line, town: Town, answers: Any
) -> None:
    async with town.database.reading() as db:
        site = await fediverse.site(db)
    assert site
    told = {"v": 1, "domain": "hill.town", "origin": "https://hill.town", "name": "Hill"}
    for keys in ([], [shown_key(OAK, "oak.town")]):
        answers((200, {**told, "keys": keys}))
        with pytest.raises(NotReached):
            await peers.look_up(town, site, "hill.town")
        assert not (await line(town)).key_changed, "it may know better later"
    answers((200, {**told, "keys": [shown_key(key(9), "hill.town")]}))
    with pytest.raises(NotReached):
        await peers.look_up(town, site, "hill.town")
    assert (await line(town)).key_changed


async def test_an_operator_lets_a_town_be_met_anew(
    hill: Line, town: Town, join: Any, answers: Any
) -> None:
    async with town.database.transaction() as db:
        await store.key_changed(db, "hill.town")
    assert (await hill.amina.put("/towns/hill.town/reset")).status_code == 403
    assert (await line(town)).key_changed
    olga = await join("olga")
    assert (await olga.put("/towns/nowhere.town/reset")).json()["code"] == "no_town"
    shown = await olga.put("/towns/hill.town/reset")
    assert shown.json()["state"] != "key_changed"
    assert (await line(town)).keys == {}


async def test_a_place_without_a_town_is_given_a_day(
    hill: Line, town: Town, answers: Any, clock: FixedClock
) -> None:
    answers((404, {}))
    domain = f"{uuid4().hex[:8]}.town"
    job = {"domain": domain}
    async with town.database.transaction() as db:
        await dispatches.write(db, domain, [NewDispatch("home", {})])
    for _ in range(2):
        with pytest.raises(RunAgain):
            await carrying.work(town, job)
        clock.advance(timedelta(hours=23))
    clock.advance(timedelta(hours=2))
    await carrying.work(town, job)
    async with town.database.reading() as db:
        assert await store.one(db, domain) is None


async def test_what_one_batch_brings_is_kept_part_by_part(
    hill: Line, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stops half way is acknowledged up to there when it comes again."""
    done, do = list[str](), receiving.reading.do

    async def stopping(db: Any, there: Any, one: Any) -> None:
        if len(done) == receiving.AT_ONCE + 1:
            raise RuntimeError("the process is ended")
        done.append(one.kind)
        await do(db, there, one)

    monkeypatch.setattr(receiving.reading, "do", stopping)
    said = [dispatch("home", TARIQ, "", {"home": {}}) for _ in range(receiving.AT_ONCE + 5)]
    body = hill.lines(*said)
    assert (await hill.post(body)).status_code == 500
    async with town.database.reading() as db:
        assert await db.value("select high from towns_heard") == receiving.AT_ONCE
    monkeypatch.setattr(receiving.reading, "do", do)
    assert (await hill.post(body)).json() == {"ack": len(said)}
