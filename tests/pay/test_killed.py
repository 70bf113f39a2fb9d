"""`kill -9` of the town's process and of PostgreSQL while people pay over HTTP: what was answered
is in the books, once; who was not answered asks again with the same id, and pays once.
"""

import asyncio
import os
import signal
from collections import Counter
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import msgspec

from leapfrog import pay, wallet
from leapfrog.identity import Newcomer, Signed, add
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.postgres import EmbeddedPostgres
from leapfrog.kernel.settings import Settings
from leapfrog.pay.confirming import tokens
from tests.wallet.test_killed import kill, postgres
from tests.web.test_killed_server import environment, running

__all__ = ["environment", "postgres"]

ROUNDS, PAYERS, ENOUGH = 3, 12, 60
FUNDS = 10_000
SESSION = """
insert into identity_session
values ($1, $2, $3, 'password', 'test', '', now(), now(), now() + interval '1 day')
"""
KEPT = "select id from pay_transfer"
PURSES = """
select p.person_id, a.balance, a.held from pay_purse p
join wallet_account a on a.id = p.account_id
"""


class Payer(msgspec.Struct, frozen=True):
    person_id: UUID
    token: str
    confirmation: str


class Paying:
    """All pay the next one, each after the other, until it is over; `answered` has what
    each paid and was told so.
    """

    def __init__(self, address: str, payers: list[Payer]) -> None:
        self.address, self.payers = address, payers
        self.answered: dict[UUID, tuple[int, int]] = {}
        self.over = asyncio.Event()
        self.more = asyncio.Condition()
        self.tries = 0

    async def all(self) -> None:
        async with httpx.AsyncClient(timeout=30) as asking:
            await asyncio.gather(*(self.pay(asking, n) for n in range(len(self.payers))))

    async def pay(self, asking: httpx.AsyncClient, n: int) -> None:
        while not self.over.is_set():
            transfer_id, amount = new_id(), 1 + n % 3
            while not await self.paid(asking, n, transfer_id, amount):
                continue
            self.answered[transfer_id] = (n, amount)
            async with self.more:
                self.more.notify_all()

    async def paid(self, asking: httpx.AsyncClient, n: int, transfer_id: UUID, amount: int) -> bool:
        """Whether it was answered that it is; the same id each time."""
        me, to = self.payers[n], self.payers[(n + 1) % len(self.payers)]
        body = {"to": str(to.person_id), "amount": amount, "currency": "EUR", "at_once": True}
        self.tries += 1
        try:
            answer = await asking.put(
                f"{self.address}/api/v1/pay/transfers/{transfer_id}",
                json={**body, "confirmation": me.confirmation},
                headers={"Authorization": f"Bearer {me.token}"},
            )
        except httpx.TransportError:
            await asyncio.sleep(0.1)
            return False
        assert answer.status_code in (200, 503), answer.text
        return answer.status_code == 200

    async def hear(self, many: int) -> set[UUID]:
        """Waits until so many more were answered; which those are by now."""
        until = len(self.answered) + many
        async with asyncio.timeout(30), self.more:
            await self.more.wait_for(lambda: len(self.answered) >= until)
        return set(self.answered)


async def payers(dsn: str, home: Path) -> list[Payer]:
    """People with money, who gave their PIN a moment ago."""
    database = await Database.connect(dsn, 1)
    people = [(new_id(), new_id(), new_secret()) for _ in range(PAYERS)]
    async with database.transaction() as db:
        await pay.set_up(db, Settings(home=home))
        for n, (person_id, session_id, token) in enumerate(people):
            await add(db, Newcomer(person_id, f"payer_{n}", f"Payer {n}", "en"))
            await db.run(SESSION, session_id, person_id, secret_hash(token))
        purses = await pay.purses.ids(db, [one[0] for one in people])
        issuer = (await pay.purses.town(db, "issuer")).id
        funds = [
            wallet.Transfer(id=new_id(), payer=issuer, payee=purse, amount=FUNDS)
            for purse in purses.values()
        ]
        await wallet.post(db, funds)
        made = []
        for person_id, session_id, token in people:
            signed = Signed(person_id, session_id)
            made.append(Payer(person_id, token, (await tokens.sign(db, signed, 10)).token))
    await database.close()
    return made


async def kept(dsn: str) -> set[UUID]:
    connection = await asyncpg.connect(dsn)
    try:
        return {row[0] for row in await connection.fetch(KEPT)}
    finally:
        await connection.close()


async def test_no_answered_payment_is_lost_and_none_is_doubled(
    environment: dict[str, str], postgres: tuple[EmbeddedPostgres, str], tmp_path: Path
) -> None:
    server, dsn = postgres
    people = await payers(dsn, tmp_path)
    environment = environment | {"DATABASE_URL": dsn, "LEAPFROG_MONEY": "units"}
    paying = Paying(f"http://127.0.0.1:{environment['LEAPFROG_PORT']}", people)
    under_way = asyncio.create_task(paying.all())
    for turn in range(ROUNDS):
        async with running(environment) as town:
            answered = await paying.hear(ENOUGH)
            assert await asyncio.to_thread(kill, server) == dsn
            assert answered <= await kept(dsn), turn
            answered = await paying.hear(ENOUGH)
            os.kill(town.pid, signal.SIGKILL)
        assert answered <= await kept(dsn), turn
    async with running(environment):
        await paying.hear(ENOUGH)
        paying.over.set()
        await asyncio.wait_for(under_way, 30)
    assert paying.tries > len(paying.answered)
    assert await kept(dsn) == set(paying.answered)
    await books_agree(dsn, paying)


async def books_agree(dsn: str, paying: Paying) -> None:
    """Everybody has what they had, without what they paid, with what they were paid."""
    change: Counter[UUID] = Counter()
    for n, amount in paying.answered.values():
        change[paying.payers[n].person_id] -= amount
        change[paying.payers[(n + 1) % PAYERS].person_id] += amount
    database = await Database.connect(dsn, 1)
    async with database.transaction() as db:
        found = {row[0]: (row[1], row[2]) for row in await db.rows(PURSES)}
        assert await wallet.reconcile(db) == []
    await database.close()
    assert found == {one.person_id: (FUNDS + change[one.person_id], 0) for one in paying.payers}
