"""The connections that one process has to PostgreSQL, each lent to one user at a time.

Lending costs every request twice, so it does nothing that need not be: our transactions leave
nothing behind in a session, and whoever gives back a connection says whether it is sound.

Whoever holds a connection never waits for a second one: as many of these as there are connections,
at the same moment, would wait for each other. So each loan is noted in the context of its task and
of the tasks that begin there, for as long as it lasts; see docs/decisions/0048.
"""

import asyncio
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterable
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar, NamedTuple, Optional

import asyncpg
import structlog

from leapfrog.kernel import closing

# A connection that was not needed for so long is closed, and one so old: what it holds stays small.
IDLE_SECONDS = 300
LIFE_SECONDS = 3600
# So long somebody waits for a connection: whoever waits longer is better told to come back.
WAIT_SECONDS = 5.0
UNHURRIED_SECONDS = 60.0

# Types that are made in a database have numbers from here on (FirstNormalObjectId).
FIRST_OWN_OID = 16384


class _Statement(NamedTuple):
    """For asyncpg, which looks whether its question took the place of a statement without name."""

    name: str


KNOWN = _Statement("known")

PACKAGE = Path(__file__).parents[1]
PLUMBING = frozenset(("pool.py", "db.py", "batcher.py", "arguments.py"))
# Where the fault of holding a connection and waiting was found.
noted: set[str] = set()

log = structlog.get_logger()


class HoldAndWait(RuntimeError):
    """A fault of the program: it holds a connection and asks for a second one of the same pool, or
    for what takes long.
    """


class PoolExhausted(Exception):
    """No connection came back in time."""


class Loan:
    """One connection, from `take` to `give_back`. `outer`: what the same task had held before."""

    __slots__ = ("gates", "lasts", "outer", "pool")

    def __init__(
        self, pool: "ConnectionPool", outer: Optional["Loan"], gates: tuple[asyncio.Semaphore, ...]
    ) -> None:
        self.pool, self.outer, self.gates, self.lasts = pool, outer, gates, True


# A task begins with a copy of the context that it was made in. So one that outlives the loan of
# its maker looks at the loan itself, which says that it is over.
held: ContextVar[Loan | None] = ContextVar("held", default=None)
unhurried: ContextVar[bool] = ContextVar("unhurried", default=False)


def take_time() -> None:
    """What this job or request does from here on may take long. It gets its connections out of the
    half that all such work shares, and waits longer for them.
    """
    unhurried.set(True)


class Connection(asyncpg.Connection):  # type: ignore[misc]
    """A connection of asyncpg's that can also be told something without waiting for an answer: so
    the beginning of a transaction costs no round trip.

    asyncpg has no pipeline, but passes over answers that come before those of its next statement.
    And it asks on each connection anew what types such as `uuid[]` are, by a question that takes
    the database longer than ten small ones. Both are its own affair, so they are held by tests.
    """

    # PostgreSQL's own types, which are the same in every database.
    _known: ClassVar[dict[int, asyncpg.Record]] = {}

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.born = self.used = time.monotonic()
        self.loan: Loan | None = None
        # Of the server, where there are several (`kernel.connecting`).
        self.timeline = 0
        # Whether the server ends a transaction that lasts too long (`kernel.connecting`).
        self.limits_transactions = False

    async def _introspect_types(self, oids: Iterable[int], *given: Any) -> tuple[Any, Any]:
        """What asyncpg registers of types: a type of which an array is made before the array."""
        if self._known.keys() >= set(oids):
            return [*self._known.values()], KNOWN
        found, statement = await super()._introspect_types(oids, *given)
        self._known.update((row["oid"], row) for row in found if row["oid"] < FIRST_OWN_OID)
        return found, statement

    def tune(self, act: Callable[[socket.socket], None]) -> None:
        """Does something with the socket itself."""
        act(self._transport.get_extra_info("socket"))

    def send(self, message: bytes) -> None:
        """Writes a `message`, whose answer comes with that of the next statement."""
        if not self.is_closed():
            self._transport.write(message)


def message(sql: str) -> bytes:
    """A statement without arguments and rows as Parse, Bind and Execute, but no Sync."""
    parts = (
        (b"P", b"\0" + sql.encode() + b"\0\0\0"),
        (b"B", bytes(8)),
        (b"E", bytes(5)),
    )
    return b"".join(kind + (len(body) + 4).to_bytes(4, "big") + body for kind, body in parts)


class ConnectionPool:
    """At most `size` connections; who has to wait gets the next one in the order of asking. All
    that may take long (`take_time`) has half of them at most, so that there is always one for
    what people wait for. `usable`: whether one that is open may still be lent.
    """

    # Whether the fault of holding one and asking for another is raised, as in tests; or noted and
    # gone on with, until the time to wait is over.
    strict: ClassVar[bool] = False

    def __init__(
        self,
        connect: Callable[[], Awaitable[Connection]],
        size: int,
        usable: Callable[[Connection], bool] = lambda _: True,
    ) -> None:
        self._connect, self._size, self._usable = connect, size, usable
        self._free = asyncio.Semaphore(size)
        self._usual = (self._free,)
        # First the narrow gate: whoever waits there keeps nobody from the other one.
        self._slow = (asyncio.Semaphore(max(1, size // 2)), self._free)
        self._idle: list[Connection] = []
        self._closed = False

    async def take(self) -> Connection:
        """A connection that is open, as far as is known. Raises `PoolExhausted`, `HoldAndWait`, and
        what connecting raises.
        """
        outer = self.expect_none_held()
        loan = Loan(self, outer, self._slow if unhurried.get() else self._usual)
        passed = 0
        try:
            for gate in loan.gates:
                await _pass(gate)
                passed += 1
            connection = await self._open()
        except BaseException:
            for gate in loan.gates[:passed]:
                gate.release()
            raise
        connection.loan = loan
        held.set(loan)
        return connection

    async def _open(self) -> Connection:
        if self._closed:
            raise asyncpg.InterfaceError("the pool is closed")
        while self._idle:
            connection = self._idle.pop()
            if connection.is_closed():
                continue
            if self._usable(connection):
                return connection
            connection.terminate()
        return await self._connect()

    def expect_none_held(self) -> Loan | None:
        """For whoever is about to wait for a connection, of their own or in the hands of another
        task. Answers what they hold of other pools. Raises `HoldAndWait` if it is of this one.
        """
        loan = outer = _lasting(held.get())
        while loan is not None:
            if loan.pool is self:
                _found_fault()
                break
            loan = _lasting(loan.outer)
        return outer

    def give_back(self, connection: Connection, *, sound: bool) -> None:
        """One that is not `sound` may be in the middle of something, so nobody gets it again."""
        connection.used = now = time.monotonic()
        # asyncpg cannot tell of a connection that it has given up whether it is in a transaction.
        sound = sound and not connection.is_closed() and not connection.is_in_transaction()
        if sound and now - connection.born < LIFE_SECONDS:
            self._idle.append(connection)
        else:
            connection.terminate()
        # The last one that was given back is lent first, so the others rest in front.
        if self._idle and now - self._idle[0].used > IDLE_SECONDS:
            self._idle.pop(0).terminate()
        loan, connection.loan = connection.loan, None
        assert loan is not None, "it was given back already"
        loan.lasts = False
        if held.get() is loan:
            held.set(loan.outer)
        for gate in loan.gates:
            gate.release()

    async def close(self) -> None:
        """Waits until all are given back, but not for ever; nobody gets one any more."""
        taken = 0
        try:
            async with asyncio.timeout(closing.CLOSE_SECONDS):
                for _ in range(self._size):
                    await self._free.acquire()
                    taken += 1
        except TimeoutError:
            pass
        self._closed = True
        await closing.end(*(asyncio.create_task(connection.close()) for connection in self._idle))
        for connection in self._idle:
            connection.terminate()
        # Who asked too late is told so.
        for _ in range(taken):
            self._free.release()


async def _pass(gate: asyncio.Semaphore) -> None:
    """Raises `PoolExhausted` when that takes too long."""
    if not gate.locked():
        await gate.acquire()
        return
    try:
        async with asyncio.timeout(UNHURRIED_SECONDS if unhurried.get() else WAIT_SECONDS):
            await gate.acquire()
    except TimeoutError:
        raise PoolExhausted("no connection came back in time") from None


def expect_no_loan() -> None:
    """For whoever is about to wait for the network, another program, or a thread that computes:
    a connection of theirs would be of use to nobody meanwhile. Raises `HoldAndWait`.
    """
    if _lasting(held.get()) is not None:
        _found_fault()


def _found_fault() -> None:
    if ConnectionPool.strict:
        raise HoldAndWait("a connection is held already")
    where = _callers()
    if where not in noted:
        noted.add(where)
        log.error("hold_and_wait", where=where)


def _lasting(loan: Loan | None) -> Loan | None:
    while loan is not None and not loan.lasts:
        loan = loan.outer
    return loan


def _callers() -> str:
    """Which of our functions wait for each other here, the innermost first."""
    found = []
    frame: FrameType | None = sys._getframe(1)
    while frame := frame and frame.f_back:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(PACKAGE) and path.name not in PLUMBING:
            found.append(f"{path.relative_to(PACKAGE)}:{frame.f_lineno}")
    return " < ".join(found[:8])
