"""One way by which processes hear each other, opened anew whenever it was lost."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

import structlog

from leapfrog.bus.notices import Notice, pages

FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0
HANG_UP_SECONDS = 3.0

log = structlog.get_logger()

Hear = Callable[[bytes | str], None]
Alarm = Callable[[], None]


class BusConnection(Protocol):
    """One connection to what carries the bus, open and listening. `largest`: bytes of a page;
    `ask_every`: after so many seconds of silence it is asked whether it is still there.
    """

    largest: int
    ask_every: float

    async def tell(self, pages: Sequence[bytes]) -> None:
        """Returns when they are on their way, in this order; to all but this line itself. Raises
        when the connection is lost.
        """

    async def ask(self) -> None:
        """Whether the other side is still there. Raises when it is not."""

    def is_closed(self) -> bool: ...

    async def hang_up(self) -> None: ...


class BusDriver(Protocol):
    """How to get a connection. `name`: what carries it, for whoever looks after the town."""

    name: str

    async def open(self, hear: Hear, alarm: Alarm) -> BusConnection:
        """Listens, and gives what comes to `hear`; `alarm` when the line breaks. Raises."""


class BusLine:
    """What is heard goes to `hear`; `moved` is called when it listens, when it does not any more,
    and when it was tried in vain for the first time.
    """

    def __init__(self, carrier: BusDriver, hear: Hear, moved: Callable[[], None]) -> None:
        self.name = carrier.name
        # Set once it listened, or was tried in vain.
        self.tried = asyncio.Event()
        self._carrier, self._hear, self._moved = carrier, hear, moved
        self._connection: BusConnection | None = None
        self._look = asyncio.Event()
        # One at a time speaks with a connection.
        self._lock = asyncio.Lock()

    @property
    def listens(self) -> bool:
        """Whether it has a connection, as far as is known."""
        return self._connection is not None

    async def tell(self, notices: Sequence[Notice]) -> None:
        """Returns when they are on their way. Raises when the connection is lost, or there is
        none.
        """
        async with self._lock:
            connection = self._connection
            if connection is None:
                raise ConnectionResetError("there is no connection of the bus")
            try:
                await connection.tell(list(pages(notices, connection.largest)))
            except BaseException:
                self._becomes(None)
                self._look.set()
                raise

    async def run(self) -> None:
        """Listens until it is cancelled."""
        wait = FIRST_WAIT
        while True:
            self._look.clear()
            try:
                connection = await self._carrier.open(self._hear, self._look.set)
                if wait != FIRST_WAIT:
                    log.info("bus_back", carrier=self.name)
                wait = FIRST_WAIT
                await self._keep(connection)
            except Exception as cause:
                # Once, and then again only when it was there meanwhile.
                if wait == FIRST_WAIT:
                    log.warning("bus_interrupted", carrier=self.name, error=repr(cause))
                self._was_tried()
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def _keep(self, connection: BusConnection) -> None:
        """Raises when the connection is lost."""
        try:
            self._becomes(connection)
            self._was_tried()
            while self._connection is connection:
                await self._ask(connection)
            raise ConnectionResetError("what was told by the bus did not arrive")
        finally:
            self._becomes(None)
            # Who is silent does not answer to that, either.
            with suppress(TimeoutError):
                async with asyncio.timeout(HANG_UP_SECONDS):
                    await connection.hang_up()

    async def _ask(self, connection: BusConnection) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(connection.ask_every):
                await self._look.wait()
        self._look.clear()
        if connection.is_closed():
            raise ConnectionResetError("the connection of the bus was closed")
        async with self._lock:
            await connection.ask()

    def _becomes(self, connection: BusConnection | None) -> None:
        if connection is not self._connection:
            self._connection = connection
            self._moved()

    def _was_tried(self) -> None:
        if not self.tried.is_set():
            self.tried.set()
            self._moved()
