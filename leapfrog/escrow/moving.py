"""What every step of a trade is made of: a trade afterwards, the money that moves, the times."""

from datetime import datetime, timedelta
from typing import Literal

import msgspec
from msgspec.structs import replace

from leapfrog.escrow.errors import NotNow
from leapfrog.escrow.model import Escrow


class EscrowMove(msgspec.Struct, frozen=True):
    """Money that moves with a step: in from the buyer, back to them, on to the seller; or, after
    the release, from the seller back to the buyer.
    """

    word: Literal["pay", "refund", "release", "return"]
    amount: int


class Step(msgspec.Struct, frozen=True):
    """What a step of a trade makes of it."""

    after: Escrow
    moves: tuple[EscrowMove, ...] = ()


def check(escrow: Escrow, allowed: bool) -> None:
    """Raises `NotNow`."""
    if not allowed:
        raise NotNow(state=escrow.state, refund=escrow.refund)


def due_in(escrow: Escrow, now: datetime, span: timedelta) -> Escrow:
    """The trade, which goes on by itself `span` after `now`."""
    return replace(escrow, due_at=now + span)


def shipped(escrow: Escrow, now: datetime) -> Escrow:
    """All of it is on its way: the buyer's time begins."""
    sent = replace(escrow, state="shipped", extended=timedelta())
    return due_in(sent, now, escrow.times.confirm_within)


def received(escrow: Escrow, now: datetime) -> Step:
    """The buyer has it: the money is the seller's, at once or a while later."""
    got = replace(escrow, state="received")
    if escrow.times.settle:
        return Step(due_in(got, now, escrow.times.settle))
    return released(got, now)


def released(escrow: Escrow, now: datetime) -> Step:
    """All that is left goes to the seller."""
    rest = escrow.rest
    after = replace(escrow, released=escrow.released + rest, unsent=0)
    return Step(ended(after, now), (EscrowMove("release", rest),))


def ended(escrow: Escrow, now: datetime) -> Escrow:
    """A trade of which nothing is left. Where the seller got something of it, a refund can be asked
    for in the time that was agreed on.
    """
    if not escrow.released:
        return replace(escrow, state="refunded", due_at=None)
    until = now + escrow.times.after_sale
    return replace(escrow, state="released", due_at=None, after_until=until)
