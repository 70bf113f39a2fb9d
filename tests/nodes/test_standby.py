"""Pages for passers-by are read from a standby that lags; what anybody has just done is not."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog.cli.cluster import status
from leapfrog.cli.cluster_parts import ClusterParts, cluster_parts
from leapfrog.cli.cluster_status import CRITICAL
from leapfrog.cli.database import bring_up
from leapfrog.embedded_postgres import EmbeddedPostgres, base_backup, put_cluster, settle_cluster
from leapfrog.kernel import connecting, standby
from leapfrog.kernel.connecting import Servers, follows
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.nodes.heartbeat import BEAT_SECONDS
from leapfrog.web import pages
from tests.backup.conftest import settings_of
from tests.http import PATIENCE, Client, running
from tests.posts.acts import ok, posted
from tests.town import UNSAFE

PLACE = "select pg_current_wal_lsn()::text"
PLAYED = "select pg_last_wal_replay_lsn() >= $1::text::pg_lsn"


@pytest.fixture(autouse=True)
def small_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the client is built or not."""
    monkeypatch.setattr(pages, "_shell_page", lambda language: "<title>app</title>")


@contextmanager
def following(settings: Settings, dsn: str) -> Iterator[str]:
    """A server that follows the one at `dsn`, in the home of these settings."""
    with base_backup(settings, dsn) as content:
        put_cluster(settings, content)
    settle_cluster(settings)
    (settings.home / "data" / "standby.signal").touch()
    parts = urlsplit(dsn)
    host = parse_qs(parts.query)["host"][0]
    told = {"primary_conninfo": f"host={host} port=5432 user={parts.username}"}
    with EmbeddedPostgres(settings, UNSAFE | told) as url:
        yield url


def killed(home: Path) -> None:
    server = int((home / "data/postmaster.pid").read_text().split()[0])
    os.kill(server, signal.SIGKILL)


async def has_all(dsn: str, follower: asyncpg.Connection) -> None:
    primary = await asyncpg.connect(dsn)
    place = await primary.fetchval(PLACE)
    await primary.close()
    async with asyncio.timeout(PATIENCE):
        while not await follower.fetchval(PLAYED, place):  # noqa: ASYNC110
            await asyncio.sleep(0.02)


class Readers:
    """A town whose pages passers-by read from a server that follows; Amina posts."""

    def __init__(
        self, town: Town, url: str, follower: asyncpg.Connection, people: list[Client]
    ) -> None:
        self.town, self.url, self.follower = town, url, follower
        self.dsn = town.settings.database_url or ""
        self.amina, self.stranger = people

    async def posts(self, text: str) -> dict[str, Any]:
        return await posted(self.amina, text)

    async def shown(self) -> list[str]:
        """Which of her posts passers-by see on her page."""
        page = await self.stranger.page("/@amina")
        assert page.is_success, page.text
        return [word for word in ("Mangoes", "Apricots") if word in page.text]

    async def follower_has_all(self) -> None:
        await has_all(self.dsn, self.follower)


@pytest.fixture
async def readers(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Readers]:
    """Who reads from the server in `folder / "b"`, which has her first post."""
    monkeypatch.setattr(standby, "REST_SECONDS", 0.0)
    monkeypatch.setattr(standby, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(standby, "MOST_SECONDS", 60.0)
    here = settings_of(home)
    with EmbeddedPostgres(here, UNSAFE) as dsn, following(settings_of(folder / "b"), dsn) as url:
        there = replace(here, database_url=dsn, database_standby_url=url)
        await asyncio.to_thread(bring_up, there)
        follower = await asyncpg.connect(url)
        async with (
            running(there) as app,
            Client(app, there.origin, "203.0.113.1") as amina,
            Client(app, there.origin, "203.0.113.2") as stranger,
        ):
            await amina.sign_in("amina")
            found = Readers(app._app.town, url, follower, [amina, stranger])
            await found.posts("Mangoes")
            await found.follower_has_all()
            assert await found.shown() == ["Mangoes"]
            yield found
        follower.terminate()


async def test_passers_by_read_what_a_standby_has_and_nobody_misses_their_own_deed(
    readers: Readers, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina, stranger = readers.amina, readers.stranger
    await readers.follower.execute("select pg_wal_replay_pause()")
    second = await readers.posts("Apricots")
    assert await readers.shown() == ["Mangoes"]
    mine = ok(await amina.get(f"/profiles/{amina.me['id']}/posts"))["posts"]
    assert [one["text"] for one in mine] == ["Apricots", "Mangoes"]
    # Whom she sent its address to.
    page = await stranger.page(f"/post/{second['id']}")
    assert page.is_success
    assert "Apricots" in page.text
    monkeypatch.setattr(standby, "MOST_BEHIND", 0.0)
    assert await readers.shown() == ["Mangoes", "Apricots"]
    monkeypatch.setattr(standby, "MOST_BEHIND", 600.0)
    assert await readers.shown() == ["Mangoes"]
    await readers.follower.close()
    killed(folder / "b")
    assert await readers.shown() == ["Mangoes", "Apricots"]


async def test_a_standby_that_has_lost_its_primary_is_not_asked_for_longer_than_one_that_lags(
    readers: Readers, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(home)
    # It has played all that came.
    assert await readers.shown() == ["Mangoes"]
    monkeypatch.setattr(standby, "MOST_BEHIND", 0.0)
    assert (await readers.stranger.page("/@amina")).status_code == 503
    monkeypatch.setattr(standby, "MOST_BEHIND", 600.0)
    assert await readers.shown() == ["Mangoes"]


async def test_each_connection_is_looked_at_for_it_may_be_to_another_server(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "LOOK_EVERY", 600.0)
    held, second = asyncio.Event(), asyncio.Event()

    async def follows(db: Db) -> bool:
        return bool(await db.value("select pg_is_in_recovery()"))

    async def holds(db: Db) -> bool:
        held.set()
        await second.wait()
        return await follows(db)

    town = readers.town
    assert await town.read_stale(follows)
    first = asyncio.create_task(town.read_stale(holds))
    await held.wait()
    monkeypatch.setattr(standby, "MOST_BEHIND", 0.0)
    assert not await town.read_stale(follows)
    second.set()
    assert await first


async def test_a_server_that_follows_nobody_any_more_is_not_asked(readers: Readers) -> None:
    assert await readers.follower.fetchval("select pg_promote()")
    await readers.posts("Apricots")
    assert await readers.shown() == ["Mangoes", "Apricots"]


async def test_of_several_servers_one_that_follows_is_read_from(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "hosts_of", lambda _: [readers.dsn, readers.url])
    servers = Servers(readers.dsn, only_reads=True)
    connection = await servers.connect_for_statements("test")
    assert await connection.fetchval("select pg_is_in_recovery()")
    assert follows(connection)
    assert await readers.follower.fetchval("select pg_promote()")
    assert not await connection.fetchval("select pg_is_in_recovery()")
    assert not follows(connection)
    connection.terminate()
    with pytest.raises(asyncpg.InternalClientError):
        await servers.connect_for_statements("test")


def test_what_each_node_writes_is_as_often_as_a_standby_has_to_hear_something() -> None:
    assert 2 * BEAT_SECONDS < standby.MOST_BEHIND


async def test_status_asks_each_server_and_says_how_far_a_standby_is_behind(
    home: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = settings_of(home)
    with EmbeddedPostgres(here, UNSAFE) as dsn, following(settings_of(folder / "b"), dsn) as url:
        there = replace(here, database_url=dsn, database_standby_url=url)
        await asyncio.to_thread(bring_up, there)

        async def found() -> ClusterParts:
            return await cluster_parts(there, dsn)

        async def roles() -> list[str]:
            return sorted(one.role for one in (await found()).servers)

        follower = await asyncpg.connect(url)
        await has_all(dsn, follower)
        [primary, second] = sorted((await found()).servers, key=lambda one: one.role)
        assert (primary.role, primary.behind) == ("primary", None)
        # It is sent the timeline of the primary.
        assert second.role == "standby"
        assert second.behind is not None
        assert primary.timeline == second.timeline is not None
        assert not primary.at.startswith("postgresql:")
        [standby_seen] = (await found()).cluster.standbys
        await follower.execute("select pg_wal_replay_pause()")
        writer = await asyncpg.connect(dsn)
        await writer.execute("create table of_a_moment as select generate_series(1, 1000)")
        await writer.close()
        behind = (await found()).bytes_behind[standby_seen.name]
        assert behind is not None
        assert behind > 0
        await follower.close()
        killed(folder / "b")
        assert await roles() == ["primary", "silent"]
        assert await asyncio.to_thread(status, there, dsn, as_json=True) == CRITICAL
        killed(home)
        capsys.readouterr()
        assert await asyncio.to_thread(status, there, dsn, as_json=False) == CRITICAL
        *servers, fault = capsys.readouterr().out.splitlines()
        assert [one.rpartition(": ")[2] for one in servers] == 2 * ["does not answer"]
        assert fault.startswith("! no primary with a town answers (")
