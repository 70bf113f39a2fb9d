"""Before what the desk has checked runs out, its driver is told, in time to show it anew."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from leapfrog import push
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import cancel_all, schedule_all
from leapfrog.push import PushNotice
from leapfrog.rides import store as street_store

REMIND = "rides.remind"
LICENCE_NOTICE = "ride_licence"
# Days before the last day.
BEFORE = (30, 7)
# In the morning, by the town's clock (UTC).
MORNING = time(8)


async def remind_before(db: Db, driver_id: UUID, until: date) -> None:
    """The driver is told 30 and 7 days before that day, as far as these are still to come."""
    days = [datetime.combine(until, MORNING, db.now.tzinfo) - timedelta(days=n) for n in BEFORE]
    due = [
        (REMIND, f"{driver_id}:{n}", None, day)
        for n, day in zip(BEFORE, days, strict=True)
        if day > db.now
    ]
    await schedule_all(db, due)


async def forget_reminders(db: Db, driver_id: UUID) -> None:
    """Nobody is there to be told any more."""
    await cancel_all(db, REMIND, [f"{driver_id}:{n}" for n in BEFORE])


async def reminded(db: Db, ref: str, _body: object) -> None:
    """The due row: unless the desk has decided anew since then, the driver is told."""
    who, _, days = ref.partition(":")
    driver = await street_store.driver(db, UUID(who))
    if driver is None or driver.vetting != "checked" or driver.vetted_until is None:
        return
    if driver.vetted_until - db.now.date() > timedelta(days=int(days)):
        return
    await push.notify(db, [PushNotice(driver.person_id, f"{LICENCE_NOTICE}:{driver.person_id}")])
