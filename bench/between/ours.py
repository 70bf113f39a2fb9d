"""Two of our towns, or two halves of one, whose people have met by the API as people do."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import asyncpg

from bench.between.towns import BenchTown, Device
from bench.chat.load import Ear, text
from bench.chat.processes import Server
from bench.chat.stream import LEFT, Line, connect
from bench.chat.town import meet
from leapfrog import chat
from leapfrog.kernel.db import Database

AT_ONCE, LOOK_EVERY = 8, 0.05
STORED = "select count(*) from chat_message where kind = 'text'"
KEPT = "select body from chat_message where kind = 'text' and body like $1 order by seq"
# Nothing is left to do for what was said, here or in the other town.
DONE = f"select not ({LEFT}) and not exists (select from towns_town where last > acked)"


class Talkers:
    """The first of each pair talks, the other one hears, each on the stream of their town."""

    def __init__(self, pair: "OurPair") -> None:
        self.freed: Callable[[int], None] = lambda _sender: None
        self.pair, self.senders, self.copies = pair, len(pair.people), 1
        self.ears = [Ear(closely=True) for _ in pair.people]
        self.says = [Line(token(a), Ear(closely=True)) for a, _ in pair.people]
        self.hears = [
            Line(token(b), ear, UUID(b.talk))
            for (_, b), ear in zip(pair.people, self.ears, strict=True)
        ]
        self.places = [UUID(a.talk) for a, _ in pair.people]

    async def join(self) -> "Talkers":
        here, there = self.pair.towns[0], self.pair.towns[-1]
        await connect(here.port, self.says)
        await connect(there.port, self.hears)
        return self

    def say(self, sender: int) -> None:
        self.says[sender].say(self.places[sender], text(sender))

    async def settle(self) -> None:
        for town in self.pair.towns:
            await until(town, DONE)

    async def leave(self) -> None:
        for line in [*self.says, *self.hears]:
            line.transport.close()


def token(device: Device) -> str:
    return str(device.http.cookies["leapfrog_session"])


async def until(town: BenchTown, statement: str) -> None:
    """This is true in the town's database."""
    connection = await asyncpg.connect(dsn_of(town))
    try:
        while True:
            if await connection.fetchval(statement):
                return
            await asyncio.sleep(LOOK_EVERY)
    finally:
        await connection.close()


def dsn_of(town: BenchTown) -> str:
    return f"postgresql://leapfrog@/leapfrog?host={town.home / 'run'}&port=5432"


class OurPair:
    """`towns`: two of them, or one for what is said within it."""

    version, window = "this tree", 4

    def __init__(self, *towns: BenchTown, pairs: int, word: str) -> None:
        self.name = "ours" if len(towns) > 1 else "in one town"
        self.towns, self.word, self.bounced = towns, word, set[str]()
        self.people = [
            (Device(towns[0], f"{word}_a{n}"), Device(towns[-1], f"{word}_b{n}"))
            for n in range(pairs)
        ]

    async def settle(self) -> "OurPair":
        opened = [await Database.connect(dsn_of(town), 2) for town in self.towns]
        for two in self.people:
            for device, database in zip(two, (opened[0], opened[-1]), strict=True):
                await device.come(database)
        if len(self.towns) == 1:
            await self._introduce(opened[0])
        for database in opened:
            await database.close()
        if len(self.towns) > 1:
            await self._meet()
        return self

    async def _introduce(self, database: Database) -> None:
        """Within a town they need no requests that are carried."""
        for a, b in self.people:
            async with database.transaction() as db:
                await meet(db, a.id, b.id)
                a.talk = b.talk = str((await chat.open_direct(db, a.id, b.id)).id)

    async def _meet(self) -> None:
        places = asyncio.Semaphore(AT_ONCE)

        async def ask(a: Device, b: Device) -> None:
            async with places:
                await a.meet(b)

        await asyncio.gather(*(ask(a, b) for a, b in self.people))

    def servers(self) -> Sequence[Server]:
        return [town.server for town in self.towns]

    async def party(self) -> Talkers:
        return await Talkers(self).join()

    async def stored(self) -> int:
        return int(await self._ask("fetchval", STORED))

    async def kept(self, word: str) -> Sequence[str]:
        rows = await self._ask("fetch", KEPT, f"{word}.%")
        return [row[0] for row in rows]

    async def _ask(self, how: str, *question: object) -> Any:
        connection = await asyncpg.connect(dsn_of(self.towns[-1]))
        try:
            return await getattr(connection, how)(*question)
        finally:
            await connection.close()

    async def say(self, sender: int, body: str) -> None:
        await self.people[sender][0].say(body)

    async def rest(self) -> None:
        """Each request is for itself."""

    async def close(self) -> None:
        for two in self.people:
            for device in two:
                await device.http.aclose()

    def stop(self, which: int, how: signal.Signals = signal.SIGTERM) -> None:
        self.towns[which].stop(how)

    def start(self, which: int) -> None:
        self.towns[which].start()
