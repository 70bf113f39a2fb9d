"""The steps, the same for every pair of servers: people of the first one talk, people of the second
one hear. What counts is what the second one keeps: its archive is read and counted.
"""

import asyncio
import signal
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

import msgspec

from bench.chat.load import Party, Run, Step
from bench.chat.processes import Meter, Server

HERE, THERE = 0, 1
ARRIVES_SECONDS = 60.0
LOOK_EVERY = 0.2


class ServerPair(Protocol):
    """Two servers that speak with each other, and 50 people in each, in pairs.

    A text that `say` said is on its server's disk, as far as that says so; `bounced` holds those of
    which the sender was told later that they did not arrive. `kept` answers the texts with this
    word in them that the second server keeps, as often as it does, in the order of the archive.
    """

    name: str
    version: str
    # How many texts of each sender are on their way at once.
    window: int
    bounced: set[str]

    def servers(self) -> Sequence[Server]: ...

    async def party(self) -> Party: ...

    async def stored(self) -> int:
        """How many texts the second server keeps."""

    async def kept(self, word: str) -> Sequence[str]: ...

    async def say(self, sender: int, body: str) -> None: ...

    async def rest(self) -> None:
        """What talks is closed, and opened anew when it is needed."""

    def stop(self, which: int, how: signal.Signals = signal.SIGTERM) -> None: ...

    def start(self, which: int) -> None: ...


class Talked(msgspec.Struct, frozen=True):
    """A load, and how many texts the second archive lacks after it; below 0: has more than once."""

    run: Run
    missing: int


class Woken(msgspec.Struct, frozen=True):
    """What was said while the other server was away: `wanted` so many, `kept` of them there after
    `seconds`, all in their sender's order or not; `bounced`: its sender was told that it is not.
    """

    wanted: int
    kept: int
    bounced: int
    seconds: float
    in_order: bool


class Survived(msgspec.Struct, frozen=True):
    """Of `said`, while servers were killed: kept by nobody though nobody was told, kept twice."""

    said: int
    bounced: int
    lost: int
    doubled: int


async def closed(pair: ServerPair, seconds: float) -> Talked:
    """As fast as it goes; each sender says the next text when one was heard."""
    before = await pair.stored()
    party = await pair.party()
    _free_when_heard(party)
    step = Step(party, Meter(*pair.servers()))
    run = await step.closed(pair.window, seconds)
    await party.leave()
    return Talked(run, await _missing(pair, before + step.said))


async def steady(pair: ServerPair, rate: float, seconds: float) -> Talked:
    """So many a second."""
    before = await pair.stored()
    party = await pair.party()
    step = Step(party, Meter(*pair.servers()))
    run = await step.steady(rate, seconds)
    await party.leave()
    return Talked(run, await _missing(pair, before + step.said))


def _free_when_heard(party: Party) -> None:
    """A text is through when the other device has it, not when one's own server has."""
    for ear in party.ears:
        # What is to happen then is known later.
        ear.heard = lambda sender: party.freed(sender)  # noqa: PLW0108


async def _missing(pair: ServerPair, wanted: int) -> int:
    until = time.monotonic() + ARRIVES_SECONDS
    while True:
        missing = wanted - await pair.stored()
        if missing <= 0 or time.monotonic() > until:
            return missing
        await asyncio.sleep(LOOK_EVERY)


async def catch_up(
    pair: ServerPair, many: int, senders: int, patience: float, word: str = "asleep"
) -> Woken:
    """Seconds from when the second server answers again until it keeps all that was said."""
    each = max(1, many // senders)
    pair.stop(THERE)

    async def talk(sender: int) -> None:
        for number in range(each):
            await pair.say(sender, marked(word, sender, number))

    await asyncio.gather(*map(talk, range(senders)))
    await asyncio.to_thread(pair.start, THERE)
    began = time.monotonic()
    wanted = each * senders
    while True:
        found = await pair.kept(word)
        took, bounced = time.monotonic() - began, pair.bounced - set(found)
        if len(set(found)) >= wanted - len(bounced) or took > patience:
            break
        await asyncio.sleep(LOOK_EVERY)
    await pair.rest()
    return Woken(wanted, len(set(found)), len(bounced), took, _ordered(found))


def _ordered(found: Sequence[str]) -> bool:
    last: dict[str, int] = {}
    for one in found:
        _, sender, number = one.split(".")[:3]
        if int(number) < last.get(sender, -1):
            return False
        last[sender] = int(number)
    return True


async def killed(pair: ServerPair, kills: int, senders: int, patience: float) -> Survived:
    """One server and then the other is killed again and again while people talk."""
    over, said = asyncio.Event(), set[str]()

    async def talk(sender: int) -> None:
        number = 0
        while not over.is_set():
            await pair.say(sender, body := marked("kill", sender, number))
            said.add(body)
            number += 1

    talking = [asyncio.create_task(talk(sender)) for sender in range(senders)]
    for number in range(kills):
        await asyncio.sleep(1)
        which = THERE if number % 2 == 0 else HERE
        await asyncio.to_thread(pair.stop, which, signal.SIGKILL)
        await asyncio.to_thread(pair.start, which)
    await asyncio.sleep(1)
    over.set()
    with suppress(TimeoutError):
        async with asyncio.timeout(patience):
            await asyncio.gather(*talking)
    for task in talking:
        task.cancel()
    until = time.monotonic() + patience
    while True:
        found = Counter(await pair.kept("kill"))
        bounced = said & pair.bounced - found.keys()
        lost = said - found.keys() - bounced
        if not lost or time.monotonic() > until:
            break
        await asyncio.sleep(LOOK_EVERY)
    await pair.rest()
    doubled = sum(times - 1 for times in found.values())
    return Survived(len(said), len(bounced), len(lost), doubled)


def marked(word: str, sender: int, number: int) -> str:
    """A text that can be found again."""
    return f"{word}.{sender}.{number}."
