"""Routes of the desk: who wants to carry and to keep parcels, and parcels that went wrong."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import till
from leapfrog.identity import SignedIn, named, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.parcels import couriers, moving, points, shapes, store_people
from leapfrog.parcels.moving import ParcelAct
from leapfrog.parcels.people import CourierState, PointState
from leapfrog.parcels.shapes import ParcelShown


class PointAtDesk(msgspec.Struct, frozen=True):
    """A shop that keeps parcels or wants to, at its counter or in a locker."""

    id: UUID
    name: str
    state: PointState
    about: str
    capacity: int
    keeps_days: int
    fee: int
    lat: float
    lon: float
    is_locker: bool


class CourierAtDesk(msgspec.Struct, frozen=True):
    """Somebody who carries or wants to."""

    id: UUID
    name: str
    state: CourierState
    about: str
    fee: int


class ParcelsDesk(msgspec.Struct, frozen=True):
    """Those first that wait for the desk."""

    points: list[PointAtDesk]
    couriers: list[CourierAtDesk]


class DeskAnswer(Input, frozen=True):
    """Yes, or no and why."""

    allowed: bool
    reason: Annotated[str, msgspec.Meta(max_length=500)] = ""


class DeskEventInput(Input, frozen=True):
    """It goes back to its shop, or nobody will find it; and why."""

    act: Literal["turn_back", "lose"]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


@get("/desk/parcels", guards=[operator_only], summary="List points and couriers")
async def list_for_desk(db: DbIn, signed: SignedIn) -> ParcelsDesk:
    """Who keeps parcels and who carries them, those first that ask."""
    return await _shown(db)


@put(
    "/desk/pickup-points/{merchant_id:uuid}",
    guards=[operator_only],
    summary="Decide about a pickup point",
)
async def decide_point(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], data: JSONBody[DeskAnswer]
) -> ParcelsDesk:
    """It is open, or not and why. Raises `Invalid`, `NoPoint`."""
    await points.decide_point(db, merchant_id, is_open=data.allowed, reason=data.reason)
    return await _shown(db)


@put("/desk/couriers/{person_id:uuid}", guards=[operator_only], summary="Decide about a courier")
async def decide_courier(
    db: DbIn, signed: SignedIn, person_id: FromPath[UUID], data: JSONBody[DeskAnswer]
) -> ParcelsDesk:
    """They carry for every shop, or not and why. Raises `Invalid`, `NoCourier`."""
    await couriers.decide_courier(db, person_id, approved=data.allowed, reason=data.reason)
    return await _shown(db)


@put(
    "/desk/parcels/{parcel_id:uuid}/events/{act_id:uuid}",
    guards=[operator_only],
    summary="Decide about a parcel",
)
async def decide_parcel(
    db: DbIn,
    signed: SignedIn,
    parcel_id: FromPath[UUID],
    act_id: FromPath[UUID],
    data: JSONBody[DeskEventInput],
) -> ParcelShown:
    """It goes back to its shop, or it is lost: then the buyer gets the money back. The same id
    again is the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `HandoverProofNeeded`,
    `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoMerchant`, `NoMoney`, `NoParcel`,
    `NotByYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `ParcelCodeLocked`, `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`, `PointFull`,
    `TooMuchCash`, `WrongParcelCode`.
    """
    check_new_id(act_id)
    me = signed.person_id
    act = ParcelAct(
        id=derived_id(act_id, f"by {me}"),
        act=data.act,
        role="desk",
        by_id=me,
        reason=data.reason,
    )
    done = await moving.move(db, parcel_id, act)
    if isinstance(done, Problem):
        raise done
    return (await shapes.shown(db, me, [done]))[0]


async def _shown(db: Db) -> ParcelsDesk:
    found, people = await store_people.all_points(db), await store_people.couriers(db)
    shops = await till.merchants_by_id(db, {one.merchant_id for one in found})
    names = await named(db, [one.person_id for one in people])
    return ParcelsDesk(
        [
            PointAtDesk(
                id=one.id,
                name=" · ".join(filter(None, (one.name, shops[one.merchant_id].name))),
                state=one.state,
                about=one.about,
                capacity=one.capacity,
                keeps_days=one.keeps_days,
                fee=one.fee,
                lat=one.lat,
                lon=one.lon,
                is_locker=one.is_locker,
            )
            for one in found
        ],
        [
            CourierAtDesk(
                id=one.person_id,
                name=names[one.person_id].display_name if one.person_id in names else "",
                state=one.state,
                about=one.about,
                fee=one.fee,
            )
            for one in people
        ],
    )


routes: list[HTTPRouteHandler] = [list_for_desk, decide_point, decide_courier, decide_parcel]
