"""Cards of transfers and requests, for the two whom they concern and for nobody else."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.pay import purses
from leapfrog.pay.model import Resolvers
from leapfrog.pay.transfers import store, store_requests
from leapfrog.pay.transfers.model import Request, RequestCard, Transfer, TransferCard


async def transfer_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[TransferCard]:
    """Those that are this person's to see."""
    found = (await store.of_ids(db, ids)).values()
    return await shown_transfers(
        db, [one for one in found if viewer_id in (one.sender_id, one.receiver_id)]
    )


async def request_cards(db: Db, viewer_id: UUID, ids: Sequence[UUID]) -> list[RequestCard]:
    """The same of requests."""
    found = (await store_requests.of_ids(db, ids)).values()
    return await shown_requests(
        db, [one for one in found if viewer_id in (one.asker_id, one.payer_id)]
    )


async def shown_transfers(db: Db, given: Sequence[Transfer]) -> list[TransferCard]:
    """With names, in the same order."""
    names = await _names(
        db, {person for one in given for person in (one.sender_id, one.receiver_id)}
    )
    exponent = (await purses.terms(db)).exponent
    return [
        TransferCard(
            ref=one.ref,
            id=one.id,
            from_id=one.sender_id,
            from_name=names.get(one.sender_id, ""),
            to_id=one.receiver_id,
            to_name=names.get(one.receiver_id, ""),
            amount=one.amount,
            currency=one.currency,
            exponent=exponent,
            note=one.note,
            made_at=one.made_at,
            ended_at=one.ended_at,
            state=one.state,
            at_once=one.expires_at is None,
            expires_at=one.expires_at,
        )
        for one in given
    ]


async def shown_requests(db: Db, given: Sequence[Request]) -> list[RequestCard]:
    """With names, in the same order."""
    names = await _names(db, {person for one in given for person in (one.asker_id, one.payer_id)})
    exponent = (await purses.terms(db)).exponent
    return [
        RequestCard(
            ref=one.ref,
            id=one.id,
            from_id=one.payer_id,
            from_name=names.get(one.payer_id, ""),
            to_id=one.asker_id,
            to_name=names.get(one.asker_id, ""),
            amount=one.amount,
            currency=one.currency,
            exponent=exponent,
            note=one.note,
            made_at=one.made_at,
            ended_at=one.ended_at,
            state=one.state,
        )
        for one in given
    ]


async def _names(db: Db, people: set[UUID]) -> dict[UUID, str]:
    return {one.id: one.display_name for one in (await named(db, list(people))).values()}


RESOLVERS: Resolvers = {"pay:transfer": transfer_cards, "pay:request": request_cards}
