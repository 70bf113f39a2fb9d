"""Parcels × orders × escrow × coupons in any order: bought with coupons, sent in parts, to points
and doors, handed over, failed, sent back, lost, called off, doubted, paid back before; twice, with
jumps of the clock, with reactions that come late, with a process that dies before its commit.
Money, stock, coupons, orders and parcels agree at the end, and after each step.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import coupons, escrow, order_checks, orders, parcel_checks, parcels, pay, wallet
from leapfrog.coupons import BatchWish
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import reaction_handlers, relay
from leapfrog.kernel.ids import derived_id, new_id
from leapfrog.orders import (
    CaseWish,
    PaymentWish,
    Recipient,
    Said,
    Sending,
    WantedLine,
    WantedShop,
    store_cases,
)
from leapfrog.orders import store as order_store
from leapfrog.orders.model import TERMINAL, ShopOrder
from leapfrog.parcels import Parcel, ParcelAct, ParcelLabel, PointWishes, ShopTerms
from leapfrog.parcels import store as parcel_store
from leapfrog.pay import town_account
from leapfrog.wallet import Transfer
from tests.orders.coupon_laws import NOT_GIVEN_BACK, TOO_MANY, WRONG_SUM, WRONGLY_USED
from tests.orders.goods import Shop, open_shop
from tests.pay.machine import Machine, machine_of, try_out

GOODS = {"Noodles": (700, 12), "Bowl": (333, 9)}
POINT_FEE, COURIER_FEE = 40, 70
PRICES = {"courier": 200, "point": 90, "own": 0}
SWITCHBOARD = {
    escrow.EscrowChanged: [orders.money_changed, orders.after_money],
    parcels.ParcelChanged: [orders.parcel_moved],
}
TIMERS = {**escrow.TIMERS, **parcels.TIMERS, orders.SIGNED: orders.after_signature}
pick = st.integers(0, 3)
dies = st.booleans()
CLAIMED = """
select coalesce(sum(c.units - c.spent - c.freed), 0)::bigint
from stock_claim c join stock_pool p on p.id = c.pool_id
where c.state <> 'released' and p.owner not like 'coupons:%'
"""
HAS = "select balance from wallet_account where owner_id = $1 and name = 'available'"
OF_ALL = "select coalesce(sum(balance), 0)::bigint from wallet_account where name like 'escrow:%'"


class Carried(Machine):
    """One buys; a shop sends; another keeps parcels; somebody carries."""

    def __init__(self) -> None:
        super().__init__()
        self.mei, self.kiosk, self.buyer, self.kofi = self.gang.people
        self.shop: Shop = self.act(open_shop, self.mei, "Kitchen", GOODS, {"returns_days": 0})
        self.point: Shop = self.act(open_shop, self.kiosk, "Kiosk", {})
        terms = ShopTerms(PRICES["own"], PRICES["courier"], PRICES["point"])
        self.act(parcels.put_terms, self.mei, self.shop.id, terms)
        wishes = PointWishes("By the pump", -1.29, 36.82, ["A"], capacity=2, fee=POINT_FEE)
        self.act(parcels.ask_for_point, self.kiosk, self.point.id, wishes)
        self.act(self.opens)
        self.batch = self.gives()
        self.orders: list[UUID] = []
        self.act(self.earns, self.buyer)
        self.kofi_had = self.run(self.gang.has(self.kofi))

    def gives(self) -> UUID:
        """Six coupons, three for each: from 7.00 on 2.50 less."""
        wish = BatchWish(
            id=new_id(),
            merchant_id=self.shop.id,
            name="Less",
            kind="threshold",
            least=700,
            off=250,
            units=6,
            per_person=3,
            until=self.clock.now() + timedelta(days=90),
        )
        self.act(coupons.make, self.mei, wish)
        self.act(coupons.set_state, self.mei, wish.id, "running")
        return wish.id

    @rule(dying=dies, other=st.booleans())
    def somebody_takes_a_coupon(self, dying: bool, other: bool) -> None:
        who = self.kofi if other else self.buyer
        self.does(coupons.take, who, new_id(), self.batch, dying=dying)

    @invariant()
    def coupons_are_exact(self) -> None:
        for law in (TOO_MANY, WRONGLY_USED, WRONG_SUM):
            assert self.run(self.gang.value(law)) == 0, law

    async def opens(self, db: Db) -> None:
        await parcels.decide_point(db, self.point.id, is_open=True, reason="")
        await parcels.ask_to_carry(db, self.kofi, "A bicycle", COURIER_FEE)
        await parcels.decide_courier(db, self.kofi, approved=True, reason="")

    async def earns(self, db: Db, who: UUID) -> None:
        payer = (await town_account(db, "issuer")).id
        payee = self.gang.wallet_accounts[who]
        await wallet.post(db, [Transfer(id=new_id(), payer=payer, payee=payee, amount=40_000)])

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        done = self.act(verb, *args)
        if not isinstance(done, Problem):
            again = self.act(verb, *args)
            assert not isinstance(again, Problem)
        return done

    def now(self, order_id: UUID) -> ShopOrder:
        found: dict[UUID, ShopOrder] = self.act(order_store.find, [order_id])
        return found[order_id]

    def order_at(self, n: int) -> ShopOrder | None:
        if not self.orders:
            self.buys(1 + n % 2, 1, "point" if n % 2 else "courier", dying=False)
        return self.now(self.orders[n % len(self.orders)]) if self.orders else None

    def parcel_at(self, n: int) -> Parcel | None:
        """One of the parcels that are under way; where there is none, something is sent."""
        order = self.order_at(n)
        if order is None:
            return None
        every = [one for each in self.of_all().values() for one in each if one.ended_at is None]
        if not every and order.state in ("paid", "sent_part"):
            self.act(orders.send, self.mei, order.id, Sending(new_id()))
            every = [one for each in self.of_all().values() for one in each if not one.ended_at]
        return every[n % len(every)] if every else None

    def of_all(self) -> dict[UUID, list[Parcel]]:
        found: dict[UUID, list[Parcel]] = self.act(parcel_store.of_deliveries, self.orders)
        return found

    @rule(
        noodles=st.integers(0, 3),
        bowls=st.integers(0, 2),
        how=st.sampled_from(["point", "courier", "point", "courier", "own"]),
        dying=dies,
    )
    def somebody_buys(self, noodles: int, bowls: int, how: Any, dying: bool) -> None:
        self.buys(noodles, bowls, how, dying=dying)

    def buys(self, noodles: int, bowls: int, how: Any, *, dying: bool) -> None:
        under_way = [one for one in self.orders if self.now(one).state not in TERMINAL]
        if len(under_way) >= 4 or not noodles + bowls:
            return
        wanted = [
            WantedLine(one, n)
            for one, n in zip(self.shop.variants.values(), (noodles, bowls), strict=True)
            if n
        ]
        point = self.point.id if how == "point" else None
        shops = [WantedShop(self.shop.id, how, wanted, "", point)]
        quoted = self.act(orders.quote, self.buyer, shops, Recipient("Amina", "1", "Blue door"))
        if isinstance(quoted, Problem):
            return
        wish = PaymentWish(new_id(), self.buyer, quoted.sealed.text, pay.VOUCHED)
        before = self.run(self.gang.has(self.buyer))
        [paid] = self.does(orders.pay_quotes, [wish], dying=dying)
        after = self.run(self.gang.has(self.buyer))
        if isinstance(paid, Problem):
            assert after == before
            return
        goods = 700 * noodles + 333 * bowls
        off = sum(each.amount for one in quoted.quote.shops for each in one.coupons)
        assert after == before - goods + off - PRICES[how]
        assert off in (0, 250)
        self.orders += [one.id for one in self.act(order_store.of_payments, [wish.id])[wish.id]]

    @rule(n=pick, some=st.integers(0, 2), other=st.booleans(), dying=dies)
    def the_shop_sends(self, n: int, some: int, other: bool, dying: bool) -> None:
        one = self.order_at(n)
        if one is None:
            return
        lines = self.act(order_store.lines, [one.id])[one.id]
        label = ParcelLabel("other", "RR123456789") if other else ParcelLabel()
        sending = Sending(new_id(), {lines[0].no: some} if some else None, label)
        self.does(orders.send, self.mei, one.id, sending, dying=dying)

    @rule(
        n=pick,
        act=st.sampled_from(
            ["collect", "collect", "depart", "fail", "turn_back", "take_back", "lose", "call_off"]
        ),
        dying=dies,
    )
    def somebody_moves_it(self, n: int, act: Any, dying: bool) -> None:
        one = self.parcel_at(n)
        if one is None:
            return
        role: Any = {"take_back": "shop", "call_off": "shop", "lose": "desk"}.get(act, "courier")
        who = {"shop": self.mei, "desk": self.mei, "courier": self.kofi}[role]
        deed = ParcelAct(id=new_id(), act=act, role=role, by_id=who, reason="so")
        self.does(parcels.move, one.id, deed, dying=dying)

    @rule(n=pick, dying=dies)
    def it_comes_to_the_point(self, n: int, dying: bool) -> None:
        one = self.parcel_at(n)
        if one is None:
            return
        deed = ParcelAct(
            id=new_id(), act="arrive", role="point", by_id=self.kiosk, point_id=self.point.id
        )
        self.does(parcels.move, one.id, deed, dying=dying)
        assert len(self.act(parcel_store.at_point, self.point.id)) <= 2

    @rule(n=pick, right=st.booleans(), dying=dies)
    def somebody_fetches(self, n: int, right: bool, dying: bool) -> None:
        one = self.parcel_at(n)
        if one is None:
            return
        code = self.now(one.delivery_id).code if right else "x"
        self.does(parcels.hand_out, self.kiosk, self.point.id, new_id(), code, dying=dying)

    @rule(n=pick, signs=st.booleans(), dying=dies)
    def it_is_delivered(self, n: int, signs: bool, dying: bool) -> None:
        one = self.parcel_at(n)
        if one is None:
            return
        code = "" if signs else self.now(one.delivery_id).code
        deed = ParcelAct(
            id=new_id(),
            act="deliver",
            role="courier",
            by_id=self.kofi,
            code=code,
            signature="Aunt" if signs else "",
        )
        self.does(parcels.move, one.id, deed, dying=dying)

    @rule(n=pick, dying=dies)
    def the_buyer_confirms(self, n: int, dying: bool) -> None:
        one = self.order_at(n)
        if one is not None:
            self.does(orders.confirm, self.buyer, one.id, dying=dying)

    @rule(n=pick, kind=st.sampled_from(["cancel", "refund", "return"]), dying=dies)
    def the_buyer_asks(self, n: int, kind: Any, dying: bool) -> None:
        one = self.order_at(n)
        if one is not None:
            wish = CaseWish(kind, {0: 1})
            self.does(orders.open_case, self.buyer, one.id, new_id(), wish, dying=dying)

    @rule(n=pick, act=st.sampled_from(["agree", "refuse", "send_back", "got_back", "drop"]))
    def somebody_answers(self, n: int, act: Any) -> None:
        one = self.order_at(n)
        opened = one and self.act(store_cases.opened, one.id)
        if opened:
            who = self.mei if act in ("agree", "refuse", "got_back") else self.buyer
            self.act(orders.say, who, opened.case.id, new_id(), Said(act, "Because"))

    @rule()
    def the_shop_spends_its_money(self) -> None:
        self.act(self.spends)

    async def spends(self, db: Db) -> None:
        sql = "select id, balance from wallet_account where owner_id = $1 and name = 'available'"
        row = await db.row(sql, self.shop.id)
        if row["balance"]:
            payee = (await town_account(db, "issuer")).id
            move = Transfer(id=new_id(), payer=row["id"], payee=payee, amount=row["balance"])
            await wallet.post(db, [move])

    @rule(hours=st.sampled_from([1, 25, 49, 24 * 8, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule()
    def the_clock_acts(self) -> None:
        self.timers(TIMERS)

    @rule()
    def reactions_come(self) -> None:
        while self.run(relay(self.gang.database, SWITCHBOARD)):
            pass
        self.timers(reaction_handlers(SWITCHBOARD))
        if self.run(self.gang.value("select count(*) from kernel_event")):
            self.reactions_come()
            return
        assert self.run(self.gang.value(NOT_GIVEN_BACK)) == 0
        assert self.act(order_checks.faults, timedelta(0)) == []
        assert self.act(parcel_checks.faults, timedelta(0)) == []
        for order_id, found in self.of_all().items():
            self.agrees(self.now(order_id), found)

    def agrees(self, order: ShopOrder, found: list[Parcel]) -> None:
        """What is in parcels was sent, and nothing more; money follows what became of it."""
        lines = self.act(order_store.lines, [order.id])[order.id]
        for line in lines:
            assert sum(one.contents.get(str(line.no), 0) for one in found) == line.sent
        over = all(one.ended_at for one in found) and not any(line.open for line in lines)
        if over and order.is_quiet and all(one.proof != "signature" for one in found):
            assert order.state in TERMINAL
        delivery = self.act(parcels.deliveries, [order.id])[order.id]
        if order.state in TERMINAL and all(one.ended_at for one in found):
            assert delivery.settled is not None

    def teardown(self) -> None:
        """Left alone, each order and each parcel comes to its end, and nobody keeps what is
        another's.
        """
        for _ in range(10):
            self.reactions_come()
            for one in [one for each in self.of_all().values() for one in each]:
                if one.state == "returning":
                    deed = ParcelAct(
                        id=derived_id(one.id, "end"), act="take_back", role="shop", by_id=self.mei
                    )
                    self.act(parcels.move, one.id, deed)
            self.clock.advance(timedelta(days=20))
            self.timers(TIMERS)
        self.reactions_come()
        assert self.holds()
        assert self.run(self.gang.value(CLAIMED)) == 0
        assert self.run(self.gang.value(OF_ALL)) == 0
        every = [one for each in self.of_all().values() for one in each]
        assert all(one.ended_at for one in every if parcels.is_followed(one))
        for order in map(self.now, self.orders):
            assert order.state in TERMINAL
            assert order.refunded + order.released == order.total
        self.fees_are_paid_once(every)

    def fees_are_paid_once(self, every: list[Parcel]) -> None:
        how = self.act(parcels.deliveries, self.orders)
        paid = [one for one in every if one.fee_paid_at]
        kept = sum(how[one.delivery_id].service == "point" for one in paid)
        assert self.run(self.gang.value(HAS, self.point.id)) == kept * POINT_FEE
        brought = sum(
            how[one.delivery_id].service == "courier" and one.courier_id == self.kofi
            for one in paid
        )
        assert self.run(self.gang.has(self.kofi)) - self.kofi_had == brought * COURIER_FEE


@pytest.mark.hypothesis
def test_parcels_orders_and_money_agree(database_url: str, tmp_path: Path) -> None:
    with machine_of(Carried, database_url, tmp_path, 4) as machine:
        try_out(machine, count=12, steps=30)
