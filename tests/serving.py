"""The town behind uvicorn in a thread, for programs and browsers that speak to it from outside.

The thread and its event loop last as long as the worker, and one town after the other is served
there: connections to PostgreSQL belong to a loop, and those to a lent database are kept.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec
import uvicorn

from leapfrog.cli.serve import config
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app
from tests.kept_connections import SHELF
from tests.ports import free_port
from tests.routes import lent_routes

PATIENCE = 60


class QuietServer(uvicorn.Server):
    """Leaves the signals of the test's process alone, and says when it answers."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.open = threading.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.open.set()


class ServingLoop:
    """An event loop in a thread of its own, which serves one town after the other."""

    def __init__(self) -> None:
        made = uvicorn.Config("").get_loop_factory()
        self.loop = made() if made else asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()
        SHELF.lasts(self.loop)

    def serve(self, server: QuietServer, door: socket.socket) -> "Future[None]":
        """Until it is told to end."""
        self._threads = ThreadPoolExecutor(thread_name_prefix="asyncio")
        return asyncio.run_coroutine_threadsafe(self._serve(server, door), self.loop)

    async def _serve(self, server: QuietServer, door: socket.socket) -> None:
        self.loop.set_default_executor(self._threads)
        try:
            await server.serve([door])
        except SystemExit:
            raise AssertionError("the town did not open") from None
        finally:
            # As at the end of a loop.
            left = asyncio.all_tasks() - {asyncio.current_task()}
            for task in left:
                task.cancel()
            await asyncio.gather(*left, return_exceptions=True)
            self.loop.set_exception_handler(None)

    def wait(self, served: "Future[None]") -> None:
        """For the end of what is served, and of its threads."""
        try:
            served.result()
        finally:
            self._threads.shutdown()

    def end(self) -> None:
        """Closes it for good."""
        SHELF.end(self.loop)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()


IDLE: list[ServingLoop] = []


@contextlib.contextmanager
def lent_loop(dsn: str) -> Iterator[ServingLoop]:
    """One that serves nobody else meanwhile; one that has connections to this database, if any
    has. Where a town ended badly it is not used again.
    """
    known = [one for one in IDLE if SHELF.has(dsn, one.loop)]
    one = (known or IDLE or [ServingLoop()])[-1]
    if one in IDLE:
        IDLE.remove(one)
    try:
        yield one
    except BaseException:
        one.end()
        raise
    IDLE.append(one)


def end_loops() -> None:
    """When nobody is served any more."""
    while IDLE:
        IDLE.pop().end()


@contextlib.contextmanager
def serving(
    settings: Settings,
    *,
    here: bool = False,
    port: int = 0,
    clock: Clock | None = None,
    **more: object,
) -> Iterator[str]:
    """A town as `leapfrog up` runs it, without limits of rate unless `more` settings say so;
    answers its address, under which passkeys work too. `here`: its people's addresses lead there.
    `port`: where it is, else wherever there is room. `clock`: another one than the machine's.
    """
    with (
        socket.create_server(("127.0.0.1", port or free_port())) as door,
        lent_routes() as routes,
        lent_loop(settings.database_url or "") as loop,
    ):
        origin = f"http://localhost:{door.getsockname()[1]}"
        changed = {"origin": origin, "rate_limits": False} | more
        if here:
            changed["town_domain"] = origin.partition("//")[2]
        town = create_app(msgspec.structs.replace(settings, **changed), clock, routes)
        server = QuietServer(config(town))
        served = loop.serve(server, door)
        try:
            assert server.open.wait(PATIENCE), served.done() and served.result()
            yield origin
        finally:
            server.should_exit = True
            loop.wait(served)
