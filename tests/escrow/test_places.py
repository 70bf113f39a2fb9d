"""In the database: verbs reach every place of the table, and a refusal there changes nothing."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from msgspec.structs import replace

from leapfrog import escrow, wallet
from leapfrog.escrow import Escrow, EscrowAct, EscrowTerms, store
from leapfrog.escrow.actions import EscrowAction, Pay, Tick
from leapfrog.escrow.model import Role
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import town_account
from leapfrog.wallet import Posted, Transfer
from tests.escrow.places import BEGAN, ROLES, TRIED, Leg, Way, taken, terms, ways
from tests.pay.gang import Gang

LOOK = """
select
    (select row(e.*)::text from escrow_trade e where id = $1),
    (select count(*) from escrow_step), (select count(*) from wallet_transfer),
    (select count(*) from kernel_event), (select max(due_at) from kernel_timer where ref = $1::text)
"""


class Undone(Exception):
    """What was tried is rolled back."""


class Trading:
    """Two people, and the way of one trade after the other."""

    def __init__(self, database: Database, clock: FixedClock, gang: Gang) -> None:
        self.database, self.clock, self.gang = database, clock, gang
        self.buyer, self.seller = gang.people

    def party(self, role: Role) -> UUID | None:
        return {"buyer": self.buyer, "seller": self.seller, "town": None}[role]

    async def goes(self, way: Way) -> EscrowTerms:
        self.clock.set(BEGAN)
        terms = replace(
            way.terms,
            id=new_id(),
            buyer_id=self.buyer,
            seller_id=self.seller,
            seller_account=self.gang.wallet_accounts[self.seller],
        )
        async with self.database.transaction() as db:
            [answer] = await escrow.begin(db, [terms])
            assert isinstance(answer, Escrow)
        for leg in way.legs:
            self.clock.set(leg.at)
            async with self.database.transaction() as db:
                moved = await self.empty(db) if leg.broke else 0
                await self.does(db, terms.id, leg)
                if moved:
                    await self.pays(db, moved, back=True)
        return terms

    async def does(self, db: Db, escrow_id: UUID, leg: Leg) -> None:
        if isinstance(leg.action, Tick):
            await escrow.TIMERS[escrow.DUE](db, str(escrow_id), None)
            return
        wanted = EscrowAct(new_id(), escrow_id, self.party(leg.role), leg.action)
        [answer] = await escrow.act(db, [wanted])
        assert isinstance(answer, Escrow), (leg, answer)

    async def empty(self, db: Db) -> int:
        """The seller has spent it all."""
        found = await wallet.balance(db, self.gang.wallet_accounts[self.seller])
        await self.pays(db, found.balance, back=False)
        return found.balance

    async def pays(self, db: Db, amount: int, *, back: bool) -> None:
        town = (await town_account(db, "issuer")).id
        two = (self.gang.wallet_accounts[self.seller], town)
        payer, payee = reversed(two) if back else two
        [done] = await wallet.post(
            db, [Transfer(id=new_id(), payer=payer, payee=payee, amount=amount)]
        )
        assert isinstance(done, Posted)

    async def tried(self, db: Db, escrow_id: UUID, role: Role, action: EscrowAction) -> Any:
        wanted = EscrowAct(new_id(), escrow_id, self.party(role), action)
        [answer] = await escrow.act(db, [wanted])
        return answer


@pytest.fixture
async def trading(database_url: str, tmp_path: Path) -> AsyncIterator[Trading]:
    clock = FixedClock(BEGAN)
    database = await Database.connect(database_url, 2, clock)
    gang = await Gang(database, tmp_path).begin(2, each=10**6)
    yield Trading(database, clock, gang)
    await database.close()


async def test_every_place_is_reached_and_what_is_refused_there_changes_nothing(
    trading: Trading,
) -> None:
    for place, way in ways().items():
        terms = await trading.goes(way)
        async with trading.database.transaction() as db:
            found = await escrow.one(db, trading.buyer, terms.id)
            assert (found.state, found.refund) == place
            assert (found.paid, found.refunded, found.released, found.unsent) == (
                way.there.paid,
                way.there.refunded,
                way.there.released,
                way.there.unsent,
            )
            assert (await wallet.balance(db, found.account)).balance == found.rest
            line = await escrow.steps_of(db, trading.seller, terms.id)
            assert sum(one.refunded for one in line) == found.refunded
            assert sum(one.released for one in line) == found.released
        await everything_is_tried(trading, terms.id, found)
    async with trading.database.transaction() as db:
        assert await wallet.reconcile(db) == []
        assert await db.value("select sum(balance) from wallet_account") == 0


async def everything_is_tried(trading: Trading, escrow_id: UUID, found: Escrow) -> None:
    """At the same moment, so nothing falls due of itself."""
    tries = [(role, action) for role in ROLES for action in TRIED]
    legs = [Leg(role, action, trading.clock.now()) for role, action in tries]
    may = [leg for leg in legs if taken(found, leg) is not None]
    refused = [
        EscrowAct(new_id(), escrow_id, trading.party(leg.role), leg.action)
        for leg in legs
        if leg not in may
    ]
    async with trading.database.transaction() as db:
        before = await db.row(LOOK, escrow_id)
        answers = await escrow.act(db, refused)
        assert all(isinstance(one, Problem) for one in answers)
        assert await db.row(LOOK, escrow_id) == before
    for leg in may:
        try:
            async with trading.database.transaction() as db:
                answer = await trading.tried(db, escrow_id, leg.role, leg.action)
                expected = taken(found, leg)
                assert isinstance(answer, Escrow), (leg, answer)
                assert answer == expected
                raise Undone
        except Undone:
            pass


async def test_strangers_and_wrong_owners_are_refused(trading: Trading) -> None:
    way = ways()["paid", "none"]
    terms = await trading.goes(way)
    seller_account = trading.gang.wallet_accounts[trading.seller]
    async with trading.database.transaction() as db:
        before = await db.row(LOOK, terms.id)
        strangers = [
            EscrowAct(new_id(), terms.id, new_id(), escrow.Ship(10)),
            EscrowAct(new_id(), new_id(), trading.seller, escrow.Ship(10)),
        ]
        assert {one.code for one in await escrow.act(db, strangers)} == {"no_escrow"}
        with pytest.raises(Problem, match="no such trade"):
            await escrow.one(db, new_id(), terms.id)
        with pytest.raises(Problem, match="no such trade"):
            await escrow.steps_of(db, new_id(), terms.id)
        wrong = [
            replace(terms, id=new_id(), seller_id=new_id()),
            replace(terms, id=new_id(), seller_account=trading.gang.wallet_accounts[trading.buyer]),
            replace(terms, id=new_id(), buyer_id=new_id()),
            replace(terms, id=new_id(), seller_account=10**9),
        ]
        assert {one.code for one in await escrow.begin(db, wrong)} == {"no_account"}
        own = replace(terms, id=new_id(), buyer_id=trading.seller, seller_account=seller_account)
        [answer] = await escrow.begin(db, [own])
        assert answer.code == "own_trade"
        [answer] = await escrow.begin(db, [replace(terms, amount=terms.amount + 1)])
        assert answer.code == "operation_id_used"
        [answer] = await escrow.begin(db, [terms])
        assert answer == await escrow.one(db, trading.buyer, terms.id)
        assert await db.row(LOOK, terms.id) == before


async def test_an_id_does_one_thing(trading: Trading) -> None:
    terms = await trading.goes(ways()["paid", "none"])
    once = EscrowAct(new_id(), terms.id, trading.seller, escrow.Ship(400))
    async with trading.database.transaction() as db:
        [sent, again, other] = await escrow.act(
            db, [once, once, replace(once, action=escrow.Ship(300))]
        )
        assert isinstance(sent, Escrow)
        assert sent == again
        assert isinstance(other, Problem)
        assert other.code == "operation_id_used"
        assert len(await escrow.steps_of(db, trading.buyer, terms.id)) == 2


async def test_who_acts_for_a_shop_is_kept(trading: Trading) -> None:
    terms = await trading.goes(ways()["paid", "none"])
    clerk = new_id()
    async with trading.database.transaction() as db:
        await escrow.act(
            db, [EscrowAct(new_id(), terms.id, trading.seller, escrow.Ship(10), by_id=clerk)]
        )
        line = await escrow.steps_of(db, trading.buyer, terms.id)
    assert [(one.act, one.by_id) for one in line] == [("Pay", trading.buyer), ("Ship", clerk)]


async def test_begun_and_paid_at_once_is_as_one_after_the_other(trading: Trading) -> None:
    first, second = (
        replace(
            terms(deposit=False),
            buyer_id=trading.buyer,
            seller_id=trading.seller,
            seller_account=trading.gang.wallet_accounts[trading.seller],
        )
        for _ in range(2)
    )
    dear = replace(second, id=new_id(), amount=10**7)
    pays = {one.id: EscrowAct(new_id(), one.id, trading.buyer, Pay()) for one in (first, second)}
    async with trading.database.transaction() as db:
        [begun] = await escrow.begin(db, [first])
        [one] = await escrow.act(db, [pays[first.id]])
    act = EscrowAct(new_id(), dear.id, trading.buyer, Pay())
    for _ in range(2):
        async with trading.database.transaction() as db:
            other, poor, again = await escrow.begin_and_act(
                db, [second, dear], [pays[second.id], act, pays[first.id]]
            )
        assert isinstance(begun, Escrow)
        assert isinstance(one, Escrow)
        assert isinstance(other, Escrow)
        assert replace(other, id=one.id, account=one.account) == one
        assert again == one
        assert isinstance(poor, wallet.InsufficientFunds)
    due = "select ref, due_at from kernel_timer where kind = 'escrow' order by due_at"
    async with trading.database.transaction() as db:
        left = (await store.find(db, [dear.id]))[dear.id]
        # Who could not pay may still do so, until the time for it is over.
        assert (left.state, left.paid) == ("created", 0)
        assert {row[0]: row[1] for row in await db.rows(due)} == {
            str(first.id): one.due_at,
            str(second.id): other.due_at,
            str(dear.id): left.due_at,
        }
