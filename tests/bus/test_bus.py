"""One contract for all publishers: what is told in one process is told in all."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack

import asyncpg
import msgspec
import pytest

from leapfrog.bus import bus
from leapfrog.bus import nats as bus_nats
from leapfrog.bus.bus import Bus
from leapfrog.bus.line import BusDriver
from leapfrog.bus.nats import Nats
from leapfrog.bus.notices import Frame, MissedMessages, ProcessMessage, decoder, encode, pages
from leapfrog.bus.postgres import CHANNEL, NOTIFY, Postgres
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.publisher import Publisher
from leapfrog.kernel.stream import GAP, Hub, text_frame
from tests.kernel.test_stream import device
from tests.nats import NatsServer, nats_server

AMINA, BO = new_id(), new_id()
HELLO = b'{"t":"hello","text":"\xe4\xbd\xa0\xe5\xa5\xbd"}'
KILL = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where application_name = 'leapfrog bus' and datname = current_database()
"""


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class Process:
    """A hub with the publisher that its process uses, and one device of Amina's on it."""

    def __init__(self, hub: Hub, publisher: Publisher) -> None:
        self.hub, self.publisher = hub, publisher
        self.device, self.wire = device(hub, AMINA)

    def heard(self, payload: bytes) -> int:
        return self.wire.frames.count(text_frame(payload))


class Database:
    """The database as what carries the bus; `cut` ends all of its lines."""

    def __init__(self, url: str) -> None:
        self.url = url

    def carrier(self) -> BusDriver:
        return Postgres(self.url)

    async def cut(self) -> None:
        outside = await asyncpg.connect(self.url)
        assert await outside.fetchval(KILL) == 2
        await outside.close()


class Server:
    """A NATS server as what carries the bus; `cut` kills it, and another comes in its place."""

    def __init__(self, server: NatsServer) -> None:
        self.server = server

    def carrier(self) -> BusDriver:
        return Nats([self.server.url], "lake")

    async def cut(self) -> None:
        self.server.kill()
        self.server.start()


Medium = Database | Server


@pytest.fixture(scope="module")
def nats() -> Iterator[NatsServer]:
    with nats_server() as running:
        yield running


@pytest.fixture(params=["postgres", "nats"])
def medium(request: pytest.FixtureRequest) -> Medium:
    """What carries the bus."""
    if request.param == "nats":
        return Server(request.getfixturevalue("nats"))
    return Database(request.getfixturevalue("database_url"))


@pytest.fixture
async def two(medium: Medium) -> AsyncIterator[tuple[Process, Process]]:
    hubs = Hub(), Hub()
    async with Bus(medium.carrier(), hubs[0]) as a, Bus(medium.carrier(), hubs[1]) as b:
        yield Process(hubs[0], a), Process(hubs[1], b)


@pytest.fixture(params=["local", "postgres", "nats"])
async def processes(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Process, Process]]:
    """Two places that one town is told in; `local` has only one."""
    if request.param == "local":
        hub = Hub()
        yield Process(hub, hub), Process(hub, hub)
        return
    if request.param == "nats":
        medium: Medium = Server(request.getfixturevalue("nats"))
    else:
        medium = Database(request.getfixturevalue("database_url"))
    async with AsyncExitStack() as stack:
        hubs = Hub(), Hub()
        buses = [await stack.enter_async_context(Bus(medium.carrier(), hub)) for hub in hubs]
        yield Process(hubs[0], buses[0]), Process(hubs[1], buses[1])


async def test_everybody_hears_once_whoever_tells(processes: tuple[Process, Process]) -> None:
    one, other = processes
    _, strangers = device(other.hub, BO)
    one.publisher.publish([AMINA], HELLO)
    other.publisher.publish([AMINA], b'{"t":"back"}')
    await until(lambda: other.heard(HELLO) and one.heard(b'{"t":"back"}'))
    await asyncio.sleep(0.1)
    assert (one.heard(HELLO), other.heard(HELLO)) == (1, 1)
    assert strangers.frames == []


async def test_what_one_tells_is_heard_in_its_order(processes: tuple[Process, Process]) -> None:
    one, other = processes
    told = [b'{"t":"n","n":%d,"pad":"%s"}' % (n, b"x" * (n % 300)) for n in range(500)]
    for n, payload in enumerate(told):
        one.publisher.publish([AMINA], payload)
        if n % 50 == 0:
            await asyncio.sleep(0.001)
    await until(lambda: other.heard(told[-1]))
    assert other.wire.frames == [text_frame(payload) for payload in told]


async def test_sessions_end_everywhere(processes: tuple[Process, Process]) -> None:
    one, other = processes
    kept = other.device.session_id
    one.publisher.end_sessions(AMINA, only=None, keep=kept)
    await until(lambda: one.wire.closed)
    assert other.wire.closed is None
    one.publisher.end_sessions(AMINA, only=kept, keep=None)
    await until(lambda: other.wire.closed)


async def test_what_one_whispers_every_process_hears(processes: tuple[Process, Process]) -> None:
    heard: list[list[bytes]] = [[], []]
    for process, words in zip(processes, heard, strict=True):
        process.hub.listen("tea", words.append)
    one, other = processes
    one.publisher.broadcast("tea", b'"hot"')
    one.publisher.broadcast("coffee", b'"cold"')
    await until(lambda: heard[1])
    other.publisher.broadcast("tea", b'"%s"' % (b"x" * 1_100_000))
    other.publisher.publish([AMINA], HELLO)
    await until(lambda: one.heard(HELLO))
    assert one.heard(GAP) == other.heard(GAP) == 0


async def test_many_people_are_told(processes: tuple[Process, Process]) -> None:
    one, other = processes
    people = [new_id() for _ in range(450)]
    wires = [device(other.hub, person)[1] for person in people]
    one.publisher.publish(people, HELLO)
    await until(lambda: all(wire.frames == [text_frame(HELLO)] for wire in wires))


async def test_what_is_too_large_for_the_bus_is_a_gap_elsewhere(
    two: tuple[Process, Process],
) -> None:
    one, other = two
    large = b'{"t":"x","text":"%s"}' % (b"y" * 1_100_000)
    one.publisher.publish([AMINA], large)
    await until(lambda: other.heard(GAP))
    assert one.heard(large) == 1
    assert one.heard(GAP) == 0


async def test_after_an_interruption_everybody_is_told_of_a_gap_and_hears_again(
    two: tuple[Process, Process], medium: Medium
) -> None:
    one, other = two
    await medium.cut()
    await until(lambda: one.heard(GAP) and other.heard(GAP))
    one.publisher.publish([AMINA], HELLO)
    await until(lambda: other.heard(HELLO))


async def test_what_was_told_while_interrupted_is_told_late_or_as_a_gap(
    two: tuple[Process, Process], medium: Medium, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(bus, "MOST_WAITING", 10)
    await medium.cut()
    for n in range(100):
        one.publisher.publish([AMINA], b'{"n":%d}' % n)
    assert len(one.publisher._waiting) <= 10  # type: ignore[attr-defined]
    # What went out before the other one listened again is in its gap.
    await until(lambda: other.heard(GAP))
    # The other one may listen again before this one does.
    await until(lambda: not one.publisher._waiting)  # type: ignore[attr-defined]
    one.publisher.publish([AMINA], HELLO)
    await until(lambda: other.heard(HELLO))


@pytest.mark.parametrize("carrier", [Postgres, lambda url: Nats([url], "lake")])
async def test_a_bus_that_cannot_listen_opens_and_says_how_long(
    carrier: Callable[[str], BusDriver], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "CONNECT_SECONDS", 0.3)
    hub = Hub()
    device(hub, AMINA)
    async with Bus(carrier("postgresql://127.0.0.1:1/nowhere"), hub) as alone:
        alone.publish([AMINA], HELLO)
        assert alone.silent_for() > 0


async def test_what_was_told_last_leaves_before_the_end(medium: Medium) -> None:
    hub = Hub()
    _, wire = device(hub, AMINA)
    async with Bus(medium.carrier(), hub):
        async with Bus(medium.carrier(), Hub()) as ending:
            ending.publish([AMINA], HELLO)
        await until(lambda: wire.frames)


async def test_towns_that_share_a_server_do_not_hear_each_other(nats: NatsServer) -> None:
    lake, hill = Hub(), Hub()
    async with (
        Bus(Nats([nats.url], "lake"), lake) as ours,
        Bus(Nats([nats.url], "hill"), hill) as theirs,
        Bus(Nats([nats.url], "lake"), lake),
    ):
        _, here = device(lake, AMINA)
        _, there = device(hill, AMINA)
        ours.publish([AMINA], HELLO)
        await until(lambda: len(here.frames) == 2)
        theirs.publish([BO], HELLO)
        await asyncio.sleep(0.1)
        assert (len(here.frames), there.frames) == (2, [])


async def test_who_cannot_keep_up_with_the_server_is_told_of_a_gap(
    nats: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus_nats, "MOST_UNREAD", 1000)
    hubs = Hub(), Hub()
    carrier = Server(nats).carrier
    async with Bus(carrier(), hubs[0]) as one, Bus(carrier(), hubs[1]):
        _, wire = device(hubs[1], AMINA)
        one.publish([AMINA], b'{"t":"x","text":"%s"}' % (b"y" * 2000))
        await until(lambda: text_frame(GAP) in wire.frames)
        one.publish([AMINA], HELLO)
        await until(lambda: text_frame(HELLO) in wire.frames)


NEWER = b'[%b,["z",{"some":"thing"}],["n","%b",7,["y"]],["f","nobody"],%b]'


async def test_what_a_newer_node_says_is_left_out_alone_and_told_as_a_gap(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "GAP_EVERY", 0.2)
    hub = Hub()
    _, wire = device(hub, AMINA)
    words: list[bytes] = []
    hub.listen("tea", words.append)
    async with Bus(Postgres(database_url), hub) as older:
        await until(lambda: text_frame(GAP) in wire.frames)
        wire.frames.clear()
        known = [Frame((AMINA,), msgspec.Raw(HELLO)), ProcessMessage("tea", msgspec.Raw(b'"hot"'))]
        first, last = map(encode, known)
        told = [(NEWER % (first, str(new_id()).encode(), last)).decode() for _ in range(2)]
        newer = await asyncpg.connect(database_url)
        # Also one that is nothing at all; of all of them there is one gap.
        await newer.execute(NOTIFY, CHANNEL, [*told, '{"later":'])
        await newer.close()
        await until(lambda: text_frame(GAP) in wire.frames)
        assert wire.frames == [text_frame(HELLO), text_frame(HELLO), text_frame(GAP)]
        assert [word for word in words if word != GAP] == [b'"hot"', b'"hot"']
        assert older.silent_for() == 0


def test_pages_are_few_and_each_fits() -> None:
    notices = [Frame((new_id(),), msgspec.Raw(b'"%s"' % (b"x" * n))) for n in range(0, 9000, 37)]
    made = list(pages([*notices, MissedMessages()], 7_900))
    assert all(len(page) <= 7_900 for page in made)
    told = [notice for page in made for notice in decoder.decode(page)]
    assert len(told) == len(notices) + 1
    assert [len(notice.people) for notice in told[:-1]] == [1] * len(notices)
    small = [notice for notice in notices if len(bytes(notice.payload)) < 200]
    assert len(list(pages(small, 7_900))) == 1
