"""A town with its books, and what it and another one write to each other, at the level of the
verbs: letters are handed over by whoever tests, as often and in whichever order they like.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from leapfrog import clearing, identity, pay, towns, wallet
from leapfrog.clearing import agreements, paying, store, store_partners, taking
from leapfrog.clearing.agreements import WantedTerms, digest_of
from leapfrog.clearing.paying import NewTownPayment
from leapfrog.contacts.connections import connect
from leapfrog.fediverse import set_place
from leapfrog.identity import HomeSource, set_town
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.events import Switchboard, reaction_handlers, relay
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.signing import base64url
from leapfrog.kernel.timers import Handler, run_one
from leapfrog.pay import VOUCHED, BankMoneyCame
from leapfrog.towns import MoneyWordBounced, TownSaidOfMoney, keys, reading
from leapfrog.towns import store as town_store
from leapfrog.towns.line import beginning
from leapfrog.towns.model import Dispatch
from leapfrog.wallet import Posted, Transfer
from tests.pay.acts import IBAN
from tests.pay.machine import Died
from tests.town import create_database, drop_database

EACH = 10_000
PERSON = """
insert into identity_person (id, kind, handle, display_name, created_at)
select id, 'person', 'p' || left(md5(id::text), 12), 'P' || n, $2
from unnest($1::uuid[]) with ordinality as p (id, n)
"""
OPERATOR = UUID(int=7)
START = datetime(2026, 11, 24, 9, tzinfo=UTC)
SWITCHBOARD: Switchboard = {
    TownSaidOfMoney: [clearing.word_is_heard],
    MoneyWordBounced: [clearing.word_is_bounced],
    BankMoneyCame: [clearing.bank_money_is_placed],
    clearing.SettlementUnpaid: [clearing.settlement_is_unpaid],
    clearing.PartnerDayCame: [
        clearing.account_is_checked,
        clearing.open_payments_are_asked_for,
        clearing.sums_are_told,
        clearing.what_is_owed_is_settled,
    ],
}
HANDLERS = {**clearing.TIMERS, **reaction_handlers(SWITCHBOARD)}
WRITTEN = """
select body from towns_dispatch where domain = $1 and (kind like 'pay.%' or kind like 'clear.%')
order by n
"""
BALANCES = """
select coalesce(sum(balance), 0)::bigint from wallet_account
where kind in ('person', 'clearing', 'suspense')
"""
Run = Callable[[Coroutine[Any, Any, Any]], Any]


class Killed(BaseException):
    """The process is gone within a reaction or a timer: nothing catches that."""


def _dying(handler: Handler) -> Handler:
    async def dies(db: Db, ref: str, body: Any) -> None:
        await handler(db, ref, body)
        raise Killed

    return dies


DYING = {kind: _dying(handler) for kind, handler in HANDLERS.items()}


class TownBooks:
    """`people` live here, each with 100.00; `known` are those of the other town, in its order."""

    def __init__(self, dsn: str, domain: str, clock: FixedClock, home: Path) -> None:
        self.dsn, self.domain, self.clock = dsn, domain, clock
        self.settings = Settings(
            home=home, federation="on", origin=f"https://{domain}", bank_iban=IBAN, town_name=domain
        )
        self.url, self.backup, self.first = "", "", ""
        self.database: Database
        self.people: list[UUID] = []
        self.known: list[UUID] = []
        self.records: list[dict[str, Any]] = []
        self.source: HomeSource

    async def begin(self, url: str, people: int = 2) -> "TownBooks":
        self.url = self.first = url
        await self.open()
        self.people = [new_id() for _ in range(people)]
        async with self.database.transaction() as db:
            await set_town(db, self.domain, self.domain)
            await pay.set_up(db, self.settings)
            await set_place(db, self.settings)
            await identity.set_lines(db, has=True)
            await db.run(PERSON, self.people, db.now)
            accounts = await pay.wallet_account_ids(db, self.people)
            issuer = await pay.town_account(db, "issuer")
            funds = [
                Transfer(id=new_id(), payer=issuer.id, payee=accounts[one], amount=EACH)
                for one in self.people
            ]
            assert all(isinstance(one, Posted) for one in await wallet.post(db, funds))
            self.records = [(await towns.home_of(db, one))[1] for one in self.people]
            self.source = HomeSource(self.domain, await towns.own_key_hash(db))
        return self

    async def open(self) -> None:
        self.database = await Database.connect(self.url, 2, self.clock)

    async def meet(self, other: "TownBooks") -> None:
        """Knows the other town and its people, who are contacts of all here."""
        async with other.database.transaction() as db:
            key = await keys.own(db)
        async with self.database.transaction() as db:
            epoch = f"{self.domain} 1"
            await town_store.make(db, other.domain, epoch, beginning(epoch))
            public = {key.id: base64url(key.public)}
            await town_store.pin(db, other.domain, f"https://{other.domain}", public)
            for record in other.records:
                met = await identity.meet_home(db, record, other.source, "Somebody")
                assert met.person_id
                self.known.append(met.person_id)
                for one in self.people:
                    await connect(db, one, met.person_id, "request")
        await self.settle()

    async def do(self, verb: Callable[..., Awaitable[Any]], *args: Any, **more: Any) -> Any:
        async with self.database.transaction() as db:
            return await verb(db, *args, **more)

    async def dies(self, verb: Callable[..., Awaitable[Any]], *args: Any) -> None:
        """The same, but for the commit."""
        with suppress(Died):
            async with self.database.transaction() as db:
                with suppress(wallet.NoAccount):
                    await verb(db, *args)
                raise Died

    async def settle(self, *, dies: bool = False) -> None:
        """All reactions and timers that are due; perhaps this town dies at the end of the first."""
        if dies:
            await relay(self.database, SWITCHBOARD)
            with suppress(Killed):
                await run_one(self.database, DYING)
        while await relay(self.database, SWITCHBOARD) or await run_one(self.database, HANDLERS):
            pass

    async def written(self, other: "TownBooks") -> list[Dispatch]:
        """What was written about money for the other town, in its order."""
        async with self.database.reading() as db:
            rows = await db.rows(WRITTEN, other.domain)
        return [msgspec.json.decode(row[0], type=Dispatch) for row in rows]

    async def hears(self, other: "TownBooks", one: Dispatch, *, dies: bool = False) -> None:
        """A letter of the other town comes; perhaps this one dies before it is on disk."""
        if dies:
            await self.dies(reading.do, other.source, one)
        await self.do(reading.do, other.source, one)
        await self.settle(dies=dies)

    async def day(self) -> None:
        """A new day comes, or this town starts."""
        await self.do(clearing.TIMERS[clearing.DAY], "", None)
        await self.settle()

    async def pays(self, amount: int, who: int = 0, to: int = 0, **more: Any) -> Any:
        """One of the people here pays one of the other town."""
        people = (self.people[who], self.known[to])
        one = NewTownPayment(new_id(), *people, amount, "EUR", consent=VOUCHED, **more)
        return await self.do(paying.send, one)

    async def accepts(self) -> None:
        """Everybody here takes what is offered to them."""
        for one in await self.payments():
            if one.state == "shown":
                await self.do(taking.accept, one.person_id, one.id)

    async def total(self) -> int:
        """What people have, with what is on the clearing account and in suspense."""
        async with self.database.reading() as db:
            return int(await db.value(BALANCES))

    async def owes(self, other: "TownBooks") -> int:
        """What this town owes the other one."""
        return int((await self.account(other)).balance)

    async def account(self, other: "TownBooks") -> wallet.Account:
        async with self.database.transaction() as db:
            found = await store_partners.one(db, other.domain)
            assert found
            assert found.account_id
            return await wallet.account(db, found.account_id)

    async def stopped(self, other: "TownBooks") -> str | None:
        async with self.database.transaction() as db:
            found = await store_partners.one(db, other.domain)
            return found.stopped if found else None

    async def states(self) -> dict[tuple[str, UUID], str]:
        """By direction and id on the line."""
        sql = "select direction, wire_id, state from clearing_payment"
        async with self.database.reading() as db:
            return {(row[0], row[1]): row[2] for row in await db.rows(sql)}

    async def holds(self) -> int:
        """How much is held, on all accounts."""
        async with self.database.reading() as db:
            return int(await db.value("select sum(held)::bigint from wallet_account"))

    async def payments(self) -> list[Any]:
        async with self.database.transaction() as db:
            ids = [row[0] for row in await db.rows("select id from clearing_payment order by id")]
            return list((await store.of_ids(db, ids)).values())

    async def sound(self) -> bool:
        """Whether the books agree, and all accounts together are nothing."""
        async with self.database.transaction() as db:
            total = await db.value("select sum(balance) from wallet_account")
            return total == 0 and await wallet.reconcile(db) == []

    async def wrong(self) -> list[Any]:
        return list(await self.do(store_partners.wrong))

    async def back_up(self) -> None:
        """A copy of the whole town, as it is now."""
        await self._copied(self.url, keep=True)

    async def restore(self) -> None:
        """The town as it was then; it starts, so that a day comes."""
        if self.backup:
            await self._copied(self.backup, keep=False)
            await self.do(clearing.TIMERS[clearing.DAY], "", None)

    async def _copied(self, url: str, *, keep: bool) -> None:
        await self.database.close()
        made = create_database(self.dsn, urlsplit(url).path.lstrip("/"))
        old = self.backup if keep else self.url
        if keep:
            self.backup = made
        else:
            self.url = made
        if old and old != self.first:
            drop_database(self.dsn, old)
        await self.open()

    async def close(self) -> None:
        await self.database.close()
        for url in {self.url, self.backup} - {self.first, ""}:
            drop_database(self.dsn, url)


@asynccontextmanager
async def two_books(
    dsn: str, template: str, home: Path, **limits: int
) -> AsyncIterator[tuple[TownBooks, TownBooks, FixedClock]]:
    """Lake and Hill, who know each other and agreed."""
    clock, made, towns_ = FixedClock(START), list[str](), list[TownBooks]()
    for domain in ("lake.town", "hill.town"):
        made.append(create_database(dsn, template))
        town = TownBooks(dsn, domain, clock, home / domain)
        towns_.append(await town.begin(made[-1]))
    lake, hill = towns_
    try:
        await lake.meet(hill)
        await hill.meet(lake)
        await agree(lake, hill, **limits)
        yield lake, hill, clock
    finally:
        for one in towns_:
            await one.close()
        for url in made:
            drop_database(dsn, url)


async def paid(one: TownBooks, other: TownBooks, amount: int, **who: int) -> None:
    """Somebody of a town pays somebody of the other one, who takes it."""
    await one.pays(amount, **who)
    await exchange(one, other)
    await other.accepts()
    await exchange(one, other)


async def agree(one: TownBooks, other: TownBooks, **limits: int) -> None:
    """Both sign the same: what each may owe, 50.00; a payment, 30.00."""
    said = {"we_may_owe": 5_000, "they_may_owe": 5_000, "once": 3_000, "daily": 10**9}
    said |= {"netting_day": 28} | limits
    wanted = WantedTerms(**said, iban=IBAN, name=one.domain)
    await one.do(agreements.propose, OPERATOR, other.domain, wanted)
    await exchange(one, other)
    turned = {"we_may_owe": said["they_may_owe"], "they_may_owe": said["we_may_owe"]}
    theirs = WantedTerms(**{**said, **turned}, iban=IBAN, name=other.domain)
    await other.do(agreements.propose, OPERATOR, one.domain, theirs)
    await exchange(one, other)

    async def sign(db: Db) -> None:
        found = await store_partners.one(db, other.domain)
        assert found
        assert found.theirs
        await agreements.sign(db, OPERATOR, other.domain, digest_of(found.theirs))

    await one.do(sign)
    await exchange(one, other)


async def exchange(one: TownBooks, other: TownBooks) -> None:
    """All letters of both, from the first one on and once more, until neither writes a new one."""
    read = [0, 0]
    for _ in range(12):
        fresh = False
        for n, (here, there) in enumerate(((one, other), (other, one))):
            letters = await there.written(here)
            for letter in letters[read[n] :]:
                await here.hears(there, letter)
                fresh = True
            read[n] = len(letters)
        if not fresh:
            return
    raise AssertionError("they never stop writing")
