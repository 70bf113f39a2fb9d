"""One kept-alive HTTP/1.1 connection on loopback, one request at a time, and nothing more."""

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any

LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


class Wire(asyncio.Protocol):
    """Answers bodies that have a length, and chunked ones."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._waits: asyncio.Future[tuple[int, bytes]] | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.Transport = transport

    def connection_lost(self, cause: Exception | None) -> None:
        if self._waits and not self._waits.done():
            self._waits.set_exception(ConnectionResetError(str(cause)))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head, start = bytes(self._buffer[:end]), end + 4
        found = LENGTH.search(head)
        if found:
            if len(self._buffer) < start + int(found[1]):
                return
            body = bytes(self._buffer[start:])
        else:
            if not self._buffer.endswith(b"0\r\n\r\n"):
                return
            body = _joined(bytes(self._buffer[start:]))
        self._buffer.clear()
        waits, self._waits = self._waits, None
        if waits and not waits.done():
            waits.set_result((int(head[9:12]), body))

    async def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: object = None
    ) -> tuple[int, bytes]:
        """(status, body)."""
        content = json.dumps(body).encode() if body is not None else b""
        lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(content)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._waits = asyncio.get_running_loop().create_future()
        self.transport.write("\r\n".join(lines).encode() + b"\r\n\r\n" + content)
        return await self._waits


async def open_wire(port: int) -> Wire:
    loop = asyncio.get_running_loop()
    return (await loop.create_connection(Wire, "127.0.0.1", port))[1]


def _joined(chunks: bytes) -> bytes:
    found, at = b"", 0
    while True:
        end = chunks.index(b"\r\n", at)
        size = int(chunks[at:end], 16)
        if not size:
            return found
        found += chunks[end + 2 : end + 2 + size]
        at = end + 4 + size
