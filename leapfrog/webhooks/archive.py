"""The record set of webhooks: the addresses of a person's own shops, without their secrets."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import till
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db
from leapfrog.webhooks import store


async def export_hooks(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record an address."""
    for shop in await till.shops_owned(db, person_id):
        for one in await store.of_shop(db, shop):
            yield {
                "id": str(one.id),
                "merchant_id": str(one.merchant_id),
                "url": one.url,
                "events": list(one.events),
                "state": one.state,
                "made_at": one.made_at.isoformat(),
            }


async def erase_hooks(db: Db, person_id: UUID) -> int:
    """Nobody is told any more of shops that are no more."""
    return await store.drop_shops(db, await till.shops_owned(db, person_id))


# A program speaks with this town: elsewhere it is registered anew.
RECORD_SETS = (RecordSet("webhooks", export_hooks, None, erase_hooks),)
