"""Sudden deaths: what was confirmed is there afterwards, and the next start simply works."""

import asyncio
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from leapfrog.embedded_postgres import EmbeddedPostgres, PostgresError
from leapfrog.embedded_postgres.account import SystemAccount, find_account
from leapfrog.embedded_postgres.binaries import find_binaries, within_reach
from leapfrog.embedded_postgres.child import pid_lines
from leapfrog.embedded_postgres.leftover import clear_leftover
from leapfrog.kernel.settings import Settings

ENOUGH = 300
USERS = ["root", "nobody"] if os.geteuid() == 0 else [pwd.getpwuid(os.geteuid()).pw_name]


def wait_until(happened: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.005)


def wait_until_stopped(home: Path) -> None:
    wait_until(lambda: not (home / "data" / "postmaster.pid").exists())


def reachable_binaries(folder: Path, user: str) -> Path:
    """PostgreSQL's programs where `user` can run them, as if installed by that user."""
    entry = pwd.getpwnam(user)
    account = SystemAccount(user, entry.pw_uid, entry.pw_gid, switch=entry.pw_uid != os.geteuid())
    return within_reach(find_binaries(None, folder), account, folder).bin


@contextmanager
def keeper(home: Path, pg_bin: Path, user: str) -> Iterator["subprocess.Popen[str]"]:
    uid = pwd.getpwnam(user).pw_uid
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "tests.kernel.keeper",
        home,
        pg_bin,
        str(uid),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            yield program
        finally:
            program.kill()


def read_ready(program: "subprocess.Popen[str]") -> int:
    assert program.stdout
    word, pid = program.stdout.readline().split()
    assert word == "ready"
    return int(pid)


def read_numbers(program: "subprocess.Popen[str]", many: int) -> list[int]:
    assert program.stdout
    return [int(program.stdout.readline()) for _ in range(many)]


def read_rest(program: "subprocess.Popen[str]") -> list[int]:
    """What was confirmed before the end; the last line may be torn."""
    assert program.stdout
    return [int(line) for line in program.stdout.read().splitlines(True) if line.endswith("\n")]


async def fetch_numbers(dsn: str) -> set[int]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row["number"] for row in await connection.fetch("select number from written")}
    finally:
        await connection.close()


def home_of(folder: Path, user: str) -> Path:
    home = folder / "town"
    home.mkdir(mode=0o700)
    os.chown(home, pwd.getpwnam(user).pw_uid, -1)
    return home


@pytest.mark.parametrize("user", USERS)
@pytest.mark.parametrize("power_cut", [False, True], ids=["parent_killed", "all_killed"])
def test_what_was_confirmed_survives(folder: Path, user: str, power_cut: bool) -> None:
    home, pg_bin = home_of(folder, user), reachable_binaries(folder, user)
    with keeper(home, pg_bin, user) as program:
        pid = read_ready(program)
        confirmed = read_numbers(program, ENOUGH)
        if power_cut:
            os.kill(pid, signal.SIGKILL)
        program.kill()
        confirmed += read_rest(program)
    with keeper(home, pg_bin, user) as program:
        read_ready(program)
        assert read_numbers(program, 1)[0] > max(confirmed)
        program.kill()
    wait_until_stopped(home)
    with EmbeddedPostgres(Settings(home=home, pg_bin=pg_bin)) as dsn:
        assert set(confirmed) <= asyncio.run(fetch_numbers(dsn))


def test_the_server_ends_by_itself_when_its_parent_is_killed(folder: Path) -> None:
    user = USERS[0]
    home = home_of(folder, user)
    with keeper(home, reachable_binaries(folder, user), user) as program:
        read_ready(program)
        program.kill()
        wait_until_stopped(home)
    assert "fast shutdown" in (home / "postgres.log").read_text()


@pytest.mark.parametrize("seconds", [0.02, 0.1, 0.3])
def test_a_killed_first_start_leaves_no_half_cluster(folder: Path, seconds: float) -> None:
    user = USERS[0]
    home, pg_bin = home_of(folder, user), reachable_binaries(folder, user)
    with keeper(home, pg_bin, user) as program:
        wait_until((home / "data.tmp").exists)
        time.sleep(seconds)
        program.kill()
    if (home / "data").exists():
        assert not (home / "data.tmp").exists()
    with keeper(home, pg_bin, user) as program:
        read_ready(program)
        assert read_numbers(program, 1)
    wait_until_stopped(home)
    assert not (home / "data.tmp").exists()


def test_a_pid_that_another_program_has_now_does_not_keep_the_town_closed(folder: Path) -> None:
    settings = Settings(home=folder / "town")
    with EmbeddedPostgres(settings):
        pid_file = folder / "town" / "data" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
    with subprocess.Popen(["sleep", "60"]) as stranger:
        lines[0] = str(stranger.pid)
        pid_file.write_text("\n".join(lines) + "\n")
        os.chown(pid_file, (folder / "town" / "data").stat().st_uid, -1)
        pid_file.chmod(0o600)
        with EmbeddedPostgres(settings) as dsn:
            assert dsn
        assert stranger.poll() is None
        stranger.kill()


def test_a_server_without_a_supervisor_is_neither_joined_nor_harmed(folder: Path) -> None:
    settings = Settings(home=folder / "town")
    with EmbeddedPostgres(settings) as dsn:
        assert dsn
    data = folder / "town" / "data"
    account = find_account(None, data)
    binaries = within_reach(find_binaries(None, data), account, folder / "town")
    command: list[str | Path] = [
        binaries.postgres,
        "-D",
        data,
        "-k",
        folder / "town" / "run",
        "-h",
        "",
    ]
    options = account.popen_options()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, **options) as server:
        try:
            # The file is there a moment before anything stands in it.
            wait_until(lambda: pid_lines(data)[:1] == [str(server.pid)])
            with pytest.raises(PostgresError, match=f"as process {server.pid}"):
                clear_leftover(data, patience=0.1)
            assert server.poll() is None
        finally:
            # It may not listen to signals yet, and what comes before is lost.
            wait_until(lambda: server.terminate() or server.poll() is not None)
    clear_leftover(data, patience=0.1)
