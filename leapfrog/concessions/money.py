"""The money of extras: each line waits in a trade of its own until it is handed over, or the show
is over; until then it can go back.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec

from leapfrog import escrow
from leapfrog.concessions import store
from leapfrog.concessions.model import ConcessionLine
from leapfrog.escrow import Escrow, EscrowAct, EscrowChanged, EscrowTerms, EscrowTimes
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id

PREFIX = "concessions:"
PAY_WITHIN = timedelta(minutes=20)


class LineSeller(msgspec.Struct, frozen=True):
    """To whom the money goes on, and when at the latest."""

    merchant_id: UUID
    account: int
    waits: timedelta


def trade_id(line_id: UUID) -> UUID:
    """The id of the escrow trade that pays this line; the same each time."""
    return derived_id(line_id, "concessions")


class LinesBack(msgspec.Struct, frozen=True):
    """Locked lines that go back, and what is to be done about their trades so that their money
    does; of each the last act says whether it did.
    """

    lines: Sequence[ConcessionLine] = ()
    acts: Sequence[EscrowAct] = ()

    def refused(self, answers: Sequence[Escrow | Problem]) -> dict[UUID, Problem]:
        """By line why its money did not go back; `answers`: of the acts."""
        last = dict(zip((one.escrow_id for one in self.acts), answers, strict=True))
        found = {one.id: last.get(trade_id(one.id)) for one in self.lines}
        return {line: one for line, one in found.items() if isinstance(one, Problem)}


def line_terms(
    buyer_id: UUID, seller: LineSeller, lines: Sequence[ConcessionLine]
) -> list[EscrowTerms]:
    """The terms of an escrow trade for each of these lines that has a price, in their order."""
    return [
        EscrowTerms(
            id=trade_id(one.id),
            of=f"{PREFIX}{one.id}",
            kind="pickup",
            buyer_id=buyer_id,
            seller_id=seller.merchant_id,
            seller_account=seller.account,
            amount=one.price,
            times=EscrowTimes(pay_within=PAY_WITHIN, confirm_within=seller.waits),
        )
        for one in lines
        if one.price
    ]


async def release(db: Db, buyer_id: UUID, line: ConcessionLine) -> None:
    """The buyer has it: they showed the ticket and took it. Raises what the escrow refuses."""
    act = EscrowAct(derived_id(line.id, "hand"), trade_id(line.id), buyer_id, escrow.Confirm())
    _raise(await escrow.act(db, [act]))


def to_give_back(merchant_id: UUID, lines: Sequence[ConcessionLine]) -> LinesBack:
    """The organiser gives back what was paid of these, and not in cash."""
    dear = [one for one in lines if one.price and not one.cash]
    return LinesBack(lines, [_give_back(merchant_id, one) for one in dear])


def to_agree(
    merchant_id: UUID, buyers: Mapping[UUID, UUID], lines: Sequence[ConcessionLine]
) -> LinesBack:
    """What buyers (by order) have asked to get back of these lines, since it was refused before."""
    acts = []
    for one in lines:
        if one.price and not one.cash:
            agreed = derived_id(one.id, "agree")
            acts.append(_ask(buyers[one.order_id], one))
            acts.append(EscrowAct(agreed, trade_id(one.id), merchant_id, escrow.Agree()))
    return LinesBack(lines, acts)


async def ask_back(
    db: Db, buyers: Sequence[tuple[UUID, ConcessionLine]], others: Sequence[EscrowAct] = ()
) -> None:
    """Buyers ask the escrow for their money for lines of a cancelled show that their accounts
    refused, in one step with `others`: so it never goes on to the organiser, and the escrow agrees
    by itself in the end.
    """
    acts = [*(_ask(buyer, one) for buyer, one in buyers), *others]
    if acts:
        await escrow.act(db, acts)


async def line_came_back(db: Db, event: EscrowChanged) -> None:
    """A reaction to money that moved by the escrow's own timer: marks the line as given back.
    Again, nothing happens.
    """
    if not event.of.startswith(PREFIX) or event.state != "refunded":
        return
    lines = await store.lock_lines(db, [UUID(event.of.removeprefix(PREFIX))])
    if lines and lines[0].state == "paid":
        await store.back(db, [lines[0].id])


def _ask(buyer_id: UUID, line: ConcessionLine) -> EscrowAct:
    rest = escrow.AskRefund(line.price)
    return EscrowAct(derived_id(line.id, "ask"), trade_id(line.id), buyer_id, rest)


def _give_back(merchant_id: UUID, line: ConcessionLine) -> EscrowAct:
    act = derived_id(line.id, "give back")
    return EscrowAct(act, trade_id(line.id), merchant_id, escrow.GiveBack(line.price))


def _raise(answers: Sequence[object]) -> None:
    for one in answers:
        if isinstance(one, Problem):
            raise one
