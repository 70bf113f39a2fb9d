"""`leapfrog up`, from the first start to every way it can end."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import SimpleNamespace

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from leapfrog.cli.main import COMMANDS, parser
from leapfrog.cli.serve import ServingProcesses
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import SERVICE_RESTART
from tests.cli.running import (
    COMMAND,
    SECONDS,
    answers,
    descendants,
    environment,
    started,
    wait_until_gone,
    wait_until_open,
)
from tests.http import PASSWORD
from tests.ports import free_port
from tests.town import short_folder

MOST_MEGABYTES = 250


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def opened_once() -> Iterator[Path]:
    """The home of a town that was opened before, and is closed."""
    with short_folder() as made:
        assert run_migrate(environment(made / "town", free_port()))
        yield made / "town"


@pytest.fixture
def home(folder: Path, opened_once: Path) -> Path:
    """A copy of it."""
    subprocess.run(["cp", "-a", opened_once, folder], check=True)
    return folder / "town"


def stopped_cleanly(home: Path) -> bool:
    return not (home / "data" / "postmaster.pid").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_says_where_and_closes_when_told(
    folder: Path, port: int, how: signal.Signals
) -> None:
    home = folder / "town"
    with started(environment(home, port)) as program:
        wait_until_open(program, port)
        program.send_signal(how)
        said, complained = program.communicate(timeout=30)
    assert program.returncode == 0, complained
    assert f"http://localhost:{port}" in said
    assert str(home) in said
    assert "Traceback" not in complained
    assert stopped_cleanly(home)
    assert not answers(port)


def test_after_a_kill_the_next_start_works_at_once(home: Path, port: int) -> None:
    environ = environment(home, port)
    with started(environ) as program:
        wait_until_open(program, port)
        program.kill()
    with started(environ) as program:
        wait_until_open(program, port)
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=30)
    assert program.returncode == 0
    assert stopped_cleanly(home)


def test_a_second_start_on_the_same_home_says_who_has_it(home: Path, port: int) -> None:
    with started(environment(home, port)) as first:
        wait_until_open(first, port)
        with started(environment(home, free_port())) as second:
            _, complained = second.communicate(timeout=30)
        assert second.returncode == 1
        assert f"already run by process {first.pid}" in complained
        assert answers(port)
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=30)


def test_a_busy_port_is_named_and_nothing_is_left_running(home: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as busy:
        port = busy.getsockname()[1]
        with started(environment(home, port)) as program:
            _, complained = program.communicate(timeout=30)
    assert program.returncode == 1
    assert re.fullmatch(rf"leapfrog: port {port} is in use .*LEAPFROG_PORT.*\n", complained)
    assert stopped_cleanly(home)


def test_a_bad_setting_is_told_in_one_line(folder: Path) -> None:
    environ = environment(folder / "town", 1) | {"LEAPFROG_PORT": "eighty"}
    with started(environ) as program:
        _, complained = program.communicate(timeout=30)
    assert program.returncode == 1
    assert (
        complained == "leapfrog: LEAPFROG_PORT='eighty': must be a whole number from 1 to 65535\n"
    )
    assert not (folder / "town").exists()


def test_a_database_of_ones_own_is_used_and_none_is_started(
    folder: Path, port: int, postgres_dsn: str, database_url: str
) -> None:
    environ = environment(folder / "town", port, DATABASE_URL=database_url)
    with started(environ) as program:
        wait_until_open(program, port)
        assert descendants(program.pid) == [program.pid]
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=30)
    assert program.returncode == 0
    assert not (folder / "town" / "data").exists()


def test_a_database_that_does_not_answer_is_told(folder: Path, port: int) -> None:
    url = f"postgresql://town:secret@127.0.0.1:{free_port()}/town"
    with started(environment(folder / "town", port, DATABASE_URL=url)) as program:
        _, complained = program.communicate(timeout=60)
    assert program.returncode == 1
    assert complained.startswith("leapfrog: the database of DATABASE_URL cannot be reached")
    assert "secret" not in complained


def test_when_the_database_dies_the_town_closes_and_says_so(home: Path, port: int) -> None:
    with started(environment(home, port)) as program:
        wait_until_open(program, port)
        server = int((home / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGINT)
        _, complained = program.communicate(timeout=30)
    assert "PostgreSQL has stopped" in complained
    assert program.returncode == 1


def test_several_processes_serve_one_port_and_end_with_their_parent(home: Path, port: int) -> None:
    environ = environment(home, port, LEAPFROG_PROCESSES="2", LEAPFROG_DRAIN_SECONDS="6")
    with started(environ) as program:
        assert program.stdout
        assert any("is open" in line for line in program.stdout)
        assert answers(port)
        token = joined(port)
        head = {"Authorization": f"Bearer {token}"}
        with connect(f"ws://127.0.0.1:{port}/api/v1/stream", additional_headers=head) as line:
            program.send_signal(signal.SIGTERM)
            until_draining(port)
            assert why_closed(line) == SERVICE_RESTART
        program.communicate(timeout=60)
    assert program.returncode == 0
    with started(environ) as program:
        wait_until_open(program, port)
        everyone = descendants(program.pid)
        assert len(everyone) > 3
        program.kill()
    wait_until_gone(everyone)
    assert stopped_cleanly(home)


def joined(port: int) -> str:
    """The token of somebody who has just joined."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers={"X-Leapfrog": "1"}) as browser:
        person = {"id": str(new_id()), "handle": "amina", "display_name": "Amina"}
        person |= {"language": "en", "password": PASSWORD}
        assert browser.post("/api/v1/people", json=person, timeout=60).is_success
        return browser.cookies["leapfrog_session"]


def until_draining(port: int) -> None:
    """Whoever of the processes is asked says so, and answers still."""
    until = time.monotonic() + SECONDS
    while (answer := httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=60)).status_code == 200:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert (answer.status_code, answer.text) == (503, "draining")


def why_closed(line: ClientConnection) -> int | None:
    """The code with which a stream ends, after all that is heard until then."""
    try:
        while True:
            line.recv(timeout=SECONDS)
    except ConnectionClosed as why:
        return why.rcvd.code if why.rcvd else None


def test_processes_that_the_schema_shut_out_are_not_started_again() -> None:
    serving = SimpleNamespace(should_exit=Event(), is_shut_out=False)
    ServingProcesses.handle_usr1(serving)  # type: ignore[arg-type]
    assert serving.is_shut_out
    assert serving.should_exit.is_set()


def test_an_idle_town_with_its_database_is_small(home: Path, port: int) -> None:
    with started(environment(home, port)) as program:
        wait_until_open(program, port)
        everyone = descendants(program.pid)
        assert len(everyone) > 4
        assert sum(map(resident_megabytes, everyone)) <= MOST_MEGABYTES
        program.send_signal(signal.SIGTERM)
        program.communicate(timeout=30)


def resident_megabytes(pid: int) -> float:
    """As `make bench-start` counts: what processes share is there once."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE))) / 1024


def test_migrate_says_what_it_did_and_stops(folder: Path, port: int) -> None:
    environ = environment(folder / "town", port)
    said = [run_migrate(environ), run_migrate(environ)]
    assert said[0].splitlines()[0] == "kernel/0001_kernel.sql"
    assert said[1] == "The database is up to date.\n"
    assert stopped_cleanly(folder / "town")


def run_migrate(environ: dict[str, str]) -> str:
    with started(environ, "migrate") as program:
        said, complained = program.communicate(timeout=60)
    assert (program.returncode, complained) == (0, ""), complained
    return str(said)


def test_the_help_names_every_command() -> None:
    said = subprocess.check_output([*COMMAND, "--help"], text=True)
    assert all(word in said for word in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_found_and_runs_something(name: str) -> None:
    """They are found by name when they are asked for, which no type checker sees."""
    [command] = (one for one in parser([name])._actions if isinstance(one.choices, dict))
    assert callable(command.choices[name].get_default("run"))
