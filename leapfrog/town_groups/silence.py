"""Whether the home of a group is gone, as each town sees it by itself: no town believes another one
that a third does not answer, least of all the one that wants to be home in its place.
"""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from leapfrog import towns
from leapfrog.kernel.db import Db
from leapfrog.town_groups import store
from leapfrog.towns import TownSilence

OWNER_AFTER, OTHERS_AFTER = timedelta(days=1), timedelta(days=14)
# Towns greet each other every few hours: that much later or earlier one hears less of a town than
# another one does.
APART = timedelta(hours=12)
# What waited for a town while it was away is heard soon after: whoever was in touch with it since
# then could have asked.
SAID_WITHIN = timedelta(hours=6)
Verdict = Literal["silent", "awake", "unknown"]


def needed(role: str) -> timedelta:
    """How long the home must be silent before somebody of this role may carry a group on."""
    return OWNER_AFTER if role == "owner" else OTHERS_AFTER


def seen(found: TownSilence | None, long: timedelta, asked: datetime, now: datetime) -> Verdict:
    """Whether a town is silent for so long, by what is known of it; `asked`: since when that is
    asked. One that was heard since then is awake.
    """
    if found is None:
        return "unknown"
    if found.last_at and found.last_at > asked:
        return "awake"
    if found.failing_since is None:
        return "unknown"
    return "silent" if now - (found.last_at or found.failing_since) >= long else "unknown"


async def was_away(db: Db, group_id: UUID, claimant: str, long: timedelta) -> bool:
    """Whether this town, the home of a group, was cut off from the town that carried it on, for so
    long; and from all other towns of the group as well, as far as they were not away themselves.
    Else it lives, and only the one that claims it did not hear it, or says so.
    """
    others = set(await store.domains(db, group_id))
    known = await towns.silences_of(db, sorted({claimant, *others}))
    found = known.pop(claimant, None)
    if found is None or found.quiet_from is None or found.quiet_until is None:
        return False
    if found.quiet_until - found.quiet_from < long or db.now - found.quiet_until > SAID_WITHIN:
        return False
    begun, over = found.quiet_from, found.quiet_until
    # Where its own people went on meanwhile, it was there: what others did not hear is told then.
    if await store.went_on(db, group_id, begun + APART, over - APART):
        return False
    return all(_apart(other, begun, over) for other in known.values())


def _apart(other: TownSilence, begun: datetime, over: datetime) -> bool:
    """Whether nothing was heard of another town in this time either."""
    if other.last_at is None or other.last_at <= begun + APART:
        return True
    if other.quiet_from is None or other.quiet_until is None:
        return False
    return other.quiet_from <= begun + APART and other.quiet_until >= over - APART
