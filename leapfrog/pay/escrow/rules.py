"""How a trade goes on: from what there is and what somebody does, what there is then, and which
money moves. Pure: the same for verbs, timers and tests.

Whatever the order: the rest is never negative, an end leaves nothing, money is released only while
no dispute is open, and a timer of the trade stands still while one is.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from leapfrog.pay.escrow.errors import MoreThanRest, NotNow
from leapfrog.pay.escrow.model import (
    ANSWER,
    CONFIRM,
    DISPUTED,
    LONGEST_EXTENSION,
    TERMINAL,
    Agree,
    AskRefund,
    Cancel,
    Confirm,
    Escrow,
    EscrowAction,
    EscrowMove,
    Extend,
    GotBack,
    Judge,
    Pay,
    Refunding,
    Refuse,
    SendBack,
    Ship,
    Tick,
    Withdraw,
)

Step = tuple[Escrow, list[EscrowMove]]
ASKABLE = ("paid", "shipped_part", "shipped", "received")


def step(escrow: Escrow, act: EscrowAction, now: datetime) -> Step | None:
    """The trade afterwards, and what moves; None where it is so already. Raises `NotNow`,
    `MoreThanRest`.
    """
    if _is_so(escrow, act):
        return None
    after, moves = ACTS[type(act)](escrow, act, now)
    return replace(after, step=escrow.step + 1, changed_at=now), moves


def _is_so(escrow: Escrow, act: EscrowAction) -> bool:
    """Whether the same operation came before."""
    match act:
        case Pay():
            return escrow.paid > 0
        case Cancel():
            return escrow.state == "closed_unpaid"
        case Ship(all=True):
            return escrow.state in ("shipped", "received", "released")
        case Ship():
            return escrow.state == "shipped_part"
        case Confirm():
            return escrow.state in ("received", "released")
        case AskRefund():
            asked = (escrow.asked, escrow.returns)
            return escrow.refund == "asked" and asked == (act.amount, act.returns)
        case _:
            return _is_answered(escrow, act)


def _is_answered(escrow: Escrow, act: EscrowAction) -> bool:
    answers: dict[type[EscrowAction], tuple[Refunding, ...]] = {
        Withdraw: ("none",),
        Agree: ("agreed", "return_wait"),
        Refuse: ("refused",),
        SendBack: ("returned",),
        GotBack: ("agreed",),
        Judge: ("judged",),
    }
    return escrow.refund in answers.get(type(act), ())


def _pay(escrow: Escrow, _act: Pay, now: datetime) -> Step:
    _check(escrow, escrow.state == "created")
    paid = replace(escrow, state="paid", paid=escrow.amount)
    return _timed(paid, now, escrow.remaining), [EscrowMove("pay", escrow.amount)]


def _cancel(escrow: Escrow, _act: Cancel, _now: datetime) -> Step:
    _check(escrow, escrow.state == "created")
    return replace(escrow, state="closed_unpaid", due_at=None), []


def _ship(escrow: Escrow, act: Ship, now: datetime) -> Step:
    _check(escrow, escrow.state in ("paid", "shipped_part") and not escrow.disputed)
    if act.all:
        return _shipped(escrow, now), []
    return replace(escrow, state="shipped_part"), []


def _confirm(escrow: Escrow, _act: Confirm, now: datetime) -> Step:
    _check(escrow, escrow.state in ("shipped_part", "shipped") and not escrow.disputed)
    return _received(escrow, now)


def _extend(escrow: Escrow, act: Extend, _now: datetime) -> Step:
    _check(escrow, escrow.state == "shipped" and not escrow.disputed)
    extended = escrow.extended + int(act.more.total_seconds())
    _check(escrow, escrow.extended < extended <= LONGEST_EXTENSION.total_seconds())
    assert escrow.due_at is not None
    return replace(escrow, due_at=escrow.due_at + act.more, extended=extended), []


def _ask(escrow: Escrow, act: AskRefund, now: datetime) -> Step:
    _check(escrow, escrow.state in ASKABLE and escrow.refund in ("none", "agreed"))
    if not 0 < act.amount <= escrow.rest:
        raise MoreThanRest(rest=escrow.rest)
    left = escrow.due_at - now if escrow.due_at else timedelta()
    paused = replace(escrow, remaining=max(0, int(left.total_seconds())))
    return _asking(replace(paused, asked=act.amount, returns=act.returns), "asked", now), []


def _withdraw(escrow: Escrow, _act: Withdraw, now: datetime) -> Step:
    _check(escrow, escrow.refund in ("asked", "refused", "return_wait"))
    return _resumed(replace(escrow, refund="none", asked=0), now), []


def _agree(escrow: Escrow, _act: Agree, now: datetime) -> Step:
    _check(escrow, escrow.refund in ("asked", "refused"))
    if escrow.returns:
        return _asking(escrow, "return_wait", now), []
    return _refunded(escrow, now)


def _refuse(escrow: Escrow, _act: Refuse, now: datetime) -> Step:
    _check(escrow, escrow.refund in ("asked", "returned"))
    return _asking(escrow, "refused", now), []


def _send_back(escrow: Escrow, _act: SendBack, now: datetime) -> Step:
    _check(escrow, escrow.refund == "return_wait")
    return _asking(escrow, "returned", now), []


def _got_back(escrow: Escrow, _act: GotBack, now: datetime) -> Step:
    _check(escrow, escrow.refund == "returned")
    return _refunded(escrow, now)


def _judge(escrow: Escrow, act: Judge, _now: datetime) -> Step:
    _check(escrow, escrow.disputed)
    if not 0 <= act.to_buyer <= escrow.rest:
        raise MoreThanRest(rest=escrow.rest)
    to_seller = escrow.rest - act.to_buyer
    ended = replace(
        escrow,
        state="released" if to_seller else "refunded",
        refund="judged",
        refunded=escrow.refunded + act.to_buyer,
        released=escrow.released + to_seller,
        due_at=None,
    )
    both = [EscrowMove("refund", act.to_buyer), EscrowMove("release", to_seller)]
    return ended, [move for move in both if move.amount]


def _tick(escrow: Escrow, _act: Tick, now: datetime) -> Step:
    """Who does not answer, agrees; who does not go on, gives up."""
    _check(escrow, escrow.due_at is not None and escrow.due_at <= now)
    if escrow.refund == "asked":
        return _agree(escrow, Agree(), now)
    if escrow.refund == "returned":
        return _refunded(escrow, now)
    if escrow.disputed:
        return _withdraw(escrow, Withdraw(), now)
    if escrow.state == "created":
        return _cancel(escrow, Cancel(), now)
    if escrow.state == "paid":
        return _refunded(replace(escrow, asked=escrow.rest), now)
    if escrow.state == "shipped_part":
        return _shipped(escrow, now), []
    return _received(escrow, now) if escrow.state == "shipped" else _release(escrow)


ACTS: dict[type[EscrowAction], Callable[[Escrow, Any, datetime], Step]] = {
    Pay: _pay,
    Cancel: _cancel,
    Ship: _ship,
    Confirm: _confirm,
    Extend: _extend,
    AskRefund: _ask,
    Withdraw: _withdraw,
    Agree: _agree,
    Refuse: _refuse,
    SendBack: _send_back,
    GotBack: _got_back,
    Judge: _judge,
    Tick: _tick,
}


def _check(escrow: Escrow, allowed: bool) -> None:
    if not allowed or escrow.state in TERMINAL:
        raise NotNow(state=escrow.state, refund=escrow.refund)


def _timed(escrow: Escrow, now: datetime, seconds: float) -> Escrow:
    return replace(escrow, due_at=now + timedelta(seconds=seconds))


def _shipped(escrow: Escrow, now: datetime) -> Escrow:
    return _timed(replace(escrow, state="shipped"), now, CONFIRM[escrow.kind].total_seconds())


def _received(escrow: Escrow, now: datetime) -> Step:
    received = replace(escrow, state="received")
    return (_timed(received, now, escrow.settle), []) if escrow.settle else _release(received)


def _release(escrow: Escrow) -> Step:
    rest = escrow.rest
    ended = replace(escrow, state="released", released=escrow.released + rest, due_at=None)
    return ended, [EscrowMove("release", rest)]


def _asking(escrow: Escrow, refund: Refunding, now: datetime) -> Escrow:
    """Waits for an answer; the trade's own timer stands still."""
    assert refund in DISPUTED
    return _timed(replace(escrow, refund=refund), now, ANSWER[refund].total_seconds())


def _resumed(escrow: Escrow, now: datetime) -> Escrow:
    return _timed(escrow, now, escrow.remaining)


def _refunded(escrow: Escrow, now: datetime) -> Step:
    """What was asked goes back; where something is left, the trade goes on."""
    back = escrow.asked
    after = replace(escrow, refund="agreed", asked=0, refunded=escrow.refunded + back)
    moves = [EscrowMove("refund", back)]
    if after.rest:
        return _resumed(after, now), moves
    return replace(after, state="refunded", due_at=None), moves
