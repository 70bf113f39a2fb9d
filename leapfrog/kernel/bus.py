"""The bus between processes and nodes: what is told in one is told in all.

What was told since the last flush goes out in one NOTIFY, on a connection of its own and after the
deeds are committed: a NOTIFY inside each deed's transaction would put all commits in a row. Lossy
like the hub: after an interruption everybody is told `gap`. LISTEN needs a direct connection, not
one through a pooler.
"""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog

from leapfrog.kernel.stream import GAP, Hub

CHANNEL = "leapfrog_stream"
NOTIFY = "select pg_notify($1, page) from unnest($2::text[]) as page"
LARGEST = 7_900
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


class Ended(msgspec.Struct, frozen=True, array_like=True, tag="e"):
    """Sessions that are over, as `Publisher.end_sessions` names them."""

    person: UUID
    only: UUID | None
    keep: UUID | None


class Missed(msgspec.Struct, frozen=True, array_like=True, tag="m"):
    """Somewhere frames were lost: everybody may have a gap."""


class Whisper(msgspec.Struct, frozen=True, array_like=True, tag="w"):
    """A word between processes; `word` is one JSON value."""

    topic: str
    word: msgspec.Raw


Notice = Frame | Ended | Missed | Whisper
encode = msgspec.json.Encoder().encode
decoder = msgspec.json.Decoder(list[Notice])


class PostgresBus:
    """A publisher for all processes on one database; `async with` it while the town is open."""

    def __init__(self, dsn: str, hub: Hub) -> None:
        self._dsn, self._hub = dsn, hub
        self._waiting: list[Notice] = []
        self._lost = self._closing = False
        self._wake, self._listening = asyncio.Event(), asyncio.Event()

    def publish(self, people: Iterable[UUID], payload: bytes) -> None:
        receivers = tuple(people)
        self._hub.publish(receivers, payload)
        for n in range(0, len(receivers), MOST_PEOPLE):
            self._say(Frame(receivers[n : n + MOST_PEOPLE], msgspec.Raw(payload)))

    def end_sessions(self, person: UUID, *, only: UUID | None, keep: UUID | None) -> None:
        self._hub.end_sessions(person, only=only, keep=keep)
        self._say(Ended(person, only, keep))

    def whisper(self, topic: str, word: bytes) -> None:
        self._hub.whisper(topic, word)
        self._say(Whisper(topic, msgspec.Raw(word)))

    async def __aenter__(self) -> "PostgresBus":
        """Returns when it listens. Raises TimeoutError."""
        self._task = asyncio.create_task(self._run())
        try:
            await asyncio.wait_for(self._listening.wait(), CONNECT_SECONDS)
        except BaseException:
            self._task.cancel()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        await asyncio.wait([self._task], timeout=1)
        self._task.cancel()

    def _say(self, notice: Notice) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(notice)
        else:
            self._lost = True
        self._wake.set()

    async def _run(self) -> None:
        wait = FIRST_WAIT
        while not self._closing:
            try:
                connection = await self._listen()
                wait = FIRST_WAIT
                try:
                    await self._flush(connection)
                finally:
                    connection.terminate()
            except Exception as cause:
                log.warning("bus_interrupted", error=str(cause), again_in=wait)
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)

    async def _listen(self) -> Any:
        connection = await asyncpg.connect(
            self._dsn,
            timeout=CONNECT_SECONDS,
            server_settings={"application_name": "leapfrog bus", "synchronous_commit": "off"},
        )
        connection.add_termination_listener(lambda _: self._wake.set())
        await connection.add_listener(CHANNEL, self._heard)
        if self._listening.is_set():
            self._hub.all_missed()
        self._listening.set()
        return connection

    async def _flush(self, connection: Any) -> None:
        """Tells what is waiting, again and again, until the bus is closed. Raises when the
        connection is lost.
        """
        while self._waiting or not self._closing:
            if not self._waiting and not self._lost:
                await self._something(connection)
            told, self._waiting = self._waiting, []
            if self._lost:
                told.append(Missed())
            self._lost = True
            if told:
                await connection.execute(NOTIFY, CHANNEL, list(pages(told)), timeout=ALIVE_SECONDS)
            self._lost = False

    async def _something(self, connection: Any) -> None:
        """Waits for something to tell; asks now and then whether the database is still there."""
        self._wake.clear()
        try:
            await asyncio.wait_for(self._wake.wait(), ALIVE_SECONDS)
        except TimeoutError:
            await connection.execute("select 1", timeout=ALIVE_SECONDS)
        if connection.is_closed():
            raise ConnectionResetError("the connection of the bus was closed")

    def _heard(self, connection: Any, pid: int, _channel: str, page: object) -> None:
        if pid == connection.get_server_pid():
            return
        for notice in decoder.decode(str(page)):
            match notice:
                case Frame(people, payload):
                    self._hub.publish(people, bytes(payload))
                case Ended(person, only, keep):
                    self._hub.end_sessions(person, only=only, keep=keep)
                case Missed():
                    self._hub.all_missed()
                case Whisper(topic, word):
                    self._hub.whisper(topic, bytes(word))


def pages(notices: Sequence[Notice]) -> Iterator[str]:
    """The notices in as few texts as they fit in, each of at most `LARGEST` bytes; of a frame that
    fits in none, its people are told that there is a gap.
    """
    page: list[bytes] = []
    room = LARGEST
    for notice in notices:
        encoded = encode(notice)
        if isinstance(notice, Frame) and len(encoded) > LARGEST - 2:
            encoded = encode(Frame(notice.people, msgspec.Raw(GAP)))
        if page and len(encoded) + 2 > room:
            yield f"[{b','.join(page).decode()}]"
            page, room = [], LARGEST
        page.append(encoded)
        room -= len(encoded) + 1
    if page:
        yield f"[{b','.join(page).decode()}]"
