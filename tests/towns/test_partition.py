"""Two towns, each in a network namespace of its own, joined by a cable that is pulled and put back:
nothing that was said is lost, doubled or out of order, whichever side said it.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.town import short_folder
from tests.towns.conftest import Dweller, until

PORT = 8000
# The last part of names and addresses, so that two runs do not meet.
NUMBER = os.getpid() % 200 + 20


def ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True, timeout=30)


class Namespace:
    """A network of its own, with a cable to this machine, by which its people speak to the town."""

    def __init__(self, name: str, number: int) -> None:
        self.name, self.cable = f"lf{name}{NUMBER}", f"lf{name}x{NUMBER}"
        self.address = f"10.97.{NUMBER}.{number}"
        self.people = f"10.98.{NUMBER}.{number * 4 + 2}"
        self.here = f"10.98.{NUMBER}.{number * 4 + 1}"

    def make(self) -> None:
        ip("netns", "add", self.name)
        ip("link", "add", self.cable, "type", "veth", "peer", "name", "people", "netns", self.name)
        ip("address", "add", f"{self.here}/30", "dev", self.cable)
        ip("link", "set", self.cable, "up")
        ip("-n", self.name, "address", "add", f"{self.people}/30", "dev", "people")
        ip("-n", self.name, "link", "set", "people", "up")
        ip("-n", self.name, "link", "set", "lo", "up")

    def drop(self) -> None:
        subprocess.run(["ip", "netns", "del", self.name], check=False, capture_output=True)

    def cable_between(self, way: str) -> None:
        """`up` or `down`."""
        ip("-n", self.name, "link", "set", "towns", way)
        if way == "up":
            # An address goes with the cable in some kernels.
            subprocess.run(
                ["ip", "-n", self.name, "address", "add", f"{self.address}/24", "dev", "towns"],
                check=False,
                capture_output=True,
            )


@contextmanager
def joined() -> Iterator[tuple[Namespace, Namespace]]:
    """Two networks with a cable between. Skips where this machine does not let one make them."""
    if os.geteuid() or shutil.which("ip") is None:
        pytest.skip("needs root and iproute2 for network namespaces")
    one, other = Namespace("a", 1), Namespace("b", 2)
    try:
        try:
            one.make()
            other.make()
            ends = ("towns", "netns", one.name, "type", "veth", "peer", "name", "towns")
            ip("link", "add", *ends, "netns", other.name)
        except subprocess.CalledProcessError as why:
            pytest.skip(f"no network namespaces here: {why.stderr.decode().strip()}")
        one.cable_between("up")
        other.cable_between("up")
        yield one, other
    finally:
        one.drop()
        other.drop()


@contextmanager
def town_in(there: Namespace, home: Path) -> Iterator[str]:
    """A town in this network; answers where its people speak to it."""
    environ = {
        **os.environ,
        "LEAPFROG_HOME": str(home),
        "LEAPFROG_HOST": "0.0.0.0",
        "LEAPFROG_PORT": str(PORT),
        "LEAPFROG_ORIGIN": f"http://{there.address}:{PORT}",
        "LEAPFROG_TOWN_DOMAIN": f"{there.address}:{PORT}",
        "LEAPFROG_DEMO": "false",
        "LEAPFROG_RATE_LIMITS": "false",
        "LEAPFROG_FEDERATION": "on",
        "LEAPFROG_PRIVATE_CALLS": "true",
        "LEAPFROG_LOG_LEVEL": "error",
    }
    program = Path(sys.executable).with_name("leapfrog")
    with (home.parent / f"{there.name}.log").open("wb") as log:
        process = subprocess.Popen(
            ["ip", "netns", "exec", there.name, program, "up"], env=environ, stdout=log, stderr=log
        )
    origin = f"http://{there.people}:{PORT}"
    try:
        until(lambda: process.poll() is not None or answers(origin), "the town")
        assert process.poll() is None, log.name
        yield origin
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def answers(origin: str) -> bool:
    try:
        return httpx.get(f"{origin}/healthz", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


def said(who: Dweller, talk: str) -> list[Any]:
    """Who said which text, in the order of their log."""
    found, path = list[Any](), f"/conversations/{talk}/messages"
    while page := who.get(path, after=found[-1]["seq"] if found else 0)["messages"]:
        found += page
    mine = who.id
    return [(one["sender_id"] == mine, one["body"]) for one in found if one["kind"] == "text"]


def texts(of: list[Any], *, mine: bool) -> list[str]:
    return [body for own, body in of if own is mine]


@pytest.mark.timeout(600)
def test_a_cable_is_pulled_and_nothing_is_lost() -> None:
    with ExitStack() as stack:
        lake, hill = stack.enter_context(joined())
        folder = stack.enter_context(short_folder())
        origins = [stack.enter_context(town_in(one, folder / one.name)) for one in (lake, hill)]
        amina, tariq = Dweller(origins[0], "amina"), Dweller(origins[1], "tariq")
        amina.address = f"amina@{lake.address}:{PORT}"
        tariq.address = f"tariq@{hill.address}:{PORT}"
        amina.befriends(tariq)
        hers = amina.talk(amina.id_of(tariq))["id"]
        his = tariq.talk(tariq.id_of(amina))["id"]
        amina.says(hers, "before")
        tariq.hears(his, "before")

        # Pulled in the middle of a burst from both sides, again and again.
        over = threading.Event()
        wanted: dict[str, list[str]] = {"amina": ["before"], "tariq": []}

        def talks(who: Dweller, talk: str) -> None:
            while not over.is_set():
                wanted[who.handle].append(f"{who.handle} {len(wanted[who.handle])}")
                who.says(talk, wanted[who.handle][-1])

        talking = [
            threading.Thread(target=talks, args=one) for one in ((amina, hers), (tariq, his))
        ]
        for thread in talking:
            thread.start()
        for cut in (lake, hill, lake):
            mark = len(wanted["amina"])
            until(lambda mark=mark: len(wanted["amina"]) > mark + 10, "some words")
            cut.cable_between("down")
            mark = len(wanted["tariq"])
            until(lambda mark=mark: len(wanted["tariq"]) > mark + 10, "words without a cable")
            cut.cable_between("up")
        over.set()
        for thread in talking:
            thread.join()
        until(lambda: texts(said(tariq, his), mine=False) == wanted["amina"], "all of hers")
        until(lambda: texts(said(amina, hers), mine=False) == wanted["tariq"], "all of his")
        assert texts(said(amina, hers), mine=True) == wanted["amina"]
        assert texts(said(tariq, his), mine=True) == wanted["tariq"]
        amina.http.close()
        tariq.http.close()
