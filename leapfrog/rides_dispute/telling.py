"""Who hears of a dispute: at once on open screens, by a push elsewhere."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice
from leapfrog.rides import HailedRide, look_at_rides_again

DISPUTE_NOTICE = "ride_dispute"


async def tell_of_dispute(db: Db, ride: HailedRide, away: Iterable[UUID | None]) -> None:
    """After the commit, both look again; who of them is `away` hears of it on their devices."""
    look_at_rides_again(db, (ride.rider_id, ride.driver_id))
    notices = [
        PushNotice(one, f"{DISPUTE_NOTICE}:{ride.id}", urgency="high") for one in away if one
    ]
    await push.notify(db, notices)
