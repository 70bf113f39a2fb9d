"""Sums of a day: each town tells what its people paid the other one's; where that is not the same
on both sides, payments between the two stop.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec
import structlog

from leapfrog import towns
from leapfrog.clearing import letters, steps, store, store_partners
from leapfrog.clearing.model import Direction, SumsBody, sums_head
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.towns import TownSaidOfMoney

COMPARE = "clearing.compare"
A_DAY = timedelta(days=1)
# What was paid just before midnight may be done here a little later than its sums come.
PATIENCE, TRIES = timedelta(minutes=20), 3
# Older days are not told anew.
MOST_DAYS = 30
# So many days are heard of one town in a day.
MOST_TOLD = 3 * MOST_DAYS
log = structlog.get_logger()


async def tell(db: Db, domain: str) -> None:
    """All days that are over and were not told yet."""
    await towns.line_to(db, domain)
    found = await store_partners.lock(db, domain)
    if found is None or found.terms is None:
        return
    yesterday = (db.now - A_DAY).date()
    # A clock that was ahead, and is right again, tells on from there.
    told_on = min(found.told_on or yesterday - A_DAY, yesterday)
    day = max(told_on, yesterday - MOST_DAYS * A_DAY) + A_DAY
    while day <= yesterday:
        body: dict[str, Any] = msgspec.to_builtins(await of(db, domain, "out", day))
        await letters.tell(db, domain, "pay.sums", body)
        day += A_DAY
    await store_partners.put(db, msgspec.structs.replace(found, told_on=yesterday))


async def of(db: Db, domain: str, direction: Direction, day: date) -> SumsBody:
    """What was paid on a day, by the clock of the town that pays."""
    start = datetime.combine(day, time(), UTC)
    paid = await store.decided(db, domain, direction, start, start + A_DAY)
    return SumsBody(day, len(paid), sum(amount for _, amount in paid), sums_head(paid))


async def heard(db: Db, event: TownSaidOfMoney) -> None:
    """The other town tells its day: compared now, and, where it differs, twice more."""
    body = msgspec.convert(event.body, SumsBody)
    # A day of the clock there, by which that day is over or not.
    today = (event.at or db.now).date()
    if not today - (MOST_DAYS + 2) * A_DAY <= body.day < today:
        log.warning("clearing_day_not_over", domain=event.domain, day=str(body.day))
        return
    if await store_partners.days_since(db, event.domain, db.now - A_DAY) >= MOST_TOLD:
        log.warning("clearing_too_many_days", domain=event.domain)
        return
    await store_partners.heard_day(db, event.domain, body)
    await _compare(db, event.domain, body.day, 1)


async def compare_again(db: Db, ref: str, body: Any) -> None:
    """A timer; `ref`: `domain day`."""
    domain, day = ref.split(" ")
    await towns.line_to(db, domain)
    await store_partners.lock(db, domain)
    await _compare(db, domain, date.fromisoformat(day), int(body["tries"]))


async def _compare(db: Db, domain: str, day: date, tries: int) -> None:
    told = await store_partners.day(db, domain, day)
    if told is None:
        return
    ours = await of(db, domain, "in", day)
    agrees = (told.count, told.total, told.head) == (ours.count, ours.total, ours.head)
    if not agrees and tries < TRIES:
        at = db.now + PATIENCE
        await schedule(db, COMPARE, f"{domain} {day}", at, {"tries": tries + 1})
        return
    await store_partners.compared(db, domain, day, agrees=agrees)
    if not agrees:
        await steps.differs(db, domain, f"sums of {day}")
        await letters.tell(db, domain, "pay.differ", msgspec.to_builtins(ours))


async def heard_differ(db: Db, event: TownSaidOfMoney) -> None:
    """The other town does not have what this one told. Where this one does say the same by now,
    that is an error of theirs, and yet nothing goes while the two disagree.
    """
    body = msgspec.convert(event.body, SumsBody)
    await steps.differs(db, event.domain, f"they differ in the sums of {body.day}")
