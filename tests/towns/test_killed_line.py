"""`kill -9` of a town at each point of a message's way to another one: it is heard there, once, and
what is said afterwards comes after it.
"""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from leapfrog.cli.forked import FORKS
from leapfrog.cli.serve import config
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel import events
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.towns import carrier, carrying, dispatches, receiving, store
from leapfrog.web import create_app
from tests.serving import QuietServer
from tests.shared_database import Lender
from tests.towns.conftest import Dweller, until

PATIENCE = 60
LAKE, HILL = 0, 1
# Which town dies, in which function: as it begins, or when it has done what it does.
POINTS: dict[str, tuple[int, Any, str, bool]] = {
    "said, and not told": (LAKE, events, "_moved", False),
    "written, before the commit": (LAKE, dispatches, "write", True),
    "written, and not carried": (LAKE, carrier.LineCarrier, "carry", False),
    "about to be posted": (LAKE, carrying, "_post", False),
    "brought, before its transaction": (HILL, receiving, "_heard", False),
    "done, before the commit": (HILL, receiving, "_do", True),
    "done, and not answered": (HILL, receiving, "take", True),
    "answered, and not noted": (LAKE, carrying, "_post", True),
    "noted, before the commit": (LAKE, store, "advanced", True),
}


def dies_at(flag: Path) -> None:
    """The process ends itself at the point that is written there, once."""
    for point, (_, holder, name, after) in POINTS.items():
        act = getattr(holder, name)
        end = partial(end_at, flag, point)
        ends = end_sooner if holder is carrier.LineCarrier else end_in
        setattr(holder, name, ends(act, end, after))


def end_at(flag: Path, point: str) -> None:
    if flag.exists() and flag.read_text() == point:
        flag.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def end_in(act: Any, end: Callable[[], None], after: bool) -> Any:
    async def wrapped(*given: Any, **more: Any) -> Any:
        if not after:
            end()
        found = await act(*given, **more)
        if after:
            end()
        return found

    return wrapped


def end_sooner(act: Any, end: Callable[[], None], _after: bool) -> Any:
    """The same of what nobody waits for."""

    def wrapped(*given: Any) -> None:
        end()
        act(*given)

    return wrapped


def lives(settings: Settings, door: socket.socket, flag: Path) -> None:
    """A process: a town at a door that stays open when it dies."""
    end_with_parent(signal.SIGKILL)
    with settings.home.with_suffix(".log").open("ab") as log:
        for said in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), said.fileno())
    dies_at(flag)
    QuietServer(config(create_app(settings))).run([door])


class Mortal:
    """A town in a process of its own."""

    def __init__(self, settings: Settings) -> None:
        self.door = socket.create_server(("127.0.0.1", 0))
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
        self.child = FORKS.Process(target=lives, args=(self.settings, self.door, self.flag))
        self.child.start()
        until(self.answers, "a town")

    def answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.origin}/api/v1/town").is_success
        return False

    def dies(self) -> None:
        self.child.join(PATIENCE)
        assert self.child.exitcode == -signal.SIGKILL
        assert not self.flag.exists()

    def close(self) -> None:
        self.child.terminate()
        self.child.join()
        self.door.close()


@pytest.fixture
def towns(settings: Settings, lender: Lender, tmp_path: Path) -> Iterator[tuple[Mortal, Mortal]]:
    """Lake and Hill."""
    with ExitStack() as stack:
        made = []
        for name in ("lake", "hill"):
            url = stack.enter_context(lender.lend())
            there = msgspec.structs.replace(settings, home=tmp_path / name, database_url=url)
            made.append(Mortal(there))
            stack.callback(made[-1].close)
        yield made[0], made[1]


def insists(who: Dweller, talk: str, client_id: str, body: str) -> None:
    """Until the town has it on disk."""
    path = f"/conversations/{talk}/messages/{client_id}"

    def said() -> bool:
        with suppress(httpx.TransportError):
            return who.http.put(path, json={"body": body}).is_success
        return False

    until(said, f"that {body} is said")


def test_whoever_dies_on_the_way_loses_and_doubles_nothing(towns: tuple[Mortal, Mortal]) -> None:
    amina, tariq = Dweller(towns[LAKE].origin, "amina"), Dweller(towns[HILL].origin, "tariq")
    amina.befriends(tariq)
    hers, his = amina.talk(amina.id_of(tariq))["id"], tariq.talk(tariq.id_of(amina))["id"]
    whole = list[str]()
    for point, (which, *_) in POINTS.items():
        town, client_id = towns[which], str(new_id())
        town.flag.write_text(point)
        with suppress(httpx.TransportError):
            amina.http.put(f"/conversations/{hers}/messages/{client_id}", json={"body": point})
        town.dies()
        town.start()
        insists(amina, hers, client_id, point)
        insists(amina, hers, str(new_id()), f"{point}, and after")
        whole += [point, f"{point}, and after"]
        tariq.hears(his, whole[-1])
        assert [one["body"] for one in tariq.log(his) if one["kind"] == "text"] == whole
    tariq.says(his, "all of it")
    amina.hears(hers, "all of it")
