"""The town behind a real uvicorn on a real port, in this process, and devices that hold streams."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from leapfrog.cli.serve import config
from leapfrog.web.frames import ServerFrame
from tests.http import App

WAIT = 60


@asynccontextmanager
async def served(app: App) -> AsyncIterator[int]:
    """A server for an application that runs already; answers its port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings = config(app)
        settings.lifespan = "off"
        server = uvicorn.Server(settings)
        running = asyncio.create_task(server.serve([door]))
        while not server.started:
            assert not running.done(), running.exception()
            await asyncio.sleep(0.01)
        try:
            yield door.getsockname()[1]
        finally:
            server.should_exit = True
            await running


def described(text: str | bytes) -> dict[str, Any]:
    """A frame, which has the members that the API's description gives it, and no others."""
    frame: dict[str, Any] = json.loads(text)
    known = msgspec.json.decode(text, type=ServerFrame)
    assert frame.keys() <= {"t", *known.__struct_fields__}, frame
    return frame


class Line:
    """A device's stream: `say` frames, `hear` the next one of a kind; all that came is in
    `heard`.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.heard: list[dict[str, Any]] = []

    async def say(self, kind: str, **members: Any) -> None:
        await self.socket.send(json.dumps({"t": kind, **members}))

    async def hear(self, *kinds: str) -> dict[str, Any]:
        """The next frame of one of these kinds."""
        async with asyncio.timeout(WAIT):
            while True:
                frame = described(await self.socket.recv())
                self.heard.append(frame)
                if frame["t"] in kinds:
                    return frame

    async def silent(self, seconds: float = 0.2) -> bool:
        """Whether nothing comes for so long."""
        try:
            async with asyncio.timeout(seconds):
                self.heard.append(described(await self.socket.recv()))
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def line(
    port: int, token: str | None, path: str = "/api/v1/stream", **more: Any
) -> AsyncIterator[Line]:
    """Opens the stream of whoever holds the token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = f"ws://127.0.0.1:{port}{path}"
    given = headers | more.pop("headers", {})
    plain: dict[str, Any] = {"compression": None, "ping_interval": None}
    async with connect(address, additional_headers=given, **plain, **more) as socket:
        yield Line(socket)
