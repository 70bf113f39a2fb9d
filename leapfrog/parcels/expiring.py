"""What is forgotten by and by."""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.parcels import store, store_carriers

# Who got something where is known so long after its end, for whoever says that it never came.
ADDRESS_KEPT = timedelta(days=14)


async def drop_expired(db: Db) -> None:
    """Deletes to whom, and where, what was delivered long ago went."""
    await store.forget_old(db, ADDRESS_KEPT)
    await store_carriers.forget(db, db.now - ADDRESS_KEPT, None)
