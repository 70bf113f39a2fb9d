"""The web server: one process, or several behind the same socket."""

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
    """Says welcome when the first process listens."""

    def __init__(self, settings: Settings, door: socket.socket, notes: Notes) -> None:
        workers = config("leapfrog.cli.serve:worker", factory=True, workers=settings.processes)
        super().__init__(workers, sockets=[door])
        self._settings, self._door, self._notes = settings, door, notes
        self._was_said = False

    def keep_subprocess_alive(self) -> None:
        super().keep_subprocess_alive()
        if not self._was_said and listens(self._door):
            self._was_said = True
            say_welcome(self._settings, self._notes)


def serve(
    settings: Settings, door: socket.socket, notes: Notes, story: Beside | None = None
) -> None:
    """Serves in this process until SIGINT or SIGTERM, which is raised again at the end. `story`:
    what goes on beside it, if it is another one than that of the demo. Raises `ListenError`.
    """
    routes = create_routes()
    app = create_app(settings, routes=routes, beside=story or beside(settings))
    spare_the_collector()
    try:
        Server(config(app), routes, settings, notes).run([door])
    finally:
        faulthandler.cancel_dump_traceback_later()


def serve_with_processes(settings: Settings, door: socket.socket, notes: Notes) -> None:
    """Serves in `settings.processes` children; one that dies is started again."""
    ServingProcesses(settings, door, notes).run()


def worker() -> Any:
    """The application of one child, whose settings are in the environment."""
    end_with_parent(signal.SIGTERM)
    settings = Settings.from_env(os.environ)
    logs.configure(settings.log_level.upper(), settings.log_format)
    app = create_app(settings, beside=beside(settings))
    spare_the_collector()
    return app


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
