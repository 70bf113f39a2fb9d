"""Record sets of rewards for sharing: one's links and rewards, and what one's own shops offered."""

from collections.abc import AsyncIterator
from uuid import UUID

from leapfrog import till, wallet
from leapfrog.kernel.archive import Record, RecordSet, record_without
from leapfrog.kernel.db import Db
from leapfrog.share_rewards import offering, rewarding, store


async def export_links(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.links(db, person_id):
        yield record_without(one, "person_id")


async def erase_links(_db: Db, _person_id: UUID) -> int:
    """They go with the rewards."""
    return 0


async def export_rewards(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.all_of_sharer(db, person_id):
        yield record_without(one, "sharer_id", "order_id")


async def erase_rewards(db: Db, person_id: UUID) -> int:
    """What was promised is the shop's again; what was paid stays in its sums."""
    return await rewarding.forget(db, person_id)


async def export_offers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for one in await store.all_of_merchants(db, await till.shops_owned(db, person_id)):
        yield record_without(one, "by_id", "account", "shop_account")


async def erase_offers(db: Db, person_id: UUID) -> int:
    """A shop that closes promises nothing any more. Raises `MoneyLeft` while something of a budget
    waits: it may come back, and would come to a shop that is gone.
    """
    ended, own = 0, await till.shops_owned(db, person_id)
    for one in await store.all_of_merchants(db, own):
        locked = await store.lock(db, one.id)
        assert locked
        ended += not locked.over
        now = await offering.end(db, locked)
        if now.budget > now.paid + now.returned:
            raise wallet.MoneyLeft(where="shop")
    await store.forget_titles(db, own)
    return ended


# What one earns is paid by shops of this town.
RECORD_SETS = (
    RecordSet("share_rewards_offers", export_offers, None, erase_offers),
    RecordSet("share_rewards_links", export_links, None, erase_links),
    RecordSet("share_rewards", export_rewards, None, erase_rewards),
)
