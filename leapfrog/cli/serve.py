"""The web server: one process, or several behind the same socket."""

import asyncio
import faulthandler
import os
import signal
import socket
from types import FrameType
from typing import Any

import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from leapfrog.cli.listen import listens, refused
from leapfrog.cli.welcome import Notes, say_welcome
from leapfrog.demo import driving
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel import logs
from leapfrog.kernel.collector import spare_the_collector
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, StreamProtocol
from leapfrog.web import Beside, Drain, create_app, create_routes

# Open streams are told to come back elsewhere; whoever does not hang up by then is cut off.
CLOSING_SECONDS = 5
# The exit code of a node that a newer schema shut out: it is of no use to start it again.
SHUT_OUT = 3
DRAIN_TURN = 0.1
# Every part of closing has an end of its own. Should one be missed, the process says where it
# stands, and ends; PostgreSQL ends with it.
STANDS_STILL_SECONDS = 120


class Server(uvicorn.Server):
    """Listens, and says welcome, when the town can answer. Told to end by SIGTERM it drains first,
    for as long as the settings say; told twice, or by SIGINT, it ends at once.
    """

    def __init__(
        self, config: uvicorn.Config, routes: Litestar, settings: Settings, notes: Notes
    ) -> None:
        super().__init__(config)
        self._routes, self._settings, self._notes = routes, settings, notes
        self._drain: Drain | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        seconds = self._settings.drain_seconds
        if sig == signal.SIGTERM and seconds and self.started and self._drain is None:
            self._drain = Drain(self._routes.state.town, seconds)
        else:
            super().handle_exit(sig, frame)

    async def on_tick(self, counter: int) -> bool:
        if self._drain is not None and not self.should_exit and self._drain.turn():
            super().handle_exit(signal.SIGTERM, None)
        return await super().on_tick(counter)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except OSError as error:
            # Another program has begun to listen there since the port was reserved.
            await self.lifespan.shutdown()
            raise refused(self._settings, error) from None
        say_welcome(self._settings, self._notes)

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
    spare_the_collector()
    try:
        Server(config(app), routes, settings, notes).run([door])
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
    spare_the_collector()
    if settings.drain_seconds:
        drain_first(routes, settings.drain_seconds)
    return app


def drain_first(routes: Litestar, seconds: float) -> None:
    """From now on SIGTERM ends this child only when it has drained; the second one, or one before
    the town is open, at once. Called while its server starts.
    """
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
    return driving if settings.demo and settings.money == "units" else None


def config(app: Any, **more: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        ws=StreamProtocol,
        ws_per_message_deflate=False,
        ws_max_size=LARGEST_FRAME,
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        **more,
    )
