"""`kill -9` of a real server in the middle of sends: what was acknowledged is there, once."""

import asyncio
import os
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest

from leapfrog.kernel.ids import new_id
from tests.chat.acts import befriend, opened
from tests.cli.running import SECONDS
from tests.http import PASSWORD, Client
from tests.nodes.running import RunningNode
from tests.ports import free_port

SENDS = 400
AT_ONCE = 40


@pytest.fixture
def environment(tmp_path: Path, database_url: str) -> dict[str, str]:
    port = free_port()
    return os.environ | {
        "DATABASE_URL": database_url,
        "LEAPFROG_HOME": str(tmp_path / "home"),
        "LEAPFROG_HOST": "127.0.0.1",
        "LEAPFROG_PORT": str(port),
        "LEAPFROG_DEMO": "false",
        "LEAPFROG_RATE_LIMITS": "false",
        "LEAPFROG_LOG_LEVEL": "warning",
    }


@asynccontextmanager
async def running(environment: dict[str, str]) -> AsyncIterator[RunningNode]:
    """A server in a process of its own, which answers; killed at the end."""
    server = node(environment)
    await server.start()
    try:
        await until_open(server)
        yield server
    finally:
        server.process.kill()
        await server.ended()


def node(environment: dict[str, str]) -> RunningNode:
    """A server that is yet to be started. What it says is beside its home."""
    return RunningNode(environment, Path(environment["LEAPFROG_HOME"]).with_suffix(".log"))


async def until_open(server: RunningNode) -> None:
    async with httpx.AsyncClient() as asking, asyncio.timeout(SECONDS):
        while not await answers(asking, server.environ):
            assert not server.over.is_set(), server.log.read_text()[-2000:]
            await asyncio.sleep(0.1)


async def answers(asking: httpx.AsyncClient, environment: dict[str, str]) -> bool:
    try:
        address = f"http://127.0.0.1:{environment['LEAPFROG_PORT']}/healthz"
        return (await asking.get(address)).status_code == 200
    except httpx.TransportError:
        return False


def browser(environment: dict[str, str]) -> Client:
    return Client(None, f"http://127.0.0.1:{environment['LEAPFROG_PORT']}", "-")


class Sending:
    """Sends messages side by side until it is told to stop; remembers what was acknowledged."""

    def __init__(self, one: Client, conversation_id: str) -> None:
        self.one, self.path = one, f"/conversations/{conversation_id}/messages"
        self.todo: list[UUID] = [new_id() for _ in range(SENDS)]
        self.acked: dict[str, int] = {}

    async def all(self, enough: asyncio.Event) -> None:
        room = asyncio.Semaphore(AT_ONCE)

        async def send(client_id: UUID) -> None:
            async with room:
                try:
                    answer = await self.one.put(f"{self.path}/{client_id}", json={"body": "x"})
                except httpx.TransportError:
                    return
                assert answer.status_code == 200, answer.text
                self.acked[str(client_id)] = answer.json()["seq"]
                if len(self.acked) >= SENDS // 3:
                    enough.set()

        await asyncio.gather(*map(send, self.todo))


async def stored(database_url: str) -> dict[str, int]:
    connection = await asyncpg.connect(database_url)
    try:
        found = await connection.fetch("select client_id::text, seq from chat_message order by seq")
    finally:
        await connection.close()
    assert Counter(row[0] for row in found).most_common(1)[0][1] == 1
    return {row[0]: row[1] for row in found}


async def test_what_was_acknowledged_survives_a_kill_and_a_retry_doubles_nothing(
    environment: dict[str, str], database_url: str
) -> None:
    amina, bo = browser(environment), browser(environment)
    enough = asyncio.Event()
    async with running(environment) as server:
        await amina.join("amina")
        await bo.join("bo_chen")
        await befriend(amina, bo)
        sending = Sending(amina, await opened(amina, bo))
        under_way = asyncio.create_task(sending.all(enough))
        await asyncio.wait_for(enough.wait(), 30)
        server.signal(signal.SIGKILL)
        await under_way
    acked = dict(sending.acked)
    assert SENDS // 3 <= len(acked) < SENDS
    before = await stored(database_url)
    assert acked.items() <= before.items()
    async with running(environment):
        await amina.sign_in("amina", PASSWORD)
        await sending.all(asyncio.Event())
    after = await stored(database_url)
    assert after == sending.acked
    assert before.items() <= after.items()
    assert sorted(after.values()) == list(range(1, SENDS + 1))
    for one in (amina, bo):
        await one.aclose()
