"""Our people's devices: raw WebSockets on the stream, which say what the client says.

Masked with zeros, and what comes is not taken apart, so that the load costs as little as that of
the other protocols.
"""

import asyncio
import base64
import os
import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from bench.chat.load import Counter, Ear, text
from bench.chat.town import MEMBERS, PAIRS, Town, database_of
from leapfrog.kernel.ids import new_id

AT_ONCE = 20
LEFT = """
select exists (select from chat_unindexed) or exists (select from chat_unread_queue)
    or exists (select from kernel_event) or exists (select from kernel_timer where due_at < now())
"""
SEQ = re.compile(rb'"seq":(\d+)')


def frame(payload: bytes) -> bytes:
    """A client's text frame whose mask is zero."""
    size = len(payload)
    if size < 126:
        return b"\x81" + bytes((0x80 | size,)) + bytes(4) + payload
    return b"\x81\xfe" + size.to_bytes(2, "big") + bytes(4) + payload


class Line(asyncio.Protocol):
    """One device. `acked`: how many of its messages were just answered. Once a second it says up
    to where it has got what is said in `hears`, as the client does.
    """

    def __init__(self, token: str, ear: Ear, hears: UUID | None = None) -> None:
        self.token, self.ear, self.hears = token, ear, hears
        self.ready = asyncio.get_running_loop().create_future()
        self.acked: Callable[[int], None] | None = None
        self._acks, self._buffer, self._open, self._due = Counter(b'"t":"ack"'), b"", False, True

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.Transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Cookie: leapfrog_session={self.token}\r\nX-Leapfrog: 1\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        if not self._open:
            self._greet(data)
            return
        self.ear.feed(data)
        if self.acked and (many := self._acks.count(data)):
            self.acked(many)
        if self._due and self.hears:
            self._has(data)

    def connection_lost(self, _cause: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionResetError(self._buffer[:300]))

    def say(self, conversation_id: UUID, body: str) -> None:
        self.transport.write(
            frame(
                f'{{"t":"send","client_id":"{new_id()}","conversation_id":"{conversation_id}",'
                f'"body":"{body}"}}'.encode()
            )
        )

    def _greet(self, data: bytes) -> None:
        """The handshake, then `hello`, which is answered by `sync`."""
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        if not end:
            return
        if b" 101 " not in head:
            self.ready.set_exception(ConnectionRefusedError(head[:300]))
        elif not rest:
            self.transport.write(frame(b'{"t":"hello","cursor":null}'))
        elif b'"t":"sync"' in rest:
            self._open, self._buffer = True, b""
            self.ready.set_result(None)

    def _has(self, data: bytes) -> None:
        found = SEQ.findall(data)
        if found:
            place = f'"conversation_id":"{self.hears}","seq":{int(found[-1])}'
            self.transport.write(frame(f'{{"t":"delivered",{place}}}'.encode()))
            self._due = False
            asyncio.get_running_loop().call_later(1, self._again)

    def _again(self) -> None:
        self._due = True


async def connect(port: int, lines: Sequence[Line]) -> None:
    """All of them, so many at a time."""
    loop, places = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one(line: Line) -> None:
        async with places:
            await loop.create_connection(lambda: line, "127.0.0.1", port)
            await asyncio.wait_for(line.ready, 30)

    await asyncio.gather(*map(one, lines))


async def settle(town: Town) -> None:
    """Returns when the search knows it all, who is away was thought of, and nothing else is due."""
    connection = await asyncpg.connect(database_of(town))
    try:
        while True:
            if not await connection.fetchval(LEFT):
                return
            await asyncio.sleep(0.05)
    finally:
        await connection.close()


class Talkers:
    """A party of ours: 50 pairs, or a group of 100 of whom five talk."""

    def __init__(self, town: Town, *, pairs: bool) -> None:
        self.town = town
        self.freed: Callable[[int], None] = lambda _sender: None
        if pairs:
            self.senders, self.copies = PAIRS, 1
            self.places = town.pairs
            hears: list[UUID | None] = [None] * PAIRS + list[UUID | None](town.pairs)
        else:
            self.senders, self.copies = 5, MEMBERS
            self.places = [town.group] * 5
            hears = [town.group] * MEMBERS
        everyone = [Ear(closely=pairs or n % 10 == 9) for n in range(MEMBERS)]
        self.ears = everyone[PAIRS:] if pairs else everyone
        given = zip(town.tokens, everyone, hears, strict=False)
        self.lines = [Line(*one) for one in given]
        for sender, line in enumerate(self.lines[: self.senders]):
            line.acked = self._acked(sender)

    async def join(self, port: int) -> "Talkers":
        await connect(port, self.lines)
        return self

    def say(self, sender: int) -> None:
        self.lines[sender].say(self.places[sender], text(sender))

    async def settle(self) -> None:
        await settle(self.town)

    async def leave(self) -> None:
        for line in self.lines:
            line.transport.close()

    def _acked(self, sender: int) -> Callable[[int], None]:
        def acked(many: int) -> None:
            for _ in range(many):
                self.freed(sender)

        return acked
