"""A server that was recovered to a moment: with `leapfrog restore --adopt` no device goes on as if
nothing had been lost.
"""

import asyncio
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog.cli.adopting import SERVING
from leapfrog.cli.database import DatabaseError
from leapfrog.cli.main import main, parser
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.cursor import parse
from leapfrog.kernel.ids import new_id
from tests.backup.conftest import settings_of
from tests.contacts.acts import ok
from tests.http import PATIENCE, Client, running
from tests.nodes.test_standby import following
from tests.town import UNSAFE, execute, named

ADOPT = ["restore", "--adopt"]
EPOCH = "select id from kernel_epoch"
# A transaction that has an id; then the oldest one that is open.
GIVEN = "select pg_current_xact_id()"
OLDEST = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
# More than a start and what follows takes.
MANY = 1_000
A_NODE = """
insert into nodes_node (id, name, version, program, schema, settings, state, started_at, seen_at)
values (gen_random_uuid(), 'app1:8000', '0', 0, 0, '{}', 'ready', now(), now() - $1::interval)
"""


class Device:
    """What it has of the town, and how far it has read."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        self.talks: dict[str, str] = {}
        self.name = ""

    async def read(self, owner: Client) -> None:
        asked = {"cursor": self.cursor} if self.cursor else {}
        found = ok(await owner.get("/sync", params=asked))
        if found["reset"]:
            self.talks, self.name = {}, ""
        self.talks |= {each["id"]: each["name"] for each in found["conversations"]}
        if found["me"]:
            self.name = found["me"]["display_name"]
        self.cursor = found["cursor"]

    def has(self) -> tuple[str, list[str]]:
        return self.name, sorted(self.talks.values())


class Server:
    """A PostgreSQL with its log put aside, which can go back to the moment `then`."""

    def __init__(self, folder: Path) -> None:
        self.home, self._base, self._log = folder / "town", folder / "base", folder / "log"
        self._log.mkdir()
        self._log.chmod(0o777)
        subprocess.run(["cp", "-a", self.home / "data", self._base], check=True)

    def open(self, **more: str) -> EmbeddedPostgres:
        aside = {"archive_mode": "on", "archive_command": f"cp %p {self._log}/%f"}
        return EmbeddedPostgres(settings_of(self.home), UNSAFE | aside | more)

    def recovered(self) -> EmbeddedPostgres:
        shutil.rmtree(self.home / "data")
        subprocess.run(["cp", "-a", self._base, self.home / "data"], check=True)
        (self.home / "data/recovery.signal").touch()
        return self.open(
            restore_command=f"cp {self._log}/%f %p",
            recovery_target_name="then",
            recovery_target_action="promote",
            # Nobody comes in before it is promoted.
            hot_standby="off",
        )


async def value(dsn: str, statement: str) -> Any:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def give_ids(dsn: str, beyond: int) -> None:
    """Until no transaction is open that is not beyond this one."""
    connection = await asyncpg.connect(dsn)
    try:
        async with asyncio.timeout(PATIENCE):
            while await connection.fetchval(OLDEST) <= beyond:
                await connection.execute(GIVEN)
    finally:
        await connection.close()


@asynccontextmanager
async def amina_in(dsn: str, home: Path) -> AsyncIterator[Client]:
    settings = replace(settings_of(home), database_url=dsn)
    async with running(settings) as app, Client(app, settings.origin, "203.0.113.1") as browser:
        await browser.sign_in("amina")
        yield browser


async def lives(browser: Client, name: str) -> None:
    """She calls herself so, and makes a group of that name."""
    ok(await browser.patch("/me", json={"display_name": name}))
    ok(await browser.put(f"/groups/{new_id()}", json={"name": name, "person_ids": []}))


async def adopt(dsn: str, home: Path) -> int:
    settings = replace(settings_of(home), database_url=dsn)
    asked = parser(ADOPT).parse_args(ADOPT)
    # It has an event loop of its own.
    return int(await asyncio.to_thread(asked.run, settings, asked))


@pytest.mark.parametrize("adopted", [True, False])
async def test_a_device_of_the_lost_time_ends_equal_to_a_fresh_one(
    home: Path, folder: Path, adopted: bool
) -> None:
    """Without the command it does not, so it is the command that it holds by."""
    server, device, fresh = Server(folder), Device(), Device()
    with server.open() as dsn:
        async with amina_in(dsn, home) as browser:
            await lives(browser, "Before")
            await device.read(browser)
            await value(dsn, "select pg_create_restore_point('then')")
            await lives(browser, "Lost")
            await give_ids(dsn, await value(dsn, OLDEST) + MANY)
            await device.read(browser)
    assert device.has() == ("Lost", ["Before", "Lost"])
    with server.recovered() as dsn:
        if adopted:
            assert await adopt(dsn, home) == 0
        async with amina_in(dsn, home) as browser:
            await lives(browser, "After")
            read = parse(device.cursor)
            assert read
            await give_ids(dsn, read.xid)
            await device.read(browser)
            await fresh.read(browser)
            assert fresh.has() == ("After", ["After", "Before"])
            assert (device.has() == fresh.has()) == adopted
            # Nor does it miss anything of what follows.
            await lives(browser, "Later")
            await device.read(browser)
            assert ("Lost" not in device.has()[1]) == adopted


async def refused(dsn: str, home: Path, reason: str) -> None:
    before = await value(dsn, EPOCH)
    with pytest.raises(DatabaseError, match=reason):
        await adopt(dsn, home)
    assert await value(dsn, EPOCH) == before


async def nobody_is_left(dsn: str) -> None:
    """The server ends who has hung up a moment later."""
    async with asyncio.timeout(PATIENCE):
        while await value(dsn, SERVING):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


# Nobody else was connected to it lately.
@pytest.mark.own_database
async def test_it_is_refused_while_the_town_is_served(
    database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = await asyncpg.connect(
        database_url, server_settings={"application_name": "leapfrog jobs"}
    )
    await refused(database_url, tmp_path, "nothing was changed: .* connections")
    await connection.execute(A_NODE, timedelta(seconds=5))
    await connection.close()
    await refused(database_url, tmp_path, "nothing was changed: .* app1:8000")
    await execute(database_url, "update nodes_node set seen_at = now() - interval '21 s'")
    await nobody_is_left(database_url)
    before = await value(database_url, EPOCH)
    assert await adopt(database_url, tmp_path) == 0
    now = await value(database_url, EPOCH)
    assert now != before
    assert [str(before), str(now)] == re.findall("[0-9a-f-]{36}", capsys.readouterr().out)


async def test_a_server_that_follows_another_one_is_refused(home: Path, folder: Path) -> None:
    with (
        EmbeddedPostgres(settings_of(home), UNSAFE) as dsn,
        following(settings_of(folder / "b"), dsn) as url,
    ):
        await refused(url, home, "promote it first")


async def test_a_database_without_a_town_is_refused(postgres_dsn: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no town in this database"):
        await adopt(named(postgres_dsn, "postgres"), tmp_path)


def test_a_town_with_a_database_of_its_own_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LEAPFROG_HOME", str(tmp_path))
    assert main(ADOPT) == 1
    assert "restored from a folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given", [[], ["/backups", "--adopt"]])
def test_it_is_either_a_backup_or_adopted(
    given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["restore", *given])
    assert "--adopt" in capsys.readouterr().err
