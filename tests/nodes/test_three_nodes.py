"""Three nodes behind a proxy, people who chat and pay, and nodes that are killed, freeze, are
replaced by the next program and lose their power all at once: what was acknowledged is there, once,
for everybody.
"""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest

from leapfrog import wallet
from leapfrog.kernel.db import Database
from leapfrog.wallet import Reason
from tests.chat.acts import opened
from tests.http import Client
from tests.nats import NatsServer, nats_server
from tests.nodes.programs import SHUTS_OUT, next_program, program_that_shuts_out
from tests.nodes.running import PATIENCE, RunningNode, RunningTown, another, running_town
from tests.pay.acts import balance
from tests.pay.test_killed import BOOKED, Paying, set_up
from tests.town import administer, drop_database, execute, named
from tests.web.phone import Phone
from tests.web.sailor import AT_ONCE, Sailor

# Of each of six people, in each round, three times what is under way at once, so that no round is
# over before something happens in it; besides, all pay meanwhile as often as they can.
SENDS = 3 * AT_ONCE
# On two cores that are left alone starts are a matter of seconds, on busy ones of minutes.
pytestmark = pytest.mark.timeout(600)
# Whoever hears nothing for so long tries again, as apps do.
SILENT_SECONDS = 5
SAID = "select client_id::text, conversation_id::text, seq from chat_message where kind = 'text'"

Deed = Callable[[], Awaitable[None]]


class Life:
    """What people do by the proxy; `sailors`: the devices that send, new ones in each round;
    `phones`: one of each person, which only listens, at the second node.
    """

    def __init__(self, town: RunningTown, url: str, paying: Paying, talks: list[str]) -> None:
        self.town, self.paying, self._url, self._talks = town, paying, url, talks
        self.sailors: list[Sailor] = []
        self.phones = [Phone(one, town.nodes[1].port) for one in paying.people]

    async def goes_on(self, through: Deed) -> None:
        """All say something, and pay. When a third of it is said, the deed is done; what is left
        goes on, and is through before this returns.
        """
        port, people = self.town.door.port, self.paying.people
        new = [Sailor(one, port, [self._talks[n // 2]], SENDS) for n, one in enumerate(people)]
        self.sailors += new
        self.paying.over = False
        paying = asyncio.create_task(self._pay())
        sending = asyncio.gather(*(one.send_all() for one in new))
        await self.paying.wait(paying, lambda: _acked(new) >= len(new) * SENDS // 3)
        assert _acked(new) < len(new) * SENDS
        await through()
        async with asyncio.timeout(PATIENCE):
            await sending
            await self.paying.goes_on(paying)
            self.paying.over = True
            await paying

    async def _pay(self) -> None:
        await asyncio.gather(*(self.paying.hand(n) for n in range(len(self.paying.people))))

    async def is_whole(self, *nodes: RunningNode) -> None:
        """All that was acknowledged is there once, in the books, in the chats, on each device."""
        for phone in self.phones:
            phone.owner.timeout = PATIENCE
        for node in nodes:
            for phone in self.phones:
                await hears_all(phone, self, node)
        await everything_is_said_once(self._url, self.sailors)
        await everybody_paid_once(self._url, self.paying)
        for phone in self.phones:
            phone.owner.timeout = SILENT_SECONDS

    def said(self) -> dict[tuple[str, int], str]:
        """What was acknowledged: by place, its id."""
        return {place: one for sailor in self.sailors for one, place in sailor.acked.items()}


def _acked(sailors: list[Sailor]) -> int:
    return sum(len(one.acked) for one in sailors)


@pytest.fixture
def empty_url(postgres_dsn: str) -> Iterator[str]:
    """A database without any table."""
    name = f"three_{uuid4().hex}"
    administer(postgres_dsn, f"create database {name}")
    url = named(postgres_dsn, name)
    yield url
    drop_database(postgres_dsn, url)


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsServer]:
    with nats_server() as server:
        yield server


async def everybody_paid_once(url: str, paying: Paying) -> None:
    database = await Database.connect(url, 1)
    async with database.transaction() as db:
        booked = [tuple(row) for row in await db.rows(BOOKED, Reason.TOP_UP)]
        assert sorted(booked) == sorted((one.id, one.amount) for one in paying.paid)
        assert await wallet.reconcile(db) == []
        assert await db.value("select sum(balance) from wallet_account") == 0
        assert await db.value("select count(*) from wallet_hold") == 0
    await database.close()
    found = [await balance(one) for one in paying.people]
    assert found == [(each, 0, 0) for each in paying.balances()]


async def everything_is_said_once(url: str, sailors: list[Sailor]) -> None:
    """What was acknowledged, where it was, and nothing else, since all was sent until it was."""
    database = await Database.connect(url, 1)
    async with database.glance() as db:
        stored = [(row[0], (row[1], row[2])) for row in await db.rows(SAID)]
    await database.close()
    acked = [one for sailor in sailors for one in sailor.acked.items()]
    assert len(acked) == sum(len(sailor.outbox) for sailor in sailors)
    assert Counter(stored) == Counter(acked)


async def hears_all(phone: Phone, life: Life, node: RunningNode) -> None:
    """Waits until a device has all that one has that begins at this node, without a word of its
    own: what it did not hear it reads because it was told of a gap.
    """
    fresh = Phone(phone.owner, node.port)
    await fresh.catch_up()
    async with asyncio.timeout(PATIENCE):
        while True:
            phone.heard.clear()
            await phone.fill()
            if fresh.messages.items() <= phone.messages.items():
                break
            assert phone.listens
            await phone.heard.wait()
    assert phone.listens
    said = {at: one for at, one in life.said().items() if at[0] in fresh.talks}
    texts = {at: one for at, one in phone.messages.items() if one["kind"] == "text"}
    assert {at: one["client_id"] for at, one in texts.items()} == said
    await fresh.drop()


@asynccontextmanager
async def lived_in(folder: Path, url: str, **more: str) -> AsyncIterator[Life]:
    """Three nodes, started at once on an empty database, and people who know each other there."""
    more |= {"DATABASE_URL": url, "LEAPFROG_MONEY": "units", "LEAPFROG_OPERATORS": "olga"}
    more |= {"LEAPFROG_RATE_LIMITS": "false", "LEAPFROG_LOG_LEVEL": "error"}
    more |= {"LEAPFROG_DRAIN_SECONDS": "1", "LEAPFROG_POOL_SIZE": "5"}
    async with running_town(folder, 3, **more) as town, Client(None, town.origin, "-") as olga:
        paying = await set_up(olga, url)
        pairs = list(zip(paying.people[::2], paying.people[1::2], strict=True))
        life = Life(town, url, paying, [await opened(one, other) for one, other in pairs])
        try:
            for phone in life.phones:
                phone.owner.timeout = SILENT_SECONDS
                await phone.catch_up()
            yield life
        finally:
            # Whatever happened: what is left open fails another test.
            for phone in life.phones:
                await phone.drop()
                await phone.owner.aclose()


async def a_newer_schema_shuts_out_nobody_by_surprise(life: Life, url: str) -> None:
    """Two nodes are of the program before, and one is of the next one."""
    first, second, third = life.town.nodes
    newer = another(third, program_that_shuts_out)
    await newer.start()
    await newer.ended()
    assert newer.process.exitcode == 1
    assert "shut out nodes of an older program" in newer.log.read_text()
    # Somebody applies it all the same.
    there = (SHUTS_OUT.number, SHUTS_OUT.name, SHUTS_OUT.sha256, SHUTS_OUT.lowest_program)
    await execute(url, f"insert into kernel_migration values {there}")
    for node in (first, second):
        await node.ended()
        assert node.process.exitcode == 3
        assert "schema_moved_on" in node.log.read_text()
    assert not third.over.is_set()


async def killed(node: RunningNode) -> None:
    node.signal(signal.SIGKILL)
    await node.ended()


async def test_nothing_is_lost_or_doubled_while_nodes_are_killed_freeze_and_are_upgraded(
    folder: Path, empty_url: str
) -> None:
    async with lived_in(folder, empty_url) as life:
        first, second, third = life.town.nodes

        async def frozen() -> None:
            second.signal(signal.SIGSTOP)
            await life.town.is_seen(but=[second])

        async def upgraded() -> None:
            third.signal(signal.SIGTERM)
            await third.ended()
            third.program = next_program
            await life.town.start(third)

        await life.goes_on(partial(killed, first))
        await life.goes_on(frozen)
        second.signal(signal.SIGCONT)
        await life.town.start(first)
        await life.goes_on(upgraded)
        await life.is_whole(first, third)
        await a_newer_schema_shuts_out_nobody_by_surprise(life, url=empty_url)


async def test_nothing_is_lost_or_doubled_when_all_lose_their_power_and_start_again_at_once(
    folder: Path, empty_url: str, nats: NatsServer
) -> None:
    async with lived_in(folder, empty_url, LEAPFROG_NATS_URL=nats.url) as life:
        nodes = life.town.nodes

        async def without_power() -> None:
            await asyncio.gather(*map(killed, nodes[1:]))
            await life.town.start(*nodes)

        await life.goes_on(partial(killed, nodes[0]))
        await life.is_whole(nodes[2])
        await life.goes_on(without_power)
        for phone in life.phones:
            await phone.drop()
            await phone.catch_up()
        await life.is_whole(*nodes)
