"""`leapfrog up --second-town`: Hill is open beside Lake, and as they open Noor moves from Lake to
Hill, with her friends, what was said, and her money.
"""

import signal
import socket
from pathlib import Path
from typing import Any

import httpx

from leapfrog.demo import PASSWORD
from tests.callers import caller
from tests.cli.running import COMMAND, answers, environment, started
from tests.fediverse.conftest import until
from tests.ports import free_port

SECOND = ((*COMMAND, "up"), "--second-town")


def two_free_ports() -> int:
    """The lower of two that follow each other."""
    while True:
        port = free_port()
        with socket.socket() as next_one:
            if next_one.connect_ex(("127.0.0.1", port + 1)):
                return port


def sign_in(port: int, handle: str) -> httpx.Client:
    api = caller(f"http://127.0.0.1:{port}/api/v1", headers={"X-Leapfrog": "1"}, timeout=60)
    answer = api.post("/sessions", json={"handle": handle, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    return api


def get(api: httpx.Client, path: str) -> Any:
    answer = api.get(path)
    assert answer.is_success, answer.text
    return answer.json()


def heard(api: httpx.Client, name: str) -> list[str]:
    """What was said in the conversation with somebody, or in a group of that name."""
    for row in get(api, "/conversations")["conversations"]:
        if name in (row.get("name"), row.get("person", {}).get("display_name")):
            found = get(api, f"/conversations/{row['id']}/messages")["messages"]
            return [one["body"] for one in found]
    return []


def test_noor_moves_as_both_towns_open(folder: Path) -> None:
    home, port = folder / "town", two_free_ports()
    program, option = SECOND
    environ = environment(home, port, LEAPFROG_DEMO="true", LEAPFROG_LOG_LEVEL="warning")
    with started(environ, option, program) as towns:
        until(lambda: towns.poll() is not None or (answers(port) and answers(port + 1)), "both")
        assert towns.poll() is None, towns.communicate()
        moved(port)
        towns.send_signal(signal.SIGTERM)
        said, complained = towns.communicate(timeout=60)
    assert towns.returncode == 0, complained
    assert f"http://lake.localhost:{port}" in said
    assert f"http://hill.localhost:{port + 1}" in said
    assert "Traceback" not in complained
    for one in (home, home.with_name("town-hill")):
        assert (one / "data").exists()
        assert not (one / "data" / "postmaster.pid").exists()
    assert not answers(port)
    assert not answers(port + 1)


def moved(port: int) -> None:
    """Amina reads in Lake what Noor writes in Hill, who has there all that she had."""
    amina = sign_in(port, "amina")
    until(lambda: any("stove is on" in one for one in heard(amina, "Noor Haddad")), "a letter")
    people = [row["person"] for row in get(amina, "/contacts?limit=500")["contacts"]]
    assert f"noor@hill.localhost:{port + 1}" in [one["address"] for one in people if one]
    noor = sign_in(port + 1, "noor")
    assert "You cannot just leave the lake" in heard(noor, "Amina Diallo")
    assert "I bring oranges 🍊" in heard(noor, "Boxes and a van")
    until(lambda: [one["balance"] for one in get(noor, "/wallet")["accounts"]] == [4_000], "money")


def test_it_is_for_the_demo_alone(folder: Path) -> None:
    program, option = SECOND
    with started(environment(folder / "town", free_port()), option, program) as town:
        _, complained = town.communicate(timeout=60)
    assert town.returncode == 1
    assert complained.startswith("leapfrog: the second town is one of the demo")
    assert not (folder / "town").exists()
