"""Backups of a cluster's servers: with what `leapfrog cluster init --backups` writes, pgBackRest
keeps them and brings them back.
"""

import asyncio
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import msgspec
import pytest
import yaml

from leapfrog.cli.plan import (
    BackupPlace,
    ClusterPlan,
    DatabasePlace,
    ListeningPlace,
    new_secrets,
    write,
)
from leapfrog.embedded_postgres import (
    SystemAccount,
    find_account,
    find_binaries,
    plain_environment,
    within_reach,
)
from leapfrog.kernel.folders import private_folder
from tests.http import PATIENCE
from tests.packages import installed
from tests.town import apart

PORT = 5432


class Server(msgspec.Struct, frozen=True):
    """One PostgreSQL with the settings that Patroni would give it, and pgBackRest beside it."""

    folder: Path
    programs: Path
    account: SystemAccount

    @property
    def data(self) -> Path:
        return self.folder / "db1"

    def run(self, *command: str | Path, data: Path | None = None) -> str:
        """As the account of PostgreSQL; where what is written would name places of the machine,
        pgBackRest is told those of this folder.
        """
        own = {
            "CONFIG": self.folder / "config/databases/db1/pgbackrest.conf",
            "LOCK_PATH": self.folder / "lock",
            "SPOOL_PATH": self.folder / "spool",
            "LOG_LEVEL_FILE": "off",
            "PG1_PATH": data or self.data,
        }
        more = {f"PGBACKREST_{name}": str(one) for name, one in own.items()}
        done = subprocess.run(
            command,
            env=plain_environment() | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.account.popen_options(),
        )
        assert done.returncode == 0, done.stdout
        return done.stdout

    @contextmanager
    def running(self, data: Path) -> Iterator[None]:
        log = self.folder / f"{data.name}.log"
        control = (self.programs / "pg_ctl", "-D", data)
        try:
            self.run(*control, "-w", "-l", log, "-o", "-c hot_standby=off", "start", data=data)
            yield
        except AssertionError:
            print(log.read_text() if log.exists() else "")
            raise
        finally:
            self.run(*control, "-w", "-m", "fast", "stop", data=data)

    def ask(self, statement: str) -> object:
        return apart(self._ask(statement))

    async def _ask(self, statement: str) -> object:
        connection = await self._connected()
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    async def _connected(self) -> asyncpg.Connection:
        """Once it lets anybody in, which it does when it has recovered."""
        place = {"host": str(self.folder / "sockets"), "port": PORT}
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await asyncpg.connect(user="postgres", database="postgres", **place)
                except asyncpg.CannotConnectNowError:
                    await asyncio.sleep(0.02)


def plan_of(folder: Path, programs: Path) -> ClusterPlan:
    return ClusterPlan(
        origin="https://lake.town",
        bind=[],
        proxy_host="10.0.0.5",
        bus=ListeningPlace("bus", "10.0.0.5", 4222),
        nodes=[],
        databases=[
            DatabasePlace(
                name="db1",
                host="127.0.0.1",
                port=PORT,
                rest_port=8008,
                data=folder / "db1",
                programs=programs,
                config=folder / "config/databases",
            )
        ],
        stores=[],
        media_url=None,
        secrets=new_secrets(),
        backups=BackupPlace(folder / "backups", folder / "sockets"),
    )


def settings_of(patroni: Path) -> Mapping[str, object]:
    """The server parameters that Patroni would write; nothing listens at an address here."""
    told = yaml.safe_load(patroni.read_text())
    shared = told["bootstrap"]["dcs"]["postgresql"]
    return (
        shared["parameters"]
        | shared["recovery_conf"]
        | told["postgresql"]["parameters"]
        | {"listen_addresses": "", "port": PORT, "fsync": "off"}
    )


@pytest.fixture
def server(folder: Path) -> Server:
    installed("pgbackrest", "pgbackrest")
    account = find_account(None, folder / "db1")
    programs = within_reach(find_binaries(None, folder / "db1"), account, folder).bin
    write(plan_of(folder, programs), folder / "config")
    for name in ("backups", "sockets", "lock", "spool", "db1"):
        account.own(private_folder(folder / name))
    for path in (folder / "config", *(folder / "config").rglob("*")):
        account.own(path)
    account.own(folder)
    made = Server(folder, programs, account)
    made.run(programs / "initdb", "-D", made.data, "-U", "postgres", "-A", "trust", "-E", "UTF8")
    told = settings_of(folder / "config/databases/db1/patroni.yml")
    with (made.data / "postgresql.conf").open("a") as conf:
        conf.writelines(f"{name} = '{one}'\n" for name, one in told.items())
    return made


def command(folder: Path, act: str, **changed: str) -> list[str]:
    """One of pgBackRest, as the page of what to run says it."""
    page = (folder / "config/README.md").read_text()
    [found] = re.findall(rf"pgbackrest --stanza=leapfrog [^`\n]*\b{act}\b", page)
    words = [word.strip("'") for word in re.findall(r"(?:'[^']*'|\S)+", found)]
    given = {name: f"--{name}={one}" for name, one in changed.items()}
    return [given.get(word[2:].partition("=")[0], word) for word in words]


def test_what_was_backed_up_comes_back_as_it_was_at_a_moment(server: Server) -> None:
    folder, elsewhere = server.folder, server.folder / "elsewhere"
    service = (folder / "config/databases/town-backup.service").read_text()
    [backup] = re.findall(r"^ExecStart=(.+)$", service, re.MULTILINE)
    [is_primary] = re.findall(r"^ExecCondition=/bin/sh -c '(.+)'$", service, re.MULTILINE)
    with server.running(server.data):
        server.run(*command(folder, "stanza-create"))
        # It waits until a piece of the log has come.
        server.run(*command(folder, "check"))
        server.ask("create table said (body text)")
        server.ask("insert into said values ('before')")
        path = f"PATH={server.programs}:{os.defpath}"
        server.run("/usr/bin/env", path, "/bin/sh", "-c", is_primary.replace("$$", "$"))
        server.run(*backup.split())
        server.ask("insert into said values ('after')")
        moment = server.ask("select clock_timestamp()")
        server.ask("insert into said values ('mistake')")
        server.run(*command(folder, "check"))
    server.account.own(private_folder(elsewhere))
    # It knows the end of a backup to a second alone, and would look for one of before that.
    told = server.run("pgbackrest", "--stanza=leapfrog", "--output=json", "info")
    chosen = f"--set={json.loads(told)[0]['backup'][-1]['label']}"
    # For a try, which puts no log among that of the town; and over what is there.
    for data, more in ((elsewhere, ["--archive-mode=off"]), (server.data, [])):
        server.run(*command(folder, "restore", target=str(moment)), chosen, *more, data=data)
        with server.running(data):
            assert (
                server.ask("select string_agg(body, ' ' order by body) from said") == "after before"
            )
            assert server.ask("select not pg_is_in_recovery()")
