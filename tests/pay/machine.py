"""What state machines over ways to pay have in common: a gang, a clock, and a process that may die
between any two steps.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import Handler, run_one
from tests.examples import examples
from tests.pay.gang import Gang

START = datetime(2026, 11, 24, 9, tzinfo=UTC)
M = TypeVar("M", bound="Machine")


class Died(Exception):
    """The process is gone, after the last statement and before the commit."""


class Machine(RuleBasedStateMachine):
    """Each rule does its operation in the database, in a transaction of its own."""

    gang: Gang
    clock: FixedClock
    run: Callable[[Awaitable[Any]], Any]

    def act(self, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        """What the verb answers, or the problem that it raises."""
        try:
            return self.run(self.gang.do(verb, *args, **more))
        except Problem as problem:
            return problem

    def dies(self, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> None:
        """The same, but for the commit."""

        async def died() -> None:
            async with self.gang.database.transaction() as db:
                # Within what has begun, nothing commits by itself.
                await db.run("select 1 /* acts */")
                await verb(db, *args, **more)
                raise Died

        with suppress(Died, Problem):
            self.run(died())

    def timers(self, handlers: Mapping[str, Handler]) -> None:
        """All that is due happens."""

        async def due() -> None:
            while await run_one(self.gang.database, handlers):
                pass

        self.run(due())

    def holds(self) -> bool:
        return bool(self.run(self.gang.sound()))


@contextmanager
def machine_of(kind: type[M], database_url: str, home: Path, people: int) -> Iterator[type[M]]:
    """The machine on a database of its own."""
    loop = asyncio.new_event_loop()
    clock = FixedClock(START)
    database = loop.run_until_complete(Database.connect(database_url, 2, clock))
    gang = loop.run_until_complete(Gang(database, home).begin(people))
    here = type(kind.__name__, (kind,), {})
    here.gang, here.clock, here.run = gang, clock, staticmethod(loop.run_until_complete)
    try:
        yield here
    finally:
        loop.run_until_complete(database.close())
        loop.close()


def try_out(kind: type[Machine], count: int = 12, steps: int = 25) -> None:
    quiet = examples(
        count,
        stateful_step_count=steps,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(kind, settings=quiet)  # type: ignore[no-untyped-call]
