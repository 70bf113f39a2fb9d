"""Transfers, requests and top-ups in any order, twice, too late, with a process that dies."""

from collections import defaultdict
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from leapfrog import wallet
from leapfrog.contacts.connections import connect
from leapfrog.kernel.ids import new_id
from leapfrog.pay.confirming import VOUCHED
from leapfrog.pay.desk import cash
from leapfrog.pay.desk.model import TopUp
from leapfrog.pay.transfers import (
    TIMERS,
    MoneyRequest,
    MoneyTransfer,
    NewTransfer,
    requests,
    settling,
    store,
)
from leapfrog.pay.transfers.sending import send
from tests.pay.machine import START, Machine, machine_of, try_out

PEOPLE = 3
numbers = st.integers(0, 19)
# Of these the last is more than anybody has, and the first two are none.
amounts = st.sampled_from([0, -1, 1, 700, 6_000, 10**6])
ENDS = {"accept": settling.accept, "decline": settling.decline, "cancel": settling.cancel}
REFUSED = {"bad_amount", "same_account", "insufficient_funds", "operation_id_used"}
REFUSED |= {"already_settled", "not_for_you", "no_payment_request", "no_transfer"}


class BetweenPeople(Machine):
    """`sent`, `asked`: what there may be; `brought`: what was issued to whom."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[NewTransfer] = []
        self.asked: list[MoneyRequest] = []
        self.brought: dict[UUID, tuple[UUID, int]] = {}
        self.before = {one: self.run(self.gang.has(one)) for one in self.gang.people}

    def person(self, n: int) -> UUID:
        return self.gang.people[n % PEOPLE]

    def twice(self, verb: Any, *args: Any, dies: bool) -> Any:
        """What a verb answers, after a try whose commit never came; a replay answers the same and
        moves nothing.
        """
        if dies:
            self.dies(verb, *args)
        answer = self.act(verb, *args)
        money = self.wallet_accounts()
        again = self.act(verb, *args)
        assert self.wallet_accounts() == money
        if getattr(answer, "code", None):
            assert (answer.code, again.code) in {(one, one) for one in REFUSED}
        else:
            assert again == answer
        return answer

    def wallet_accounts(self) -> dict[UUID, tuple[int, int]]:
        return {
            one: self.run(self.gang.on(self.gang.wallet_accounts[one])) for one in self.gang.people
        }

    @rule(who=numbers, to=numbers, amount=amounts, at_once=st.booleans(), dies=st.booleans())
    def somebody_sends(self, who: int, to: int, amount: int, at_once: bool, dies: bool) -> None:
        # Now and then under an id that is taken.
        taken = self.sent and who > 15
        made = self.sent[-1].id if taken else new_id()
        ends = (self.person(who), self.person(to))
        one = NewTransfer(made, *ends, amount, "EUR", "", at_once, None, VOUCHED)
        self.go(one, dies)

    def go(self, one: NewTransfer, dies: bool) -> None:
        if dies:
            self.dies(send, [one])
        # Twice in one batch, as well as twice in a row.
        [answer, same] = self.act(send, [one, one])
        assert same == answer or same.code == answer.code
        money = self.wallet_accounts()
        [again] = self.act(send, [one])
        assert self.wallet_accounts() == money
        if isinstance(answer, MoneyTransfer):
            assert again == answer
            self.sent.append(one)
        else:
            assert answer.code in REFUSED

    @rule(which=numbers, who=numbers, how=st.sampled_from([*ENDS]), dies=st.booleans())
    def a_transfer_is_settled(self, which: int, who: int, how: str, dies: bool) -> None:
        if self.sent:
            one = self.sent[-1 - which % len(self.sent)]
            self.twice(ENDS[how], self.person(who), one.id, dies=dies)

    @rule(who=numbers, of=numbers, amount=amounts, dies=st.booleans())
    def somebody_asks(self, who: int, of: int, amount: int, dies: bool) -> None:
        me, other = self.person(who), self.person(of)
        made = MoneyRequest(new_id(), me, other, amount, "EUR", "", "waiting", START, None)
        if not getattr(self.twice(requests.ask, made, dies=dies), "code", None):
            self.asked.append(made)

    @rule(which=numbers, who=numbers, dies=st.booleans())
    def a_request_is_paid(self, which: int, who: int, dies: bool) -> None:
        if self.asked:
            asked = self.asked[-1 - which % len(self.asked)]
            payer = asked.payer_id if who < 15 else self.person(who)
            money = (asked.amount, "EUR", "", True, asked.id, VOUCHED)
            self.go(NewTransfer(new_id(), payer, asked.asker_id, *money), dies)

    @rule(which=numbers, who=numbers, no=st.booleans(), dies=st.booleans())
    def a_request_is_over(self, which: int, who: int, no: bool, dies: bool) -> None:
        if self.asked:
            asked = self.asked[-1 - which % len(self.asked)]
            verb = requests.decline if no else requests.cancel
            self.twice(verb, self.person(who), asked.id, dies=dies)

    @rule(to=numbers, amount=amounts, again=st.booleans(), dies=st.booleans())
    def cash_is_brought(self, to: int, amount: int, again: bool, dies: bool) -> None:
        made = next(iter(self.brought)) if again and self.brought else new_id()
        given = TopUp(made, self.person(0), self.person(to), amount, "EUR", "")
        if not getattr(self.twice(cash.top_up, given, dies=dies), "code", None):
            self.brought[made] = (given.person_id, amount)

    @rule(hours=st.sampled_from([1, 12, 25]), sweep=st.booleans())
    def time_passes(self, hours: int, sweep: bool) -> None:
        self.clock.advance(timedelta(hours=hours))
        # Either of them gives back first.
        self.timers({**wallet.TIMERS, **TIMERS} if sweep else TIMERS)

    @invariant()
    def wallet_accounts_are_what_was_done(self) -> None:
        owns, held = dict(self.before), dict.fromkeys(self.gang.people, 0)
        for person, amount in self.brought.values():
            owns[person] += amount
        paid: dict[UUID, int] = defaultdict(int)
        for one in self.act(store.of_ids, {one.id for one in self.sent}).values():
            if one.state == "accepted":
                owns[one.sender_id] -= one.amount
                owns[one.receiver_id] += one.amount
            if one.state == "waiting":
                held[one.sender_id] += one.amount
            paid[one.request_id] += 1
        assert self.wallet_accounts() == {one: (owns[one], held[one]) for one in self.gang.people}
        assert all(owns[one] >= held[one] for one in self.gang.people)
        # What was asked for is paid once.
        assert all(count == 1 for asked, count in paid.items() if asked)

    def teardown(self) -> None:
        self.time_passes(25, sweep=True)
        self.wallet_accounts_are_what_was_done()
        assert all(held == 0 for _, held in self.wallet_accounts().values())
        assert self.holds()


@pytest.mark.hypothesis
def test_between_people_nothing_is_lost_or_doubled(database_url: str, tmp_path: Path) -> None:
    with machine_of(BetweenPeople, database_url, tmp_path, PEOPLE) as machine:

        async def acquaint(db: Any) -> None:
            for one, other in combinations(machine.gang.people, 2):
                await connect(db, one, other, "request")
            await wallet.start_timers(db)

        machine.run(machine.gang.do(acquaint))
        try_out(machine, count=8, steps=20)
