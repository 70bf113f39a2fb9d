"""A server of another kind on this machine: it speaks no line, takes what is brought as a test
says, and keeps it.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bench.load import length


class Mailbox:
    def __init__(self) -> None:
        self.status = 202
        self.host = ""
        self.brought: list[tuple[str, dict[str, Any]]] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path = head.split()[:2]
        status = 404
        if method == b"POST":
            body = json.loads(await reader.readexactly(length(head)))
            status = self.status
            if status == 202:
                self.brought.append((path.decode(), body))
        answer = f"HTTP/1.1 {status} So\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        writer.write(answer.encode())
        writer.close()

    def taken(self, kind: str) -> list[dict[str, Any]]:
        return [one for _, one in self.brought if one["type"] == kind]

    def notes(self) -> list[dict[str, Any]]:
        """Those that came, in their order, without others' posts."""
        return [one["object"] for one in self.taken("Create")]


@asynccontextmanager
async def mailbox() -> AsyncIterator[Mailbox]:
    made = Mailbox()
    server = await asyncio.start_server(made, "127.0.0.1", 0)
    made.host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield made
    finally:
        server.close()
