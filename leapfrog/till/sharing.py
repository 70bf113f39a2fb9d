"""A payment at a till that several make together, in the name of who scanned its code."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.till import store
from leapfrog.till.errors import IntentOver, IntentPaid, NoIntent
from leapfrog.till.intents import tell
from leapfrog.till.model import Intent
from leapfrog.wallet import Transfer, stored_id


async def is_asked(db: Db, intent_id: UUID) -> bool:
    """Whether there is a payment intent of a till with this id."""
    return bool(await store.find(db, [intent_id]))


async def payable(db: Db, me: UUID, intent_id: UUID) -> Intent:
    """An intent that `me` scanned and can pay now, locked until the end of the transaction. Raises
    `NoIntent`, `IntentPaid`, `IntentOver`.
    """
    intent = (await store.lock(db, [intent_id])).get(intent_id)
    if intent is None or intent.payer_id != me:
        raise NoIntent
    if intent.transfer_id is not None:
        raise IntentPaid
    if intent.at(db.now) != "processing":
        raise IntentOver
    return intent


async def note_paid(db: Db, intent: Intent, operation: Transfer) -> None:
    """Marks an intent as paid by this operation, which the caller has posted, and
    tells the till.
    """
    await store.succeed(db, [(intent.id, stored_id(operation.payer, operation.id))])
    await tell(db, [intent])
