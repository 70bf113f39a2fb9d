"""The town behind uvicorn in a thread, for programs and browsers that speak to it from outside."""

import contextlib
import socket
import threading
from collections.abc import Iterator

import msgspec
import uvicorn

from leapfrog.cli.serve import config
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app
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
    with socket.create_server(("127.0.0.1", port or free_port())) as door, lent_routes() as routes:
        origin = f"http://localhost:{door.getsockname()[1]}"
        changed = {"origin": origin, "rate_limits": False} | more
        if here:
            changed["town_domain"] = origin.partition("//")[2]
        town = create_app(msgspec.structs.replace(settings, **changed), clock, routes)
        server = QuietServer(config(town))
        thread = threading.Thread(target=server.run, args=([door],))
        thread.start()
        try:
            assert server.open.wait(PATIENCE)
            yield origin
        finally:
            server.should_exit = True
            thread.join()
