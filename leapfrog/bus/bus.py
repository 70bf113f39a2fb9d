"""The bus between processes and nodes: what is told in one is told in all.

What was told since the last flush goes out together, after the operations are committed. Lossy like
the hub: after an interruption everybody is told `gap`. What carries it is a `BusDriver`: the
database that all share, or a NATS server, for which the database stands in while it is away.

All listen to the stand-in, always. A process that loses the carrier speaks by the stand-in, and
says there that it hears nothing else; the others then tell everything by both, numbered.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from uuid import UUID

import msgspec
import structlog

from leapfrog.bus.line import BusDriver, BusLine
from leapfrog.bus.notices import (
    ConnectionEnded,
    Frame,
    HearsStandIn,
    MissedMessages,
    Notice,
    Numbered,
    ProcessMessage,
    Told,
    readable,
)
from leapfrog.kernel.closing import end
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.stream import Hub

MOST_WAITING = 10_000
MOST_PEOPLE = 100
CONNECT_SECONDS = 10.0
# How often a process says that it hears the stand-in alone, how long others believe it, and after
# what time all of them surely know.
SAY_EVERY, BELIEVED, KNOWN = 3.0, 10.0, 1.0
# What could not be read is told as a gap, at most so often: all devices ask then.
GAP_EVERY = 1.0

log = structlog.get_logger()


class Bus:
    """A publisher for all processes of a town; `async with` it while the town is open. `stand_in`
    carries what `carrier` does not, here or at another process.
    """

    def __init__(self, carrier: BusDriver, hub: Hub, stand_in: BusDriver | None = None) -> None:
        self._hub = hub
        self._chosen = BusLine(carrier, self._heard, self._moved)
        self._stand_in = BusLine(stand_in, self._heard, self._moved) if stand_in else None
        self._process, self._number = new_id(), 0
        self._waiting: list[Told] = []
        self._lost = self._closing = False
        # Whether devices may have missed something of which they were not told yet.
        self._gap = True
        # By which line it hears, and since when by none, by the loop's clock.
        self._by: BusLine | None = None
        self._silent_since: float | None = None
        # Processes that hear the stand-in alone, and until when that is believed; this one, too, as
        # long as it cannot know of the others.
        self._alone: dict[UUID, float] = {}
        # What was heard by one carrier and may come by the other one, too.
        self._once: dict[tuple[UUID, int], None] = {}
        self._stood_by = False
        # Of what was heard and could not be read, until everybody is told.
        self._unread: asyncio.TimerHandle | None = None
        self._wake, self._stepped = asyncio.Event(), asyncio.Event()

    @property
    def carrier(self) -> str | None:
        """What carries it to this process; None while nothing does."""
        return self._by.name if self._by else None

    @property
    def stands_in(self) -> bool:
        """Whether this process hears others by the stand-in alone."""
        return self._by is not None and self._by is self._stand_in

    def silent_for(self) -> float:
        """Seconds for which nothing was heard of other processes; 0 while there is a line."""
        since = self._silent_since
        return 0.0 if since is None else asyncio.get_running_loop().time() - since

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
        """Returns when each carrier listens or was tried in vain; the town opens all the same."""
        lines = [line for line in (self._chosen, self._stand_in) if line]
        self._silent_since = asyncio.get_running_loop().time()
        self._listening = [asyncio.create_task(line.run()) for line in lines]
        if self._stand_in:
            self._listening.append(asyncio.create_task(self._say_where(self._stand_in)))
        self._telling = asyncio.create_task(self._tell())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(CONNECT_SECONDS):
                    for line in lines:
                        await line.tried.wait()
        except BaseException:
            for task in (self._telling, *self._listening):
                task.cancel()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        await end(self._telling)
        for task in self._listening:
            task.cancel()
        await end(*self._listening)

    def _say(self, told: Told) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(told)
        else:
            self._lost = True
        self._wake.set()

    def _moved(self) -> None:
        """One of the lines listens, or does not any more."""
        before, self._by = self._by, next(iter(self._ways()), None)
        if before is not self._by and before is not None and self._by is not self._chosen:
            self._gap = True
        if self._by is None:
            self._silent_since = self._silent_since or asyncio.get_running_loop().time()
        else:
            self._silent_since = None
        if self._by is self._chosen:
            self._tell_of_gap()
        stands_by = self._stand_in is not None and self._stand_in.listens
        if stands_by and not self._stood_by:
            self._alone[self._process] = asyncio.get_running_loop().time() + BELIEVED
        self._stood_by = stands_by
        self._wake.set()
        self._stepped.set()

    def _tell_of_gap(self) -> None:
        if self._gap and self._by is not None:
            self._gap = False
            self._hub.all_missed()

    def _ways(self) -> list[BusLine]:
        """The lines by which all others hear."""
        found = [self._chosen] if self._chosen.listens else []
        stand_in = self._stand_in
        if stand_in and stand_in.listens and (not found or self._others_are_alone()):
            found.append(stand_in)
        return found

    def _others_are_alone(self) -> bool:
        """Whether a process hears the stand-in alone."""
        if self._alone:
            now = asyncio.get_running_loop().time()
            self._alone = {one: until for one, until in self._alone.items() if until > now}
        return bool(self._alone)

    async def _say_where(self, stand_in: BusLine) -> None:
        """Says by the stand-in, again and again, that this process hears nothing else."""
        said = False
        while True:
            self._stepped.clear()
            alone = self._chosen.tried.is_set() and not self._chosen.listens
            if (alone or said) and stand_in.listens:
                # The line says by itself that it was lost, and is opened anew.
                with suppress(Exception):
                    await stand_in.tell([HearsStandIn(self._process, alone)])
                    said = alone
            if said and self._gap:
                # What others told by the carrier before they knew was not heard here.
                await asyncio.sleep(KNOWN)
                self._tell_of_gap()
            with suppress(TimeoutError):
                async with asyncio.timeout(SAY_EVERY if alone else None):
                    await self._stepped.wait()

    async def _tell(self) -> None:
        """Tells what is waiting, again and again, until the bus is closed."""
        while True:
            self._wake.clear()
            ways = self._ways()
            if ways and (self._waiting or self._lost):
                await self._flush(ways)
            elif self._closing:
                return
            else:
                await self._wake.wait()

    async def _flush(self, ways: Sequence[BusLine]) -> None:
        told, self._waiting = self._waiting, []
        if self._lost:
            told.append(MissedMessages())
        self._lost = False
        notices = told if len(ways) == 1 else [self._numbered(one) for one in told]
        done = await asyncio.gather(*(way.tell(notices) for way in ways), return_exceptions=True)
        if any(isinstance(one, BaseException) for one in done):
            self._lost = True

    def _numbered(self, told: Told) -> Numbered:
        self._number += 1
        return Numbered(self._process, self._number, told)

    def _heard(self, page: bytes | str) -> None:
        notices, are_all = readable(page)
        if not are_all and self._unread is None:
            loop = asyncio.get_running_loop()
            self._unread = loop.call_later(GAP_EVERY, self._tell_of_unread)
        for notice in notices:
            if not isinstance(notice, Numbered):
                self._take(notice)
            elif self._is_new(notice):
                self._take(notice.told)

    def _tell_of_unread(self) -> None:
        self._unread = None
        self._hub.all_missed()

    def _is_new(self, notice: Numbered) -> bool:
        """Whether it did not come by the other carrier before."""
        key = (notice.process, notice.number)
        if key in self._once:
            del self._once[key]
            return False
        self._once[key] = None
        if len(self._once) > MOST_WAITING:
            del self._once[next(iter(self._once))]
        return True

    def _take(self, notice: Notice) -> None:
        match notice:
            case Frame(people, payload):
                self._hub.publish(people, bytes(payload))
            case ConnectionEnded(person, only, keep):
                self._hub.end_sessions(person, only=only, keep=keep)
            case MissedMessages():
                self._hub.all_missed()
            case ProcessMessage(topic, word):
                self._hub.broadcast(topic, bytes(word))
            case HearsStandIn(process, alone):
                self._alone.pop(process, None)
                if alone:
                    self._alone[process] = asyncio.get_running_loop().time() + BELIEVED
