"""Routes of the desk: sums in cash about which rider and driver differ."""

from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import rides
from leapfrog.identity import SignedIn, named, operator_only, own_device
from leapfrog.kernel.http import DbIn, Input


class SumAtDesk(msgspec.Struct, frozen=True):
    """A ride in cash of which the two say different sums (minor units): `price` was agreed."""

    ride_id: UUID
    rider_name: str
    driver_name: str
    plate: str
    price: int
    driver_says: int
    rider_says: int
    currency: str


class SumsAtDesk(msgspec.Struct, frozen=True):
    """The oldest first."""

    sums: list[SumAtDesk]


class SumRuling(Input, frozen=True):
    """What was given, in minor units; 0: nothing."""

    fare: int


@get("/rides/desk/sums", guards=[operator_only], summary="List sums that differ")
async def list_sums(db: DbIn, signed: SignedIn) -> SumsAtDesk:
    """Rides in cash of which rider and driver say different sums, but for one's own."""
    found = await rides.differing_sums(db, signed.person_id)
    ids = {one for ride in found for one in (ride.rider_id, ride.driver_id) if one}
    names = {one: who.display_name for one, who in (await named(db, list(ids))).items()}
    return SumsAtDesk(
        [
            SumAtDesk(
                ride_id=one.id,
                rider_name=names.get(one.rider_id, ""),
                driver_name=names.get(one.driver_id, "") if one.driver_id else "",
                plate=one.plate,
                price=one.price,
                driver_says=one.asked or 0,
                rider_says=one.rider_sum or 0,
                currency=one.currency,
            )
            for one in found
        ]
    )


@put(
    "/rides/desk/sums/{ride_id:uuid}",
    guards=[operator_only, own_device],
    status_code=204,
    summary="Decide about a sum",
)
async def judge_sum(
    db: DbIn, signed: SignedIn, ride_id: FromPath[UUID], data: JSONBody[SumRuling]
) -> None:
    """The desk says what was given in cash. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoMoney`, `NoRide`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `RideOver`, `RideState`, `SumState`.
    """
    await rides.judge_sum(db, signed.person_id, ride_id, data.fare)


routes: list[HTTPRouteHandler] = [list_sums, judge_sum]
