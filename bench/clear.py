"""`make bench-clear`: payments between two towns a second, against two local payments in the same
run, in turns, on one PostgreSQL with `fsync` on. By the verbs, without HTTP and without the line's
requests: what is measured is what the books and the protocol cost, with every letter written,
read, announced and done in transactions of its own.

Aim: at least 0.4 of what a town does in pairs of local payments.
"""

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from bench.harness import BOOKS_SECONDS, Figure, median, report, seconds
from leapfrog import clearing, identity, pay, towns, wallet
from leapfrog.clearing import agreements, paying, store_partners, taking
from leapfrog.clearing.agreements import WantedTerms, digest_of
from leapfrog.clearing.paying import NewTownPayment
from leapfrog.contacts.connections import connect
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.fediverse import set_place
from leapfrog.identity import HomeSource, NewPerson, add, set_town
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.events import Switchboard, reaction_handlers, relay
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.signing import base64url
from leapfrog.kernel.timers import run_one
from leapfrog.pay import VOUCHED, NewTransfer
from leapfrog.towns import TownSaidOfMoney, keys, reading, store
from leapfrog.towns.line import beginning
from leapfrog.towns.model import Dispatch
from leapfrog.wallet import Reason, Transfer

STEP = seconds(5)
ROUNDS = 3
AIM = 0.4
PEOPLE = 8
FUNDS, LIMIT = 10**9, 10**12
IBAN = "DE89370400440532013000"
SWITCHBOARD: Switchboard = {TownSaidOfMoney: [clearing.word_is_heard]}
HANDLERS = reaction_handlers(SWITCHBOARD)
LETTERS = """
select n, body from towns_dispatch where domain = $1 and n > $2 order by n limit 100
"""


class BenchTown:
    """A town of eight people with money."""

    def __init__(self, database: Database, domain: str, home: Path) -> None:
        self.database, self.domain = database, domain
        self.settings = Settings(
            home=home, federation="on", origin=f"https://{domain}", bank_iban=IBAN
        )
        self.people: list[UUID] = []
        self.known: list[UUID] = []
        self.records: list[dict[str, Any]] = []
        self.source = HomeSource(domain, "")
        self.read = 0

    async def begin(self) -> None:
        async with self.database.transaction() as db:
            await set_town(db, self.domain, self.domain)
            await pay.set_up(db, self.settings)
            await set_place(db, self.settings)
            await identity.set_lines(db, has=True)
            for n in range(PEOPLE):
                self.people.append(new_id())
                await add(db, NewPerson(self.people[-1], f"payer_{n}", f"Payer {n}", "en"))
            accounts = await pay.wallet_account_ids(db, self.people)
            issuer = (await pay.town_account(db, "issuer")).id
            funds = [
                Transfer(id=new_id(), payer=issuer, payee=one, amount=FUNDS, code=Reason.TOP_UP)
                for one in accounts.values()
            ]
            await wallet.post(db, funds)
            self.records = [(await towns.home_of(db, one))[1] for one in self.people]
            self.source = HomeSource(self.domain, await towns.own_key_hash(db))
            for one in self.people:
                for other in self.people:
                    if one < other:
                        await connect(db, one, other, "request")

    async def meet(self, other: "BenchTown") -> None:
        async with other.database.transaction() as db:
            key = await keys.own(db)
        async with self.database.transaction() as db:
            await store.make(db, other.domain, self.domain, beginning(self.domain))
            public = {key.id: base64url(key.public)}
            await store.pin(db, other.domain, f"https://{other.domain}", public)
            for record in other.records:
                met = await identity.meet_home(db, record, other.source, "Somebody")
                assert met.person_id
                self.known.append(met.person_id)
                for one in self.people:
                    await connect(db, one, met.person_id, "request")
        await self.settle()

    async def settle(self) -> None:
        while await relay(self.database, SWITCHBOARD) or await run_one(self.database, HANDLERS):
            pass

    async def do(self, verb: Callable[..., Awaitable[Any]], *args: Any) -> Any:
        async with self.database.transaction() as db:
            return await verb(db, *args)

    async def hears(self, other: "BenchTown") -> int:
        """All that the other one wrote since."""
        count = 0
        async with other.database.reading() as db:
            rows = await db.rows(LETTERS, self.domain, self.read)
        for n, body in rows:
            self.read = n
            letter = msgspec.json.decode(body, type=Dispatch)
            if letter.kind.startswith("pay."):
                await self.do(reading.do, other.source, letter)
                count += 1
        await self.settle()
        return count


async def agree(lake: BenchTown, hill: BenchTown) -> None:
    wanted = WantedTerms(LIMIT, LIMIT, 10**6, LIMIT, 28, IBAN, "Town")
    await lake.do(agreements.propose, lake.people[0], hill.domain, wanted)
    await hill.hears(lake)
    await hill.do(agreements.propose, hill.people[0], lake.domain, wanted)
    await lake.hears(hill)

    async def sign(db: Db) -> None:
        found = await store_partners.one(db, hill.domain)
        assert found
        assert found.theirs
        await agreements.sign(db, lake.people[0], hill.domain, digest_of(found.theirs))

    await lake.do(sign)
    await hill.hears(lake)


async def local(town: BenchTown, until: float) -> float:
    """Pairs of local payments a second: each a card that is accepted."""
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < until:
        for n in range(2):
            pair = (town.people[n], town.people[n + 1])
            made = NewTransfer(new_id(), *pair, 1, "EUR", consent=VOUCHED)
            [sent] = await town.do(pay.send_transfers, [made])
            await town.do(pay.accept_transfer, pair[1], sent.id)
        count += 1
    return count / (time.perf_counter() - began)


async def between(lake: BenchTown, hill: BenchTown, until: float) -> float:
    """Payments between towns a second, to the end: both say that it is paid."""
    began, count, at_once = time.perf_counter(), 0, 20
    while time.perf_counter() - began < until:
        for n in range(at_once):
            pair = (lake.people[n % PEOPLE], lake.known[n % PEOPLE])
            made = NewTownPayment(new_id(), *pair, 1, "EUR", consent=VOUCHED)
            await lake.do(paying.send, made)
        await hill.hears(lake)
        async with hill.database.reading() as db:
            sql = "select person_id, id from clearing_payment where state = 'shown'"
            shown = await db.rows(sql)
        for person_id, payment_id in shown:
            await hill.do(taking.accept, person_id, payment_id)
        await lake.hears(hill)
        await hill.hears(lake)
        count += at_once
    return count / (time.perf_counter() - began)


async def right(lake: BenchTown, hill: BenchTown) -> None:
    """All that was sent has arrived, and both towns say the same."""
    sql = "select state, count(*), sum(amount)::bigint from clearing_payment group by state"
    found = []
    for town in (lake, hill):
        async with town.database.transaction(BOOKS_SECONDS) as db:
            found.append([tuple(row) for row in await db.rows(sql)])
            assert await wallet.reconcile(db) == []
            assert await store_partners.wrong(db) == []
    [(sent, *out)], [(came, *into)] = found
    assert (sent, came, out) == ("paid", "received", into), found


async def run() -> None:
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-") as folder:
        home = Path(folder)
        with EmbeddedPostgres(Settings(home=home), {}) as dsn:
            opened = list[BenchTown]()
            for domain in ("lake.town", "hill.town"):
                opened.append(await open_town(dsn, domain, home))
            lake, hill = opened
            await lake.meet(hill)
            await hill.meet(lake)
            await agree(lake, hill)
            ours, theirs = list[float](), list[float]()
            for _ in range(ROUNDS):
                theirs.append(await local(lake, STEP))
                ours.append(await between(lake, hill, STEP))
            await right(lake, hill)
            for town in opened:
                await town.database.close()
    here, there = median(ours), median(theirs)
    ratio = here / there
    figure = Figure(
        name="payments between towns",
        unit="/s",
        ours=here,
        reference="two local payments",
        reference_value=there,
        ratio=ratio,
        aim=f">= {AIM}x",
        holds=ratio >= AIM,
    )
    report("clear", [figure])


async def open_town(dsn: str, domain: str, home: Path) -> BenchTown:
    name = domain.replace(".", "_")
    connection = await asyncpg.connect(dsn)
    await connection.execute(f"create database {name}")
    await connection.close()
    before, _, query = dsn.partition("?")
    url = f"{before.rpartition('/')[0]}/{name}?{query}"
    there = await asyncpg.connect(url)
    await migrate(there)
    await there.close()
    town = BenchTown(await Database.connect(url, 2), domain, home / name)
    await town.begin()
    return town


if __name__ == "__main__":
    asyncio.run(run())
