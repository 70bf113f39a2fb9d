"""Cards of payments and requests between towns, for the one of the two who lives here."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from leapfrog import pay
from leapfrog.clearing import paying, store
from leapfrog.clearing.model import TownPayment, TownPaymentCard, TownRequest, TownRequestCard
from leapfrog.kernel.db import Db
from leapfrog.pay import Resolvers


async def payment_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[TownPaymentCard]:
    """Those of these payments between towns that are this person's to see."""
    found = (await store.of_ids(db, ids)).values()
    return await shown(db, [one for one in found if one.person_id == viewer_id])


async def request_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[TownRequestCard]:
    """Those of these requests between towns that are this person's to see."""
    found = (await store.requests(db, ids)).values()
    return await shown_requests(db, [one for one in found if one.person_id == viewer_id])


async def shown(db: Db, given: Sequence[TownPayment]) -> list[TownPaymentCard]:
    """With names, in the same order."""
    names = await _names(db, given)
    exponent = (await pay.money_terms(db)).exponent
    back = await store.given_back(db, [one.id for one in given])
    return [
        TownPaymentCard(
            **_money(one, one.giver_id, one.taker_id, names, exponent),
            state=one.state,
            at_once=one.at_once,
            code=one.code,
            until=one.until,
            gives_back=one.of_id is not None,
            left=_left(one, back.get(one.id, 0)),
        )
        for one in given
    ]


async def shown_requests(db: Db, given: Sequence[TownRequest]) -> list[TownRequestCard]:
    """With names, in the same order."""
    names = await _names(db, given)
    exponent = (await pay.money_terms(db)).exponent
    return [
        TownRequestCard(**_money(one, one.payer_id, one.asker_id, names, exponent), state=one.state)
        for one in given
    ]


def _left(one: TownPayment, back: int) -> int:
    """A refund is not given back itself."""
    return one.amount - back if one.state == "received" and one.of_id is None else 0


def _money(
    one: TownPayment | TownRequest,
    giver: UUID,
    taker: UUID,
    names: dict[UUID, str],
    exponent: int,
) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "id": one.id,
        "from_id": giver,
        "from_name": names.get(giver, ""),
        "to_id": taker,
        "to_name": names.get(taker, ""),
        "town": one.domain,
        "amount": one.amount,
        "currency": one.currency,
        "exponent": exponent,
        "note": one.note,
        "made_at": one.made_at,
        "ended_at": one.ended_at,
    }


async def _names(db: Db, given: Sequence[TownPayment | TownRequest]) -> dict[UUID, str]:
    return await paying.names(
        db, list({who for one in given for who in (one.person_id, one.other_id)})
    )


RESOLVERS: Resolvers = {"clearing:payment": payment_cards, "clearing:request": request_cards}
