"""Somebody says once that they pay for somebody's rides, and up to how much in a month; rides take
of that as they are held.
"""

from datetime import datetime
from uuid import UUID

from leapfrog import contacts, pay
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.ride_payers import store
from leapfrog.ride_payers.errors import NoRidePayer, NotYourRider, OverRideLimit, TooManyRiders
from leapfrog.ride_payers.model import MOST_RIDERS, PaidRide, RidePayer, month_of
from leapfrog.wallet import LARGEST

CHANGED = {"t": "changed", "what": "rides"}


async def pay_for(
    db: Db, me: UUID, rider_id: UUID, monthly: int, consent: pay.Consent
) -> RidePayer:
    """From now on I pay for that contact's rides, up to so much in a month (minor units), and am
    asked no more; again with another sum changes it. Raises `NotYourRider`, `TooManyRiders`,
    `Invalid`, and what is not confirmed.
    """
    held = await pay.hold_consents(db, [(me, consent)])
    if rider_id == me or not await contacts.connected(db, me, rider_id):
        raise NotYourRider
    if not 0 < monthly <= LARGEST:
        raise Invalid("A month has a limit.")
    month = month_of(db.now)
    others = [one for one in await store.of_payer(db, me, month) if one.rider_id != rider_id]
    if len(others) >= MOST_RIDERS:
        raise TooManyRiders
    # Under the rider's id no ride is paid: what is confirmed is this alone.
    order = pay.Order("ride", rider_id, str(rider_id), monthly)
    await held.take(pay.PaymentToConfirm(me, consent, order))
    await store.put(db, me, rider_id, monthly)
    stream.tell(db, (me, rider_id), CHANGED)
    found = await store.lock(db, me, rider_id, month)
    assert found is not None
    return found


async def stop_paying(db: Db, payer_id: UUID, rider_id: UUID) -> None:
    """No further ride of theirs is paid so, as either of the two says; what runs is. Raises
    `NoRidePayer`.
    """
    if not await store.drop(db, payer_id, rider_id):
        raise NoRidePayer
    stream.tell(db, (payer_id, rider_id), CHANGED)


async def payers_of(db: Db, me: UUID) -> list[RidePayer]:
    """Who pays for my rides: those who are my contacts still."""
    found = await store.for_rider(db, me, month_of(db.now))
    together = await contacts.may_write(db, [(one.payer_id, me) for one in found])
    return [one for one in found if (one.payer_id, me) in together]


async def riders_of(db: Db, me: UUID) -> list[RidePayer]:
    """For whose rides I pay."""
    return await store.of_payer(db, me, month_of(db.now))


async def rides_paid(db: Db, me: UUID) -> list[PaidRide]:
    """What I paid for this month, the newest first."""
    return await store.paid(db, me, month_of(db.now))


async def check_payer(db: Db, payer_id: UUID, rider_id: UUID) -> RidePayer:
    """The person who says that they pay for that rider, locked until the end of the transaction.
    Raises `NoRidePayer` unless they do, and are contacts of each other still.
    """
    return await _payer_in(db, payer_id, rider_id, month_of(db.now))


async def _payer_in(db: Db, payer_id: UUID, rider_id: UUID, month: datetime) -> RidePayer:
    found = await store.lock(db, payer_id, rider_id, month)
    if found is None or not await contacts.connected(db, payer_id, rider_id):
        raise NoRidePayer
    return found


async def take(db: Db, payer_id: UUID, rider_id: UUID, ride_id: UUID, amount: int) -> None:
    """Holds so much (minor units) of a payer's limit for that ride, or so much more; it counts for
    the month in which the ride was asked for. Raises `NoRidePayer`, `OverRideLimit`, which says
    what is `left`.
    """
    month = month_of(await store.began(db, ride_id) or db.now)
    found = await _payer_in(db, payer_id, rider_id, month)
    if amount > found.left:
        raise OverRideLimit(left=found.left)
    await store.take(db, payer_id, rider_id, ride_id, amount)


async def release(db: Db, ride_id: UUID, amount: int) -> None:
    """Releases so much (minor units) of what is held of a payer's month for that ride; nothing
    where the rider pays for themselves.
    """
    await store.less(db, ride_id, amount)


async def came_to(db: Db, ride_id: UUID, amount: int) -> None:
    """Counts what a ride that is over took (minor units) in the payer's month; the rest of what was
    held is free. Nothing where the rider pays for themselves.
    """
    await store.came_to(db, ride_id, amount)
