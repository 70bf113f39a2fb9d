"""A circuit breaker for the connections of one process: when the database is away, one of those who
want a connection tries, and the others wait for what becomes of that. So nobody waits for longer
than one try takes, and a server that comes back is not met by all of them at once.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

import asyncpg
import structlog

from leapfrog.kernel.pool import Connection

# So many tries in a row have failed when the breaker opens.
FAILURES = 3
# Seconds for which one waits for the try of another: who has more patience asks again.
WAIT_SECONDS = 2.0
FAILED = (OSError, asyncpg.PostgresError, asyncpg.InternalClientError)

log = structlog.get_logger()


class DatabaseAway(ConnectionError):
    """The last tries to connect failed, and so did this one, or the one that was waited for."""


def note(cause: Exception) -> None:
    """That somebody was refused because of the database; while it is away one line has said so for
    all.
    """
    if not isinstance(cause, DatabaseAway):
        log.warning("database_unavailable", error=repr(cause))


class Breaker:
    """`is_open` while the database is away. `tells` is called with True when it opens, and with
    False when it closes again.
    """

    def __init__(self) -> None:
        self.tells: Callable[[bool], None] = lambda is_open: None
        self._failures, self._since, self._answers_since = 0, 0.0, float("-inf")
        self._trial: asyncio.Future[Exception | None] | None = None

    @property
    def is_open(self) -> bool:
        return self._failures >= FAILURES

    def answers_for(self) -> float:
        """Seconds since which no try to connect has failed; 0 while the database is away."""
        return 0.0 if self.is_open else time.monotonic() - self._answers_since

    async def connect(self, act: Callable[[], Awaitable[Connection]]) -> Connection:
        """What `act` answers. Raises what it raises, or `DatabaseAway` where another one tried in
        vain.
        """
        while self.is_open and self._trial is not None:
            cause = await self._waited(self._trial)
            if cause is not None:
                raise DatabaseAway("the database is away") from cause
        if not self.is_open:
            return await self._tried(act)
        trial = self._trial = asyncio.get_running_loop().create_future()
        failed: Exception | None = None
        try:
            return await self._tried(act)
        except Exception as cause:
            failed = cause
            raise
        finally:
            # Of one who was cancelled nothing is known: another one tries.
            self._trial = None
            trial.set_result(failed)

    async def _waited(self, trial: "asyncio.Future[Exception | None]") -> Exception | None:
        try:
            return await asyncio.wait_for(asyncio.shield(trial), WAIT_SECONDS)
        except TimeoutError as late:
            return late

    async def _tried(self, act: Callable[[], Awaitable[Connection]]) -> Connection:
        try:
            connection = await act()
        except FAILED as cause:
            was_open = self.is_open
            self._failed(cause)
            if was_open or isinstance(cause, TimeoutError):
                raise DatabaseAway("the database is away") from cause
            raise
        self._succeeded()
        return connection

    def _failed(self, cause: Exception) -> None:
        self._failures, self._answers_since = self._failures + 1, time.monotonic()
        if self._failures == FAILURES:
            self._since = time.monotonic()
            log.warning("database_away", error=repr(cause))
            self.tells(True)

    def _succeeded(self) -> None:
        was_open = self.is_open
        if self._failures:
            self._failures, self._answers_since = 0, time.monotonic()
        if was_open:
            log.warning("database_back", seconds=round(time.monotonic() - self._since, 1))
            self.tells(False)
