"""Two towns in network namespaces of their own, and the wire between them is cut: what is said
meanwhile comes when it is whole again, each once, and a move that it cut in the middle goes on.
"""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx
import msgspec
import pytest

from leapfrog.cli.forked import FORKS
from leapfrog.cli.serve import config
from leapfrog.embedded_postgres import end_with_parent
from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving
from leapfrog.web import create_app
from tests.moves.test_moving import all_said, arrives, begins
from tests.serving import QuietServer
from tests.shared_database import Lender
from tests.town_groups.conftest import Grouped
from tests.towns.conftest import until
from tests.towns.wire import ADDRESSES, Wire, enter, hindrance, wired

PORT = 8000
DOMAINS = tuple(f"{address}:{PORT}" for address in ADDRESSES)


class Distant(Grouped):
    """Somebody whose device stands beside their town, and reaches it whatever becomes of the
    wire.
    """

    def __init__(self, town: "Town", handle: str) -> None:
        super().__init__(town.door, handle)
        self.address = f"{handle}@{town.domain}"


class Town(msgspec.Struct, frozen=True):
    """`door`: where its people reach it, `domain`: where other towns do; `log`: what it says."""

    door: str
    domain: str
    log: Path


def lives(ends: tuple[int, int], at: int, settings: Settings, door: socket.socket) -> None:
    """A process: a town at one end of a wire. `door` was opened outside of the namespace."""
    end_with_parent(signal.SIGKILL)
    with log_of(settings).open("ab") as log:
        for said in (sys.stdout, sys.stderr):
            os.dup2(log.fileno(), said.fileno())
    enter(ends[0], ends[at])
    # Time enough to cut the wire while the copy is made; and soon again once it is whole.
    arriving.A_MOMENT, arriving.LATER = timedelta(seconds=3), timedelta(milliseconds=500)
    with socket.create_server((ADDRESSES[at], PORT)) as inside:
        town = create_app(settings)
        QuietServer(config(town)).run([door, inside])


def log_of(settings: Settings) -> Path:
    return settings.home.with_suffix(".log")


@contextmanager
def open_at(wire: Wire, at: int, settings: Settings) -> Iterator[str]:
    """Where the people of a town that begins there reach it."""
    settings.home.mkdir()
    named = msgspec.structs.replace(
        settings,
        origin=f"http://{DOMAINS[at]}",
        town_domain=DOMAINS[at],
        federation="on",
        private_calls=True,
        rate_limits=False,
    )
    with socket.create_server(("127.0.0.1", 0)) as door:
        child = FORKS.Process(target=lives, args=(wire.ends, at, named, door))
        child.start()
        where = f"http://127.0.0.1:{door.getsockname()[1]}"
    try:
        yield where
    finally:
        child.terminate()
        child.join()


def answers(where: str) -> bool:
    try:
        return httpx.get(f"{where}/api/v1/town").is_success
    except httpx.TransportError:
        return False


@pytest.fixture
def wire() -> Iterator[Wire]:
    if why := hindrance():
        pytest.skip(why)
    with wired() as made:
        yield made


@pytest.fixture
def towns(
    wire: Wire, settings: Settings, lender: Lender, tmp_path: Path
) -> Iterator[tuple[Town, Town]]:
    """Lake and Hill."""
    with ExitStack() as stack:
        made = []
        for at, name in enumerate(("lake", "hill")):
            url = stack.enter_context(lender.lend())
            there = msgspec.structs.replace(settings, home=tmp_path / name, database_url=url)
            door = stack.enter_context(open_at(wire, at, there))
            made.append(Town(door, DOMAINS[at], log_of(there)))
        for town in made:
            until(partial(answers, town.door), "a town")
        yield made[0], made[1]


def test_a_wire_is_cut(wire: Wire, towns: tuple[Town, Town]) -> None:
    lake, hill = towns
    amina, ben, tariq = Distant(lake, "amina"), Distant(lake, "ben"), Distant(hill, "tariq")
    amina.meets(ben)
    ben.meets(tariq)
    bens, tariqs = ben.talk(ben.id_of(tariq))["id"], tariq.talk(tariq.id_of(ben))["id"]
    said_meanwhile(wire, (ben, bens), (tariq, tariqs))
    a_move_is_cut(wire, amina, ben, hill)


Speaker = tuple[Distant, str]


def said_meanwhile(wire: Wire, one: Speaker, other: Speaker) -> None:
    """Each hears the other one's words once, in their order, after the wire is mended."""
    sides = ((one, other), (other, one))
    for (speaker, talk), (listener, there) in sides:
        speaker.says(talk, f"{speaker.handle} 0")
        listener.hears(there, f"{speaker.handle} 0")
    wire.cut()
    for n in range(1, 6):
        for (speaker, talk), _ in sides:
            speaker.says(talk, f"{speaker.handle} {n}")
    for (speaker, _), (listener, there) in sides:
        heard = [words for words in all_said(listener, there) if speaker.handle in words]
        assert heard == [f"{speaker.handle} 0"]
    wire.mend()
    for (speaker, _), (listener, there) in sides:
        listener.hears(there, f"{speaker.handle} 5")
        heard = [words for words in all_said(listener, there) if speaker.handle in words]
        assert heard == [f"{speaker.handle} {n}" for n in range(6)]


def a_move_is_cut(wire: Wire, amina: Distant, ben: Distant, hill: Town) -> None:
    """While Lake makes the copy, of which Hill hears nothing more; and nothing is lost."""
    new = Distant(hill, "amina")
    bens = ben.talk(ben.id_of(amina))["id"]
    ben.says(bens, "before")
    begins(amina, new, amina.address)
    # Lake has heard of it: her devices are signed out there.
    until(lambda: amina.http.get("/me").status_code == 401, "that it begins")
    wire.cut()
    ben.says(bens, "meanwhile")
    until(lambda: "moves_not_reached" in hill.log.read_text(), "that Hill asks in vain")
    [found] = new.get("/moves")
    assert found["state"] == "copying", found
    wire.mend()
    arrives(new)
    new.is_tied(ben.address)
    ben.says(bens, "after")
    hers = new.talk(new.id_of(ben))["id"]
    new.hears(hers, "after")
    assert all_said(new, hers) == ["before", "meanwhile", "after"]
