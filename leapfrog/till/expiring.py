"""What is over by the clock: payments that nobody made, codes that are too old to be taken."""

from leapfrog.kernel.db import Db
from leapfrog.till import intents
from leapfrog.till.codes import keys
from leapfrog.till.merchants import drop_old_invitations


async def drop_expired(db: Db) -> None:
    """Deletes intents, keys and invitations of staff that are over; nothing waits for it, since
    they work no longer anyway.
    """
    await intents.expire(db)
    await keys.tidy(db)
    await drop_old_invitations(db, db.now)
