"""The port of a town: reserved while it starts, and listened at when it can answer."""

import asyncio
import errno
import faulthandler
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar

from leapfrog.cli.listen import ListenError, listens, reserve
from leapfrog.cli.serve import Server, config
from leapfrog.cli.welcome import Notes
from leapfrog.kernel.settings import Settings
from tests.ports import free_port

HOST, PATIENCE = "127.0.0.1", 60


class App:
    """One that serves nothing. `listened`: whether somebody did while it started."""

    def __init__(self, door: socket.socket, settings: Settings) -> None:
        self.door, self.seen = door, list[str]()
        self.listened = False
        self.server = Server(config(self), Litestar(), settings, Notes())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        for event in ("lifespan.startup", "lifespan.shutdown"):
            self.seen.append((await receive())["type"])
            self.listened |= not self.server.started and listens(self.door)
            await send({"type": f"{event}.complete"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, host=HOST, port=free_port())


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    with reserve(settings) as door:
        yield App(door, settings)
    faulthandler.cancel_dump_traceback_later()


def calls(settings: Settings) -> int:
    """How it ends, as a number of `errno`: 0 when somebody listens."""
    with socket.socket() as caller:
        return caller.connect_ex((settings.host, settings.port))


def test_who_calls_before_the_town_can_answer_is_refused_at_once(settings: Settings) -> None:
    with reserve(settings) as door:
        assert calls(settings) == errno.ECONNREFUSED
        door.listen()
        assert calls(settings) == 0


async def test_a_server_listens_when_its_application_has_started(app: App) -> None:
    serving = asyncio.create_task(app.server.serve([app.door]))
    async with asyncio.timeout(PATIENCE):
        while not app.server.started:  # noqa: ASYNC110 (it tells nobody)
            await asyncio.sleep(0.01)
        assert listens(app.door)
        app.server.should_exit = True
        await serving
    assert not app.listened
    assert app.seen == ["lifespan.startup", "lifespan.shutdown"]


async def test_of_two_that_start_at_once_the_later_one_says_that_the_port_is_in_use(
    app: App, settings: Settings
) -> None:
    with reserve(settings) as other:
        other.listen()
        with pytest.raises(ListenError, match=f"port {settings.port} is in use"):
            reserve(settings)
        with pytest.raises(ListenError, match=f"port {settings.port} is in use"):
            await app.server.serve([app.door])
    # What was opened before is closed in order.
    assert app.seen == ["lifespan.startup", "lifespan.shutdown"]


def test_an_address_of_another_machine_is_named(settings: Settings) -> None:
    elsewhere = Settings(home=settings.home, host="192.0.2.1", port=settings.port)
    with pytest.raises(ListenError, match=r"LEAPFROG_HOST=192\.0\.2\.1"):
        reserve(elsewhere)
