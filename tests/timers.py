"""Timers of a town, put forward."""

from leapfrog.kernel.http import Town
from leapfrog.kernel.timers import schedule

# A reaction that gave way to another transaction comes again a second later, by the town's clock.
# Where that stands still, this second is over at once.
HELD_UP = """
update kernel_timer set due_at = due_at - interval '1 second', error = null
where id in (
    select id from kernel_timer where kind like 'reaction:%'
        and error ~ '^(LockNotAvailable|DeadlockDetected)' for update skip locked
)
"""


async def schedule_now(town: Town, kind: str) -> None:
    """A recurring act falls due, once more if it runs at this moment."""
    async with town.database.transaction() as db:
        await schedule(db, kind, "", town.clock.now())
