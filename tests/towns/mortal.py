"""Towns in processes of their own, which kill themselves at a point that a test names, and are
started again at the same door; or stand still there, until their test has killed what it likes:
both of them, or their database.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from inspect import iscoroutinefunction
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import msgspec

from leapfrog.cli.forked import FORKS
from leapfrog.cli.serve import config
from leapfrog.embedded_postgres import EmbeddedPostgres, end_with_parent
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app
from tests.administrator import ADMINISTRATOR
from tests.serving import QuietServer
from tests.shared_database import Lender
from tests.town import create_database, make_template
from tests.towns.conftest import until
from tests.wallet.test_killed import kill

PATIENCE = 60
LAKE, HILL = 0, 1


class Point(msgspec.Struct, frozen=True):
    """In which town, and in which function of a module or class: as it begins, or `after` it has
    done what it does; `matters`: whether one with these arguments counts.
    """

    which: int
    holder: Any
    name: str
    after: bool
    matters: Callable[..., bool] = lambda *_: True


def die_at(points: Mapping[str, Point], flag: Path, by: signal.Signals = signal.SIGKILL) -> None:
    """This process ends itself at the point whose name is written there, once; or stands still,
    by SIGSTOP.
    """
    for name, point in points.items():
        act = getattr(point.holder, point.name)
        end = partial(_end_at, flag, name, point, by)
        wrapped = _ending if iscoroutinefunction(act) else _ending_before
        setattr(point.holder, point.name, wrapped(act, end, point.after))


def _end_at(flag: Path, name: str, point: Point, by: signal.Signals, *given: Any) -> None:
    if point.matters(*given) and flag.exists() and flag.read_text() == name:
        flag.unlink()
        os.kill(os.getpid(), by)


def _ending(act: Any, end: Callable[..., None], after: bool) -> Any:
    async def wrapped(*given: Any, **more: Any) -> Any:
        if not after:
            end(*given)
        found = await act(*given, **more)
        if after:
            end(*given)
        return found

    return wrapped


def _ending_before(act: Any, end: Callable[..., None], _after: bool) -> Any:
    """The same of what nobody waits for."""

    def wrapped(*given: Any) -> None:
        end(*given)
        act(*given)

    return wrapped


Preparing = Callable[[Path], None]


def lives(settings: Settings, door: socket.socket, flag: Path, prepare: Preparing) -> None:
    """A process: a town at a door that stays open when it dies."""
    end_with_parent(signal.SIGKILL)
    with settings.home.with_suffix(".log").open("ab") as log:
        for said in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), said.fileno())
    prepare(flag)
    QuietServer(config(create_app(settings))).run([door])


class Mortal:
    """A town in a process of its own. `prepare`: what it does first, with the file that says where
    it is to die.
    """

    def __init__(self, settings: Settings, prepare: Preparing) -> None:
        self.door, self.prepare = socket.create_server(("127.0.0.1", 0)), prepare
        self.domain = f"localhost:{self.door.getsockname()[1]}"
        self.origin, self.flag = f"http://{self.domain}", settings.home.with_suffix(".point")
        settings.home.mkdir()
        self.settings = msgspec.structs.replace(
            settings,
            origin=self.origin,
            town_domain=self.domain,
            federation="on",
            private_calls=True,
            rate_limits=False,
        )
        self.start()

    def start(self) -> None:
        given = (self.settings, self.door, self.flag, self.prepare)
        self.child = FORKS.Process(target=lives, args=given)
        self.child.start()
        until(self.answers, "a town")

    def answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.origin}/api/v1/town").is_success
        return False

    def dies(self) -> None:
        """It has, at the point that was written; it is started again."""
        self.child.join(PATIENCE)
        assert self.child.exitcode == -signal.SIGKILL
        assert not self.flag.exists()
        self.start()

    def stands_still(self) -> None:
        """It does, at the point that was written."""
        until(lambda: not self.flag.exists() and self._is_stopped(), "a town that stands still")

    def _is_stopped(self) -> bool:
        stat = Path(f"/proc/{self.child.pid}/stat").read_text()
        return stat.rpartition(") ")[2][0] == "T"

    def kill(self) -> None:
        self.child.kill()
        self.child.join()

    def goes_on(self) -> None:
        assert self.child.pid
        with suppress(ProcessLookupError):
            os.kill(self.child.pid, signal.SIGCONT)

    def close(self) -> None:
        self.child.terminate()
        self.goes_on()
        self.child.join()
        self.door.close()


@contextmanager
def beside(act: Callable[..., Any], *given: Any) -> Iterator[None]:
    """Whoever asks a town that stands still waits for it: in a thread, until it goes on or is gone;
    what comes of that nobody knows.
    """

    def asks() -> None:
        with suppress(httpx.TransportError, AssertionError):
            act(*given)

    asking = Thread(target=asks, daemon=True)
    asking.start()
    yield
    asking.join(PATIENCE)
    assert not asking.is_alive()


@contextmanager
def two_mortals(
    settings: Settings, urls: Sequence[str], folder: Path, prepare: Preparing
) -> Iterator[tuple[Mortal, Mortal]]:
    """Lake and Hill, on these databases."""
    with ExitStack() as stack:
        made = []
        for name, url in zip(("lake", "hill"), urls, strict=True):
            there = msgspec.structs.replace(settings, home=folder / name, database_url=url)
            made.append(Mortal(there, prepare))
            stack.callback(made[-1].close)
        yield made[0], made[1]


@contextmanager
def two_lent(lender: Lender) -> Iterator[tuple[str, str]]:
    """Databases for both, lent."""
    with lender.lend() as one, lender.lend() as other:
        yield one, other


class MortalPostgres:
    """A PostgreSQL that keeps what it says, for both towns; `urls`: of their databases."""

    def __init__(self, folder: Path) -> None:
        self._server = EmbeddedPostgres(Settings(home=folder))
        self.dsn = self._server.start()
        template = make_template(self.dsn)
        self.urls = [create_database(self.dsn, template) for _ in range(2)]
        ADMINISTRATOR.leave(self.dsn)

    def dies(self) -> None:
        """All of its processes at once, as by a power cut; it is started again."""
        assert kill(self._server) == self.dsn

    def close(self) -> None:
        self._server.stop()
