"""How a trade goes on: from what there is and what somebody does, what there is then, and which
money moves. Pure: the same for verbs, timers and tests. What may be done where is in `model.TABLE`.

Whatever the order: the rest is never negative, an end leaves nothing, money is released only while
no question is open, and a timer of the trade stands still while one is.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from leapfrog.escrow import refunding
from leapfrog.escrow.actions import (
    Agree,
    Appeal,
    AskRefund,
    Cancel,
    Collect,
    Confirm,
    EscrowAction,
    Extend,
    Forfeit,
    GiveBack,
    GotBack,
    Judge,
    Pay,
    PayBalance,
    Refuse,
    SendBack,
    Ship,
    Tick,
    Withdraw,
)
from leapfrog.escrow.errors import MoreThanUnsent, NotYourPart
from leapfrog.escrow.model import LONGEST_EXTENSION, RING_AGAIN, Escrow, Role
from leapfrog.escrow.moving import EscrowMove, Step, check, due_in, received, released, shipped
from leapfrog.escrow.table import RULES, roles


def step(escrow: Escrow, action: EscrowAction, role: Role, now: datetime) -> Step:
    """The trade afterwards, and what moves. Raises `NotYourPart`, `NotNow`, `MoreThanRest`,
    `MoreThanUnsent`.
    """
    kind = type(action)
    if role not in roles(kind):
        raise NotYourPart
    rule = RULES.get((kind, (escrow.state, escrow.refund)))
    check(escrow, rule is not None)
    assert rule is not None
    if role not in rule.by:
        raise NotYourPart
    done = ACTS[kind](escrow, action, now)
    if (done.after.state, done.after.refund) not in rule.leads(escrow.state, escrow.refund):
        raise AssertionError(f"{kind.__name__} led to {done.after.state}, {done.after.refund}")
    return _numbered(escrow, action, done, now)


def _numbered(escrow: Escrow, action: EscrowAction, done: Step, now: datetime) -> Step:
    """With the number of the step; the clock alone, where it moves nothing but itself, is none."""
    before, after = (escrow.state, escrow.refund), (done.after.state, done.after.refund)
    if isinstance(action, Tick) and before == after and not done.moves:
        return done
    return Step(replace(done.after, step=escrow.step + 1, changed_at=now), done.moves)


def _pay(escrow: Escrow, _act: Pay, now: datetime) -> Step:
    check(escrow, escrow.due_at is not None and now < escrow.due_at)
    if not escrow.deposit:
        return _paid(escrow, escrow.amount, now)
    by = escrow.balance_by
    check(escrow, by is not None and now < by)
    part = escrow.deposit
    first = replace(escrow, state="deposited", paid=part, unsent=part, due_at=by)
    return Step(first, (EscrowMove("pay", part),))


def _pay_balance(escrow: Escrow, _act: PayBalance, now: datetime) -> Step:
    assert escrow.balance_from is not None
    assert escrow.due_at is not None
    check(escrow, escrow.balance_from <= now < escrow.due_at)
    return _paid(escrow, escrow.amount - escrow.paid, now)


def _forfeit(escrow: Escrow, _act: Forfeit, now: datetime) -> Step:
    check(escrow, escrow.deposit_lost)
    return released(escrow, now)


def _paid(escrow: Escrow, amount: int, now: datetime) -> Step:
    paid = replace(escrow, state="paid", paid=escrow.paid + amount, unsent=escrow.unsent + amount)
    return Step(due_in(paid, now, escrow.times.ship_within), (EscrowMove("pay", amount),))


def _cancel(escrow: Escrow, _act: Cancel | None, _now: datetime) -> Step:
    return Step(replace(escrow, state="closed_unpaid", due_at=None))


def _ship(escrow: Escrow, act: Ship, now: datetime) -> Step:
    if not 0 < act.worth <= escrow.unsent:
        raise MoreThanUnsent(unsent=escrow.unsent)
    sent = replace(escrow, state="shipped_part", unsent=escrow.unsent - act.worth)
    return Step(sent if sent.unsent else shipped(sent, now))


def _confirm(escrow: Escrow, _act: Confirm, now: datetime) -> Step:
    return received(escrow, now)


def _extend(escrow: Escrow, act: Extend, _now: datetime) -> Step:
    extended = escrow.extended + act.more
    check(escrow, escrow.extended < extended <= LONGEST_EXTENSION)
    assert escrow.due_at is not None
    return Step(replace(escrow, due_at=escrow.due_at + act.more, extended=extended))


def _tick(escrow: Escrow, _act: Tick, now: datetime) -> Step:
    """Who does not answer, agrees; who does not go on, gives up."""
    check(escrow, escrow.due_at is not None and escrow.due_at <= now)
    match escrow.refund:
        case "asked":
            return refunding.agree(escrow, None, now)
        case "returned":
            return refunding.got_back(escrow, None, now)
        case "return_wait" | "refused":
            return refunding.withdraw(escrow, None, now)
        case "appealed":
            return Step(due_in(escrow, now, RING_AGAIN))
        case "owed":
            return refunding.collect(escrow, Collect(escrow.asked), now)
        case _:
            return _time_over(escrow, now)


def _time_over(escrow: Escrow, now: datetime) -> Step:
    """The state's own timer."""
    match escrow.state:
        case "created":
            return _cancel(escrow, None, now)
        case "deposited" | "paid" | "shipped_part":
            return refunding.back(escrow, escrow.unsent, escrow.unsent, now)
        case "shipped":
            return received(escrow, now)
        case _:
            return released(escrow, now)


ACTS: dict[type[EscrowAction], Callable[[Escrow, Any, datetime], Step]] = {
    Pay: _pay,
    PayBalance: _pay_balance,
    Forfeit: _forfeit,
    Cancel: _cancel,
    Ship: _ship,
    Confirm: _confirm,
    Extend: _extend,
    AskRefund: refunding.ask,
    Withdraw: refunding.withdraw,
    Agree: refunding.agree,
    Refuse: refunding.refuse,
    SendBack: refunding.send_back,
    GotBack: refunding.got_back,
    Appeal: refunding.appeal,
    GiveBack: refunding.give_back,
    Judge: refunding.judge,
    Collect: refunding.collect,
    Tick: _tick,
}
