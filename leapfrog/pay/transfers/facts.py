"""What a receipt tells of a transfer that was accepted."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.pay.model import Fact, Facts
from leapfrog.pay.transfers import store


async def transfer_fact(db: Db, viewer_id: UUID, transfer_id: UUID) -> Fact | None:
    """For the two whom it concerns."""
    found = (await store.of_ids(db, [transfer_id])).get(transfer_id)
    if found is None or viewer_id not in (found.sender_id, found.receiver_id):
        return None
    if found.state != "accepted":
        return None
    return Fact(
        ref=found.ref,
        from_id=found.sender_id,
        to_id=found.receiver_id,
        amount=found.amount,
        note=found.note,
        operation=found.operation_id,
        at=found.ended_at or found.made_at,
    )


FACTS: Facts = {"pay:transfer": transfer_fact}
