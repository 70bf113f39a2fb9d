"""What the numbers of client apps lead to, for whoever meets one in an address."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.mastodon import ids, store_ids


async def post_numbered(db: Db, number: str) -> UUID:
    """The post that client apps know by this number. Raises `NotFound`."""
    [found] = await store_ids.statuses(db, [ids.read(number)])
    if found is None:
        raise NotFound
    return found
