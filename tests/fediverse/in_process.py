"""A town in this process, as `tests.http` has it, that speaks with others."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import client, clock, join, settle
from tests.fediverse.peers import Door, Peer
from tests.http import Client, Enter, app, town

__all__ = [
    "Neighbourhood",
    "activities",
    "app",
    "client",
    "clock",
    "counts",
    "door",
    "follows",
    "join",
    "read_all",
    "settings",
    "settle",
    "speaking",
    "town",
    "until",
    "uri_of",
]

PATIENCE = 30
T = TypeVar("T")
TABLES = ("posts_post", "posts_like", "follows_follow", "posts_vote", "posts_home")
TABLES += ("moderation_report", "fediverse_seen", "fediverse_account", "identity_person")
TABLES += ("chat_conversation", "chat_message", "private_notes_talk", "private_notes_note")


def speaking(tmp_path: Path, database_url: str, **more: Any) -> Settings:
    """Of a town that speaks with others, and would call nobody on this machine."""
    made = Settings(
        home=tmp_path / "home",
        database_url=database_url,
        demo=False,
        federation="on",
        origin="https://lake.town",
        operators=("olga",),
    )
    return msgspec.structs.replace(made, **more)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return speaking(tmp_path, database_url)


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


async def until(ask: Callable[[], Awaitable[T]]) -> T:
    """What `ask` answers, once it answers something."""
    async with asyncio.timeout(PATIENCE):
        while True:
            found = await ask()
            if found:
                return found
            await asyncio.sleep(0.05)


async def activities(town: Town, kind: str) -> list[dict[str, Any]]:
    """The activities of a kind that were written to others, in their order."""
    async with town.database.glance() as db:
        rows = await db.rows("select body from fediverse_activity order by id")
    return [one for row in rows if (one := json.loads(row[0]))["type"] == kind]


def uri_of(door: Door, who: Client) -> str:
    """By what the net knows somebody of this town."""
    return f"{door.origin}/ap/people/{who.me['id']}"


async def follows(door: Door, who: Client, whom: Peer) -> None:
    """Somebody here follows somebody elsewhere, who says yes."""
    assert (await who.put(f"/follows/{whom.actor.person_id}", json={})).is_success
    asked = {"type": "Follow", "actor": uri_of(door, who), "object": whom.uri}
    assert (await door.bring(whom, whom.act("Accept", asked))).status_code == 202
    await read_all(door.town)


class Neighbourhood:
    """Amina of this town; Vera and Eve of others."""

    def __init__(self, door: Door, amina: Client, vera: Peer, eve: Peer) -> None:
        self.door, self.amina, self.vera, self.eve = door, amina, vera, eve

    async def brings(self, by: Peer, kind: str, thing: Any, **more: Any) -> dict[str, Any]:
        """The activity, which was taken and read."""
        activity = by.act(kind, thing, **more)
        assert (await self.door.bring(by, activity)).status_code == 202
        await read_all(self.door.town)
        return activity
