"""A trade in any order, twice, with time-outs, with a process that dies between the steps."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from leapfrog.kernel.ids import new_id
from leapfrog.pay import escrow
from leapfrog.pay.escrow import EscrowTerms, store
from leapfrog.pay.escrow.model import (
    CONFIRM,
    TERMINAL,
    Agree,
    AskRefund,
    Cancel,
    Confirm,
    Escrow,
    EscrowAction,
    Extend,
    GotBack,
    Pay,
    Refuse,
    SendBack,
    Ship,
    Withdraw,
)
from tests.pay.machine import Machine, machine_of, try_out

AMOUNT = 1_000
acts = st.one_of(
    st.sampled_from(
        [Pay(), Cancel(), Ship(), Ship(all=False), Confirm(), Extend(timedelta(days=2))]
    ),
    st.sampled_from([Withdraw(), Agree(), Refuse(), SendBack(), GotBack()]),
    st.builds(AskRefund, st.sampled_from([1, 300, AMOUNT]), st.booleans()),
)


class Trade(Machine):
    """Bo buys of Amina, again and again; `now` is the trade as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.seller, self.buyer, self.other = self.gang.people
        self.trade = new_id()
        self.begin()

    def begin(self) -> None:
        kind: Any = ("digital", "pickup", "parcel")[self.trade.int % 3]
        terms = EscrowTerms(
            id=self.trade,
            of=f"tests:order:{self.trade}",
            kind=kind,
            buyer_id=self.buyer,
            seller_id=self.seller,
            amount=AMOUNT,
            fee_bp=250,
            settle=timedelta(days=self.trade.int % 2),
        )
        account = self.gang.wallet_accounts[self.seller]
        first = self.act(escrow.begin, terms, account)
        assert self.act(escrow.begin, terms, account) == first

    @property
    def now(self) -> Escrow:
        found: Escrow = self.act(store.one, self.trade)
        return found

    @rule(act=acts, dies=st.booleans())
    def one_of_them_does_something(self, act: EscrowAction, dies: bool) -> None:
        who = self.buyer if "buyer" in act.by else self.seller
        if dies:
            self.dies(escrow.act, self.trade, who, act)
        before = self.now
        answer = self.act(escrow.act, self.trade, who, act)
        after = self.now
        if isinstance(answer, Escrow):
            assert after == answer
            again = self.act(escrow.act, self.trade, who, act)
            assert isinstance(act, Extend) or self.now.rest == after.rest
            assert isinstance(again, Escrow) or again.code in ("not_now", "more_than_rest")
        else:
            assert after == before

    @rule(act=acts)
    def others_do_nothing(self, act: EscrowAction) -> None:
        before = self.now
        wrong = self.seller if act.by == ("buyer",) else self.buyer
        if len(act.by) == 1:
            assert self.act(escrow.act, self.trade, wrong, act).code == "not_your_part"
        assert self.act(escrow.act, self.trade, self.other, act).code == "no_escrow"
        assert self.now == before

    @precondition(lambda self: self.now.disputed)
    @rule(part=st.sampled_from([0, 1, 400, AMOUNT]))
    def the_operator_judges(self, part: int) -> None:
        answer = self.act(escrow.judge, self.trade, min(part, self.now.rest))
        assert answer.state in TERMINAL

    @rule(hours=st.sampled_from([1, 23, 49, 24 * 6, 24 * 11]))
    def time_passes(self, hours: int) -> None:
        self.clock.advance(timedelta(hours=hours))

    @rule()
    def timers_run(self) -> None:
        before = self.now
        self.timers(escrow.TIMERS)
        if before.disputed and before.refund in ("asked", "returned"):
            # Whatever was due: nothing goes to the seller while a refund is open.
            assert self.now.released == before.released

    @precondition(lambda self: self.now.state in TERMINAL)
    @rule()
    def they_trade_again(self) -> None:
        self.trade = new_id()
        self.begin()

    @invariant()
    def the_account_holds_what_is_between_them(self) -> None:
        now = self.now
        balance, held = self.run(self.gang.on(now.account))
        assert (balance, held) == (now.rest, 0)
        assert now.rest == now.paid - now.refunded - now.released >= 0
        if now.state in TERMINAL:
            assert now.rest == 0
            assert now.due_at is None
            assert not now.disputed
        else:
            assert now.due_at is not None

    def teardown(self) -> None:
        """Left alone, each trade ends by itself."""
        for _ in range(8):
            self.clock.advance(timedelta(days=40))
            self.timers(escrow.TIMERS)
        assert self.now.state in TERMINAL
        assert self.holds()


@pytest.mark.hypothesis
def test_a_trade_ends_with_nothing_in_between(database_url: str, tmp_path: Path) -> None:
    with machine_of(Trade, database_url, tmp_path, 3) as machine:
        try_out(machine, count=15, steps=25)


def test_the_times_to_confirm_are_those_of_the_design() -> None:
    assert {
        "digital": timedelta(hours=24),
        "pickup": timedelta(hours=48),
        "parcel": timedelta(days=10),
    } == CONFIRM
