"""`kill -9` of the server, `kill -9` of the database and cut lines, at random points of thousands
of sends from several devices: what was acknowledged is there once, in order, on every device.

LEAPFROG_STORM_SENDS=20000 for the long one; LEAPFROG_STORM_SEED for another course of things.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from pathlib import Path

import asyncpg
import pytest

from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from tests.chat.acts import befriend, made, opened
from tests.http import Client
from tests.nodes.running import RunningNode
from tests.ports import free_port
from tests.web.sailor import Sailor
from tests.web.test_killed_server import browser, node, until_open

SENDS = int(os.environ.get("LEAPFROG_STORM_SENDS", "2000"))
SEED = int(os.environ.get("LEAPFROG_STORM_SEED", "1"))
# Of each kind so many, for 10,000 sends.
STROKES = {"server": 5, "database": 3, "lines": 10}
PATIENCE = 120 + SENDS / 10


class Town:
    """A server in a process of its own and its database, both of which can be killed."""

    def __init__(self, folder: Path) -> None:
        # Nothing is left out that keeps data safe.
        self.postgres = EmbeddedPostgres(Settings(home=folder / "database"))
        self.dsn = self.postgres.start()
        self.port = free_port()
        self.environment = os.environ | {
            "DATABASE_URL": self.dsn,
            "LEAPFROG_HOME": str(folder / "home"),
            "LEAPFROG_HOST": "127.0.0.1",
            "LEAPFROG_PORT": str(self.port),
            "LEAPFROG_DEMO": "false",
            "LEAPFROG_RATE_LIMITS": "false",
            "LEAPFROG_LOG_LEVEL": "error",
        }
        self.server: RunningNode | None = None

    async def start_server(self) -> None:
        self.server = node(self.environment)
        await self.server.start()
        await until_open(self.server)

    async def kill_server(self) -> None:
        assert self.server
        self.server.process.kill()
        await self.server.ended()

    def strike_database(self) -> None:
        """Kills it and starts it anew; this blocks, so that nobody does anything meanwhile."""
        assert self.postgres.child
        os.kill(self.postgres.child.pid, signal.SIGKILL)
        self.postgres.child.wait()
        self.postgres.stop()
        assert self.postgres.start() == self.dsn

    async def close(self) -> None:
        if self.server:
            await self.kill_server()
        self.postgres.stop()


class Storm:
    """Devices that send, and what befalls them."""

    def __init__(self, town: Town, sailors: list[Sailor]) -> None:
        self.town, self.sailors = town, sailors
        self.chance = random.Random(SEED)

    @property
    def acked(self) -> int:
        return sum(len(sailor.acked) for sailor in self.sailors)

    async def rage(self) -> None:
        """Each stroke falls when so many sends are acknowledged."""
        strokes = [
            kind for kind, many in STROKES.items() for _ in range(max(1, many * SENDS // 10_000))
        ]
        self.chance.shuffle(strokes)
        moments = sorted(self.chance.uniform(0.05, 0.9) * SENDS for _ in strokes)
        for kind, moment in zip(strokes, moments, strict=True):
            while self.acked < moment:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            await self.strike(kind)

    async def strike(self, kind: str) -> None:
        if kind == "lines":
            for sailor in self.chance.sample(self.sailors, 3):
                sailor.cut()
        elif kind == "database":
            self.town.strike_database()
        else:
            await self.town.kill_server()
            await self.town.start_server()

    async def all(self) -> None:
        async with asyncio.timeout(PATIENCE):
            sending = [asyncio.create_task(sailor.send_all()) for sailor in self.sailors]
            await self.rage()
            await asyncio.gather(*sending)
        for sailor in self.sailors:
            await sailor.catch_up()


async def crew(town: Town) -> tuple[list[Client], list[Sailor]]:
    """Amina with two devices, Bo with one, Carla with one; two conversations and a group."""
    people = [browser(town.environment) for _ in range(4)]
    amina, bo, carla, tablet = people
    for one, handle in ((amina, "amina"), (bo, "bo_chen"), (carla, "carla")):
        await one.join(handle)
    await tablet.sign_in("amina")
    for other in (bo, carla):
        await befriend(amina, other)
    talk, other, group = (
        await opened(amina, bo),
        await opened(amina, carla),
        await made(amina, bo, carla),
    )
    places = [
        (amina, [talk, group]),
        (tablet, [talk, other]),
        (bo, [talk, group]),
        (carla, [group]),
    ]
    return people, [Sailor(one, town.port, talks, SENDS // 4) for one, talks in places]


async def logs(dsn: str) -> dict[str, dict[int, str]]:
    """By conversation, the client id of each row."""
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(
            "select conversation_id::text, seq, client_id::text from chat_message"
        )
    finally:
        await connection.close()
    found: dict[str, dict[int, str]] = {}
    for conversation_id, seq, client_id in rows:
        found.setdefault(conversation_id, {})[seq] = client_id
    return found


@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_what_was_acknowledged_survives_everything_once_and_in_order(folder: Path) -> None:
    town = Town(folder)
    people: list[Client] = []
    try:
        connection = await asyncpg.connect(town.dsn)
        await migrate(connection)
        await connection.close()
        await town.start_server()
        people, sailors = await crew(town)
        await Storm(town, sailors).all()
        stored = await logs(town.dsn)
    finally:
        for one in people:
            await one.aclose()
        await town.close()
    for rows in stored.values():
        assert sorted(rows) == list(range(1, len(rows) + 1)), "no hole"
    counts = Counter(client_id for rows in stored.values() for client_id in rows.values())
    assert max(counts.values()) == 1, "none twice"
    # The group was made with a row of its own.
    assert sum(counts.values()) == SENDS // 4 * 4 + 1
    for sailor in sailors:
        for client_id, (talk, seq) in sailor.acked.items():
            assert stored[talk][seq] == client_id, "what was acknowledged is where it was said"
        assert sailor.refused or sailor.sent_in_order()
        mine = {
            (talk, seq): client_id
            for talk, rows in stored.items()
            for seq, client_id in rows.items()
            if talk in {place[0] for place in sailor.kept}
        }
        assert sailor.kept == mine, "every device has all"
