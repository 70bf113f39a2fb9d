"""While NATS is away, for all processes or for one, the database carries the bus: all is heard, and
once.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import msgspec
import pytest

from leapfrog.bus import bus, line
from leapfrog.bus.bus import Bus
from leapfrog.bus.nats import Nats
from leapfrog.bus.postgres import Postgres
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import GAP, Hub, text_frame
from tests.bus.test_bus import AMINA, HELLO, Process, until
from tests.nats import NatsServer, nats_server

NOWHERE = "nats://127.0.0.1:1"


@pytest.fixture(autouse=True)
def short_times(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for in a town takes less here."""
    monkeypatch.setattr(bus, "KNOWN", 0.2)
    monkeypatch.setattr(bus, "SAY_EVERY", 0.3)
    monkeypatch.setattr(line, "LONGEST_WAIT", 0.3)


@pytest.fixture
def nats() -> Iterator[NatsServer]:
    with nats_server() as running:
        yield running


@asynccontextmanager
async def processes(database_url: str, *nats_urls: str) -> AsyncIterator[list[Process]]:
    """One for each address of NATS; all share the database."""
    async with AsyncExitStack() as stack:
        found = []
        for url in nats_urls:
            hub = Hub()
            made = Bus(Nats([url], "lake"), hub, stand_in=Postgres(database_url))
            found.append(Process(hub, await stack.enter_async_context(made)))
        yield found


def bus_of(process: Process) -> Bus:
    assert isinstance(process.publisher, Bus)
    return process.publisher


def carriers(found: list[Process]) -> list[str | None]:
    return [bus_of(one).carrier for one in found]


def numbered(n: int) -> bytes:
    return b'{"t":"n","n":%d}' % n


def heard(process: Process, n: int) -> bool:
    return n in numbers(process)


def numbers(process: Process) -> list[int]:
    """Of the frames that it heard, in their order; -1 for a gap."""
    frames = [msgspec.json.decode(frame[2:]) for frame in process.wire.frames]
    return [-1 if one["t"] == "gap" else one["n"] for one in frames]


async def test_without_nats_at_the_start_the_database_carries_it_until_it_comes(
    nats: NatsServer, database_url: str
) -> None:
    nats.kill()
    async with processes(database_url, nats.url, nats.url) as found:
        one, other = found
        assert carriers(found) == ["database", "database"]
        assert bus_of(one).stands_in
        assert bus_of(one).silent_for() == 0
        one.publisher.publish([AMINA], numbered(1))
        await until(lambda: 1 in numbers(other))
        # What was told before each knew where the other one hears is in this.
        await until(lambda: all(process.heard(GAP) == 1 for process in found))
        nats.start()
        await until(lambda: carriers(found) == ["nats", "nats"])
        for n in (2, 3):
            one.publisher.publish([AMINA], numbered(n))
            await until(partial(heard, other, n))
        assert [n for n in numbers(other) if n > 0] == [1, 2, 3]
        # Nothing was missed, so nobody is told that it might have been.
        assert [process.heard(GAP) for process in found] == [1, 1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
async def test_when_nats_is_lost_all_is_heard_once_or_before_a_gap(
    nats: NatsServer, database_url: str, how: signal.Signals
) -> None:
    async with processes(database_url, nats.url, nats.url) as found:
        one, other = found
        assert carriers(found) == ["nats", "nats"]
        told, stop = 0, asyncio.Event()

        async def tell() -> None:
            nonlocal told
            while not stop.is_set():
                told += 1
                one.publisher.publish([AMINA], numbered(told))
                await asyncio.sleep(0.003)

        telling = asyncio.create_task(tell())
        await until(lambda: 20 in numbers(other))
        if how == signal.SIGKILL:
            nats.kill()
        else:
            nats.signal(how)
        await until(lambda: carriers(found) == ["database", "database"])
        await until(lambda: all(process.heard(GAP) for process in found))
        away = told
        await until(lambda: away in numbers(other))
        if how == signal.SIGSTOP:
            nats.signal(signal.SIGCONT)
        else:
            nats.start()
        await until(lambda: carriers(found) == ["nats", "nats"])
        back = told
        await until(lambda: back in numbers(other))
        stop.set()
        await telling
        await until(lambda: told in numbers(other))
    told_of = [n for n in numbers(other) if n > 0]
    assert sorted(set(told_of)) == sorted(told_of), "somebody heard twice"
    assert set(range(away, told + 1)) <= set(told_of)


async def test_a_process_that_alone_has_no_nats_hears_all_and_is_heard(
    nats: NatsServer, database_url: str
) -> None:
    async with processes(database_url, nats.url, NOWHERE, nats.url) as found:
        one, alone, other = found
        assert carriers(found) == ["nats", "database", "nats"]
        # Before this the others do not know that it hears nothing else.
        await until(lambda: alone.heard(GAP))
        for n, process in enumerate(found * 5, 1):
            process.publisher.publish([AMINA], numbered(n))
        await until(lambda: all(len(numbers(process)) >= 15 for process in found))
        await asyncio.sleep(0.3)
        for process in found:
            assert sorted(n for n in numbers(process) if n > 0) == list(range(1, 16))
        assert (one.heard(GAP), other.heard(GAP)) == (0, 0)
        strangers = new_id()
        one.publisher.publish([strangers], HELLO)
        large = b'{"t":"x","text":"%s"}' % (b"y" * 20_000)
        one.publisher.publish([AMINA], large)
        # It fits into NATS, and not into a notification of the database.
        await until(lambda: other.heard(large) or other.heard(GAP))
        await until(lambda: alone.heard(GAP) == 2)
        assert [process.heard(HELLO) for process in found] == [0, 0, 0]


async def test_a_process_that_died_without_nats_is_forgotten(
    nats: NatsServer, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "BELIEVED", 0.5)
    async with processes(database_url, nats.url) as found:
        await until(lambda: len(bus_of(found[0])._ways()) == 1)
        async with processes(database_url, NOWHERE):
            await until(lambda: len(bus_of(found[0])._ways()) == 2)
        await until(lambda: len(bus_of(found[0])._ways()) == 1)


async def test_what_was_told_last_leaves_by_the_stand_in(database_url: str) -> None:
    async with processes(database_url, NOWHERE) as [staying]:
        async with processes(database_url, NOWHERE) as [ending]:
            ending.publisher.publish([AMINA], HELLO)
        await until(lambda: text_frame(HELLO) in staying.wire.frames)
