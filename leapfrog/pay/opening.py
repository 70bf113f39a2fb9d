"""What pay needs before the first payment."""

from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.pay import wallet_accounts
from leapfrog.pay.receipts.issuing import make_key


async def set_up(db: Db, settings: Settings) -> None:
    """At each start of a town: sets currency and mode of its money as the settings say, and makes
    the key for receipts when there is none.
    """
    await wallet_accounts.set_terms(db, settings)
    await make_key(db)
