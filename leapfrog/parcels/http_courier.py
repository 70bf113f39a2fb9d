"""Routes of couriers: asking to be one, the round of the day."""

import asyncio
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, QueryParameter

from leapfrog import places, till
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, Input, Town, TownIn
from leapfrog.parcels import couriers, shapes
from leapfrog.parcels.couriers import CourierRound, OrderedStops
from leapfrog.parcels.people import CashTaken, Courier, CourierHours, CourierState
from leapfrog.parcels.shapes import ParcelShown
from leapfrog.parcels.stops import RoundStop
from leapfrog.places import NoMap, Point

Degrees = Annotated[float | None, QueryParameter(description="Where one is, in degrees.")]


class CourierInput(Input, frozen=True):
    """How one carries, and for how much a parcel (minor units)."""

    about: Annotated[str, msgspec.Meta(max_length=500)]
    fee: int = 0


class HoursInput(Input, frozen=True):
    """As `CourierHours` says."""

    weekdays: Annotated[list[int], msgspec.Meta(max_length=7)]
    leaves_at: int
    ends_at: int
    zone: Annotated[str, msgspec.Meta(max_length=60)] = "UTC"


class OwnCourier(msgspec.Struct, frozen=True):
    """`state` null: one never asked to carry for all, and carries for the shops where one works.
    Hours as `CourierHours` says, null until they are said.
    """

    state: CourierState | None
    about: str
    fee: int
    reason: str
    weekdays: list[int]
    leaves_at: int | None
    ends_at: int | None
    zone: str


class StopShown(msgspec.Struct, frozen=True):
    """A stop of the round; without degrees nobody knows where it is on the map. `seconds`: of way
    until one is there, from the start of the round.
    """

    lat: float | None
    lon: float | None
    seconds: int | None
    parcels: list[ParcelShown]


class WaitingShown(msgspec.Struct, frozen=True):
    """A shop where so many parcels wait to be taken along."""

    merchant_id: UUID
    name: str
    lat: float | None
    lon: float | None
    parcels: int


class CashInHand(msgspec.Struct, frozen=True):
    """What one has taken for a shop and not handed in, minor units."""

    merchant_id: UUID
    shop_name: str
    amount: int
    parcels: int
    currency: str
    since: datetime


class RoundShown(msgspec.Struct, frozen=True):
    """The round: what one has, by stops in order; the way over the first of these on the map, empty
    in a town without one; what waits at shops; cash in hand.
    """

    courier: OwnCourier
    stops: list[StopShown]
    line: list[Point]
    waiting: list[ParcelShown]
    shops: list[WaitingShown]
    cash: list[CashInHand]


@put("/courier", summary="Ask to carry")
async def ask_to_carry(
    request: AnyRequest, town: TownIn, signed: SignedIn, data: JSONBody[CourierInput]
) -> RoundShown:
    """One wants to carry for every shop; the desk decides. Raises `Invalid`."""
    async with town.database.transaction() as db:
        await couriers.ask_to_carry(db, signed.person_id, data.about, data.fee)
    return await _round(request, town, signed.person_id, None)


@put("/courier/hours", summary="Say when one carries")
async def set_hours(
    request: AnyRequest, town: TownIn, signed: SignedIn, data: JSONBody[HoursInput]
) -> RoundShown:
    """On which days one sets off and until when one carries: buyers are promised a day and an hour
    by it. Raises `Invalid`, `NoCourier`.
    """
    hours = CourierHours(tuple(data.weekdays), data.leaves_at, data.ends_at, data.zone)
    async with town.database.transaction() as db:
        await couriers.set_hours(db, signed.person_id, hours)
    return await _round(request, town, signed.person_id, None)


@get("/courier", summary="Read one's round")
async def read_round(
    request: AnyRequest, town: TownIn, signed: SignedIn, lat: Degrees = None, lon: Degrees = None
) -> RoundShown:
    """What one has to bring and to take along, by road from where one is. Raises `Invalid`."""
    return await _round(request, town, signed.person_id, places.pin_of(lat, lon))


async def _round(request: AnyRequest, town: Town, me: UUID, start: Point | None) -> RoundShown:
    async with town.database.reading() as db:
        found = await couriers.round_of(db, me)
        carried = [one for stop in found.stops for one in stop.parcels]
        every = {one.id: one for one in await shapes.shown(db, me, [*carried, *found.waiting])}
        names = await till.merchants_by_id(db, {one.merchant_id for one in found.shops})
        cash = await _cash(db, found)
    ordered = await _in_order(request, town, found.stops, start)
    return RoundShown(
        _own(found.courier),
        [
            StopShown(stop.lat, stop.lon, stop.seconds, [every[one.id] for one in stop.parcels])
            for stop in ordered.stops
        ],
        ordered.line,
        [every[one.id] for one in found.waiting],
        [
            WaitingShown(
                one.merchant_id,
                names[one.merchant_id].name,
                one.at.lat if one.at else None,
                one.at.lon if one.at else None,
                one.parcels,
            )
            for one in found.shops
        ],
        cash,
    )


def _own(courier: Courier | None) -> OwnCourier:
    return OwnCourier(
        state=courier.state if courier else None,
        about=courier.about if courier else "",
        fee=courier.fee if courier else 0,
        reason=courier.reason if courier else "",
        weekdays=[*courier.weekdays] if courier else [],
        leaves_at=courier.leaves_at if courier else None,
        ends_at=courier.ends_at if courier else None,
        zone=courier.zone if courier else "UTC",
    )


async def _in_order(
    request: AnyRequest, town: Town, stops: list[RoundStop], start: Point | None
) -> OrderedStops:
    """By road, without a connection; as the crow flies in a town without a map."""
    roads = None
    if any(one.at for one in stops):
        try:
            roads = await places.roads_of(request).now(town.database)
        except NoMap:
            roads = None
    return await asyncio.to_thread(couriers.in_order, stops, start, roads)


async def _cash(db: Db, found: CourierRound) -> list[CashInHand]:
    by_shop: dict[UUID, list[CashTaken]] = {}
    for one in found.cash:
        by_shop.setdefault(one.merchant_id, []).append(one)
    shops = await till.merchants_by_id(db, set(by_shop))
    return [
        CashInHand(
            merchant_id=each,
            shop_name=shops[each].name,
            amount=sum(one.amount for one in taken),
            parcels=len(taken),
            currency=taken[0].currency,
            since=min(one.taken_at for one in taken),
        )
        for each, taken in by_shop.items()
    ]


routes: list[HTTPRouteHandler] = [ask_to_carry, set_hours, read_round]
