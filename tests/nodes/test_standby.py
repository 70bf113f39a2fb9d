"""Pages for passers-by are read from a standby that lags; what anybody has just done is not."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest
from msgspec.structs import replace

from leapfrog.cli.database import bring_up
from leapfrog.embedded_postgres import EmbeddedPostgres, base_backup, put_cluster, settle_cluster
from leapfrog.kernel import standby
from leapfrog.kernel.settings import Settings
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


async def test_passers_by_read_what_a_standby_has_and_nobody_misses_their_own_deed(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standby, "REST_SECONDS", 0.0)
    monkeypatch.setattr(standby, "LOOK_EVERY", 0.0)
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

            async def shown() -> list[str]:
                """Which of her posts passers-by see on her page."""
                page = await stranger.page("/@amina")
                assert page.is_success, page.text
                return [word for word in ("Mangoes", "Apricots") if word in page.text]

            await posted(amina, "Mangoes")
            await has_all(dsn, follower)
            assert await shown() == ["Mangoes"]
            await follower.execute("select pg_wal_replay_pause()")
            second = await posted(amina, "Apricots")
            assert await shown() == ["Mangoes"]
            mine = ok(await amina.get(f"/profiles/{amina.me['id']}/posts"))["posts"]
            assert [one["text"] for one in mine] == ["Apricots", "Mangoes"]
            # Whom she sent its address to.
            page = await stranger.page(f"/post/{second['id']}")
            assert page.is_success
            assert "Apricots" in page.text
            monkeypatch.setattr(standby, "MOST_BEHIND", 0.0)
            assert await shown() == ["Mangoes", "Apricots"]
            monkeypatch.setattr(standby, "MOST_BEHIND", 600.0)
            assert await shown() == ["Mangoes"]
            await follower.close()
            killed(folder / "b")
            assert await shown() == ["Mangoes", "Apricots"]
