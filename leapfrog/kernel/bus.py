"""The bus between processes and nodes: what is told in one is told in all.

What was told since the last flush goes out together, after the operations are committed. Lossy like
the hub: after an interruption everybody is told `gap`. What carries it is a `BusConnection`: the
database that all share, or a NATS server.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol
from uuid import UUID

import msgspec
import structlog

from leapfrog.kernel.closing import end
from leapfrog.kernel.stream import GAP, Hub

MOST_WAITING = 10_000
MOST_PEOPLE = 100
CONNECT_SECONDS = 10
ALIVE_SECONDS = 10
FIRST_WAIT, LONGEST_WAIT = 0.2, 30.0

log = structlog.get_logger()


class Frame(msgspec.Struct, frozen=True, array_like=True, tag="f"):
    """A frame for some people; `payload` is one JSON object."""

    people: tuple[UUID, ...]
    payload: msgspec.Raw


class ConnectionEnded(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """Sessions that are over, as `Publisher.end_sessions` names them."""

    person: UUID
    only: UUID | None
    keep: UUID | None


class MissedMessages(msgspec.Struct, frozen=True, array_like=True, tag="m"):
    """Somewhere frames were lost: everybody may have a gap."""


class ProcessMessage(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """A word between processes; `word` is one JSON value."""

    topic: str
    word: msgspec.Raw


Notice = Frame | ConnectionEnded | MissedMessages | ProcessMessage
encode = msgspec.json.Encoder().encode
decoder = msgspec.json.Decoder(list[Notice])

Hear = Callable[[bytes | str], None]
Alarm = Callable[[], None]


class BusConnection(Protocol):
    """One connection to what carries the bus, open and listening."""

    largest: int

    async def tell(self, pages: Sequence[bytes]) -> None:
        """Returns when they are on their way, in this order; to all but this line itself. Raises
        when the connection is lost.
        """

    async def ask(self) -> None:
        """Whether the other side is still there. Raises when it is not."""

    def is_closed(self) -> bool: ...

    async def hang_up(self) -> None: ...


class BusDriver(Protocol):
    """How to get a line."""

    async def open(self, hear: Hear, alarm: Alarm) -> BusConnection:
        """Listens, and gives what comes to `hear`; `alarm` when the line breaks. Raises."""


class Bus:
    """A publisher for all processes of a town; `async with` it while the town is open."""

    def __init__(self, carrier: BusDriver, hub: Hub) -> None:
        self._carrier, self._hub = carrier, hub
        self._waiting: list[Notice] = []
        self._lost = self._closing = self._late = False
        # When the line was lost, by the loop's clock; None while there is one.
        self._silent_since: float | None = None
        self._wake, self._listening = asyncio.Event(), asyncio.Event()

    def publish(self, people: Iterable[UUID], payload: bytes) -> None:
        receivers = tuple(people)
        self._hub.publish(receivers, payload)
        for n in range(0, len(receivers), MOST_PEOPLE):
            self._say(Frame(receivers[n : n + MOST_PEOPLE], msgspec.Raw(payload)))

    def end_sessions(self, person: UUID, *, only: UUID | None, keep: UUID | None) -> None:
        self._hub.end_sessions(person, only=only, keep=keep)
        self._say(ConnectionEnded(person, only, keep))

    def broadcast(self, topic: str, word: bytes) -> None:
        self._hub.broadcast(topic, word)
        self._say(ProcessMessage(topic, msgspec.Raw(word)))

    async def __aenter__(self) -> "Bus":
        """Returns when it listens, or goes on trying without: the town opens all the same."""
        self._task = asyncio.create_task(self._run())
        try:
            await asyncio.wait_for(self._listening.wait(), CONNECT_SECONDS)
        except TimeoutError:
            self._late = True
        except BaseException:
            self._task.cancel()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        await end(self._task)

    def _say(self, notice: Notice) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(notice)
        else:
            self._lost = True
        self._wake.set()

    async def _run(self) -> None:
        wait = FIRST_WAIT
        self._silent_since = asyncio.get_running_loop().time()
        while not self._closing:
            try:
                line = await self._carrier.open(self._heard, self._wake.set)
                wait = FIRST_WAIT
                try:
                    self._listens()
                    await self._flush(line)
                finally:
                    await line.hang_up()
            except Exception as cause:
                self._silent_since = self._silent_since or asyncio.get_running_loop().time()
                log.warning("bus_interrupted", error=str(cause), again_in=wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    def silent_for(self) -> float:
        """Seconds for which nothing was heard of other processes; 0 while there is a line."""
        since = self._silent_since
        return 0.0 if since is None else asyncio.get_running_loop().time() - since

    def _listens(self) -> None:
        self._silent_since = None
        if self._late or self._listening.is_set():
            self._hub.all_missed()
        self._listening.set()

    async def _flush(self, line: BusConnection) -> None:
        """Tells what is waiting, again and again, until the bus is closed. Raises when the
        connection is lost.
        """
        while self._waiting or not self._closing:
            if not self._waiting and not self._lost:
                await self._something(line)
            told, self._waiting = self._waiting, []
            if self._lost:
                told.append(MissedMessages())
            self._lost = True
            if told:
                await line.tell(list(pages(told, line.largest)))
            self._lost = False

    async def _something(self, line: BusConnection) -> None:
        """Waits for something to tell; asks now and then whether the other side is still there."""
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), ALIVE_SECONDS)
        except TimeoutError:
            await line.ask()
        if line.is_closed():
            raise ConnectionResetError("the connection of the bus was closed")

    def _heard(self, page: bytes | str) -> None:
        for notice in decoder.decode(page):
            match notice:
                case Frame(people, payload):
                    self._hub.publish(people, bytes(payload))
                case ConnectionEnded(person, only, keep):
                    self._hub.end_sessions(person, only=only, keep=keep)
                case MissedMessages():
                    self._hub.all_missed()
                case ProcessMessage(topic, word):
                    self._hub.broadcast(topic, bytes(word))


def pages(notices: Sequence[Notice], largest: int) -> Iterator[bytes]:
    """The notices in as few texts as they fit in, each of at most `largest` bytes. Of a frame that
    fits in none, its people are told that there is a gap; a broadcast that does not is lost.
    """
    page: list[bytes] = []
    room = largest
    for notice in notices:
        encoded = encode(notice)
        if len(encoded) > largest - 2:
            if not isinstance(notice, Frame):
                log.warning("bus_too_large", size=len(encoded))
                continue
            encoded = encode(Frame(notice.people, msgspec.Raw(GAP)))
        if page and len(encoded) + 2 > room:
            yield b"[%b]" % b",".join(page)
            page, room = [], largest
        page.append(encoded)
        room -= len(encoded) + 1
    if page:
        yield b"[%b]" % b",".join(page)
