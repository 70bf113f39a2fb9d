"""Orders in any order, over two shops: bought with coupons, sent in parts, called off, asked back,
refused, sent back, judged; twice, with jumps of the clock, with reactions that come late, with a
process that dies before its commit. Money, stock, coupons and orders agree at the end, and after
each step.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import coupons, escrow, order_checks, orders, pay, wallet
from leapfrog.coupons import BatchWish
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.events import reaction_handlers, relay
from leapfrog.kernel.ids import new_id
from leapfrog.orders import (
    CaseWish,
    PaymentWish,
    Recipient,
    Ruling,
    Said,
    Sending,
    WantedLine,
    WantedShop,
    store,
    store_cases,
)
from leapfrog.orders.model import TERMINAL, ShopOrder
from leapfrog.pay import town_account
from leapfrog.wallet import Transfer
from tests.orders.coupon_laws import NOT_GIVEN_BACK, TOO_MANY, WRONG_SUM, WRONGLY_USED
from tests.orders.goods import Shop, open_shop
from tests.pay.machine import Machine, machine_of, try_out

GOODS = {"Noodles": (700, 9), "Bowl": (333, 4)}
SWITCHBOARD = {escrow.EscrowChanged: [orders.money_changed]}
pick = st.integers(0, 3)
dies = st.booleans()
FREE = "select coalesce(sum(units - taken), 0)::bigint from stock_pool"
CLAIMED = """
select coalesce(sum(c.units - c.spent - c.freed), 0)::bigint
from stock_claim c join stock_pool p on p.id = c.pool_id
where c.state <> 'released' and p.owner not like 'coupons:%'
"""


class Fair(Machine):
    """One buys of two shops, one of which is a trader's that takes things back."""

    def __init__(self) -> None:
        super().__init__()
        mei, juma, self.buyer, self.clerk = self.gang.people
        self.shops: list[Shop] = [
            self.act(open_shop, mei, "Kitchen", GOODS, {"returns_days": 0}),
            self.act(open_shop, juma, "Lamps", GOODS, {"trader": True, "legal": LEGAL}),
        ]
        self.batches: list[UUID] = [self.gives(shop) for shop in self.shops]
        self.orders: list[UUID] = []
        self.act(self.earns, self.buyer)

    def gives(self, shop: Shop) -> UUID:
        """Three coupons of a shop, two for each: from 7.00 on 2.50 less."""
        wish = BatchWish(
            id=new_id(),
            merchant_id=shop.id,
            name="Less",
            kind="threshold",
            least=700,
            off=250,
            units=3,
            per_person=2,
            until=self.clock.now() + timedelta(days=60),
        )
        self.act(coupons.make, shop.owner, wish)
        self.act(coupons.set_state, shop.owner, wish.id, "running")
        return wish.id

    def does(self, verb: Any, *args: Any, dying: bool) -> Any:
        if dying:
            self.dies(verb, *args)
        return self.act(verb, *args)

    def now(self, order_id: UUID) -> ShopOrder:
        found: dict[UUID, ShopOrder] = self.act(store.find, [order_id])
        return found[order_id]

    @rule(n=st.integers(0, 5), dying=dies)
    def somebody_takes_a_coupon(self, n: int, dying: bool) -> None:
        """The buyer, or somebody else: who is late gets none."""
        batch, taken = self.batches[n % len(self.batches)], new_id()
        who = self.buyer if n < 4 else self.clerk
        got = self.does(coupons.take, who, taken, batch, dying=dying)
        if not isinstance(got, Problem):
            assert self.act(coupons.take, who, taken, batch) == got

    @invariant()
    def coupons_are_exact(self) -> None:
        """No batch gave more than it has, none is used twice, and what is used took off what the
        order says.
        """
        assert self.run(self.gang.value(TOO_MANY)) == 0
        assert self.run(self.gang.value(WRONGLY_USED)) == 0
        assert self.run(self.gang.value(WRONG_SUM)) == 0

    async def earns(self, db: Db, who: UUID) -> None:
        payer = (await town_account(db, "issuer")).id
        payee = self.gang.wallet_accounts[who]
        await wallet.post(db, [Transfer(id=new_id(), payer=payer, payee=payee, amount=20_000)])

    def at(self, n: int) -> ShopOrder | None:
        """One of the orders; where there is none, something is bought first."""
        if not self.orders:
            self.buys([2, 1, 1, 2], dying=False, own=n % 2 == 0)
        return self.now(self.orders[n % len(self.orders)]) if self.orders else None

    def owner(self, order: ShopOrder) -> UUID:
        return next(one.owner for one in self.shops if one.id == order.merchant_id)

    @rule(
        units=st.lists(st.integers(0, 4), min_size=4, max_size=4),
        dying=dies,
        own=st.booleans(),
    )
    def somebody_buys(self, units: list[int], dying: bool, own: bool) -> None:
        self.buys(units, dying=dying, own=own)

    def buys(self, units: list[int], *, dying: bool, own: bool) -> None:
        ends = [one for one in self.orders if self.now(one).state in TERMINAL]
        if len(self.orders) - len(ends) >= 4:
            return
        wanted = [
            WantedShop(
                shop.id,
                "own" if own else "pickup",
                [
                    WantedLine(one, n)
                    for one, n in zip(shop.variants.values(), of, strict=True)
                    if n
                ],
            )
            for shop, of in zip(self.shops, (units[:2], units[2:]), strict=True)
            if any(of)
        ]
        quoted = self.act(orders.quote, self.buyer, wanted, Recipient("Amina", "", "Blue door"))
        if isinstance(quoted, Problem):
            return
        wish = PaymentWish(new_id(), self.buyer, quoted.sealed.text, pay.VOUCHED)
        before = self.run(self.gang.has(self.buyer))
        [paid] = self.does(
            orders.pay_quotes,
            [
                wish,
            ],
            dying=dying,
        )
        if isinstance(paid, Problem):
            assert self.run(self.gang.has(self.buyer)) == before
            return
        assert self.run(self.gang.has(self.buyer)) == before - quoted.quote.total
        assert self.act(orders.pay_quotes, [wish, wish]) == [paid, paid]
        self.orders += [one.id for one in self.act(store.of_payments, [wish.id])[wish.id]]

    @rule(n=pick, dying=dies, some=st.integers(0, 3))
    def the_shop_sends(self, n: int, dying: bool, some: int) -> None:
        one = self.at(n)
        if one is None:
            return
        lines = self.act(store.lines, [one.id])[one.id]
        units = {lines[0].no: some} if some else None
        sending = Sending(new_id(), units)
        done = self.does(orders.send, self.owner(one), one.id, sending, dying=dying)
        if not isinstance(done, Problem):
            assert self.act(orders.send, self.owner(one), one.id, sending) == done

    @rule(n=pick)
    def the_shop_packs(self, n: int) -> None:
        one = self.at(n)
        if one is not None:
            self.act(orders.pack, self.owner(one), one.id)

    @rule(n=pick, by_code=st.booleans(), dying=dies)
    def it_is_received(self, n: int, by_code: bool, dying: bool) -> None:
        one = self.at(n)
        if one is None:
            return
        if by_code:
            self.does(orders.hand_over, self.owner(one), one.id, one.code, dying=dying)
        else:
            self.does(orders.confirm, self.buyer, one.id, dying=dying)

    @rule(
        n=pick,
        kind=st.sampled_from(["cancel", "refund", "return", "withdrawal", "gift"]),
        units=st.lists(st.integers(0, 3), min_size=2, max_size=2),
        amount=st.sampled_from([None, 100, 500]),
        dying=dies,
        seller=st.booleans(),
    )
    def somebody_asks(
        self, n: int, kind: Any, units: list[int], amount: int | None, dying: bool, seller: bool
    ) -> None:
        one = self.at(n)
        if one is None:
            return
        wish = CaseWish(kind, {no: each for no, each in enumerate(units) if each}, amount)
        who, made = self.owner(one) if seller or kind == "gift" else self.buyer, new_id()
        done = self.does(orders.open_case, who, one.id, made, wish, dying=dying)
        if isinstance(done, Problem):
            assert self.act(store_cases.find, made) is None
        else:
            assert self.act(orders.open_case, who, one.id, made, wish) == done

    @rule(
        n=pick,
        act=st.sampled_from(
            ["agree", "agree", "refuse", "send_back", "send_back", "got_back", "appeal", "drop"]
        ),
        dying=dies,
        sellable=st.booleans(),
    )
    def somebody_answers(self, n: int, act: Any, dying: bool, sellable: bool) -> None:
        one = self.at(n)
        opened = one and self.act(store_cases.opened, one.id)
        if not one or not opened:
            return
        shop = act in ("agree", "refuse", "got_back")
        said, made = Said(act, "Because", sellable), new_id()
        who = self.owner(one) if shop else self.buyer
        done = self.does(orders.say, who, opened.case.id, made, said, dying=dying)
        if not isinstance(done, Problem):
            assert self.act(orders.say, who, opened.case.id, made, said) == done

    @rule(n=pick, part=st.sampled_from([0, 100, 10**6]), whole=st.booleans(), dying=dies)
    def the_town_judges(self, n: int, part: int, whole: bool, dying: bool) -> None:
        one = self.at(n)
        opened = one and self.act(store_cases.opened, one.id)
        if not one or not opened:
            return
        to_buyer = min(part, opened.case.amount)
        ruling = Ruling(to_buyer, "Half was fine", "Pack better", whole)
        self.does(orders.rule, self.clerk, opened.case.id, new_id(), ruling, dying=dying)

    @rule(shop=st.integers(0, 1))
    def a_shop_spends_its_money(self, shop: int) -> None:
        self.act(self.spends, self.shops[shop].id)

    async def spends(self, db: Db, shop: UUID) -> None:
        sql = "select id, balance from wallet_account where owner_id = $1 and name = 'available'"
        row = await db.row(sql, shop)
        if row["balance"]:
            payee = (await town_account(db, "issuer")).id
            move = Transfer(id=new_id(), payer=row["id"], payee=payee, amount=row["balance"])
            await wallet.post(db, [move])

    @rule(hours=st.sampled_from([1, 1, 49, 24 * 6, 24 * 15]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule()
    def the_clock_acts(self) -> None:
        """Orders lag behind until the reaction comes."""
        self.timers(escrow.TIMERS)

    @rule()
    def reactions_come(self) -> None:
        while self.run(relay(self.gang.database, SWITCHBOARD)):
            pass
        self.timers(reaction_handlers(SWITCHBOARD))
        assert self.run(self.gang.value(NOT_GIVEN_BACK)) == 0
        assert self.act(order_checks.faults, timedelta(0)) == []

    @invariant()
    def nothing_is_sold_twice(self) -> None:
        assert self.run(self.gang.value(FREE)) >= 0

    def teardown(self) -> None:
        """Judged where the town was called, and left alone, each order comes to its end."""
        for _ in range(8):
            self.reactions_come()
            for order_id in self.orders:
                opened = self.act(store_cases.opened, order_id)
                if opened and self.now(order_id).refund == "appealed":
                    ruling = Ruling(0, "No", "No")
                    self.act(orders.rule, self.clerk, opened.case.id, new_id(), ruling)
            self.clock.advance(timedelta(days=40))
            self.timers(escrow.TIMERS)
        self.reactions_come()
        for order_id in self.orders:
            one = self.now(order_id)
            assert one.state in TERMINAL
            assert one.refunded + one.released == one.total
        assert self.run(self.gang.value(CLAIMED)) == 0
        assert self.holds()


LEGAL = {"name": "Juma Trading", "address": "Lake road 1", "email": "juma@lake.town"}


@pytest.mark.hypothesis
def test_orders_money_and_stock_agree(database_url: str, tmp_path: Path) -> None:
    with machine_of(Fair, database_url, tmp_path, 4) as machine:
        try_out(machine, count=20, steps=40)
