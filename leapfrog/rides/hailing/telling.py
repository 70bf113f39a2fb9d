"""Who hears that something of a ride is different: at once on open screens, by a push elsewhere."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog import push
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.push import PushNotice
from leapfrog.rides.hailing.model import HailedRide

CHANGED = {"t": "changed", "what": "rides"}
NOTICE, OFFER_NOTICE = "ride", "ride_offer"
CHANGE_NOTICE = "ride_change"


def look_again(db: Db, people: Iterable[UUID | None]) -> None:
    """Tells these people's devices, after the commit, to read their rides anew."""
    stream.tell(db, {one for one in people if one}, CHANGED)


async def tell(db: Db, ride: HailedRide, away: Iterable[UUID | None]) -> None:
    """After the commit, both look again; who of them is `away` hears of it on their devices."""
    look_again(db, (ride.rider_id, ride.driver_id))
    await _notify(db, NOTICE, ride, away)


async def tell_of_change(db: Db, ride: HailedRide, away: Iterable[UUID | None]) -> None:
    """After the commit, both look again at another trip that the rider wants, or about which the
    driver has answered; who of them is `away` hears of it on their devices.
    """
    await _notify(db, CHANGE_NOTICE, ride, away)


async def _notify(db: Db, kind: str, ride: HailedRide, away: Iterable[UUID | None]) -> None:
    notices = [PushNotice(one, f"{kind}:{ride.id}", urgency="high") for one in away if one]
    await push.notify(db, notices)
