"""An event loop that lasts as long as its worker, so that connections to PostgreSQL can: a
connection belongs to the loop in which it was opened.

Each test still has a runner of its own, with a context of its own, at whose end all tasks are
cancelled, threads are waited for, and what was put off is forgotten. A loop in which something else
was left, such as an open socket or a signal's handler, is closed for good like any other.
"""

import asyncio
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

# What was closed says so to its owner in the turn after the next.
TURNS = 3
ordinary = asyncio.new_event_loop


class Kept(Protocol):
    """What stays open in a loop from test to test."""

    def sockets(self, loop: asyncio.AbstractEventLoop) -> set[int]:
        """Their numbers."""

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        """It is closed."""


class LastingLoop(asyncio.SelectorEventLoop):
    """Rests instead of being closed; `kept` may stay open meanwhile."""

    # Of asyncio, which does not tell of them.
    _ssock: Any
    _selector: Any
    _signal_handlers: Any
    _scheduled: Any
    _ready: Any

    def __init__(self, kept: Kept) -> None:
        super().__init__()
        self.rests = True
        self._kept = kept

    def close(self) -> None:
        if self.is_closed():
            return
        self._turn()
        if self._is_tidy():
            self._forget()
            self.rests = True
        else:
            self.end()

    def end(self) -> None:
        """Closes it for good."""
        self._kept.end(self)
        self._turn()
        super().close()

    def _turn(self) -> None:
        for _ in range(TURNS):
            self.run_until_complete(asyncio.sleep(0))

    def _is_tidy(self) -> bool:
        own = {self._ssock.fileno(), *self._kept.sockets(self)}
        return (
            set(self._selector.get_map()) <= own
            and not asyncio.all_tasks(self)
            and not self._signal_handlers
        )

    def _forget(self) -> None:
        """What a test put off, and how it wanted the loop to be."""
        for handle in (*self._scheduled, *self._ready):
            handle.cancel()
        self._scheduled.clear()
        self._timer_cancelled_count = 0
        self._ready.clear()
        self.set_debug(False)
        self.set_exception_handler(None)
        self.set_task_factory(None)

    async def shutdown_asyncgens(self) -> None:
        await super().shutdown_asyncgens()
        self._asyncgens_shutdown_called = False

    async def shutdown_default_executor(self, timeout: Any = None) -> None:  # noqa: ASYNC109
        """Python before 3.12 knows no timeout."""
        given = () if timeout is None or sys.version_info < (3, 12) else (timeout,)
        await super().shutdown_default_executor(*given)
        self._executor_shutdown_called = False
        self._default_executor = None


class LastingLoops:
    """Lends one lasting loop to whoever asks for a loop in the main thread; to who asks while it is
    lent, and in other threads, an ordinary one.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._loop: LastingLoop | None = None

    def new(self) -> asyncio.AbstractEventLoop:
        if threading.current_thread() is not threading.main_thread():
            return ordinary()
        if self._loop is None or self._loop.is_closed():
            self._loop = LastingLoop(self._kept)
        if not self._loop.rests:
            return ordinary()
        self._loop.rests = False
        return self._loop

    @contextmanager
    def instead(self) -> Iterator[None]:
        """Who asks asyncio for a new loop gets it here, as `asyncio.Runner` does."""
        before, asyncio.events.new_event_loop = asyncio.events.new_event_loop, self.new
        try:
            yield
        finally:
            asyncio.events.new_event_loop = before
            self.end()

    def end(self) -> None:
        """Closes it for good."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.end()
