"""What portability does in the background."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.files import FORGET, delete_unowned, forget
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.timers import Handler
from leapfrog.portability import arrivals, takeouts
from leapfrog.portability.sweeping import SWEEP, sweep, sweep_is_due


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of take-outs, by name: building one, deleting blobs that nobody has, and sweeping
    storage.
    """

    async def build(payload: Any) -> None:
        await takeouts.build(town, UUID(payload["id"]))

    async def delete_blobs(payload: Any) -> None:
        hashes = map(bytes.fromhex, payload["sha256"])
        await delete_unowned(town.database, town.files, hashes)

    return {takeouts.BUILD: build, FORGET: delete_blobs, SWEEP: partial(sweep, town)}


async def expire_takeout(db: Db, ref: str, _body: Any) -> None:
    """The timer of a take-out that is a week old."""
    await forget(db, await takeouts.expire(db, UUID(ref)))


async def expire_arrival(db: Db, ref: str, _body: Any) -> None:
    """The timer of a take-out that was only looked at a week ago."""
    await arrivals.expire(db, UUID(ref))


TIMERS: Mapping[str, Handler] = {
    takeouts.EXPIRE: expire_takeout,
    arrivals.EXPIRE: expire_arrival,
    SWEEP: sweep_is_due,
}
