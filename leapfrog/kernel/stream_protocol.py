"""uvicorn's WebSocket protocol, with its transport shown to the application.

ASGI wants one awaited send per receiver; a frame that is equal for all can go straight to the
transports. This is the only file that reaches past ASGI; uvicorn is pinned for it, and it has its
own test.
"""

from uvicorn._types import WebSocketScope
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

WIRE = "leapfrog.wire"
LARGEST_FRAME = 64 * 1024


class StreamProtocol(WebSocketsSansIOProtocol):
    """Puts itself into the scope, as a `kernel.stream.Wire`."""

    scope: WebSocketScope

    async def run_asgi(self) -> None:
        self.scope["extensions"][WIRE] = {"wire": self}
        await super().run_asgi()

    def write_frame(self, frame: bytes) -> None:
        if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
            self.transport.write(frame)

    def waiting(self) -> int:
        return self.transport.get_write_buffer_size()

    async def drained(self) -> None:
        """Waits while the reader is slow. Who awaits this before each frame that it takes cannot
        be made to buffer answers without bound.
        """
        await self.writable.wait()

    def hang_up(self, code: int) -> None:
        if not self.close_sent and not self.transport.is_closing():
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.transport.close()
            # A reader that has stopped would keep what is buffered for it, and the socket, forever.
            self.loop.call_later(self.close_timeout, self.transport.abort)
