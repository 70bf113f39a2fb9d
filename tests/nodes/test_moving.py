"""A town that brought its database along goes on with one of a server."""

import argparse
import asyncio
import io
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog.cli.cluster import arguments, cluster
from leapfrog.cli.database import DatabaseError, bring_up
from leapfrog.embedded_postgres import PostgresError
from leapfrog.embedded_postgres.moving import _without_password
from leapfrog.kernel.settings import Settings
from leapfrog.web import create_app
from tests.backup.conftest import opened, settings_of
from tests.http import Client, lifespan
from tests.object_store import ObjectStore, running_store
from tests.town import administer, named

CLOSED = re.compile(
    r"closed for ([\d.]+) s in all until here:\s+([\d.]+) s to start .*\s+([\d.]+) s for files,"
    r" ([\d.]+) s for the database,\s+([\d.]+) s to end"
)
HAS_TABLES = "select count(*) from pg_tables where schemaname = 'public'"


@pytest.fixture
def server_url(postgres_dsn: str) -> Iterator[str]:
    """An empty database of another server."""
    name = f"moved_{uuid4().hex}"
    administer(postgres_dsn, f"create database {name}")
    yield named(postgres_dsn, name)
    administer(postgres_dsn, f"drop database {name} with (force)")


@pytest.fixture
def object_store(monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    with running_store() as store:
        for name, value in store.environ.items():
            monkeypatch.setenv(name, value)
        yield store


def blobs(home: Path) -> list[Path]:
    """The files that people keep there."""
    return list(home.glob("media/??/*"))


async def move(settings: Settings, url: str, *more: str) -> int:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return await asyncio.to_thread(cluster, settings, parser.parse_args(["move", url, *more]))


async def has_tables(url: str) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return bool(await connection.fetchval(HAS_TABLES))
    finally:
        await connection.close()


async def test_all_that_was_in_it_is_on_the_server_and_devices_read_anew(
    home: Path,
    server_url: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = settings_of(home)
    async with opened(home) as town:
        await town.browser.sign_in("amina")
        me = (await town.browser.get("/me")).json()
        cursor = (await town.browser.get("/sync")).json()["cursor"]
        with pytest.raises(PostgresError):
            await move(here, server_url)
    # With its password the address is in no list of processes.
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{server_url}\n"))
    assert await move(here, "-", "--keep-files") == 0
    said = capsys.readouterr().out
    assert "is copied" in said
    found = CLOSED.search(said)
    assert found, said
    whole, *parts = map(float, found.groups())
    # Each was rounded by itself.
    assert whole == pytest.approx(sum(parts), abs=0.3)
    there = replace(here, database_url=server_url)
    await asyncio.to_thread(bring_up, there)
    app = create_app(there)
    async with lifespan(app), Client(app, there.origin, "203.0.113.1") as browser:
        await browser.sign_in("amina")
        assert (await browser.get("/me")).json() == me
        assert (await browser.page(me["avatar"])).is_success
        found = (await browser.get("/sync", params={"cursor": cursor})).json()
        assert found["reset"]
        assert found["cursor"].partition(".")[0] != cursor.partition(".")[0]
    with pytest.raises(DatabaseError, match="not empty"):
        await move(here, server_url)
    with pytest.raises(DatabaseError, match="on a server already"):
        await move(there, server_url)
    async with opened(home) as town:
        await town.browser.sign_in("amina")


async def test_what_cannot_be_copied_whole_is_not_copied_at_all(
    home: Path, server_url: str
) -> None:
    """Something is in the way that no table is."""
    connection = await asyncpg.connect(server_url)
    await connection.execute("create type wallet_kind as enum ()")
    with pytest.raises(PostgresError, match="nothing was changed"):
        await move(settings_of(home), server_url, "--keep-files")
    await connection.close()
    assert not await has_tables(server_url)


async def test_files_go_into_the_object_store_with_it(
    home: Path, folder: Path, server_url: str, object_store: ObjectStore
) -> None:
    here = replace(settings_of(home), media_url=object_store.url)
    assert await move(here, server_url) == 0
    kept = {path.name: path.read_bytes() for path in blobs(home)}
    assert kept
    assert object_store.blobs() == kept
    # Another machine, which has none of the folders.
    there = replace(here, database_url=server_url, home=folder / "elsewhere")
    await asyncio.to_thread(bring_up, there)
    app = create_app(there)
    async with lifespan(app), Client(app, there.origin, "203.0.113.1") as browser:
        me = await browser.sign_in("amina")
        assert (await browser.page(me["avatar"])).content in kept.values()


async def test_files_that_no_other_node_would_reach_are_not_left_behind(
    home: Path, server_url: str
) -> None:
    with pytest.raises(DatabaseError, match=r"media, which other nodes do not reach"):
        await move(settings_of(home), server_url)
    assert not await has_tables(server_url)


@pytest.mark.parametrize("damage", [Path.unlink, partial(Path.write_bytes, data=b"")])
async def test_a_town_that_lacks_a_file_is_not_moved(
    home: Path, server_url: str, object_store: ObjectStore, damage: Callable[[Path], object]
) -> None:
    damage(blobs(home)[0])
    with pytest.raises(DatabaseError, match="missing or damaged"):
        await move(replace(settings_of(home), media_url=object_store.url), server_url)
    assert not await has_tables(server_url)


async def test_a_store_that_refuses_changes_nothing(
    home: Path, server_url: str, object_store: ObjectStore
) -> None:
    object_store.refuses = True
    with pytest.raises(DatabaseError, match="cannot be used"):
        await move(replace(settings_of(home), media_url=object_store.url), server_url)
    assert not await has_tables(server_url)


async def test_a_server_that_does_not_answer_changes_nothing(home: Path) -> None:
    with pytest.raises(DatabaseError, match="cannot be reached") as why:
        await move(settings_of(home), "postgresql://town:secret@127.0.0.1:1/town")
    assert "secret" not in str(why.value)


def test_the_password_is_no_argument_of_a_program() -> None:
    url = "postgresql://town:p%40ss@db1:5433,db2/town?sslmode=require"
    plain = "postgresql://town@db1:5433,db2/town?sslmode=require"
    assert _without_password(url) == (plain, {"PGPASSWORD": "p@ss"})
    assert _without_password(plain) == (plain, {})
