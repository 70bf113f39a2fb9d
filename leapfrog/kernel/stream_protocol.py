"""uvicorn's WebSocket protocol, with its transport shown to the application.

ASGI wants one awaited send per receiver; a frame that is equal for all can go straight to the
transports. And it wants a queue, a task's turn and a pause of the socket for each frame that comes
in; a whole text frame can go straight to who takes it. All else (control frames, fragments, what is
wrong) goes uvicorn's way. This is the only file that reaches past ASGI; uvicorn is pinned for it,
and it has its own test.
"""

from asyncio import BaseTransport
from collections.abc import Callable

from uvicorn._types import ASGISendEvent, WebSocketScope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]

WIRE = "leapfrog.wire"
LARGEST_FRAME = 64 * 1024
# The first byte of a final text frame (RFC 6455, 5.2).
TEXT = 0x81
FINAL, MASKED, SIZE = 0x80, 0x80, 0x7F
CONTROL = 0x08

Taker = Callable[[bytes], bool]


class StreamProtocol(WebSocketsSansIOProtocol):
    """Puts itself into the scope, as a `kernel.stream.Wire`. A connection that has ended is gone at
    once: what hundreds left in rings, the collector took away in one pause.
    """

    scope: WebSocketScope
    _taker: Taker | None = None
    _rest = b""
    _held = _fragmented = False
    _unsent = 0

    def connection_made(self, transport: BaseTransport) -> None:
        # It has read the request, and its parser holds it.
        before = transport.get_protocol()
        super().connection_made(transport)
        if isinstance(before, HttpToolsProtocol):
            self.loop.call_soon(setattr, before, "parser", None)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._taker = None
        # The parser is a generator of the connection, which holds it.
        self.conn.parser.close()

    async def run_asgi(self) -> None:
        extensions = self.scope["extensions"]
        extensions[WIRE] = {"wire": self}
        try:
            await super().run_asgi()
        finally:
            del extensions[WIRE]

    async def send(self, message: ASGISendEvent) -> None:
        await super().send(message)
        # uvicorn takes who was refused with an answer for one who got none, and says so each time.
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True

    def write_frame(self, frame: bytes) -> None:
        """What is written in one turn of the loop, as a batch of messages is, leaves as one."""
        if not self._unsent:
            self._frames = [frame]
            self.loop.call_soon(self._flush)
        else:
            self._frames.append(frame)
        self._unsent += len(frame)

    def _flush(self) -> None:
        if self._unsent:
            self._unsent = 0
            if self.handshake_complete and not self.close_sent and not self.transport.is_closing():
                self.transport.write(b"".join(self._frames))
            self._frames = []

    def waiting(self) -> int:
        return self._unsent + int(self.transport.get_write_buffer_size())

    async def drained(self) -> None:
        """Waits while the reader is slow. Who awaits this before each frame that it takes cannot
        be made to buffer answers without bound.
        """
        await self.writable.wait()

    def give_to(self, taker: Taker) -> None:
        """From now on `taker` gets each text frame as it comes, and answers whether it took it; if
        not, the application receives it. None comes while the reader is slow.
        """
        self._taker = taker

    def hold(self) -> None:
        """Gives nothing more, and reads nothing more, until `go_on`."""
        self._held = True

    def go_on(self) -> None:
        """Gives and reads again."""
        self._held = False
        self._catch_up()

    def hang_up(self, code: int) -> None:
        self._flush()
        if not self.close_sent and not self.transport.is_closing():
            self._taker, self._rest = None, b""
            self.conn.send_close(code)
            self.transport.write(b"".join(self.conn.data_to_send()))
            self.close_sent = True
            self.transport.close()
            # A reader that has stopped would keep what is buffered for it, and the socket, forever.
            self.loop.call_later(self.close_timeout, self.transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._taker is None:
            super().data_received(data)
        else:
            self._rest = self._rest + data if self._rest else data
            self._walk()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._taker is not None and not self.transport.is_closing():
            self._walk()
            if not self._blocked and not self.read_paused:
                self.transport.resume_reading()

    @property
    def _blocked(self) -> bool:
        return self._held or not self.writable.is_set()

    def _walk(self) -> None:
        """Gives the whole frames that are here, one after the other."""
        data, at = self._rest, 0
        self._rest = b""
        while self._taker is not None and not self._blocked:
            found = frame_at(data, at)
            if found is None:
                break
            start, end = found
            if end < 0:
                # Nothing that we would take; uvicorn says why, and ends it.
                self._taker = None
                break
            if not self._take(data, at, start, end):
                super().data_received(data[at:end])
            at = end
        rest = data[at:]
        if self._taker is None:
            if rest and not self.close_sent:
                super().data_received(rest)
            return
        self._rest = rest
        if self._blocked:
            self.transport.pause_reading()

    def _take(self, data: bytes, at: int, start: int, end: int) -> bool:
        first = data[at]
        if first == TEXT and not self._fragmented and self._taker is not None:
            return self._taker(apply_mask(data[start:end], data[start - 4 : start]))
        if not first & CONTROL:
            self._fragmented = not first & FINAL
        return False


def frame_at(data: bytes, at: int) -> tuple[int, int] | None:
    """Where the payload of a client's frame begins and ends; None while it is not whole; an end
    of -1 for what no client may send: a frame without a mask, or one that is too large.
    """
    if len(data) < at + 2:
        return None
    size, start = data[at + 1] & SIZE, at + 6
    if not data[at + 1] & MASKED:
        return start, -1
    if size >= 126:
        more = 2 if size == 126 else 8
        if len(data) < at + 2 + more:
            return None
        size = int.from_bytes(data[at + 2 : at + 2 + more], "big")
        start += more
    if size > LARGEST_FRAME:
        return start, -1
    end = start + size
    return (start, end) if len(data) >= end else None
