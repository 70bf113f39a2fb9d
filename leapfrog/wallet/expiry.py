"""Holds whose time is over: what they kept is the payer's again.

A hold that is expired cannot be posted any more, whether it was swept or not; this tidies.
"""

from datetime import timedelta

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.wallet import store
from leapfrog.wallet.errors import HoldResolved
from leapfrog.wallet.model import Reason, Void
from leapfrog.wallet.transfers import post

EXPIRE = "wallet.expire"
EVERY = timedelta(seconds=15)
MOST = 500


async def expire_holds(db: Db, ref: str, _body: object) -> None:
    """The due row. Safe in many places at once: the void of a hold has one id, always the same."""
    rows = await store.expired(db, MOST)
    voids = [
        Void(
            id=derived_id(hold, "expired"), payer=payer, payee=payee, hold=hold, code=Reason.EXPIRED
        )
        for hold, payer, payee in rows
    ]
    for result in await post(db, voids):
        if isinstance(result, Problem) and not isinstance(result, HoldResolved):
            raise result
    await schedule(db, EXPIRE, ref, db.now if len(rows) == MOST else db.now + EVERY)
