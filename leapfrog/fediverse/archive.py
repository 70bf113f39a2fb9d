"""What the fediverse knows of a person here: their other accounts, and where they went."""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog.fediverse import forwarding, sending, store, store_post
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db


async def export_account(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    account = await store.account(db, person_id)
    if account != store.StoredMoves():
        yield msgspec.to_builtins(account)


async def erase_account(db: Db, person_id: UUID) -> int:
    """All followers elsewhere are told, and nothing else any more, but for where who moved lives
    now; the key goes once the last activity is gone.
    """
    await store_post.forget_sender(db, person_id)
    await forwarding.remember(db, person_id)
    await sending.gone(db, person_id)
    return await store.drop_account(db, person_id)


RECORD_SETS = (RecordSet("fediverse_account", export_account, None, erase_account),)
