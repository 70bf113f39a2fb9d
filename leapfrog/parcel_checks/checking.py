"""Do parcels agree with their money? Looked at each night, and by tests after anything."""

from datetime import timedelta

import msgspec
import structlog

from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.parcel_checks import store
from leapfrog.parcel_checks.store import ParcelFault

CHECK = "parcels.check"
CHECK_EVERY = timedelta(days=1)
LAG = timedelta(seconds=60)

log = structlog.get_logger()


async def faults(db: Db, lag: timedelta = LAG) -> list[ParcelFault]:
    """All parcels and deliveries whose books do not agree: prices and their escrows, fees, ends
    with something open, cash. What changed within `lag` is left out.
    """
    found: list[ParcelFault] = []
    for check in store.CHECKS:
        found += await store.look(db, check, db.now - lag)
    return found


async def check_tonight(db: Db, ref: str, _body: object) -> None:
    """The due row: looks, says loudly what is wrong, and comes again the next day."""
    found = await faults(db)
    if found:
        log.error("parcels_disagree", faults=len(found), first=msgspec.to_builtins(found[0]))
    await schedule(db, CHECK, ref, db.now + CHECK_EVERY)
