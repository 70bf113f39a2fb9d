"""Four people with two devices each do what they like with the call of their group, twice, and the
town dies before a commit or sleeps: a model in a few lines says who is in it, and each call that
ends leaves one line.
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

from leapfrog import calls, chat, group_calls, identity
from leapfrog.calls import CallRequest, CallSide
from leapfrog.contacts import invitations
from leapfrog.group_calls import GroupCallRequest
from leapfrog.group_calls.model import SILENCE
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import run_one
from tests.examples import examples

RINGS = timedelta(seconds=45)
DEVICES = st.tuples(st.integers(0, 3), st.integers(0, 1))
PAIRS = st.sampled_from(list(permutations(range(4), 2)))
LINES = """
select client_id, meta ->> 'outcome', (meta ->> 'people')::int from chat_message
where kind = 'call' and conversation_id = $1
"""
ENGAGED = "select person_id, call_id from calls_engaged where person_id = any($1)"
SEATS = """
select a.person_id, a.device from group_calls_attendee a join group_calls_call c on c.id = a.call_id
where a.seat is not null and c.ended_at is null and a.person_id = any($1)
"""
TIMERS = {**calls.TIMERS, **group_calls.TIMERS}


class Power(Exception):
    """It goes out before the commit."""


class Known(msgspec.Struct):
    """A call as the model has it: which device of whom is in it, and when it was heard."""

    seats: dict[int, tuple[int, datetime]]
    came: set[int]
    over: bool = False


class GroupCalls(RuleBasedStateMachine):
    """The rules do the operation in the town and in the model."""

    database: Database
    clock: FixedClock
    run: Callable[[Awaitable[Any]], Any]

    def __init__(self) -> None:
        super().__init__()
        self.ids = [new_id() for _ in range(4)]
        self.sides = [[CallSide(one, new_id(), new_id()) for _ in range(2)] for one in self.ids]
        self.group = new_id()
        self.calls: dict[UUID, Known] = {}
        self.direct: set[int] = set()
        self.run(self._arrive())

    async def _arrive(self) -> None:
        async with self.database.transaction() as db:
            await identity.set_town(db, "Lake Town", "lake.town")
            for n, one in enumerate(self.ids):
                handle = f"g{n}_{one.hex[-20:]}"
                await identity.add(db, identity.NewPerson(one, handle, f"G{n}", "en"))
            for one, other in permutations(self.ids, 2):
                made = await invitations.invite(db, one, new_id())
                await invitations.accept(db, other, made.token)
            await chat.make_group(db, self.ids[0], self.group, "Rowing", self.ids[1:])

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
        for dying in (True, False, False) if dies else (False, False):
            try:
                self.run(done(dies=dying))
                found.append(True)
            except Power:
                continue
            except Problem:
                found.append(False)
        assert found[0] == found[1], "the same again is the same operation"
        return found[0]

    @property
    def live(self) -> tuple[UUID, Known] | None:
        return next(((n, call) for n, call in self.calls.items() if not call.over), None)

    def busy(self, who: int) -> bool:
        return who in self.direct or (self.live is not None and who in self.live[1].seats)

    @rule(who=DEVICES, dies=st.booleans())
    def begin(self, who: tuple[int, int], dies: bool) -> None:
        (person, device), call_id = who, new_id()
        side = self.sides[person][device]
        wanted = GroupCallRequest(call_id, side, self.group, "voice", RINGS)
        done = self.do(lambda db: group_calls.start(db, wanted), dies=dies)
        assert done == (self.live is None and not self.busy(person))
        if done:
            self.calls[call_id] = Known({person: (device, self.clock.now())}, {person})

    @rule(who=DEVICES, data=st.data(), dies=st.booleans())
    def join(self, who: tuple[int, int], data: st.DataObject, dies: bool) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        call, (person, device) = self.calls[call_id], who
        side = self.sides[person][device]
        done = self.do(lambda db: group_calls.join(db, side, call_id), dies=dies)
        assert done == (not call.over and (person in call.seats or not self.busy(person)))
        if done and call.seats.get(person, (None,))[0] != device:
            call.seats[person] = (device, self.clock.now())
            call.came.add(person)

    @rule(who=st.integers(0, 3), data=st.data(), dies=st.booleans(), mine=st.booleans())
    def leave(self, who: int, data: st.DataObject, dies: bool, mine: bool) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        seat = self.run(self._seat(who, call_id)) if mine else 0
        assert self.do(
            lambda db: group_calls.leave(db, self.ids[who], call_id, seat or 0), dies=dies
        )
        if mine:
            self._out(self.calls[call_id], [who])

    @rule(who=st.integers(0, 3), data=st.data(), dies=st.booleans())
    def decline(self, who: int, data: st.DataObject, dies: bool) -> None:
        call_id = self._one(data)
        if call_id:
            assert self.do(lambda db: group_calls.decline(db, self.ids[who], call_id), dies=dies)

    @rule(pair=PAIRS, dies=st.booleans())
    def call_one_alone(self, pair: tuple[int, int], dies: bool) -> None:
        """Who is in a call of the group is busy for a call of two, and the other way round."""
        (me, them), call_id = pair, new_id()
        wanted = CallRequest(call_id, self.sides[me][0], self.ids[them], "voice", RINGS)
        done = self.do(lambda db: calls.place(db, wanted), dies=dies)
        assert done == (not self.busy(me))
        if done and not self.busy(them):
            self.direct |= {me, them}
            assert self.do(lambda db: calls.hang_up(db, self.ids[them], call_id), dies=False)
            self.direct -= {me, them}

    @rule(who=DEVICES, data=st.data())
    def says_that_it_is_there(self, who: tuple[int, int], data: st.DataObject) -> None:
        call_id = self._one(data)
        if call_id is None:
            return
        call, (person, device) = self.calls[call_id], who
        side = self.sides[person][device]
        assert self.do(lambda db: group_calls.here(db, side, call_id), dies=False)
        if call.seats.get(person, (None,))[0] == device:
            call.seats[person] = (device, self.clock.now())

    @rule(seconds=st.sampled_from([1, 20, 44, 59]))
    def time_passes(self, seconds: int) -> None:
        """And the town does what is due in each second of it."""
        for _ in range(seconds):
            self.clock.advance(timedelta(seconds=1))
            for call in self.calls.values():
                silent = [
                    one
                    for one, (_, heard) in call.seats.items()
                    if heard + SILENCE <= self.clock.now()
                ]
                self._out(call, silent)
            while self.run(run_one(self.database, TIMERS)):
                pass

    @rule()
    def the_town_sleeps(self) -> None:
        """What could not be said is not held against them; nothing rings any more."""
        self.clock.advance(timedelta(minutes=5))
        for call in self.calls.values():
            for person, (device, _) in call.seats.items():
                call.seats[person] = (device, self.clock.now())
        while self.run(run_one(self.database, TIMERS)):
            pass

    @invariant()
    def who_is_in_it_is_as_the_model_says(self) -> None:
        async def found() -> tuple[Any, Any, Any]:
            async with self.database.reading() as db:
                lines = await db.rows(LINES, self.group)
                seats = await db.rows(SEATS, self.ids)
                return lines, seats, await db.rows(ENGAGED, self.ids)

        lines, seats, engaged = self.run(found())
        over = [(one, call) for one, call in self.calls.items() if call.over]
        assert sorted(tuple(row) for row in lines) == sorted(
            (one, "answered" if len(call.came) > 1 else "missed", len(call.came))
            for one, call in over
        )
        live = self.live
        here = live[1].seats if live else {}
        assert {tuple(row) for row in seats} == {
            (self.ids[who], self.sides[who][device].device) for who, (device, _) in here.items()
        }
        assert {tuple(row) for row in engaged} == {(self.ids[who], live[0]) for who in here if live}

    def _out(self, call: Known, people: list[int]) -> None:
        """These are out of it; the last one ends it."""
        here = len(call.seats)
        for one in people:
            call.seats.pop(one, None)
        call.over = call.over or (here > 0 and not call.seats)

    async def _seat(self, who: int, call_id: UUID) -> int | None:
        async with self.database.glance() as db:
            return (await group_calls.one(db, self.ids[who], call_id)).seat_of(self.ids[who])

    def _one(self, data: st.DataObject) -> UUID | None:
        """Any of the last calls."""
        known = list(self.calls)[-2:]
        return data.draw(st.sampled_from(known)) if known else None


@pytest.fixture
def machine(database_url: str) -> Iterator[type[GroupCalls]]:
    """The rules on a database of their own, all in one event loop."""
    clock = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC))
    with asyncio.Runner() as runner:
        database = runner.run(Database.connect(database_url, 2, clock))
        yield type("Run", (GroupCalls,), {"database": database, "clock": clock, "run": runner.run})
        runner.run(database.close())


@pytest.mark.hypothesis
def test_whatever_they_do_each_is_in_one_call_and_the_last_one_ends_it(
    machine: type[GroupCalls],
) -> None:
    run_state_machine_as_test(
        machine,
        settings=examples(
            20,
            stateful_step_count=20,
            suppress_health_check=list(HealthCheck),
        ),
    )
