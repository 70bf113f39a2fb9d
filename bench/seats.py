"""`make bench-seats`: two thousand people after five hundred seats, over HTTP: each reads the map,
holds one to four seats side by side and pays for them, and tries again where others were faster.

The town's whole program on a PostgreSQL with fsync. The show costs nothing, so the order is paid
without the books of money, which `bench-paying` measures. What must hold: no seat twice, and nobody
meets a 5xx. The peer is pretix's cart, which has neither seats nor payment.
"""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import msgspec

from bench.harness import Figure, report, seconds
from bench.peer_pretix import rate as pretix_rate
from bench.people import funded, signed_in
from bench.start import measured_town
from bench.stock import cpu
from leapfrog import tickets, till
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import set_town
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.pay import set_up
from leapfrog.tickets import NewShow, TownEvent, Venue

ROWS, IN_A_ROW, CALLERS, TRIES = 20, 25, 16, 12
PEOPLE = max(40, int(100 * seconds(20)))
PEER_AIM, HOLD_AIM = 50, 2.0
SOLD = """
select count(*) filter (where state = 'sold'), (
    select count(*) - count(distinct seat) from tickets_ticket where state in ('valid', 'used')
) from tickets_seat
"""


class Hall(msgspec.Struct, frozen=True):
    """A show, its organiser's token, and those of all who want to go."""

    show: UUID
    organiser: str
    tokens: list[str]


async def opened(dsn: str, settings: Settings, people: int) -> Hall:
    """A show tomorrow in a hall of 20 rows of 25, and sessions of so many people."""
    connection = await asyncpg.connect(dsn)
    await migrate(connection)
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        await set_town(db, "Lake Town", "lake.town")
        await set_up(db, settings)
        ids = await funded(db, people + 1)
        show = await _show(db, ids[0])
    tokens = await signed_in(connection, ids)
    await connection.close()
    await database.close()
    return Hall(show, tokens[0], tokens[1:])


async def _show(db: Db, owner: UUID) -> UUID:
    shop, venue, hall, event, show = (new_id() for _ in range(5))
    await till.open_shop(db, owner, shop, till.ShopChanges(name="Lux"))
    await tickets.set_venue(db, owner, Venue(venue, shop, "Lux", "", None))
    plan = tickets.grid("Hall", ROWS, IN_A_ROW, "Seat")
    await tickets.set_hall(db, owner, hall, venue, "Hall", plan)
    told = TownEvent(event, shop, "Film", "film", "", 90, 0, "")
    await tickets.set_event(db, owner, told)
    starts = db.now + timedelta(hours=1)
    wanted = NewShow(event, venue, hall, starts, 30, {"Seat": 0}, orphans="off", most_each=50)
    await tickets.set_show(db, owner, show, wanted)
    return show


class Rush:
    """Everybody at once; counts the answers of each kind of question."""

    def __init__(self, asking: httpx.AsyncClient, show: UUID) -> None:
        self.asking, self.show = asking, show
        self.answers: Counter[tuple[str, int]] = Counter()
        self.random = random.Random(1)

    async def ask(self, token: str, method: str, path: str, body: object = None) -> httpx.Response:
        head = {"Authorization": f"Bearer {token}", "X-Leapfrog": "1"}
        answer = await self.asking.request(method, f"/api/v1{path}", json=body, headers=head)
        kind = f"{method} {path.rsplit('/', 1)[-1] if method == 'GET' else path.split('/')[2]}"
        self.answers[kind, answer.status_code] += 1
        return answer

    async def goes(self, token: str) -> None:
        """One person, until they have seats, or there are none side by side."""
        count = self.random.choice([1, 2, 2, 3, 4])
        for _ in range(TRIES):
            seen = await self.ask(token, "GET", f"/tickets/shows/{self.show}/seats")
            runs = side_by_side(seen.json()["seats"], count)
            if not runs:
                return
            order = new_id()
            body = {"show_id": str(self.show), "seats": self.random.choice(runs)}
            held = await self.ask(token, "PUT", f"/tickets/orders/{order}", body)
            if held.status_code == 200:
                await self.ask(token, "PUT", f"/tickets/orders/{order}/payment", {})
                return


def side_by_side(seats: str, count: int) -> list[list[int]]:
    """Where so many are free beside each other in a row."""
    return [
        list(range(at, at + count))
        for at in range(len(seats) - count + 1)
        if at // IN_A_ROW == (at + count - 1) // IN_A_ROW and set(seats[at : at + count]) == {"0"}
    ]


async def in_turn(tokens: list[str], go: Callable[[str], Awaitable[None]]) -> None:
    """All of them, so many at once."""
    left = iter(tokens)

    async def caller() -> None:
        for token in left:
            await go(token)

    await asyncio.gather(*(caller() for _ in range(CALLERS)))


async def measured(dsn: str, port: int, hall: Hall, pid: int) -> list[Figure]:
    origin = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=origin, timeout=60) as asking:
        rush = Rush(asking, hall.show)
        before = cpu(pid)
        await in_turn(hall.tokens, rush.goes)
        spent = cpu(pid) - before
    connection = await asyncpg.connect(dsn)
    sold, twice = await connection.fetchrow(SOLD)
    await connection.close()
    print(dict(rush.answers))
    asked = sum(rush.answers.values())
    faults = sum(n for (_, status), n in rush.answers.items() if status >= 500)
    each = 1000 * spent / asked
    return [
        Figure("seats sold twice", "", twice, "", None, None, "0", twice == 0),
        Figure("seats sold", "", sold, "there are", ROWS * IN_A_ROW, None, "-", None),
        Figure("answers of 500 and more", "", faults, "", None, None, "0", faults == 0),
        Figure("CPU of a question", "ms", each, "", None, None, f"<= {HOLD_AIM}", each <= HOLD_AIM),
        Figure("questions a CPU second", "1/s", asked / spent, "", None, None, "-", None),
    ]


def against_pretix(ours: Figure, peer: float | None, least: int) -> Figure:
    """What a question costs, against putting one ticket into pretix's cart."""
    aim = f">= {least}x"
    if peer is None:
        return msgspec.structs.replace(ours, reference="pretix: not here", aim=aim)
    ratio = ours.ours / peer
    return Figure(ours.name, ours.unit, ours.ours, "pretix", peer, ratio, aim, ratio >= least)


Measure = Callable[[str, int, Hall, int], Awaitable[list[Figure]]]


def in_a_town(folder: Path, people: int, measure: Measure, least: int) -> list[Figure]:
    """Measures a town of its own, and what pretix needs for a cart beside it: the last figure is to
    be so many times as high.
    """
    folder.chmod(0o711)
    home = folder / "home"
    with EmbeddedPostgres(Settings(home=home)) as dsn:
        hall = asyncio.run(opened(dsn, Settings(home=home, money="units"), people))
        with measured_town(home, dsn) as (town, port):
            figures = asyncio.run(_run(measure, dsn, port, hall, town.pid))
        carts = folder / "pretix"
        carts.mkdir()
        figures[-1] = against_pretix(figures[-1], pretix_rate(dsn, carts), least)
    return figures


async def _run(measure: Measure, dsn: str, port: int, hall: Hall, pid: int) -> list[Figure]:
    return await measure(dsn, port, hall, pid)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        figures = in_a_town(Path(folder), PEOPLE, measured, PEER_AIM)
    report("seats", figures, people=PEOPLE, seats=ROWS * IN_A_ROW)


if __name__ == "__main__":
    main()
