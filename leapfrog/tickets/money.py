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
    """The id of the escrow trade that pays an order; the same each time."""
    return derived_id(order_id, "tickets")


async def settle(
    db: Db, show: Show, ended: Sequence[TicketsEnded], paid: Sequence[EscrowTerms] = ()
) -> None:
    """What ended of one organiser's goes back, and then these are paid, all in one post. Stock is
    put back before money moves (docs/locks.md). Raises what the escrow and the wallet refuse.
    """
    if not paid and not any(one.back or one.over for one in ended):
        return
    over = [one for each in ended for one in each.over]
    back = await concessions.take_back(db, show.merchant_id, over)
    acts = [*back.acts]
    acts += [_back(show, one) for each in ended for one in each.back if one.amount]
    acts += [act for one in paid for act in escrow.paid_and_sent(one)]
    answers = await escrow.begin_and_act(db, paid, acts)
    for one in answers:
        if isinstance(one, Problem):
            raise one
    await concessions.went_back(db, back, answers[: len(back.acts)])


async def keep(db: Db, show: Show, order: TicketOrder) -> list[EscrowTerms]:
    """What is bought beside tickets is the order's; answers what is to be paid for all of it.
    Raises `NoMerchant`, `ClaimOver`.
    """
    lines = await concessions.keep(db, order.id, cash=False)
    shop = await till.merchant(db, show.merchant_id)
    waits = max(timedelta(), show.ends_at + SETTLE - db.now)
    seller = concessions.LineSeller(shop.id, shop.available, waits)
    extras = concessions.line_terms(order.buyer_id, seller, lines)
    return [*([_terms(order, seller)] if order.amount else []), *extras]


def _terms(order: TicketOrder, seller: concessions.LineSeller) -> EscrowTerms:
    return EscrowTerms(
        id=trade_id(order.id),
        of=f"{PREFIX}{order.id}",
        kind="pickup",
        buyer_id=order.buyer_id,
        seller_id=seller.merchant_id,
        seller_account=seller.account,
        amount=order.amount,
        times=EscrowTimes(pay_within=HOLD, confirm_within=seller.waits),
    )


def _back(show: Show, one: MoneyBack) -> EscrowAct:
    made, trade = derived_id(one.act, "give back"), trade_id(one.order.id)
    return EscrowAct(made, trade, show.merchant_id, escrow.GiveBack(one.amount))


async def all_back(
    db: Db, show: Show, orders: Sequence[TicketOrder]
) -> tuple[dict[UUID, Problem], dict[UUID, Problem]]:
    """All that is left of these orders of a cancelled show goes back, none or all of which were
    refused before; answers by order why the money of its tickets did not, and why that of what was
    bought beside them did not; that the buyer asks for, so it never goes on to the organiser.
    """
    buyers = {one.id: one.buyer_id for one in orders}
    left = [one for one in orders if one.amount > one.refunded]
    again = any(one.problem is not None for one in orders)
    take = concessions.take_back_asked if again else concessions.take_back
    back = await take(db, show.merchant_id, buyers)
    acts = [*back.acts]
    if again:
        acts += [act for one in left for act in _agreed(show, one)]
    else:
        acts += [_back(show, MoneyBack(one, one.id, one.amount - one.refunded)) for one in left]
    answers = await escrow.act(db, acts)
    # Of each trade the last act says whether its money went back.
    last = dict(zip((one.escrow_id for one in acts), answers, strict=True))
    found = {one.id: last[trade_id(one.id)] for one in left}
    refused = {order: one for order, one in found.items() if isinstance(one, Problem)}
    lines = await concessions.went_back(db, back, answers[: len(back.acts)])
    stuck = [one for one in back.lines if one.id in lines]
    if not again:
        asked = [_asked(one) for one in left if one.id in refused]
        await concessions.ask_back(db, [(buyers[one.order_id], one) for one in stuck], asked)
    return refused, {one.order_id: lines[one.id] for one in stuck}


def _asked(order: TicketOrder) -> EscrowAct:
    rest = escrow.AskRefund(order.amount - order.refunded)
    return EscrowAct(derived_id(order.id, "ask"), trade_id(order.id), order.buyer_id, rest)


def _agreed(show: Show, order: TicketOrder) -> list[EscrowAct]:
    act = derived_id(order.id, "agree")
    agrees = EscrowAct(act, trade_id(order.id), show.merchant_id, escrow.Agree())
    return [_asked(order), agrees]
