"""A town's connections to a shared database, which the next town of the same worker gets: what
PostgreSQL and asyncpg have planned and learned of types is most of what a test's statements cost.

Kept is only who was closed in peace: not within a transaction, nor in the middle of a question,
nor listening.
Before it is lent again the session forgets settings, locks and cursors; if that fails it ends, and
another one is opened.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import asyncpg

from leapfrog.kernel.connecting import CONNECT_SECONDS, Servers, tune
from leapfrog.kernel.pool import Connection
from tests.lasting_loop import LastingLoop

RESET_SECONDS = 5
# The statements of all towns of a worker, not of one.
STATEMENTS = 2_000
# Without, a session plans a statement anew each of the first five times. Who tests plans has the
# mark `own_database`.
PLANNED_ONCE = {"plan_cache_mode": "force_generic_plan"}
# PgQueuer's pool knows no other way to close what it holds.
TERMINATED = "leapfrog jobs"
Key = tuple[str, frozenset[tuple[str, str]], asyncio.AbstractEventLoop]
connect_anew = Servers._to


class KeptConnection(Connection):
    """Rests on the shelf instead of being closed."""

    _proxy: Any

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.key: Key | None = None
        self.rests = False
        self._codecs: dict[str, Any] = {}

    async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109
        if not SHELF.put(self):
            await super().close(timeout=timeout)

    def terminate(self) -> None:
        name = dict(self.key[1]).get("application_name") if self.key else None
        if not self.rests and (name != TERMINATED or not SHELF.put(self)):
            super().terminate()

    def end(self) -> None:
        super().terminate()

    async def set_type_codec(self, typename: str, **codec: Any) -> None:
        """What is set already need not be asked for."""
        if self._codecs.get(typename) != codec:
            await super().set_type_codec(typename, **codec)
            self._codecs[typename] = codec

    def is_at_peace(self) -> bool:
        return not (
            self.is_closed()
            or self.is_in_transaction()
            or self._top_xact is not None
            or self._protocol._is_cancelling()
            or self.loan is not None
        )

    def leave_owner(self) -> None:
        """Whoever had it has it no more, nor hears of it."""
        if self._proxy is not None:
            self._proxy._holder._release_on_close()
            self._proxy = None
        self._termination_listeners.clear()
        self._listeners.clear()
        self._log_listeners.clear()
        self._query_loggers.clear()

    async def begin_anew(self) -> None:
        """As it was when it was opened, but for what it has learned."""
        await self.reset(timeout=RESET_SECONDS)
        self.born = self.used = time.monotonic()
        self.timeline = 0


class Shelf:
    """Connections that rest, by DSN, settings of the session, and event loop."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._lasting: set[asyncio.AbstractEventLoop] = set()
        self._resting: defaultdict[Key, list[KeptConnection]] = defaultdict(list)

    def lasts(self, loop: asyncio.AbstractEventLoop) -> None:
        """What is connected in this loop may be kept until it ends."""
        self._lasting.add(loop)

    def has(self, dsn: str, loop: asyncio.AbstractEventLoop) -> bool:
        """Whether any rests that is connected to this database in this loop."""
        resting = list(self._resting.items())
        return any(key[0] == dsn and key[2] is loop for key, kept in resting if kept)

    def open(self, dsn: str) -> None:
        """Connections to this database are kept from now on."""
        self._open.add(dsn)

    def close(self, dsn: str) -> None:
        """They end."""
        self._open.discard(dsn)
        self._end(lambda key: key[0] == dsn)

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        """All of this loop end."""
        self._lasting.discard(loop)
        self._end(lambda key: key[2] is loop)

    def _end(self, is_meant: Callable[[Key], bool]) -> None:
        for key in [one for one in list(self._resting) if is_meant(one)]:
            for connection in self._resting.pop(key):
                if key[2].is_running():
                    # In another thread: it ends there.
                    key[2].call_soon_threadsafe(connection.end)
                else:
                    connection.end()

    def pids(self, dsn: str) -> set[int]:
        """The sessions of who rests."""
        return {one.get_server_pid() for one in self._all() if one.key and one.key[0] == dsn}

    def sockets(self, loop: asyncio.AbstractEventLoop) -> set[int]:
        """Of who rests in this loop."""
        return {
            one._transport.get_extra_info("socket").fileno()
            for one in self._all()
            if one.key and one.key[2] is loop
        }

    def _all(self) -> Iterator[KeptConnection]:
        for resting in list(self._resting.values()):
            yield from (one for one in resting if not one.is_closed())

    def put(self, connection: KeptConnection) -> bool:
        """Whether it was taken in."""
        key = connection.key
        if key is None or key[0] not in self._open or not connection.is_at_peace():
            return False
        # Nobody reads what another town of this database tells it: once its socket is full, its
        # session waits for ever, and whoever drops a database waits for all sessions.
        if connection._listeners:
            return False
        connection.leave_owner()
        if not connection.rests:
            connection.rests = True
            self._resting[key].append(connection)
        return True

    async def take(self, dsn: str, settings: Mapping[str, str]) -> KeptConnection:
        """One that rests, or a new one that will."""
        key = (dsn, frozenset(settings.items()), asyncio.get_running_loop())
        while resting := self._resting.get(key):
            connection = resting.pop()
            if connection.is_closed():
                continue
            try:
                await connection.begin_anew()
            except BaseException as cause:
                connection.end()
                if not isinstance(cause, Exception):
                    raise
                continue
            connection.rests = False
            return connection
        made: KeptConnection = await asyncpg.connect(
            dsn,
            connection_class=KeptConnection,
            timeout=CONNECT_SECONDS,
            server_settings={**settings, **PLANNED_ONCE},
            statement_cache_size=STATEMENTS,
            max_cached_statement_lifetime=0,
        )
        made.tune(tune)
        made.key = key
        return made

    async def connect(self, servers: Servers, dsn: str, settings: Mapping[str, str]) -> Connection:
        loop = asyncio.get_running_loop()
        if dsn in self._open and (isinstance(loop, LastingLoop) or loop in self._lasting):
            return await self.take(dsn, settings)
        return await connect_anew(servers, dsn, settings)

    @contextmanager
    def instead(self) -> Iterator[None]:
        """Whoever connects to the server of a DSN asks here first."""

        async def to(servers: Servers, host: str, settings: Mapping[str, str]) -> Connection:
            return await self.connect(servers, host, settings)

        Servers._to = to  # type: ignore[method-assign, assignment]
        try:
            yield
        finally:
            Servers._to = connect_anew  # type: ignore[method-assign]


SHELF = Shelf()
