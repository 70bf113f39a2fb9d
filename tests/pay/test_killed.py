"""`kill -9` of the town and of its own PostgreSQL while people pay over HTTP: what was answered is
in the books, once; whoever was not answered asks again with the same id, and pays once.
"""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

import httpx
import msgspec
import pytest

from leapfrog import wallet
from leapfrog.embedded_postgres.places import dsn
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import Reason
from tests.cli.running import environment
from tests.http import Client
from tests.operators import code_at
from tests.pay.acts import allow, balance, befriend, ok
from tests.ports import free_port
from tests.wallet.test_killed import children
from tests.web.test_killed_server import running

ROUNDS, PAIRS, HANDS = 3, 3, 3
FUNDS, MOST = 100_000, 9
# So many more are paid before each kill; where in a payment it hits is luck.
FEW, MANY = 50, 150
PATIENCE = 60
# As apps do: a town that starts refuses at once, and needs the cores more than who asks again.
AGAIN_SECONDS = 0.5
# Of a town without its database, and of a proxy whose node has just died.
NOT_NOW = (502, 503, 504)
WAYS: tuple["Way", ...] = ("at_once", "accepted", "till")
Way = Literal["at_once", "accepted", "till"]
BOOKED = """
select coalesce(h.ref, t.ref), t.amount from wallet_transfer t
left join wallet_transfer h on t.kind = 2 and h.id = t.ref where t.kind in (0, 2) and t.code <> $1
"""


class Paid(msgspec.Struct, frozen=True):
    """A payment that was answered; without a payee it was at the till."""

    id: UUID
    payer: int
    payee: int | None
    amount: int


class Paying:
    """All pay, several payments of each at once, until it is `over`; the first and the second are
    contacts, and the third and the fourth, and so on.
    """

    def __init__(self, people: list[Client], shop: str) -> None:
        self.people, self.shop = people, shop
        self.paid: list[Paid] = []
        self.unanswered = 0
        self.over = False
        # Seconds that a hand rests after each payment.
        self.rest = 0.0

    async def all(self) -> None:
        await asyncio.gather(*(self.hand(n) for n in range(len(self.people) * HANDS)))

    async def hand(self, n: int) -> None:
        ways = cycle(WAYS)
        while not self.over:
            await self.pay(n % len(self.people), next(ways), random.randint(1, MOST))
            await asyncio.sleep(self.rest)

    async def pay(self, me: int, way: Way, amount: int) -> None:
        payer, payee, made = self.people[me], self.people[me ^ 1], new_id()
        body = {"amount": amount}
        if way == "till":
            await self.asked(payer, "PUT", f"/merchants/{self.shop}/payments/{made}", body)
        else:
            to = {"to": payee.me["id"], "currency": "EUR", "at_once": way == "at_once"}
            await self.asked(payer, "PUT", f"/pay/transfers/{made}", body | to)
        if way == "accepted":
            await self.asked(payee, "POST", f"/pay/transfers/{made}/accept", None)
        self.paid.append(Paid(made, me, None if way == "till" else me ^ 1, amount))

    async def asked(self, one: Client, method: str, path: str, body: Any) -> None:
        """Again and again until it is answered that it is so."""
        while True:
            with suppress(httpx.TransportError):
                answer = await one.request(method, path, json=body)
                if answer.is_success:
                    return
                assert answer.status_code in NOT_NOW, answer.text
            self.unanswered += 1
            await asyncio.sleep(AGAIN_SECONDS)

    async def goes_on(self, under_way: asyncio.Task[None]) -> None:
        """Waits until some more are paid."""
        until = len(self.paid) + random.randint(FEW, MANY)
        await self.wait(under_way, lambda: len(self.paid) >= until)

    async def stops(self, under_way: asyncio.Task[None]) -> None:
        """Waits until everybody was refused."""
        until = self.unanswered + len(self.people)
        await self.wait(under_way, lambda: self.unanswered >= until)

    async def wait(
        self,
        under_way: asyncio.Task[None],
        happened: Callable[[], bool],
        seconds: float = PATIENCE,
    ) -> None:
        async with asyncio.timeout(seconds):
            while not happened():
                await asyncio.sleep(0.005)
                if under_way.done():
                    under_way.result()

    def balances(self) -> list[int]:
        """What each has by what was answered."""
        change: Counter[int] = Counter()
        for one in self.paid:
            change[one.payer] -= one.amount
            if one.payee is not None:
                change[one.payee] += one.amount
        return [FUNDS + change[n] for n in range(len(self.people))]


@pytest.fixture
def environ(folder: Path) -> dict[str, str]:
    more = {"LEAPFROG_MONEY": "units", "LEAPFROG_OPERATORS": "olga", "LEAPFROG_HOST": "127.0.0.1"}
    more |= {"LEAPFROG_RATE_LIMITS": "false", "LEAPFROG_LOG_LEVEL": "error"}
    return environment(folder / "town", free_port(), **more)


@pytest.fixture
async def olga(environ: dict[str, str]) -> AsyncIterator[Client]:
    """The operator, who has a shop too."""
    async with Client(None, f"http://127.0.0.1:{environ['LEAPFROG_PORT']}", "-") as one:
        yield one


async def set_up(olga: Client, url: str) -> Paying:
    """People with money, who are not asked for so little; and a shop. `url`: of the database."""
    code = await code_at(url, "olga")
    assert code
    await olga.join("olga", operator_code=code)
    people = [Client(None, olga.origin, "-") for _ in range(2 * PAIRS)]
    for n, one in enumerate(people):
        await one.join(f"payer_{n}")
        await allow(one, MOST, FUNDS)
        body = {"person_id": one.me["id"], "amount": FUNDS, "currency": "EUR"}
        ok(await olga.put(f"/pay/desk/top-ups/{new_id()}", json=body))
    for one, other in zip(people[::2], people[1::2], strict=True):
        await befriend(one, other)
    shop = str(new_id())
    ok(await olga.put(f"/merchants/{shop}", json={"name": "Juma's stall", "category": "market"}))
    return Paying(people, shop)


def kill_postgres(home: Path) -> None:
    """All of its processes at once, as a power cut does."""
    pid = int((home / "data" / "postmaster.pid").read_text().split()[0])
    for each in (pid, *children(pid)):
        with suppress(ProcessLookupError):
            os.kill(each, signal.SIGKILL)


async def books_agree(home: Path, paying: Paying) -> None:
    """All that was answered is there once, and nothing else; nothing is held any more."""
    database = await Database.connect(dsn(home / "run"), 1)
    async with database.transaction() as db:
        booked = [tuple(row) for row in await db.rows(BOOKED, Reason.TOP_UP)]
        assert sorted(booked) == sorted((one.id, one.amount) for one in paying.paid)
        assert await wallet.reconcile(db) == []
        assert await db.value("select sum(balance) from wallet_account") == 0
        assert await db.value("select count(*) from wallet_hold") == 0
    await database.close()
    found = [await balance(one) for one in paying.people]
    assert found == [(each, 0, 0) for each in paying.balances()]


async def test_no_answered_payment_is_lost_and_none_is_doubled(
    environ: dict[str, str], olga: Client
) -> None:
    home = Path(environ["LEAPFROG_HOME"])
    async with running(environ):
        paying = await set_up(olga, dsn(home / "run"))
        under_way = asyncio.create_task(paying.all())
        await paying.goes_on(under_way)
    # Whoever leaves `running` has killed the town.
    for turn in range(ROUNDS):
        async with running(environ) as town:
            await paying.goes_on(under_way)
            kill_postgres(home)
            await (paying.stops(under_way) if turn else town.ended())
        async with running(environ) as town:
            await paying.goes_on(under_way)
            if turn == ROUNDS - 1:
                paying.over = True
                await asyncio.wait_for(under_way, PATIENCE)
                await books_agree(home, paying)
                town.signal(signal.SIGTERM)
                await town.ended()
    assert paying.unanswered > 2 * ROUNDS
    for one in paying.people:
        await one.aclose()
