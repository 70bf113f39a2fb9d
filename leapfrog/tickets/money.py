"""The money of an order: it waits in escrow until the show is over, or goes back.

A trade for each order. Its tickets are there at once, so it counts as sent; what the buyer would
confirm is that the show took place, and the clock confirms it two hours after the end.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import concessions, escrow, till
from leapfrog.escrow import EscrowAct, EscrowTerms, EscrowTimes
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.tickets.model import HOLD, SETTLE, Show, TicketOrder


class MoneyBack(msgspec.Struct, frozen=True):
    """So much of an order goes back; `act`: what for, so that it goes back once."""

    order: TicketOrder
    act: UUID
    amount: int


class TicketsEnded(msgspec.Struct, frozen=True):
    """What is to go back of tickets that are void by now; `over`: orders of which nothing is left,
    whose extras go back too.
    """

    back: Sequence[MoneyBack] = ()
    over: Sequence[UUID] = ()


PREFIX = "tickets:"


def order_of(ref: str) -> UUID | None:
    """The order that a trade is about; None: it is another module's."""
    return UUID(ref.removeprefix(PREFIX)) if ref.startswith(PREFIX) else None


def trade_id(order_id: UUID) -> UUID:
    """Under which the escrow knows an order."""
    return derived_id(order_id, "tickets")


async def pay_in(db: Db, order: TicketOrder, show: Show) -> None:
    """The buyer's money waits from now on. Raises `NoMerchant` and what the escrow and the wallet
    refuse.
    """
    shop = await till.merchant(db, show.merchant_id)
    waits = max(timedelta(), show.ends_at + SETTLE - db.now)
    terms = EscrowTerms(
        id=trade_id(order.id),
        of=f"{PREFIX}{order.id}",
        kind="pickup",
        buyer_id=order.buyer_id,
        seller_id=shop.id,
        seller_account=shop.available,
        amount=order.amount,
        times=EscrowTimes(pay_within=HOLD, confirm_within=waits),
    )
    _raise(await escrow.begin(db, [terms]))
    acts = [
        EscrowAct(derived_id(order.id, "pay"), terms.id, order.buyer_id, escrow.Pay()),
        EscrowAct(derived_id(order.id, "send"), terms.id, shop.id, escrow.Ship(order.amount)),
    ]
    _raise(await escrow.act(db, acts))


async def line_seller(db: Db, show: Show) -> concessions.LineSeller:
    """To whom the money of extras goes on, and when at the latest. Raises `NoMerchant`."""
    shop = await till.merchant(db, show.merchant_id)
    waits = max(timedelta(), show.ends_at + SETTLE - db.now)
    return concessions.LineSeller(shop.id, shop.available, waits)


async def pay_back(db: Db, show: Show, ended: Sequence[TicketsEnded]) -> None:
    """All of that of one organiser. What nobody has handed over is put back before any money moves:
    whoever pays or gives back has the stock before the wallet. Raises what the escrow refuses.
    """
    over = [one for each in ended for one in each.over]
    if over:
        _raise([why for _, why in await concessions.give_back(db, show.merchant_id, over)])
    _raise(await give_back(db, show, [one for each in ended for one in each.back]))


async def give_back(db: Db, show: Show, back: Sequence[MoneyBack]) -> list[Problem | None]:
    """For each why the money did not go back, if it did not. What costs nothing needs no money."""
    acts = [
        EscrowAct(
            derived_id(one.act, "give back"),
            trade_id(one.order.id),
            show.merchant_id,
            escrow.GiveBack(one.amount),
        )
        for one in back
        if one.amount
    ]
    answers = iter(await escrow.act(db, acts) if acts else [])
    found = [next(answers) if one.amount else None for one in back]
    return [_problem(one) for one in found]


async def all_back(db: Db, show: Show, orders: Sequence[TicketOrder]) -> list[Problem | None]:
    """All that is left of these orders of a cancelled show goes back; for each why it did not.

    What is refused (an account that takes nothing now) the buyer asks for: so it never goes on to
    the organiser, and the escrow agrees by itself in the end.
    """
    fresh = [one for one in orders if one.problem is None]
    back = [MoneyBack(one, one.id, one.amount - one.refunded) for one in fresh]
    answers = await give_back(db, show, back)
    found = {one.id: answer for one, answer in zip(fresh, answers, strict=True)}
    refused = [one for one in fresh if found[one.id] is not None]
    if refused:
        await escrow.act(db, [_asked(one) for one in refused])
    # Of what went back itself only extras have not.
    again = [one for one in orders if one.problem is not None and one.amount > one.refunded]
    if again:
        acts = [act for one in again for act in _agreed(show, one)]
        # The second of each two is whether it went back.
        agreed = (await escrow.act(db, acts))[1::2]
        found |= {one.id: _problem(each) for one, each in zip(again, agreed, strict=True)}
    return [found.get(one.id) for one in orders]


def _asked(order: TicketOrder) -> EscrowAct:
    rest = escrow.AskRefund(order.amount - order.refunded)
    return EscrowAct(derived_id(order.id, "ask"), trade_id(order.id), order.buyer_id, rest)


def _agreed(show: Show, order: TicketOrder) -> list[EscrowAct]:
    act = derived_id(order.id, "agree")
    agrees = EscrowAct(act, trade_id(order.id), show.merchant_id, escrow.Agree())
    return [_asked(order), agrees]


def _problem(answer: object) -> Problem | None:
    return answer if isinstance(answer, Problem) else None


def _raise(answers: Sequence[object]) -> None:
    for one in answers:
        if isinstance(one, Problem):
            raise one
