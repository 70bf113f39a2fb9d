"""Bills in any order, twice, too late, settled in between, with a process that dies."""

from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import splits, till
from leapfrog.kernel.ids import new_id
from leapfrog.pay import VOUCHED
from leapfrog.splits import TIMERS, SplitTerms, store
from leapfrog.splits.model import Debt, PersonAmount, Split, Together
from leapfrog.till import ShopChanges, open_shop
from leapfrog.till.refunds import revoke
from leapfrog.till.store import find, scan
from tests.pay.machine import Machine, machine_of, try_out

PEOPLE = 5
numbers = st.integers(0, 19)


class Bills(Machine):
    """`asked`: the bills that there are; `owed`: who gets what in sum of all open ones."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[UUID] = []
        self.before = self.wallet_accounts()
        self.paid: dict[UUID, int] = defaultdict(int)
        self.seller, self.shop = self.gang.people[-1], new_id()
        self.stall = self.act(open_shop, self.seller, self.shop, ShopChanges(name="Stall"))

    def wallet_accounts(self) -> dict[UUID, int]:
        return {one: self.run(self.gang.has(one)) for one in self.gang.people}

    def debts(self) -> list[Debt]:
        return list(self.act(store.debts, self.asked))

    def balances(self) -> dict[UUID, int]:
        found: dict[UUID, int] = defaultdict(int)
        bills = self.act(store.many, self.asked)
        for debt in self.debts():
            if debt.state == "open" and bills[debt.split_id].payee_id is None:
                found[debt.from_id] -= debt.amount
                found[debt.to_id] += debt.amount
        return {one: amount for one, amount in found.items() if amount}

    @rule(who=numbers, total=st.integers(1, 3_000), second=numbers, dies=st.booleans())
    def a_bill_is_shared(self, who: int, total: int, second: int, dies: bool) -> None:
        me, other = (self.gang.people[n % PEOPLE] for n in (who, second))
        payers = (PersonAmount(me, total),)
        if me != other and total > 1:
            payers = (PersonAmount(me, total // 2), PersonAmount(other, total - total // 2))
        asked = SplitTerms(
            title="Dinner",
            mode="even",
            currency="EUR",
            total=total,
            people=tuple(self.gang.people[: 2 + who % 4]),
            payers=payers,
        )
        self.ask(me, asked, dies)

    @rule(who=numbers, total=st.integers(10, 2_000), dies=st.booleans())
    def some_want_to_pay_one_together(self, who: int, total: int, dies: bool) -> None:
        me, payee = self.gang.people[who % (PEOPLE - 1)], self.gang.people[-1]
        asked = SplitTerms(
            title="Boat",
            mode="even",
            currency="EUR",
            total=total,
            people=tuple(self.gang.people[: 2 + who % 3]),
            together=Together(payee, minutes=30),
        )
        self.ask(me, asked, dies)

    @rule(who=numbers, total=st.integers(10, 2_000), dies=st.booleans())
    def some_want_to_pay_a_till_together(self, who: int, total: int, dies: bool) -> None:
        me, intent = self.gang.people[who % (PEOPLE - 1)], new_id()
        self.act(till.ask, self.seller, intent, till.NewIntent(self.shop, total))
        self.act(scan, intent, me)
        asked = SplitTerms(
            title="Lunch",
            mode="even",
            currency="EUR",
            total=total,
            people=tuple(self.gang.people[: 2 + who % 3]),
            together=Together(intent_id=intent, minutes=30),
        )
        self.ask(me, asked, dies)

    @rule(which=numbers)
    def the_till_calls_it_off(self, which: int) -> None:
        bills = [one for one in self.at_till() if one.state == "open"]
        if bills:
            bill = bills[which % len(bills)]
            self.act(revoke, self.seller, self.shop, bill.payee_id, bill.total)

    def at_till(self) -> list[Split]:
        bills = self.act(store.many, self.asked).values()
        return [one for one in bills if one.payee_id not in (None, self.gang.people[-1])]

    def ask(self, me: UUID, asked: SplitTerms, dies: bool) -> None:
        made = new_id()
        if dies:
            self.dies(splits.split, me, made, self.gang.place, asked)
        for _ in range(2):
            answer = self.act(splits.split, me, made, self.gang.place, asked)
            assert answer == made or answer.code == "bad_bill"
        if answer == made:
            self.asked.append(made)

    @rule(which=numbers, who=numbers, dies=st.booleans())
    def somebody_pays(self, which: int, who: int, dies: bool) -> None:
        if not self.asked:
            return
        bill, me = self.asked[-1 - which % len(self.asked)], self.gang.people[who % PEOPLE]
        if dies:
            self.dies(splits.pay, me, bill, VOUCHED)
        before = self.debts()
        answer = self.act(splits.pay, me, bill, VOUCHED)
        if answer is not None:
            refusals = ("split_over", "nothing_owed", "insufficient_funds", "intent_over")
            assert answer.code in refusals
            assert self.debts() == before
        else:
            after = self.debts()
            again = self.act(splits.pay, me, bill, VOUCHED)
            assert again is None
            assert self.debts() == after

    @rule(which=numbers, who=numbers, cover=st.booleans(), dies=st.booleans())
    def who_began_pays_for_all(self, which: int, who: int, cover: bool, dies: bool) -> None:
        if self.asked:
            bill, me = self.asked[-1 - which % len(self.asked)], self.gang.people[who % PEOPLE]
            if dies:
                self.dies(splits.capture, me, bill, VOUCHED if cover else None)
            self.act(splits.capture, me, bill, VOUCHED if cover else None)

    @rule(which=numbers, who=numbers, what=st.sampled_from(["cash", "back", "cancel"]))
    def something_else_happens(self, which: int, who: int, what: str) -> None:
        if not self.asked:
            return
        bill, me = self.asked[-1 - which % len(self.asked)], self.gang.people[who % PEOPLE]
        if what == "cash":
            self.act(splits.mark_cash, me, bill, who % 3)
        elif what == "back":
            self.act(splits.take_back, me, bill)
        elif which % 4 == 0:
            self.act(splits.cancel, me, bill)

    @rule(who=numbers, dies=st.booleans())
    def debts_are_netted(self, who: int, dies: bool) -> None:
        me, made = self.gang.people[who % PEOPLE], new_id()
        if dies:
            self.dies(splits.net, me, made, self.gang.place)
        before = self.balances()
        answer = self.act(splits.net, me, made, self.gang.place)
        if answer == made:
            assert self.act(splits.net, me, made, self.gang.place) == made
            self.asked.append(made)
        assert self.balances() == before

    @rule(minutes=st.sampled_from([5, 25, 45, 60 * 25]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @rule()
    def timers_run(self) -> None:
        self.timers(TIMERS)

    @invariant()
    def what_is_held_was_promised(self) -> None:
        held: dict[int, int] = defaultdict(int)
        for debt in self.debts():
            if debt.state == "held":
                assert debt.payer is not None
                held[debt.payer] += debt.amount
        for account in self.gang.wallet_accounts.values():
            balance, promised = self.run(self.gang.on(account))
            assert promised == held[account]
            assert balance >= promised

    @invariant()
    def a_closed_bill_has_no_open_debt(self) -> None:
        bills = self.act(store.many, self.asked)
        left = {debt.split_id for debt in self.debts() if debt.state in ("open", "held")}
        assert {one for one, bill in bills.items() if bill.state == "open"} == left

    @invariant()
    def a_till_has_all_of_it_or_nothing(self) -> None:
        bills = self.at_till()
        found = self.act(find, [one.payee_id for one in bills])
        paid = {one.id for one in found.values() if one.transfer_id}
        assert paid == {one.payee_id for one in bills if one.state == "done"}
        sold = sum(one.total for one in bills if one.state == "done")
        assert self.run(self.gang.on(self.stall.pending)) == (sold, 0)
        assert all(has[:2] == (0, 0) for has in self.run(self.gang.of_kind("escrow")))

    def teardown(self) -> None:
        for bill in self.act(store.many, self.asked).values():
            self.act(splits.cancel, bill.by_id, bill.id)
        self.what_is_held_was_promised()
        assert all(held == 0 for _, held in self.all_accounts())
        assert self.holds()

    def all_accounts(self) -> list[Any]:
        return [self.run(self.gang.on(one)) for one in self.gang.wallet_accounts.values()]


@pytest.mark.hypothesis
def test_bills_add_up_whatever_happens(database_url: str, tmp_path: Path) -> None:
    with machine_of(Bills, database_url, tmp_path, PEOPLE) as machine:
        try_out(machine, count=12, steps=25)
