"""Three people with two devices each do what they like, twice, and the town dies before a commit
or sleeps: a model in a few lines says what each call is, and each one that ends leaves one line.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from leapfrog import calls, identity
from leapfrog.calls import TIMERS, CallRequest, CallSide
from leapfrog.calls.model import SILENCE
from leapfrog.contacts import invitations
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from tests.examples import examples

RINGS = timedelta(seconds=45)
PAIRS = st.sampled_from(list(permutations(range(3), 2)))
DEVICES = st.tuples(st.integers(0, 2), st.integers(0, 1))
LINES = """
select client_id, meta ->> 'outcome' from chat_message
where kind = 'call' and sender_id = any($1)
"""
ENGAGED = "select person_id, call_id from calls_engaged where person_id = any($1)"
OK, NO = True, False


class Power(Exception):
    """It goes out before the commit."""


class Known(msgspec.Struct):
    """A call as the model has it."""

    people: tuple[int, int]
    began_at: datetime
    heard_at: datetime
    talks: tuple[int, int] | None = None
    outcome: str | None = None


class Calls(RuleBasedStateMachine):
    """The rules do the operation in the town and in the model."""

    database: Database
    clock: FixedClock
    run: Callable[[Awaitable[Any]], Any]

    def __init__(self) -> None:
        super().__init__()
        self.ids = [new_id() for _ in range(3)]
        self.sides = [[CallSide(one, new_id(), new_id()) for _ in range(2)] for one in self.ids]
        self.calls: dict[UUID, Known] = {}
        self.run(self._arrive())

    async def _arrive(self) -> None:
        async with self.database.transaction() as db:
            await identity.set_town(db, "Lake Town", "lake.town")
            for n, one in enumerate(self.ids):
                handle = f"p{n}_{one.hex[-20:]}"
                await identity.add(db, identity.NewPerson(one, handle, f"P{n}", "en"))
            for one, other in permutations(self.ids, 2):
                made = await invitations.invite(db, one, new_id())
                await invitations.accept(db, other, made.token)

    def do(self, operation: Callable[[Db], Awaitable[Any]], *, dies: bool) -> bool:
        """Does it, after a first try that never came to its end, and once more; False when it
        was refused.
        """

        async def done(*, dies: bool) -> None:
            async with self.database.transaction() as db:
                await operation(db)
                if dies:
                    raise Power

        found = []
        for dying in [OK, NO, NO] if dies else [NO, NO]:
            try:
                self.run(done(dies=dying))
                found.append(OK)
            except Power:
                continue
            except Problem:
                found.append(NO)
        assert found[0] == found[1], "the same again is the same operation"
        return found[0]

    def live(self, who: int) -> Known | None:
        return next((c for c in self.calls.values() if who in c.people and not c.outcome), None)

    @rule(pair=PAIRS, device=st.integers(0, 1), dies=st.booleans())
    def dial(self, pair: tuple[int, int], device: int, dies: bool) -> None:
        (me, them), call_id = pair, new_id()
        wanted = CallRequest(call_id, self.sides[me][device], self.ids[them], "voice", RINGS)
        done = self.do(lambda db: calls.place(db, wanted), dies=dies)
        assert done == (self.live(me) is None)
        if done:
            busy = "busy" if self.live(them) else None
            now = self.clock.now()
            self.calls[call_id] = Known(pair, now, now, outcome=busy)

    @rule(who=DEVICES, data=st.data(), dies=st.booleans())
    def answer(self, who: tuple[int, int], data: st.DataObject, dies: bool) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        call, side = self.calls[call_id], self.sides[who[0]][who[1]]
        done = self.do(lambda db: calls.answer(db, side, call_id), dies=dies)
        mine = who[0] == call.people[1] and call.talks in (None, who)
        assert done == (mine and not call.outcome)
        if done and call.talks is None:
            call.talks, call.heard_at = who, self.clock.now()

    @rule(who=st.integers(0, 2), data=st.data(), dies=st.booleans())
    def decline(self, who: int, data: st.DataObject, dies: bool) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        call = self.calls[call_id]
        done = self.do(lambda db: calls.decline(db, self.ids[who], call_id), dies=dies)
        free = call.talks is None and call.outcome in (None, "declined")
        assert done == (who == call.people[1] and free)
        if done:
            call.outcome = "declined"

    @rule(who=st.integers(0, 2), data=st.data(), dies=st.booleans())
    def hang_up(self, who: int, data: st.DataObject, dies: bool) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        call = self.calls[call_id]
        done = self.do(lambda db: calls.hang_up(db, self.ids[who], call_id), dies=dies)
        assert done == (who in call.people)
        if done and not call.outcome:
            unanswered = "cancelled" if who == call.people[0] else "declined"
            call.outcome = "answered" if call.talks else unanswered

    @rule(data=st.data())
    def says_that_it_is_there(self, data: st.DataObject) -> None:
        call_id = self._one(data)
        call = self.calls.get(call_id) if call_id else None
        if call and call.talks:
            side = self.sides[call.talks[0]][call.talks[1]]
            assert self.do(lambda db: calls.here(db, side, call_id), dies=False)
            if not call.outcome:
                call.heard_at = self.clock.now()

    @rule(seconds=st.sampled_from([1, 20, 44, 59]))
    def time_passes(self, seconds: int) -> None:
        """And the town does what is due in each second of it."""
        for call in self.calls.values():
            limit = call.heard_at + SILENCE if call.talks else call.began_at + RINGS
            if not call.outcome and limit <= self.clock.now() + timedelta(seconds=seconds):
                call.outcome = "answered" if call.talks else "missed"
        for _ in range(seconds):
            self.clock.advance(timedelta(seconds=1))
            while self.run(run_one(self.database, TIMERS)):
                pass

    @invariant()
    def each_call_that_ended_left_its_line(self) -> None:
        async def found() -> tuple[Any, Any]:
            async with self.database.reading() as db:
                return await db.rows(LINES, self.ids), await db.rows(ENGAGED, self.ids)

        lines, engaged = self.run(found())
        over = {(one, call.outcome) for one, call in self.calls.items() if call.outcome}
        assert sorted((row[0], row[1]) for row in lines) == sorted(over)
        live = {
            (self.ids[who], one)
            for one, call in self.calls.items()
            if not call.outcome
            for who in call.people
        }
        assert {(row[0], row[1]) for row in engaged} == live

    def _one(self, data: st.DataObject) -> UUID | None:
        """Any of the last calls."""
        known = list(self.calls)[-3:]
        return data.draw(st.sampled_from(known)) if known else None


@pytest.fixture
def machine(database_url: str) -> Iterator[type[Calls]]:
    """The rules on a database of their own, all in one event loop."""
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    with asyncio.Runner() as runner:
        database = runner.run(Database.connect(database_url, 2, clock))
        yield type("Run", (Calls,), {"database": database, "clock": clock, "run": runner.run})
        runner.run(database.close())


@pytest.mark.hypothesis
def test_whatever_they_do_each_call_ends_once_and_as_it_did(machine: type[Calls]) -> None:
    run_state_machine_as_test(
        machine,
        settings=examples(
            25,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
