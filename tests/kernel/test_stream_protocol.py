"""uvicorn's protocol with its transport shown: over a real socket, with a client of its own."""

import asyncio
import gc
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from leapfrog.cli.serve import config
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import BOUND, Hub, StreamDevice
from leapfrog.kernel.stream_protocol import LARGEST_FRAME, WIRE

ME = new_id()
Open = Callable[..., Awaitable[ClientConnection]]


class Town:
    """A smallest application: all devices are of one person, what they say is kept."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.said: list[str] = []
        self.left = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for word in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{word}.complete"})
            return
        await receive()
        if scope["path"] == "/refused":
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b"not now"})
            return
        await send({"type": "websocket.accept"})
        wire = scope["extensions"][WIRE]["wire"]
        device = StreamDevice(ME, new_id(), wire)
        self.hub.join(device)
        await wire.drained()
        while (message := await receive())["type"] != "websocket.disconnect":
            self.said.append(message["text"])
            device.say({"t": "heard"})
            await wire.drained()
        self.hub.leave(device)
        self.left.set()


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
async def enter(town: Town) -> AsyncIterator[Open]:
    opened: list[ClientConnection] = []
    with socket.create_server(("127.0.0.1", 0)) as door:
        server = uvicorn.Server(config(town))
        running = asyncio.create_task(server.serve([door]))
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)

        async def enter(path: str = "/", **more: Any) -> ClientConnection:
            before = len(town.hub)
            made = await connect(f"ws://127.0.0.1:{door.getsockname()[1]}{path}", **more)
            opened.append(made)
            while len(town.hub) == before:  # noqa: ASYNC110
                await asyncio.sleep(0.001)
            return made

        yield enter
        for one in opened:
            one.transport.abort()
        server.should_exit = True
        await running


@pytest.mark.parametrize("size", [2, 125, 126, 65_535, 65_536, 200_000])
async def test_frames_of_all_sizes_arrive_whole(town: Town, enter: Open, size: int) -> None:
    device = await enter()
    payload = json.dumps("é" * size)[:size].encode()
    town.hub.publish([ME], payload)
    assert await device.recv() == payload.decode()


async def test_frames_to_many_stand_between_their_own_answers(town: Town, enter: Open) -> None:
    devices = [await enter() for _ in range(20)]
    await asyncio.gather(*(device.send("x") for device in devices))
    for n in range(100):
        town.hub.publish([ME], b'{"n":%d}' % n)
    for device in devices:
        heard = [await device.recv() for _ in range(101)]
        assert [text for text in heard if "heard" not in text] == [
            f'{{"n":{n}}}' for n in range(100)
        ]


async def test_who_asked_for_compression_gets_plain_frames(town: Town, enter: Open) -> None:
    device = await enter(compression="deflate")
    town.hub.publish([ME], b'{"plain":true}')
    assert await device.recv() == '{"plain":true}'
    assert device.protocol.extensions == []


async def test_who_is_refused_hears_why_and_nobody_complains(
    enter: Open, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await enter("/refused")
    answer = refused.value.response
    assert (answer.status_code, answer.body) == (503, b"not now")
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_who_is_hung_up_hears_why(town: Town, enter: Open) -> None:
    device = await enter()
    town.hub.end_sessions(ME, only=None, keep=None)
    assert json.loads(await device.recv()) == {"t": "bye", "code": "session_ended"}
    with pytest.raises(ConnectionClosed):
        await device.recv()
    assert device.close_code == 4001
    await asyncio.wait_for(town.left.wait(), 60)
    assert len(town.hub) == 0


async def stopped(enter: Open) -> ClientConnection:
    """A device that does not read."""
    device = await enter(max_queue=1)
    device.transport.pause_reading()
    return device


async def test_who_does_not_read_is_buffered_to_the_bound_and_then_told(
    town: Town, enter: Open
) -> None:
    device = await stopped(enter)
    [joined] = town.hub._devices[ME]
    frame = b'{"x":"%s"}' % (b"y" * 60_000)
    for _ in range(400):
        town.hub.publish([ME], frame)
        await asyncio.sleep(0)
    assert joined.behind
    assert joined.wire.waiting() <= BOUND + len(frame) + 16
    device.transport.resume_reading()
    heard = ""
    async with asyncio.timeout(10):
        while heard != '{"t":"gap"}':
            town.hub.catch_up()
            heard = str(await device.recv())
    town.hub.publish([ME], b'{"t":"next"}')
    assert await device.recv() == '{"t":"next"}'


async def test_who_does_not_read_answers_is_not_read_either(town: Town, enter: Open) -> None:
    device = await stopped(enter)
    [joined] = town.hub._devices[ME]
    # Its buffer is filled to the high-water mark and over.
    town.hub.publish([ME], b'{"x":"%s"}' % (b"y" * 8_000_000))
    await asyncio.sleep(0.1)
    assert joined.wire.waiting() > 0
    await device.send("first")
    await device.send("second")
    await asyncio.sleep(0.2)
    assert len(town.said) <= 1


async def test_who_hangs_without_reading_is_cut_off(town: Town, enter: Open) -> None:
    await stopped(enter)
    [joined] = town.hub._devices[ME]
    joined.wire.close_timeout = 0.3  # type: ignore[attr-defined]
    town.hub.publish([ME], b'{"x":"%s"}' % (b"y" * 8_000_000))
    town.hub.end_sessions(ME, only=None, keep=None)
    await asyncio.wait_for(town.left.wait(), 60)
    town.hub.publish([ME], b"{}")


async def test_who_vanishes_is_forgotten(town: Town, enter: Open) -> None:
    device = await enter()
    device.transport.abort()
    await asyncio.wait_for(town.left.wait(), 60)
    town.hub.publish([ME], b"{}")
    assert len(town.hub) == 0


@pytest.fixture
def no_collector() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def of_streams() -> list[str]:
    """What there is of the objects that a server makes for a stream."""
    kinds = {"StreamProtocol", "HttpToolsProtocol", "ServerProtocol", "StreamDevice"}
    found = (type(one).__name__ for one in gc.get_objects())
    return sorted(name for name in found if name in kinds)


@pytest.mark.usefixtures("no_collector")
@pytest.mark.parametrize("politely", [True, False])
async def test_a_stream_that_ended_is_gone_without_the_collector(
    town: Town, enter: Open, *, politely: bool
) -> None:
    before = of_streams()
    devices = [await enter() for _ in range(3)]
    [await one.send("x") for one in devices]
    [await one.recv() for one in devices]
    assert of_streams() != before
    for one in devices:
        if politely:
            await one.close()
        else:
            one.transport.abort()
    async with asyncio.timeout(10):
        while of_streams() != before:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_frame_that_is_too_large_ends_the_stream(town: Town, enter: Open) -> None:
    device = await enter()
    await device.send("x" * (LARGEST_FRAME + 1))
    with pytest.raises(ConnectionClosed):
        await device.recv()
    assert device.close_code == 1009
    assert town.said == []
