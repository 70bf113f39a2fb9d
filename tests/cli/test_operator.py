"""`leapfrog operator`, and what a start says to operators: of fresh, open and closed towns."""

import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest

from leapfrog.kernel.ids import new_id
from tests.cli.running import environment, ran, started, wait_until_open
from tests.http import PASSWORD
from tests.ports import free_port

LINK = re.compile(r"/join#handle=(\w+)&operator=([0-9a-z-]{20,})")


def joins(port: int, handle: str, **more: Any) -> httpx.Response:
    body = {
        "id": str(new_id()),
        "handle": handle,
        "display_name": "Boss",
        "language": "en",
        "password": PASSWORD,
        **more,
    }
    address = f"http://127.0.0.1:{port}/api/v1/people"
    return httpx.post(address, json=body, headers={"X-Leapfrog": "1"}, timeout=60)


def closed(program: "subprocess.Popen[str]") -> str:
    """What it said until it was told to close."""
    program.send_signal(signal.SIGTERM)
    said, complained = program.communicate(timeout=60)
    assert program.returncode == 0, complained
    return said


def appoints(environ: dict[str, str], name: str) -> "subprocess.CompletedProcess[str]":
    return ran(environ, "operator", name)


def test_a_fresh_town_prints_a_link_by_which_its_operator_joins(folder: Path) -> None:
    port = free_port()
    environ = environment(folder / "town", port, LEAPFROG_OPERATORS="boss, Mayor")
    with started(environ) as program:
        wait_until_open(program, port)
        assert joins(port, "boss").json()["code"] == "handle_reserved"
        # An open town is asked for a code, too; the one of the start is void then.
        named = appoints(environ, "@Boss")
        [(handle, code)] = LINK.findall(named.stdout)
        assert handle == "boss"
        assert joins(port, "boss", operator_code=code).json()["me"]["operator"] is True
        assert joins(port, "mayor").json()["code"] == "handle_reserved"
        said = closed(program)
    codes = dict(LINK.findall(said))
    assert codes.keys() == {"boss", "mayor"}
    assert codes["boss"] != code
    with started(environ) as program:
        wait_until_open(program, port)
        # The code that was printed first stays good, and no other one is.
        assert joins(port, "mayor", operator_code=codes["mayor"]).json()["me"]["operator"] is True
        said = closed(program)
    assert not LINK.findall(said)
    assert "another one: leapfrog operator mayor" in said


def test_who_has_the_handle_is_named_and_made_an_operator_open_or_closed(folder: Path) -> None:
    port = free_port()
    plain = environment(folder / "town", port)
    governed = plain | {"LEAPFROG_OPERATORS": "boss,mayor"}
    with started(plain) as program:
        wait_until_open(program, port)
        assert all(joins(port, one).status_code == 201 for one in ("boss", "mayor"))
        refused = appoints(plain, "boss")
        assert refused.returncode == 1
        assert "put it into LEAPFROG_OPERATORS first" in refused.stderr
        closed(program)
    assert "is an operator of this town" in appoints(governed, "mayor").stdout
    with started(governed) as program:
        wait_until_open(program, port)
        # The settings that count are the open town's.
        assert "is an operator of this town" in appoints(plain, "boss").stdout
        credentials = {"handle": "boss", "password": PASSWORD}
        headers, address = {"X-Leapfrog": "1"}, f"http://127.0.0.1:{port}/api/v1/sessions"
        entered = httpx.post(address, json=credentials, headers=headers, timeout=60)
        assert entered.json()["me"]["operator"] is True
        said = closed(program)
    assert "boss joined on" in said
    assert "leapfrog operator boss" in said
    assert "mayor" not in said


@pytest.mark.parametrize("name", ["", "b", "boss,mayor", "бoss", "boss;--"])
def test_what_is_no_name_is_refused(folder: Path, name: str) -> None:
    done = appoints(environment(folder / "town", 1), name)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "must be a name like amina" in done.stderr
    assert not (folder / "town").exists()
