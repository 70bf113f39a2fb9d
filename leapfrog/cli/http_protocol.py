"""HTTP/1.1 by uvicorn, whose answers leave in one piece.

uvicorn writes the head of an answer and then its body, and uvloop sends each at once: two packets
and two calls of the system for each small answer. Here a head waits for what follows it.
"""

from asyncio import AbstractEventLoop, Transport, WriteTransport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = b"HTTP/1.1 "


class JoiningTransport:
    """A transport that holds the head of an answer until its body comes, at most until the loop's
    next turn. What is not written goes to the transport itself.
    """

    def __init__(self, transport: WriteTransport, loop: AbstractEventLoop) -> None:
        self.inner, self._loop = transport, loop
        self._head = b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)

    def write(self, data: bytes) -> None:
        if self._head:
            # Not joined: a large body that many get is one object for all of them.
            self.inner.writelines((self._head, data))
            self._head = b""
        elif data.startswith(HEAD):
            self._head = data
            self._loop.call_soon(self._flush)
        else:
            self.inner.write(data)

    def close(self) -> None:
        self._flush()
        self.inner.close()

    def _flush(self) -> None:
        head, self._head = self._head, b""
        if head and not self.inner.is_closing():
            self.inner.write(head)


class JoiningProtocol(HttpToolsProtocol):
    """uvicorn's protocol above such a transport."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        joining: Any = JoiningTransport(transport, self.loop)
        super().connection_made(joining)

    def handle_websocket_upgrade(self) -> None:
        """A stream has no heads."""
        joining: Any = self.transport
        self.transport = joining.inner
        super().handle_websocket_upgrade()
