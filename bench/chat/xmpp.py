"""The people of Prosody and ejabberd: XMPP over plain TCP, as few bytes looked at as can be."""

import asyncio
import base64
import time
from collections.abc import Callable, Sequence
from typing import Any

from bench.chat.load import Ear, text
from bench.chat.town import MEMBERS, PAIRS

AT_ONCE = 20
HOST = "localhost"
HEADER = (
    "<?xml version='1.0'?><stream:stream to='{0}' xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>"
)
SASL = b"urn:ietf:params:xml:ns:xmpp-sasl"
BIND = (
    b"<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
    b"<resource>r</resource></bind></iq>"
)
MUC = "http://jabber.org/protocol/muc"
CONFIGURE = (
    "<iq type='set' id='own' to='{0}'><query xmlns='http://jabber.org/protocol/muc#owner'>"
    "<x xmlns='jabber:x:data' type='submit'/></query></iq>"
)


class Line(asyncio.Protocol):
    """One device of `u<number>` at `host`."""

    def __init__(self, number: int, ear: Ear, host: str = HOST) -> None:
        self.number, self.ear, self.live = number, ear, False
        self.header = HEADER.format(host)
        self._buffer = b""
        self._wanted: tuple[bytes, asyncio.Future[bytes]] | None = None

    def connection_made(self, transport: Any) -> None:
        self.transport: asyncio.Transport = transport

    def data_received(self, data: bytes) -> None:
        if self.live:
            self.ear.feed(data)
            return
        self._buffer += data
        if self._wanted and self._wanted[0] in self._buffer:
            self._wanted[1].set_result(self._buffer)
            self._wanted, self._buffer = None, b""

    async def ask(self, stanza: bytes | str, answer: bytes) -> bytes:
        """Says it, and waits for what holds `answer`."""
        self._buffer = b""
        self._wanted = answer, asyncio.get_running_loop().create_future()
        self.transport.write(stanza.encode() if isinstance(stanza, str) else stanza)
        return await asyncio.wait_for(self._wanted[1], 60)

    async def sign_in(self) -> None:
        await self.ask(self.header, b"</stream:features>")
        given = base64.b64encode(f"\0u{self.number}\0p".encode())
        auth = b"<auth xmlns='%b' mechanism='PLAIN'>%b</auth>" % (SASL, given)
        answer = await self.ask(auth, b">")
        assert b"success" in answer, answer
        await self.ask(self.header, b"</stream:features>")
        await self.ask(BIND, b"</iq>")
        self.transport.write(b"<presence/>")


async def connect(port: int, lines: Sequence[Line], at: str = "127.0.0.1") -> None:
    loop, places = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def one(line: Line) -> None:
        async with places:
            await loop.create_connection(lambda: line, at, port)
            await line.sign_in()

    await asyncio.gather(*map(one, lines))
    # The presences of all of them are on their way for a while.
    await asyncio.sleep(1)


class Talkers:
    """50 pairs, or a room of 100 of whom five talk. A text is safe when it has come back, or has
    come to the other one: XMPP has no other word for it.
    """

    def __init__(self, *, pairs: bool) -> None:
        self.freed: Callable[[int], None] = lambda _sender: None
        self.pairs = pairs
        self.senders, self.copies = (PAIRS, 1) if pairs else (5, MEMBERS)
        closely = [pairs or n < 5 or n % 10 == 9 for n in range(MEMBERS)]
        everyone = [Ear(closely=one) for one in closely]
        self.ears = everyone[PAIRS:] if pairs else everyone
        self.lines = [Line(n, ear) for n, ear in enumerate(everyone)]
        self.room = f"room{time.time_ns()}@conference.localhost"
        for n, ear in enumerate(self.ears):
            if pairs:
                ear.heard = self._got
            elif n < self.senders:
                ear.heard = self._own(n)

    async def join(self, port: int) -> "Talkers":
        await connect(port, self.lines)
        if not self.pairs:
            await self._meet()
        for line in self.lines:
            line.live = True
        return self

    async def _meet(self) -> None:
        first, *others = self.lines
        come = "<presence to='{0}/n{1}'><x xmlns='" + MUC + "'>{2}</x></presence>"
        await first.ask(come.format(self.room, 0, ""), b"110")
        first.transport.write(CONFIGURE.format(self.room).encode())
        await asyncio.sleep(1)
        for line in others:
            none = "<history maxstanzas='0'/>"
            await line.ask(come.format(self.room, line.number, none), b"110")
        await asyncio.sleep(1)

    def say(self, sender: int) -> None:
        kind, to = (
            ("chat", f"u{PAIRS + sender}@localhost") if self.pairs else ("groupchat", self.room)
        )
        number = time.monotonic_ns()
        self.lines[sender].transport.write(
            f"<message type='{kind}' to='{to}' id='m{number}'>"
            f"<body>{text(sender)}</body></message>".encode()
        )

    async def settle(self) -> None:
        """Neither puts anything off."""

    async def leave(self) -> None:
        for line in self.lines:
            line.transport.close()

    def _got(self, sender: int) -> None:
        self.freed(sender)

    def _own(self, number: int) -> Callable[[int], None]:
        def heard(sender: int) -> None:
            if sender == number:
                self.freed(sender)

        return heard
