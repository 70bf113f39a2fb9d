"""Timers of a town, put forward."""

from leapfrog.kernel.http import Town
from leapfrog.kernel.timers import schedule


async def schedule_now(town: Town, kind: str) -> None:
    """A recurring act falls due, once more if it runs at this moment."""
    async with town.database.transaction() as db:
        await schedule(db, kind, "", town.clock.now())
