"""The steps of a trade: who did what when, and what moved. Its time line only grows."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.escrow.actions import EscrowAction, Pay, Ship
from leapfrog.escrow.model import Escrow, EscrowTerms, Refunding, State
from leapfrog.kernel.ids import derived_id


class EscrowAct(msgspec.Struct, frozen=True):
    """Something to be done about a trade. `id`: made by who asks, the trade's own; `party_id`: the
    buyer, or the seller, who may be a shop; None: the town. `by_id`: the person who does it for
    them, whose right to it the caller has checked; None: the party itself, or the clock.
    """

    id: UUID
    escrow_id: UUID
    party_id: UUID | None
    action: EscrowAction
    by_id: UUID | None = None


def paid_and_sent(terms: EscrowTerms) -> list[EscrowAct]:
    """The two acts of a trade that is paid and fulfilled at once: the buyer pays all of it, the
    seller sends all of it. Their ids are derived from the trade's, so the same again is the same.
    """
    pay, send = derived_id(terms.id, "pay"), derived_id(terms.id, "sent")
    return [
        EscrowAct(pay, terms.id, terms.buyer_id, Pay()),
        EscrowAct(send, terms.id, terms.seller_id, Ship(terms.amount)),
    ]


class EscrowStep(msgspec.Struct, frozen=True):
    """One step of a trade. `id` None: the clock's, or of another trade's release; `act`, `detail`:
    what was done, by name and values; `paid`, `refunded`, `released`: what moved with it, below 0
    where it came back from the seller; `state`, `refund`: what there was then.
    """

    escrow_id: UUID
    step: int
    id: UUID | None
    act: str
    detail: dict[str, Any]
    party_id: UUID | None
    by_id: UUID | None
    state: State
    refund: Refunding
    paid: int
    refunded: int
    released: int
    at: datetime

    def is_of(self, act: EscrowAct) -> bool:
        """Whether it is what this act asks for."""
        said = (act_name(act.action), detail_of(act.action), act.party_id)
        return said == (self.act, self.detail, self.party_id)


def act_name(action: EscrowAction) -> str:
    """How an action is called in the time line."""
    return type(action).__name__


def detail_of(action: EscrowAction) -> dict[str, Any]:
    """An action's values, as they are kept."""
    found: dict[str, Any] = msgspec.to_builtins(action)
    return found


def step_of(
    before: Escrow, after: Escrow, action: EscrowAction, act: EscrowAct | None = None
) -> EscrowStep:
    """What is kept of a step; without an act it is the clock's."""
    return EscrowStep(
        escrow_id=after.id,
        step=after.step,
        id=act.id if act else None,
        act=act_name(action),
        detail=detail_of(action),
        party_id=act.party_id if act else None,
        by_id=(act.by_id or act.party_id) if act else None,
        state=after.state,
        refund=after.refund,
        paid=after.paid - before.paid,
        refunded=after.refunded - before.refunded,
        released=after.released - before.released,
        at=after.changed_at,
    )
