"""Cards of transfers and requests, for the two whom they concern and for nobody else."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.pay import wallet_accounts
from leapfrog.pay.model import Resolvers
from leapfrog.pay.transfers import store, store_requests
from leapfrog.pay.transfers.model import MoneyRequest, MoneyTransfer, RequestCard, TransferCard

Pair: TypeAlias = tuple[UUID, UUID]


async def transfer_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[TransferCard]:
    """The cards of those of these transfers that this person sent or received."""
    found = (await store.of_ids(db, ids)).values()
    return await shown_transfers(
        db, [one for one in found if viewer_id in (one.sender_id, one.receiver_id)]
    )


async def request_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[RequestCard]:
    """Those of these requests for money that are this person's to see."""
    found = (await store_requests.of_ids(db, ids)).values()
    return await shown_requests(
        db, [one for one in found if viewer_id in (one.asker_id, one.payer_id)]
    )


async def shown_transfers(db: Db, given: Sequence[MoneyTransfer]) -> list[TransferCard]:
    """With names, in the same order."""
    names = await _names(db, [(one.sender_id, one.receiver_id) for one in given])
    exponent = (await wallet_accounts.terms(db)).exponent
    return [
        TransferCard(
            **_money(one, (one.sender_id, one.receiver_id), names, exponent),
            state=one.state,
            at_once=one.expires_at is None,
            expires_at=one.expires_at,
            operation_id=one.operation_id if one.state == "accepted" else None,
        )
        for one in given
    ]


async def shown_requests(db: Db, given: Sequence[MoneyRequest]) -> list[RequestCard]:
    """With names, in the same order."""
    names = await _names(db, [(one.payer_id, one.asker_id) for one in given])
    exponent = (await wallet_accounts.terms(db)).exponent
    return [
        RequestCard(**_money(one, (one.payer_id, one.asker_id), names, exponent), state=one.state)
        for one in given
    ]


def _money(
    one: MoneyTransfer | MoneyRequest, pair: Pair, names: Mapping[UUID, str], exponent: int
) -> dict[str, Any]:
    """What both kinds tell of money that goes from the first to the second."""
    giver, taker = pair
    return {
        "ref": one.ref,
        "id": one.id,
        "from_id": giver,
        "from_name": names.get(giver, ""),
        "to_id": taker,
        "to_name": names.get(taker, ""),
        "amount": one.amount,
        "currency": one.currency,
        "exponent": exponent,
        "note": one.note,
        "made_at": one.made_at,
        "ended_at": one.ended_at,
    }


async def _names(db: Db, pairs: Sequence[Pair]) -> dict[UUID, str]:
    people = list({person for pair in pairs for person in pair})
    return {one.id: one.display_name for one in (await named(db, people)).values()}


RESOLVERS: Resolvers = {"pay:transfer": transfer_cards, "pay:request": request_cards}
