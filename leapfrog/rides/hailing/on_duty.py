"""Who is on duty is heard of: that is time on duty, way driven, and perhaps a place at a rank."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import duty, ranks
from leapfrog.duty import DutySeen, Odometer
from leapfrog.kernel.db import Db
from leapfrog.ranks import Stand
from leapfrog.rides.hailing import store_drivers
from leapfrog.rides.hailing.model import DriverPosition
from leapfrog.rides.hailing.telling import look_again

# In these somebody is on board.
RIDDEN = ("open", "metered", "riding")


async def note_duty(
    db: Db, told: Sequence[DriverPosition], odometer: Odometer | None = None
) -> None:
    """These drivers are on duty, and there. Without an `odometer` no way is counted."""
    states = await store_drivers.under_way(db, [one.driver_id for one in told])
    seen = [
        DutySeen(
            one.driver_id,
            odometer.moved(one.driver_id, one.lat, one.lon, one.at) if odometer else 0,
            states.get(one.driver_id) in RIDDEN,
        )
        for one in told
    ]
    await duty.note_seen(db, seen)
    free = [Stand(one.driver_id, one.lat, one.lon) for one in told if one.driver_id not in states]
    look_again(db, await ranks.stand(db, free, list(states)))


async def off_duty(db: Db, driver_id: UUID) -> None:
    """The driver is on duty no longer: where they are is forgotten, and they wait at no rank."""
    await store_drivers.set_offline(db, driver_id)
    await duty.end_session(db, driver_id)
    look_again(db, [driver_id, *await ranks.leave(db, driver_id)])
