"""What is done once a day, and at each start, for each agreement: a reaction each, since each locks
the line to its town.
"""

from datetime import timedelta

from leapfrog import towns
from leapfrog.clearing import letters, netting, steps, store_partners, sums
from leapfrog.clearing.events import PartnerDayCame
from leapfrog.clearing.store import unsettled
from leapfrog.kernel.db import Db
from leapfrog.kernel.events import announce_all
from leapfrog.kernel.timers import schedule

DAY = "clearing.day"
# Just after midnight (UTC), so that the day before is over.
AT = timedelta(minutes=20)
A_DAY = timedelta(days=1)


async def day_comes(db: Db, ref: str, _body: object) -> None:
    """A timer, which comes again the next day."""
    found = await store_partners.everyone(db)
    await announce_all(db, [PartnerDayCame(one.domain) for one in found if one.terms])
    midnight = db.now.replace(hour=0, minute=0, second=0, microsecond=0)
    await schedule(db, DAY, ref, midnight + A_DAY + AT)


async def sums_are_told(db: Db, event: PartnerDayCame) -> None:
    """A reaction to a partner's day: tells the other town the number, sum (minor units) and hash of
    the payments of each day that is over (UTC) and was not told yet.
    """
    await sums.tell(db, event.domain)


async def what_is_owed_is_settled(db: Db, event: PartnerDayCame) -> None:
    """A reaction to a partner's day: proposes a settlement by bank of what the other town owes, on
    the day of the agreement or when most of the agreed credit is used, unless one is open.
    """
    await netting.look(db, event.domain)


async def open_payments_are_asked_for(db: Db, event: PartnerDayCame) -> None:
    """A reaction to a partner's day: asks the other town how each payment stands that is still open
    here, since this town may come from a backup and the other one know more.
    """
    await towns.line_to(db, event.domain)
    for one in await unsettled(db, event.domain):
        if one.state in ("held", "taken"):
            await letters.tell(db, event.domain, "pay.ask", {"id": str(one.wire_id)})


async def account_is_checked(db: Db, event: PartnerDayCame) -> None:
    """A reaction to a partner's day: compares the partner's account in the books with the sum of
    the payments between the two towns; where they differ, payments with that town stop.
    """
    await towns.line_to(db, event.domain)
    await store_partners.lock(db, event.domain)
    for one in await store_partners.wrong(db):
        if one.domain == event.domain:
            await steps.differs(db, one.domain, f"{one.found} on the account, not {one.expected}")
