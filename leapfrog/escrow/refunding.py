"""A question about a refund: asked, answered, called to the town, judged; and what goes back.

After the release the money is the seller's: it comes from their account then, and what is not there
is owed (`owed`).
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from leapfrog.escrow.actions import (
    Agree,
    Appeal,
    AskRefund,
    Collect,
    GiveBack,
    GotBack,
    Judge,
    Refuse,
    SendBack,
    Withdraw,
)
from leapfrog.escrow.errors import MoreThanRest, MoreThanUnsent
from leapfrog.escrow.model import COLLECT_AGAIN, QUIET, RING_FIRST, Escrow, Refunding
from leapfrog.escrow.moving import EscrowMove, Step, check, due_in, ended, shipped


def ask(escrow: Escrow, act: AskRefund, now: datetime) -> Step:
    until = escrow.after_until
    check(escrow, escrow.state != "released" or (until is not None and now < until))
    check_part(escrow, act.amount, act.unsent)
    left = escrow.due_at - now if escrow.due_at else timedelta()
    asked = replace(
        escrow,
        refund="asked",
        asked=act.amount,
        asked_unsent=act.unsent,
        returns=act.returns,
        sent_back=False,
        remaining=max(timedelta(), left),
    )
    return Step(due_in(asked, now, escrow.times.answer_within))


def check_part(escrow: Escrow, amount: int, unsent: int) -> None:
    """So much can go back, and so much of it for goods that were not sent. Raises `MoreThanRest`,
    `MoreThanUnsent`.
    """
    if not 0 < amount <= escrow.refundable:
        raise MoreThanRest(rest=escrow.refundable)
    sent = escrow.refundable - escrow.unsent
    if not 0 <= unsent <= escrow.unsent or not 0 <= amount - unsent <= sent:
        raise MoreThanUnsent(unsent=escrow.unsent)


def withdraw(escrow: Escrow, _act: Withdraw | None, now: datetime) -> Step:
    return Step(_goes_on(_answered(escrow, "none"), now))


def agree(escrow: Escrow, _act: Agree | None, now: datetime) -> Step:
    if escrow.returns and not escrow.sent_back:
        waiting = replace(escrow, refund="return_wait", appealed_at=None)
        return Step(due_in(waiting, now, escrow.times.return_within))
    return give(escrow, now)


def refuse(escrow: Escrow, _act: Refuse, now: datetime) -> Step:
    refused = replace(escrow, refund="refused")
    return Step(due_in(refused, now, escrow.times.appeal_within))


def send_back(escrow: Escrow, _act: SendBack, now: datetime) -> Step:
    back = replace(escrow, refund="returned", sent_back=True)
    return Step(due_in(back, now, escrow.times.check_within))


def got_back(escrow: Escrow, _act: GotBack | None, now: datetime) -> Step:
    return give(escrow, now)


def appeal(escrow: Escrow, _act: Appeal, now: datetime) -> Step:
    return Step(due_in(replace(escrow, refund="appealed", appealed_at=now), now, RING_FIRST))


def give_back(escrow: Escrow, act: GiveBack, now: datetime) -> Step:
    check_part(escrow, act.amount, act.unsent)
    left = escrow.due_at - now if escrow.due_at else timedelta()
    named = replace(escrow, asked=act.amount, asked_unsent=act.unsent, remaining=left)
    return give(named, now)


def judge(escrow: Escrow, act: Judge, now: datetime) -> Step:
    most = escrow.refundable if act.whole else escrow.asked
    total = act.to_buyer + act.to_seller
    if min(act.to_buyer, act.to_seller) < 0 or total > most or (act.whole and total < most):
        raise MoreThanRest(rest=most)
    if escrow.state == "released":
        return _returned(escrow, act.to_buyer, "judged")
    unsent = escrow.unsent if act.whole else min(escrow.asked_unsent, total)
    after = replace(
        _answered(escrow, "judged"),
        refunded=escrow.refunded + act.to_buyer,
        released=escrow.released + act.to_seller,
        unsent=escrow.unsent - unsent,
    )
    both = (EscrowMove("refund", act.to_buyer), EscrowMove("release", act.to_seller))
    return Step(_goes_on(after, now), tuple(move for move in both if move.amount))


def give(escrow: Escrow, now: datetime) -> Step:
    """What was asked goes back; where something is left, the trade goes on."""
    if escrow.state == "released":
        return _returned(escrow, escrow.asked, "agreed")
    return back(_answered(escrow, "agreed"), escrow.asked, escrow.asked_unsent, now)


def back(escrow: Escrow, amount: int, unsent: int, now: datetime) -> Step:
    """So much of the rest goes back, `unsent` of it for goods that were not sent."""
    after = replace(escrow, refunded=escrow.refunded + amount, unsent=escrow.unsent - unsent)
    return Step(_goes_on(after, now), (EscrowMove("refund", amount),))


def collect(escrow: Escrow, act: Collect, _now: datetime) -> Step:
    if not 0 < act.amount <= escrow.asked:
        raise MoreThanRest(rest=escrow.asked)
    if act.amount == escrow.asked:
        return _returned(escrow, act.amount, "agreed")
    left = replace(
        escrow,
        released=escrow.released - act.amount,
        refunded=escrow.refunded + act.amount,
        asked=escrow.asked - act.amount,
    )
    return Step(left, (EscrowMove("return", act.amount),))


def owing(escrow: Escrow, amount: int, now: datetime) -> Escrow:
    """What a return becomes that the seller's account cannot pay."""
    return tried_later(replace(_answered(escrow, "owed"), asked=amount), now)


def tried_later(escrow: Escrow, now: datetime) -> Escrow:
    """The trade, whose refund is tried to be collected again a while after `now`."""
    return due_in(escrow, now, COLLECT_AGAIN)


def _answered(escrow: Escrow, refund: Refunding) -> Escrow:
    return replace(escrow, refund=refund, asked=0, asked_unsent=0, appealed_at=None)


def _returned(escrow: Escrow, amount: int, refund: Refunding) -> Step:
    """After the release: from the seller to the trade's account, and on to the buyer."""
    after = replace(
        _answered(escrow, refund),
        released=escrow.released - amount,
        refunded=escrow.refunded + amount,
        due_at=None,
    )
    if not after.released:
        after = replace(after, state="refunded")
    return Step(after, (EscrowMove("return", amount),) if amount else ())


def _goes_on(escrow: Escrow, now: datetime) -> Escrow:
    """The trade's own timer goes on where it stood still, unless nothing is left to wait for."""
    assert escrow.refund in QUIET
    if escrow.state == "released":
        return replace(escrow, due_at=None)
    if not escrow.rest:
        return ended(escrow, now)
    if escrow.state == "shipped_part" and not escrow.unsent:
        return shipped(escrow, now)
    return due_in(escrow, now, escrow.remaining)
