"""What a process does again and again."""

import asyncio
from itertools import count

from structlog.testing import capture_logs

from leapfrog.kernel.db import DatabaseSilent
from leapfrog.kernel.turning import turning

PATIENCE = 30


class Steps:
    """Of two, the first one finds no database in some turns, and is at fault in one."""

    def __init__(self) -> None:
        self.turns, self.after = count(), 0
        self.is_over = asyncio.Event()

    async def first(self) -> None:
        turn = next(self.turns)
        if turn in (1, 2, 3, 5):
            raise DatabaseSilent
        if turn == 7:
            raise KeyError(turn)

    async def second(self) -> None:
        self.after += 1
        if self.after == 10:
            self.is_over.set()


async def test_a_database_that_is_away_is_noted_once_and_a_fault_each_time() -> None:
    steps = Steps()
    with capture_logs() as said:
        async with turning(0.001, steps.first, steps.second), asyncio.timeout(PATIENCE):
            await steps.is_over.wait()
    name = steps.first.__qualname__
    assert [(one["event"], one["step"]) for one in said] == [
        ("turn_interrupted", name),
        ("turn_interrupted", name),
        ("turn_failed", name),
    ]
