"""An inbox on this machine: it answers as a test says, and keeps what it was brought."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bench.load import length


class Postbox:
    def __init__(self) -> None:
        self.status = 202
        self.host = ""
        self.brought: list[dict[str, Any]] = []
        # While it is closed, nobody is answered.
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.brought.append(json.loads(await reader.readexactly(length(head))))
        await self.open.wait()
        answer = f"HTTP/1.1 {self.status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        writer.write(answer.encode())
        writer.close()

    def taken(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.brought if one["type"] == kind]


@asynccontextmanager
async def postbox() -> AsyncIterator[Postbox]:
    made = Postbox()
    server = await asyncio.start_server(made, "127.0.0.1", 0)
    made.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        made.open.set()
        server.close()
