"""A town in this process, as `tests.http` has it, that speaks with others."""

import asyncio
from pathlib import Path

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import client, clock, join
from tests.fediverse.peers import Door
from tests.http import Enter, app, town

__all__ = ["app", "client", "clock", "counts", "door", "join", "read_all", "settings", "town"]

PATIENCE = 30
TABLES = ("posts_post", "posts_comment", "posts_like", "posts_follow", "posts_vote", "posts_home")
TABLES += ("posts_report", "fediverse_seen", "fediverse_account", "identity_person")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Of a town that speaks with others, and would call nobody on this machine."""
    return Settings(
        home=tmp_path / "home",
        database_url=database_url,
        demo=False,
        federation="on",
        origin="https://lake.town",
        operators=("olga",),
    )


@pytest.fixture
async def door(town: Town, client: Enter) -> Door:
    return Door(town, client())


async def read_all(town: Town) -> None:
    """Waits until all that was taken is read."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.database.glance() as db:
                if not await db.value("select count(*) from fediverse_inbox"):
                    return
            await asyncio.sleep(0.05)


async def counts(town: Town) -> dict[str, int]:
    """How many rows there are of what others can change."""
    async with town.database.glance() as db:
        return {name: int(await db.value(f"select count(*) from {name}")) for name in TABLES}
