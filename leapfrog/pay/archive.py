"""Pay's record sets: what somebody takes along of how they pay, and what is forgotten."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.pay import store, wallet_accounts
from leapfrog.pay.confirming import store as safety
from leapfrog.pay.confirming.model import Kept
from leapfrog.pay.desk import archive as desk
from leapfrog.pay.providers import archive as providers
from leapfrog.pay.transfers import archive as transfers


async def export_safety(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """Limits only: a PIN stays where it is."""
    kept = await safety.kept(db, person_id)
    shown: Record = msgspec.to_builtins(kept)
    del shown["pin"]
    if kept != Kept():
        yield shown


async def erase_safety(db: Db, person_id: UUID) -> int:
    await safety.forget_all_tries(db, person_id)
    await safety.burn_all(db, person_id)
    await store.forget_wallet_accounts(db, person_id)
    wallet_accounts.forget_payer(person_id)
    return await safety.forget(db, person_id)


RECORD_SETS = (
    RecordSet("pay_safety", export_safety, None, erase_safety),
    *transfers.RECORD_SETS,
    *desk.RECORD_SETS,
    *providers.RECORD_SETS,
)
