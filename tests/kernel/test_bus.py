"""One contract for both publishers: what is told in one process is told in all."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack

import asyncpg
import msgspec
import pytest

from leapfrog.kernel import bus
from leapfrog.kernel.bus import Frame, Missed, PostgresBus, decoder, pages
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.publisher import Publisher
from leapfrog.kernel.stream import GAP, Hub, text_frame
from tests.kernel.test_stream import device

AMINA, BO = new_id(), new_id()
HELLO = b'{"t":"hello","text":"\xe4\xbd\xa0\xe5\xa5\xbd"}'
KILL = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
where application_name = 'leapfrog bus' and datname = current_database()
"""


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


class Process:
    """A hub with the publisher that its process uses, and one device of Amina's on it."""

    def __init__(self, hub: Hub, publisher: Publisher) -> None:
        self.hub, self.publisher = hub, publisher
        self.device, self.wire = device(hub, AMINA)

    def heard(self, payload: bytes) -> int:
        return self.wire.frames.count(text_frame(payload))


@pytest.fixture(params=["local", "postgres"])
async def processes(
    request: pytest.FixtureRequest, database_url: str
) -> AsyncIterator[tuple[Process, Process]]:
    """Two places that one town is told in; `local` has only one."""
    async with AsyncExitStack() as stack:
        if request.param == "local":
            hub = Hub()
            yield Process(hub, hub), Process(hub, hub)
            return
        made = [PostgresBus(database_url, Hub()) for _ in range(2)]
        opened = [await stack.enter_async_context(one) for one in made]
        one, other = (Process(each._hub, each) for each in opened)
        yield one, other


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


async def test_many_people_are_told(processes: tuple[Process, Process]) -> None:
    one, other = processes
    people = [new_id() for _ in range(450)]
    wires = [device(other.hub, person)[1] for person in people]
    one.publisher.publish(people, HELLO)
    await until(lambda: all(wire.frames == [text_frame(HELLO)] for wire in wires))


@pytest.fixture
async def two(database_url: str) -> AsyncIterator[tuple[Process, Process]]:
    hubs = Hub(), Hub()
    async with PostgresBus(database_url, hubs[0]) as a, PostgresBus(database_url, hubs[1]) as b:
        yield Process(hubs[0], a), Process(hubs[1], b)


async def test_what_is_too_large_for_the_bus_is_a_gap_elsewhere(
    two: tuple[Process, Process],
) -> None:
    one, other = two
    large = b'{"t":"x","text":"%s"}' % (b"y" * 9000)
    one.publisher.publish([AMINA], large)
    await until(lambda: other.heard(GAP))
    assert one.heard(large) == 1
    assert one.heard(GAP) == 0


async def test_after_an_interruption_everybody_is_told_of_a_gap_and_hears_again(
    two: tuple[Process, Process], database_url: str
) -> None:
    one, other = two
    outside = await asyncpg.connect(database_url)
    assert await outside.fetchval(KILL) == 2
    await outside.close()
    await until(lambda: one.heard(GAP) and other.heard(GAP))
    one.publisher.publish([AMINA], HELLO)
    await until(lambda: other.heard(HELLO))


async def test_what_was_told_while_interrupted_is_told_late_or_as_a_gap(
    two: tuple[Process, Process], database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    monkeypatch.setattr(bus, "MOST_WAITING", 10)
    outside = await asyncpg.connect(database_url)
    await outside.execute(KILL)
    await outside.close()
    for n in range(100):
        one.publisher.publish([AMINA], b'{"n":%d}' % n)
    assert len(one.publisher._waiting) <= 10  # type: ignore[attr-defined]
    # What went out before the other one listened again is in its gap.
    await until(lambda: other.heard(GAP))
    # The other one may listen again before this one does.
    await until(lambda: not one.publisher._waiting)  # type: ignore[attr-defined]
    one.publisher.publish([AMINA], HELLO)
    await until(lambda: other.heard(HELLO))


async def test_a_bus_that_cannot_listen_does_not_open(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "CONNECT_SECONDS", 0.3)
    with pytest.raises(TimeoutError):
        async with PostgresBus(database_url.replace("/town_", "/nowhere_"), Hub()):
            raise AssertionError


async def test_what_was_told_last_leaves_before_the_end(database_url: str) -> None:
    hub = Hub()
    _, wire = device(hub, AMINA)
    async with PostgresBus(database_url, hub):
        async with PostgresBus(database_url, Hub()) as ending:
            ending.publish([AMINA], HELLO)
        await until(lambda: wire.frames)


def test_pages_are_few_and_each_fits() -> None:
    notices = [Frame((new_id(),), msgspec.Raw(b'"%s"' % (b"x" * n))) for n in range(0, 9000, 37)]
    made = list(pages([*notices, Missed()]))
    assert all(len(page) <= bus.LARGEST for page in made)
    told = [notice for page in made for notice in decoder.decode(page)]
    assert len(told) == len(notices) + 1
    assert [len(notice.people) for notice in told[:-1]] == [1] * len(notices)
    small = [notice for notice in notices if len(bytes(notice.payload)) < 200]
    assert len(list(pages(small))) == 1
