"""Routes of couriers: asking to be one, the round of the day."""

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
from leapfrog.kernel.http import DbIn, Input
from leapfrog.parcels import couriers, shapes
from leapfrog.parcels.couriers import CourierRound
from leapfrog.parcels.people import CashTaken, CourierState
from leapfrog.parcels.shapes import ParcelShown
from leapfrog.places import Point

Degrees = Annotated[float | None, QueryParameter(description="Where one is, in degrees.")]


class CourierInput(Input, frozen=True):
    """How one carries, and for how much a parcel (minor units)."""

    about: Annotated[str, msgspec.Meta(max_length=500)]
    fee: int = 0


class OwnCourier(msgspec.Struct, frozen=True):
    """`state` null: one never asked to carry for all, and carries for the shops where one works."""

    state: CourierState | None
    about: str
    fee: int
    reason: str


class StopShown(msgspec.Struct, frozen=True):
    """A stop of the round; without degrees nobody knows where it is on the map."""

    lat: float | None
    lon: float | None
    parcels: list[ParcelShown]


class CashInHand(msgspec.Struct, frozen=True):
    """What one has taken for a shop and not handed in, minor units."""

    merchant_id: UUID
    shop_name: str
    amount: int
    parcels: int
    currency: str
    since: datetime


class RoundShown(msgspec.Struct, frozen=True):
    """The round: what one has, by stops in order; what waits at shops; cash in hand."""

    courier: OwnCourier
    stops: list[StopShown]
    waiting: list[ParcelShown]
    cash: list[CashInHand]


@put("/courier", summary="Ask to carry")
async def ask_to_carry(db: DbIn, signed: SignedIn, data: JSONBody[CourierInput]) -> RoundShown:
    """One wants to carry for every shop; the desk decides. Raises `Invalid`."""
    await couriers.ask_to_carry(db, signed.person_id, data.about, data.fee)
    return await _shown(db, signed.person_id, None)


@get("/courier", summary="Read one's round")
async def read_round(
    db: DbIn, signed: SignedIn, lat: Degrees = None, lon: Degrees = None
) -> RoundShown:
    """What one has to bring and to take along, from where one is. Raises `Invalid`."""
    start = None
    if lat is not None and lon is not None:
        start = places.point_of(lat, lon)
    return await _shown(db, signed.person_id, start)


async def _shown(db: Db, me: UUID, start: Point | None) -> RoundShown:
    found = await couriers.round_of(db, me, start)
    mine = [one for stop in found.stops for one in stop.parcels]
    every = {one.id: one for one in await shapes.shown(db, me, [*mine, *found.waiting])}
    courier = found.courier
    return RoundShown(
        OwnCourier(
            courier.state if courier else None,
            courier.about if courier else "",
            courier.fee if courier else 0,
            courier.reason if courier else "",
        ),
        [
            StopShown(stop.lat, stop.lon, [every[one.id] for one in stop.parcels])
            for stop in found.stops
        ],
        [every[one.id] for one in found.waiting],
        await _cash(db, found),
    )


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


routes: list[HTTPRouteHandler] = [ask_to_carry, read_round]
