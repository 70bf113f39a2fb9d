"""Payments with and without a PIN, again, refused, and with a process that dies: the allowance is
the sum of what was really paid without one.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import packets, splits, till, wallet
from leapfrog.contacts.connections import connect
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import new_id
from leapfrog.pay import money_terms
from leapfrog.pay.confirming import VOUCHED, Consent, store
from leapfrog.pay.confirming.model import Safety
from leapfrog.pay.desk import payouts
from leapfrog.pay.transfers import NewTransfer
from leapfrog.pay.transfers.sending import send_gathered
from leapfrog.till import ShopChanges, open_shop
from leapfrog.till import paying as till_paying
from leapfrog.till.small import PaidAtTill
from tests.pay.machine import Machine, machine_of, try_out

PEOPLE = 3
ONCE, DAILY = 700, 1_500
LIMITS = Safety(True, 50_000, ONCE, DAILY)
WAYS = ("transfer", "packet", "part", "shop", "payout")
numbers = st.integers(0, 19)
amounts = st.sampled_from([0, -1, 1, 350, ONCE, ONCE + 1])
SPENT = "select small_spent from pay_safety where person_id = $1 and small_on = $2"


class Wish(msgspec.Struct, frozen=True):
    """A payment, as it can be asked for again and again."""

    way: str
    id: UUID
    payer: UUID
    payee: UUID
    amount: int


class WithoutAPin(Machine):
    """`paid`: what each paid on each day without being asked; `done`: what can be asked again."""

    def __init__(self) -> None:
        super().__init__()
        self.paid: Counter[tuple[UUID, date]] = Counter()
        self.done: list[Wish] = []
        self.shop = new_id()
        self.act(open_shop, self.gang.people[0], self.shop, ShopChanges(name="Stall"))
        for one in self.gang.people:
            self.act(store.set_limits, one, LIMITS)

    def person(self, n: int) -> UUID:
        return self.gang.people[n % PEOPLE]

    async def pays(self, db: Any, one: Wish, consent: Consent) -> Any:
        """One payment in one of the ways; raises its refusal."""
        if one.way == "packet":
            wanted = packets.NewPacket(
                id=one.id,
                conversation_id=self.gang.place,
                sender_id=one.payer,
                amount=one.amount,
                currency="EUR",
            )
            return await packets.send(db, wanted, packets.PacketRules(), consent)
        if one.way == "part":
            return await splits.pay(db, one.payer, one.id, consent)
        if one.way == "payout":
            out = payouts.PayoutRequest(one.id, one.payer, one.amount, "EUR", "cash", "", "")
            return await payouts.ask(db, out, consent)
        [made] = await self.batch(db, [one], consent)
        if isinstance(made, Problem):
            raise made
        return made

    async def batch(self, db: Any, wishes: list[Wish], consent: Consent) -> list[Any]:
        if wishes[0].way == "shop":
            paying = [
                till.PaymentAttempt(
                    each.id, each.payer, till.NewIntent(self.shop, each.amount), consent
                )
                for each in wishes
            ]
            return [
                one.intent if isinstance(one, PaidAtTill) else one
                for one in await till_paying.pay_at_till(db, paying)
            ]
        sending = [
            NewTransfer(
                each.id, each.payer, each.payee, each.amount, "EUR", "", True, None, consent
            )
            for each in wishes
        ]
        return list(await send_gathered(db, sending))

    def go(self, one: Wish, consent: Consent) -> Any:
        answer = self.act(self.pays, one, consent)
        if not isinstance(answer, Problem):
            self.done.append(one)
            if not consent.vouched:
                self.paid[one.payer, self.clock.now().date()] += one.amount
        return answer

    @rule(way=st.sampled_from(WAYS), who=numbers, to=numbers, amount=amounts, dies=st.booleans())
    def somebody_pays(self, way: str, who: int, to: int, amount: int, dies: bool) -> None:
        me, other = self.person(who), self.person(to)
        made = new_id()
        if way == "part":
            people = (me, self.person(who + 1))
            bill = splits.SplitTerms(
                title="Tea", mode="even", currency="EUR", total=2 * amount, people=people
            )
            if self.act(splits.split, people[1], made, self.gang.place, bill) != made:
                return
        one = Wish(way, made, me, other, amount)
        if dies:
            self.dies(self.pays, one, Consent())
        left = self.left(me)
        answer = self.go(one, Consent())
        if isinstance(answer, Problem) and answer.code == "no_pin":
            assert amount > ONCE or amount > left

    @rule(way=st.sampled_from(["transfer", "shop"]), who=numbers, many=st.integers(2, 5))
    def several_go_in_one_batch(self, way: str, who: int, many: int) -> None:
        me, other = self.person(who), self.person(who + 1)
        wishes = [Wish(way, new_id(), me, other, 350) for _ in range(many)]
        # The second comes twice, as from a phone that lost its connection.
        wishes.insert(2, wishes[1])
        answers = self.act(self.batch, wishes, Consent())
        paid = {
            each.id: each
            for each, answer in zip(wishes, answers, strict=True)
            if not isinstance(answer, Problem)
        }
        self.done += paid.values()
        self.paid[me, self.clock.now().date()] += sum(each.amount for each in paid.values())

    @rule(which=numbers)
    def a_payment_comes_again(self, which: int) -> None:
        if self.done:
            one = self.done[-1 - which % len(self.done)]
            before = self.run(self.gang.has(one.payer))
            assert not isinstance(self.act(self.pays, one, Consent()), Problem)
            assert self.run(self.gang.has(one.payer)) == before

    @rule(way=st.sampled_from(WAYS[:2]), who=numbers, to=numbers, amount=amounts)
    def somebody_pays_with_a_pin(self, way: str, who: int, to: int, amount: int) -> None:
        self.go(Wish(way, new_id(), self.person(who), self.person(to), amount), VOUCHED)

    @rule(who=numbers, no=st.booleans())
    def a_wallet_is_frozen(self, who: int, no: bool) -> None:
        me = self.person(who)
        verb = wallet.lock if no else wallet.unlock
        self.act(verb, self.gang.wallet_accounts[me], me, "test")

    @rule(hours=st.sampled_from([1, 13]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    def left(self, person: UUID) -> int:
        return DAILY - self.paid[person, self.clock.now().date()]

    @invariant()
    def the_allowance_is_what_was_paid(self) -> None:
        today = self.clock.now().date()
        for one in self.gang.people:
            spent = self.run(self.gang.value(SPENT, one, today)) or 0
            assert spent == self.paid[one, today] <= DAILY

    def teardown(self) -> None:
        for one in self.gang.people:
            self.act(wallet.unlock, self.gang.wallet_accounts[one], one, "test")
            self.run(self.gang.value("delete from pay_safety where person_id = $1", one))
        assert self.run(self.gang.sound())


@pytest.mark.hypothesis
def test_the_allowance_is_the_sum_of_what_was_paid_without_a_pin(
    database_url: str, tmp_path: Path
) -> None:
    with machine_of(WithoutAPin, database_url, tmp_path, PEOPLE) as machine:

        async def acquaint(db: Any) -> None:
            await money_terms(db)
            for one, other in combinations(machine.gang.people, 2):
                await connect(db, one, other, "request")

        machine.run(machine.gang.do(acquaint))
        try_out(machine, 10, 25)
