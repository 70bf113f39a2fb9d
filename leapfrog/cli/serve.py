"""The web server: one process, or several behind the same socket."""

import asyncio
import faulthandler
import os
import resource
import signal
import socket
from contextlib import suppress
from types import FrameType
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from leapfrog.cli.http_protocol import JoiningProtocol
from leapfrog.cli.listen import listens, refused
from leapfrog.cli.welcome import Notes, say_welcome
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel import logs
from leapfrog.kernel.collector import collector_at_rest, spare_the_collector
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, StreamProtocol

# Nearly all of the program, which each process that serves reads.
with collector_at_rest():
    from leapfrog.web import Beside, Drain, create_app, create_routes

# Open streams are told to come back elsewhere; whoever does not hang up by then is cut off.
CLOSING_SECONDS = 5
# So long a connection may wait for its next request. Whoever hangs up first may do so just when the
# other one sends: a proxy answers 502 then, and a person who paid does not know whether they did.
# So it is to be the proxy: nginx keeps one for 60 s, Traefik 90, Caddy 120, HAProxy less.
KEEP_ALIVE_SECONDS = 150
# A browser that comes without a proxy keeps six of them, and its stream; most systems begin with
# 1,024 files for a program.
OPEN_FILES = 65_536
# The exit code of a node that a newer schema shut out: it is of no use to start it again.
SHUT_OUT = 3
DRAIN_TURN = 0.1
# So often the head of the answers gets the time of day.
DATE_SECONDS = 1.0
# Every part of closing has an end of its own. Should one be missed, the process says where it
# stands, and ends; PostgreSQL ends with it.
STANDS_STILL_SECONDS = 120


class Server(uvicorn.Server):
    """Listens, and says welcome, when the town can answer; from then on it drains first when it is
    told to end (`drain_first`).
    """

    def __init__(
        self, config: uvicorn.Config, routes: Litestar, settings: Settings, notes: Notes
    ) -> None:
        super().__init__(config)
        self._routes, self._settings, self._notes = routes, settings, notes
        self._told = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except OSError as error:
            # Another program has begun to listen there since the port was reserved.
            await self.lifespan.shutdown()
            raise refused(self._settings, error) from None
        drain_first(self._routes, self._settings.drain_seconds)
        say_welcome(self._settings, self._notes)

    async def main_loop(self) -> None:
        """Looks when it is told to end, and each second, instead of each tenth of one."""
        self._loop = asyncio.get_running_loop()
        while not await self.on_tick(0):
            with suppress(TimeoutError):
                async with asyncio.timeout(DATE_SECONDS):
                    await self._told.wait()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._told.set)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        faulthandler.dump_traceback_later(STANDS_STILL_SECONDS, exit=True)
        await super().shutdown(sockets)


class ServingProcesses(Multiprocess):
    """Says welcome when the first process listens. Told to end, it tells its children, which drain
    as a single process does. A child that the schema shut out says so by SIGUSR1; it and the
    others end then, and `is_shut_out`.
    """

    def __init__(self, settings: Settings, door: socket.socket, notes: Notes) -> None:
        workers = config("leapfrog.cli.serve:worker", factory=True, workers=settings.processes)
        super().__init__(workers, sockets=[door])
        self._settings, self._door, self._notes = settings, door, notes
        self._was_said = self.is_shut_out = False

    def handle_usr1(self) -> None:
        self.is_shut_out = True
        self.should_exit.set()

    def keep_subprocess_alive(self) -> None:
        super().keep_subprocess_alive()
        if not self._was_said and listens(self._door):
            self._was_said = True
            say_welcome(self._settings, self._notes)


def serve(
    settings: Settings, door: socket.socket, notes: Notes, story: Beside | None = None
) -> int:
    """Serves in this process until SIGINT or SIGTERM, which is raised again at the end; answers the
    exit code where the schema shut it out. `story`: what goes on beside it, if it is another one
    than that of the demo. Raises `ListenError`.
    """
    routes = create_routes()
    app = create_app(settings, routes=routes, beside=story or beside(settings))
    allow_open_files()
    spare_the_collector()
    try:
        Server(config(app), routes, settings, notes).run([door])
    except SystemExit:
        # uvicorn's code is that of `SHUT_OUT`, with which a service is not started again.
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        if not routes.state.town.readiness.shut_out:
            raise
        return SHUT_OUT
    finally:
        faulthandler.cancel_dump_traceback_later()
    return 0


def serve_with_processes(settings: Settings, door: socket.socket, notes: Notes) -> int:
    """Serves in `settings.processes` children; one that dies is started again. Answers the exit
    code.
    """
    serving = ServingProcesses(settings, door, notes)
    serving.run()
    return SHUT_OUT if serving.is_shut_out else 0


def worker() -> Any:
    """The application of one child, whose settings are in the environment."""
    end_with_parent(signal.SIGTERM)
    settings = Settings.from_env(os.environ)
    logs.configure(settings.log_level.upper(), settings.log_format)
    routes = create_routes()
    app = create_app(settings, routes=routes, beside=beside(settings))
    allow_open_files()
    spare_the_collector()
    drain_first(routes, settings.drain_seconds)
    return app


def allow_open_files() -> None:
    """As many as are wanted, or as the system lets this program have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    if resource.RLIM_INFINITY != soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def drain_first(routes: Litestar, seconds: float) -> None:
    """From now on SIGTERM ends this process only when it has drained for so long; the second one,
    one before the town is open, or SIGINT, at once. Called while its server starts.
    """
    if not seconds:
        return
    loop, ends = asyncio.get_running_loop(), signal.getsignal(signal.SIGTERM)
    assert callable(ends)
    tasks: list[asyncio.Task[None]] = []
    was_told = False

    async def drain() -> None:
        one = Drain(routes.state.town, seconds)
        over = False
        while not over:
            await asyncio.sleep(DRAIN_TURN)
            over = one.turn()
        ends(signal.SIGTERM, None)

    def told(number: int, frame: FrameType | None) -> None:
        nonlocal was_told
        if was_told or "town" not in routes.state:
            ends(number, frame)
        else:
            was_told = True
            # A handler may come in the middle of anything that the loop does.
            loop.call_soon_threadsafe(lambda: tasks.append(loop.create_task(drain())))

    # uvicorn puts back what was there before it.
    signal.signal(signal.SIGTERM, told)


def beside(settings: Settings) -> Beside | None:
    """In a town of the demo some of its people drive a taxi."""
    if not settings.demo or settings.money != "units":
        return None
    from leapfrog.demo import driving  # noqa: PLC0415

    return driving


def config(app: Any, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=JoiningProtocol,
        ws=StreamProtocol,
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_FRAME,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        **more,
    )
