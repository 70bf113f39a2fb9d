"""Rides as they are shown: to the rider, and to the driver, each without what is the other's."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import pay
from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.rides import store, street
from leapfrog.rides.hailing import money, store_drivers
from leapfrog.rides.hailing import store as hails
from leapfrog.rides.hailing.model import (
    FRESH,
    DriverPosition,
    HailedRide,
    fee_to_cancel,
)
from leapfrog.rides.hailing.table import TOGETHER
from leapfrog.rides.hailing.tariffs import earned
from leapfrog.rides.model import Ride


class HailShown(msgspec.Struct, frozen=True):
    """What a ride by hail has besides; amounts in minor units. `price` was agreed; `fee` was kept
    for calling off late, `cancel_fee` it costs now; `earned`: what the driver got of fare or fee,
    for the driver alone. `code`: what the driver types, for the rider alone until they are on
    board. `position`: where the driver is, for the rider alone, from acceptance to the end.
    `expected_at`: when the driver said to be there; `arrived_at`: when they were seen there.
    """

    price: int
    fee: int
    cancel_fee: int
    earned: int
    seconds: int
    metres: int
    code: str | None
    car: str
    position: DriverPosition | None
    accepted_at: datetime | None
    expected_at: datetime | None
    arrived_at: datetime | None
    boarded_at: datetime | None
    ended_at: datetime | None
    reason: str


class RideShown(Ride, frozen=True):
    """A ride, with whom, and with whose car. `hail`: where it was asked for on the phone, not on
    the street. `operation_ids`: what was paid is these in the books, for their receipts: the fare,
    and the tip.
    """

    driver_name: str
    driver_avatar_url: str | None
    rider_name: str
    operation_ids: list[UUID]
    hail: HailShown | None


async def shown(db: Db, me: UUID, rides: Sequence[Ride]) -> list[RideShown]:
    """Rides as I may see them, who rode or drove. Raises `NoCurrency`, `NoMoney`."""
    ids = {one for ride in rides for one in (ride.driver_id, ride.rider_id) if one}
    people = await named(db, list(ids))
    hailed = await hails.rides(db, [ride.id for ride in rides])
    paid = {ride.rider_id for ride in rides if ride.rider_id and ride.state == "paid"}
    wallet_accounts = await pay.wallet_account_ids(db, paid) if paid else {}
    found = []
    for ride in rides:
        hail = hailed.get(ride.id)
        wallet_account = wallet_accounts.get(ride.rider_id) if ride.rider_id else None
        if hail is not None:
            operations = await money.operation_ids(db, hail, me)
        else:
            operations = street.operation_ids(ride, wallet_account) if wallet_account else []
        part = await _hail(db, me, hail) if hail else None
        found.append(_shown(me, ride, people, operations, part))
    return found


def _shown(
    me: UUID,
    ride: Ride,
    people: dict[UUID, Person],
    operations: list[UUID],
    hail: HailShown | None,
) -> RideShown:
    driver = people.get(ride.driver_id) if ride.driver_id else None
    rider = people.get(ride.rider_id) if ride.rider_id else None
    hidden = me != ride.rider_id and ride.state not in TOGETHER
    told = msgspec.structs.asdict(ride)
    if hidden:
        told |= {"origin": None, "destination": None}
    return RideShown(
        **told,
        driver_name=driver.display_name if driver else "",
        driver_avatar_url=driver.avatar if driver else None,
        rider_name=rider.display_name if rider else "",
        operation_ids=operations,
        hail=hail,
    )


async def _hail(db: Db, me: UUID, ride: HailedRide) -> HailShown:
    mine, together = me == ride.rider_id, ride.state in TOGETHER
    driver = await store.driver(db, ride.driver_id) if ride.driver_id and together else None
    follows = mine and together and ride.driver_id is not None
    position = (
        await store_drivers.position(db, ride.driver_id, db.now - FRESH)
        if follows and ride.driver_id
        else None
    )
    return HailShown(
        price=ride.price,
        fee=ride.fee,
        cancel_fee=fee_to_cancel(ride, db.now),
        earned=earned(ride) if me == ride.driver_id else 0,
        seconds=ride.seconds,
        metres=ride.metres,
        code=ride.code if mine and ride.state in ("accepted", "arrived") else None,
        car=driver.car if driver else "",
        position=position,
        accepted_at=ride.accepted_at,
        expected_at=ride.expected_at,
        arrived_at=ride.arrived_at,
        boarded_at=ride.boarded_at,
        ended_at=ride.ended_at,
        reason=ride.reason,
    )
