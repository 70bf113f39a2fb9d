"""The load, the same for every server: texts of about 100 characters, some of them Chinese, from so
many senders who each have so many on their way; and what arrived of it, where and when.

Each text ends with its sender's number and the time it was said, so that whoever hears it knows
both.
"""

import asyncio
import re
import time
from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from bench.chat.processes import Meter, Spent

END = b"@E@"
FOUND = re.compile(rb"@S@(\d+):(\d+)@E@")
# Longer than any such mark: so much may wait for its other half.
HALF = 64
PADDING = ("The quick brown fox jumps over the lazy dog. 你好世界 " * 3)[:90]
WARM_UP = 2.0
DRAIN = 30.0


def text(sender: int) -> str:
    """Something to say."""
    return f"{PADDING}@S@{sender}:{time.monotonic_ns()}@E@"


class Counter:
    """How often a mark occurs in what comes in pieces."""

    def __init__(self, mark: bytes) -> None:
        self.mark, self.rest = mark, b""

    def count(self, piece: bytes) -> int:
        piece = self.rest + piece
        self.rest = piece[1 - len(self.mark) :]
        return piece.count(self.mark)


class Ear:
    """What arrives on one device: the copies and, where it listens closely, who said each, and how
    long it took in ns.
    """

    def __init__(self, *, closely: bool) -> None:
        self.closely = closely
        self.copies = 0
        self.delays: list[int] = []
        self.heard: Callable[[int], None] | None = None
        self._counter, self._rest = Counter(END), b""

    def feed(self, piece: bytes) -> None:
        if not self.closely:
            self.copies += self._counter.count(piece)
            return
        piece, now, end = self._rest + piece, time.monotonic_ns(), 0
        for found in FOUND.finditer(piece):
            end = found.end()
            self.copies += 1
            self.delays.append(now - int(found[2]))
            if self.heard:
                self.heard(int(found[1]))
        self._rest = piece[max(end, len(piece) - HALF) :]


class Party(Protocol):
    """People of a server who are connected; `senders` of them talk, each text is heard by `copies`
    ears.
    """

    senders: int
    copies: int
    ears: Sequence[Ear]
    # Is called with a sender's number when one of its texts is safe, so that the next can follow.
    freed: Callable[[int], None]

    def say(self, sender: int) -> None: ...

    async def settle(self) -> None:
        """Returns when the server has nothing left to do for what was said."""

    async def leave(self) -> None: ...


class Run(msgspec.Struct, frozen=True):
    """Of one step: messages and copies a second, CPU in us for each message, delays in ms; `lost`:
    copies that never came.
    """

    rate: float
    copies: float
    server_us: float
    database_us: float
    load_us: float
    others: float
    p50: float
    p99: float
    lost: int

    @property
    def cpu_us(self) -> float:
        """The whole server tree and the database."""
        return self.server_us + self.database_us


class Counted(msgspec.Struct, frozen=True):
    """What came through in the middle of a step; delays in ns, sorted."""

    safe: int
    copies: int
    delays: list[int]


class Step:
    """One load on one party."""

    def __init__(self, party: Party, meter: Meter) -> None:
        self.party, self.meter = party, meter
        self.said = self.safe = 0

    def say(self, sender: int) -> None:
        self.said += 1
        self.party.say(sender)

    async def closed(self, window: int, seconds: float) -> Run:
        """Each sender keeps `window` on their way, as fast as it goes."""
        going = True

        def freed(sender: int) -> None:
            self.safe += 1
            if going:
                self.say(sender)

        self.party.freed = freed
        whole = Meter(*self.meter.servers)
        whole.start()
        for _ in range(window):
            for sender in range(self.party.senders):
                self.say(sender)
        await asyncio.sleep(WARM_UP)
        before, safe = self.heard(), self.safe
        self.forget()
        self.meter.start()
        await asyncio.sleep(seconds)
        spent = self.meter.stop()
        counted = Counted(self.safe - safe, self.heard() - before, self.delays())
        going = False
        lost = await self.lost()
        await self.party.settle()
        return _run(counted, spent, whole.stop(), self.said, lost)

    async def steady(self, rate: float, seconds: float) -> Run:
        """So many a second, come what may."""

        def freed(_sender: int) -> None:
            self.safe += 1

        self.party.freed = freed
        self.forget()
        before, began, n = self.heard(), time.monotonic(), 0
        self.meter.start()
        while n < rate * seconds:
            if (wait := began + n / rate - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            self.say(n % self.party.senders)
            n += 1
        spent = self.meter.stop()
        lost = await self.lost()
        await self.party.settle()
        counted = Counted(n, self.heard() - before, self.delays())
        return _run(counted, spent, self.meter.stop(), n, lost)

    def heard(self) -> int:
        return sum(ear.copies for ear in self.party.ears)

    def forget(self) -> None:
        for ear in self.party.ears:
            ear.delays = []

    def delays(self) -> list[int]:
        return sorted(delay for ear in self.party.ears for delay in ear.delays)

    async def lost(self) -> int:
        """Waits for all that was said; answers how many copies did not come."""
        wanted = self.said * self.party.copies
        until = time.monotonic() + DRAIN
        while True:
            missing = wanted - self.heard()
            if missing <= 0 or time.monotonic() > until:
                return missing
            await asyncio.sleep(0.05)


def _run(counted: Counted, spent: Spent, whole: Spent, said: int, lost: int) -> Run:
    """CPU is that of the whole step, with what the server did later for what was said."""
    delays = counted.delays
    assert counted.safe, "nothing came through"
    assert delays, "nothing was heard"
    return Run(
        rate=counted.safe / spent.seconds,
        copies=counted.copies / spent.seconds,
        server_us=whole.server / said * 1e6,
        database_us=whole.database / said * 1e6,
        load_us=whole.load / said * 1e6,
        others=spent.others / spent.seconds,
        p50=delays[len(delays) // 2] / 1e6,
        p99=delays[len(delays) * 99 // 100] / 1e6,
        lost=lost,
    )
