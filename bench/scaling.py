"""`make bench-scaling`: what everyday deeds cost a town of one process and of three, and what that
means for a town of a thousand, a hundred thousand and ten million people.

Measured: CPU of the program and of its PostgreSQL for each deed over HTTP, by a few callers and by
many. The rest is arithmetic and a simulation (`bench/simulated_town.py`) which replays these costs
in the busiest hour: so many cores, so many machines, so much waiting. It says so in its names.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import msgspec

from bench.buyers import Buyers, opened
from bench.chat.processes import Meter, Server
from bench.chat.town import meet
from bench.harness import Figure, report, seconds
from bench.posts.town import FOLLOW
from bench.settling import settle
from bench.simulated_town import DEEDS, Cost, busiest_hour, most_people
from bench.start import measured_town
from leapfrog import chat
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings

PEOPLE, AUTHORS, FEW, MANY = 200, 20, 2, 64
STEP = seconds(5)
# Seconds of a first step that is not measured.
WARM = 1.0
MOST_CUT = 5
TOWNS = (1_000, 100_000, 10_000_000)
Ask = Callable[[int], tuple[str, str, object]]


class Callers(msgspec.Struct):
    """People who are contacts of the next one, and their sessions."""

    buyers: Buyers
    talks: list[UUID]
    numbers: Iterator[int]

    def deed(self, name: str) -> Ask:
        """Method, path and body of the nth person's next deed of this kind."""
        to = self.buyers.people
        line = {"variant_id": str(self.buyers.variant), "n": 1}
        shop = {"merchant_id": str(self.buyers.shop), "delivery": "pickup", "lines": [line]}
        asks: dict[str, Ask] = {
            "message": lambda n: ("PUT", self._said(n), {"body": f"So {next(self.numbers)}"}),
            "chat opened": lambda n: ("GET", f"/conversations/{self.talks[n]}/messages", None),
            "list of chats": lambda _: ("GET", "/conversations", None),
            "page of the Square": lambda _: ("GET", "/square/home", None),
            "post": lambda _: ("PUT", f"/posts/{new_id()}", {"text": f"So {next(self.numbers)}"}),
            "payment": lambda n: (
                "PUT",
                f"/pay/transfers/{new_id()}",
                {"to": str(to[(n + 1) % PEOPLE]), "amount": 1, "currency": "EUR", "at_once": True},
            ),
            "price asked": lambda _: ("POST", "/orders/quotes", {"shops": [shop], "name": "Bench"}),
            "search for goods": lambda _: ("GET", "/market/search?q=lamp", None),
        }
        return asks[name]

    def _said(self, n: int) -> str:
        return f"/conversations/{self.talks[n]}/messages/{new_id()}"


async def met(dsn: str, buyers: Buyers) -> Callers:
    """Each is a contact of the next one, and everybody follows the first `AUTHORS`."""
    connection = await asyncpg.connect(dsn)
    for n, author in enumerate(buyers.people[:AUTHORS]):
        fans = [one for m, one in enumerate(buyers.people) if m != n]
        await connection.execute(FOLLOW, fans, [author])
    await connection.close()
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        for n, one in enumerate(buyers.people):
            await meet(db, one, buyers.people[(n + 1) % PEOPLE])
    async with database.transaction() as db:
        talks = [
            (await chat.open_direct(db, one, buyers.people[(n + 1) % PEOPLE])).id
            for n, one in enumerate(buyers.people)
        ]
    await database.close()
    return Callers(buyers, talks, count())


async def asked(port: int, callers: Callers, name: str, at_once: int, step: float) -> int:
    """How many deeds of one kind were answered in a step; each answer is looked at. A connection
    that ends without one is told, and is the end of the run only when there are many.
    """
    until, done, make = asyncio.get_running_loop().time() + step, 0, callers.deed(name)
    limits, cut = httpx.Limits(max_connections=at_once, keepalive_expiry=None), list[str]()
    origin = f"http://127.0.0.1:{port}/api/v1"

    async def caller(n: int, asking: httpx.AsyncClient) -> None:
        nonlocal done
        head = {"Authorization": f"Bearer {callers.buyers.tokens[n]}", "X-Leapfrog": "1"}
        while not done or asyncio.get_running_loop().time() < until:
            method, path, body = make(n)
            try:
                answer = await asking.request(method, origin + path, json=body, headers=head)
            except httpx.TransportError as cause:
                cut.append(repr(cause))
                print(f"{name}: no answer: {cause!r}", file=sys.stderr)
                assert len(cut) <= MOST_CUT, cut
                continue
            assert answer.is_success, (name, answer.text)
            done += 1

    async with httpx.AsyncClient(limits=limits, timeout=60) as asking:
        await asyncio.gather(*(caller(n, asking) for n in range(at_once)))
    return done


def cost(server: Server, dsn: str, callers: Callers, name: str, at_once: int) -> Cost:
    """With what follows from the deeds; nothing of those before is left by then, and what the town
    reads when it is first asked for such a deed is read.
    """
    asyncio.run(asked(server.port, callers, name, at_once, WARM))
    settle(dsn)
    meter = Meter(server)
    meter.start()
    done = asyncio.run(asked(server.port, callers, name, at_once, STEP))
    settle(dsn)
    spent = meter.stop()
    return Cost(1e6 * spent.server / done, 1e6 * spent.database / done)


def costs(home: Path, dsn: str, callers: Callers, processes: int) -> dict[str, list[Cost]]:
    """Of each deed: by few callers and by many."""
    postmaster = int((home / "data" / "postmaster.pid").read_text().split()[0])
    with measured_town(home, dsn, processes) as (town, port):
        server = Server(town.pid, port, postmaster)
        return {
            name: [cost(server, dsn, callers, name, many) for many in (FEW, MANY)] for name in DEEDS
        }


def of_deed(name: str, processes: int, found: list[Cost]) -> list[Figure]:
    return [
        Figure(
            name=f"{name}, {processes} process{'es' * (processes > 1)}, {many} callers",
            unit="us CPU",
            ours=each.program + each.database,
            reference="of it the database",
            reference_value=each.database,
            ratio=None,
            aim="-",
            holds=None,
        )
        for many, each in zip((FEW, MANY), found, strict=True)
    ]


def of_town(people: int, processes: int, found: dict[str, list[Cost]]) -> list[Figure]:
    """What a town of so many needs: from what the deeds cost many callers."""
    hour = busiest_hour({name: each[1] for name, each in found.items()}, people)
    town = f"{people:,} people, costs of {processes}"

    def paper(name: str, unit: str, value: float) -> Figure:
        return Figure(f"{town}: {name}", unit, value, "", None, None, "paper", None)

    return [
        paper("deeds in the busiest second", "1/s", hour.deeds),
        paper("cores for the program", "", hour.program_cores),
        paper("cores of the primary", "", hour.database_cores),
        paper("written", "GB a year", hour.bytes_a_year / 1e9),
        paper("99 of 100 wait at most", "ms", hour.waits_ms),
        paper("a person a month", "EUR", hour.euros(people)),
    ]


def main() -> None:
    found: dict[int, dict[str, list[Cost]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        with EmbeddedPostgres(Settings(home=home)) as dsn:
            buyers = asyncio.run(opened(dsn, Settings(home=home, money="units"), PEOPLE, 900_000))
            callers = asyncio.run(met(dsn, buyers))
            for processes in (1, 3):
                found[processes] = costs(home, dsn, callers, processes)
    figures = [
        figure
        for processes, deeds in found.items()
        for name, each in deeds.items()
        for figure in of_deed(name, processes, each)
    ]
    figures += [
        one
        for people in TOWNS
        for processes, deeds in found.items()
        for one in of_town(people, processes, deeds)
    ]
    most = most_people({name: each[1] for name, each in found[1].items()})
    figures.append(
        Figure(
            "people before a primary of 32 cores is full", "", most, "", None, None, "paper", None
        )
    )
    report("scaling", figures, deeds_a_day=DEEDS)


if __name__ == "__main__":
    main()
