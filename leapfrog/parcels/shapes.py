"""How parcels and who has to do with them are shown. Where somebody lives is shown to them, and to
who brings it there while they do; who gets it at a point is a name and a shelf.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import named
from leapfrog.kernel.db import Db
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import access, store, store_carriers, store_joined, store_people
from leapfrog.parcels.carriers import carrier_of, name_of
from leapfrog.parcels.model import (
    OUTSIDE,
    TABLE,
    TERMINAL,
    Act,
    AgreedDelivery,
    Parcel,
    ParcelEvent,
    Proof,
    Role,
    Service,
    State,
)
from leapfrog.parcels.people import PickupPoint, PointState
from leapfrog.parcels.store_carriers import BookingState, Told
from leapfrog.parcels.store_joined import JoinedDelivery


class PointShown(msgspec.Struct, frozen=True):
    """A pickup point for who chooses one or goes there; `is_locker`: a machine that opens by code,
    in which a shelf is a compartment.
    """

    id: UUID
    name: str
    about: str
    lat: float
    lon: float
    keeps_days: int
    state: PointState
    is_locker: bool


class ParcelStep(msgspec.Struct, frozen=True):
    """What happened with a parcel: `state` after it, as what somebody did it."""

    id: UUID
    act: Act
    state: State
    role: Role
    reason: str
    at: datetime


class CarrierStep(msgspec.Struct, frozen=True):
    """What a carrier from elsewhere told, at which time of its own."""

    word: str
    text: str
    at: datetime


class ParcelShown(msgspec.Struct, frozen=True, kw_only=True):
    """A parcel as somebody sees it. `mine`: as what; `acts`: what they can do with it now; `code`:
    by which it is given away, for who gets it; `contents`: units by line of the order; `cash`: to
    be taken at the door, minor units; `booking`: how it stands with a carrier that makes labels;
    `told`: what a carrier from elsewhere said; `orders_in`: so many orders lie in it; `due_at`:
    when something happens by itself.
    """

    id: UUID
    delivery_id: UUID
    orders_in: int
    number: str
    carrier: str
    carrier_number: str
    carrier_url: str | None
    carrier_name: str
    booking: Literal["asked", "booked", "refused"] | None
    booking_problem: str
    has_label: bool
    told: list[CarrierStep]
    state: State
    service: Service
    mine: list[Role]
    acts: list[Act]
    shop_name: str
    courier_name: str | None
    for_name: str
    for_phone: str
    for_address: str
    lat: float | None
    lon: float | None
    point: PointShown | None
    shelf: str
    code: str | None
    weight_g: int | None
    size: ParcelSize | None
    contents: dict[str, int]
    cash: int
    currency: str
    promised_for: date
    promised_at: datetime | None
    failures: int
    proof: Proof | None
    due_at: datetime | None
    announced_at: datetime
    ended_at: datetime | None
    steps: list[ParcelStep]


async def seen(db: Db, role: Role, parcels: Sequence[Parcel]) -> list[ParcelShown]:
    """Parcels as a person in this role sees them, with the acts of that role alone."""
    known = await store.deliveries(db, {one.delivery_id for one in parcels})
    faces = await _faces(db, parcels, list(known.values()))
    return [_shown(one, known[one.delivery_id], {role}, faces) for one in parcels]


class _Faces(msgspec.Struct, frozen=True):
    shops: Mapping[UUID, str]
    couriers: Mapping[UUID, str]
    points: Mapping[UUID, PointShown]
    events: Mapping[UUID, list[ParcelEvent]]
    joined: Mapping[UUID, list[JoinedDelivery]] = {}
    bookings: Mapping[UUID, BookingState] = {}
    told: Mapping[UUID, list[Told]] = {}


def point_shown(one: PickupPoint, name: str) -> PointShown:
    return PointShown(
        id=one.id,
        name=one.name or name,
        about=one.about,
        lat=one.lat,
        lon=one.lon,
        keeps_days=one.keeps_days,
        state=one.state,
        is_locker=one.is_locker,
    )


async def points_shown(db: Db, found: Iterable[PickupPoint]) -> list[PointShown]:
    """Pickup points as they are shown, with the names of their shops, in their order."""
    every = list(found)
    shops = await till.merchants_by_id(db, {one.merchant_id for one in every})
    return [point_shown(one, shops[one.merchant_id].name) for one in every]


async def shown(db: Db, me: UUID, parcels: Sequence[Parcel]) -> list[ParcelShown]:
    """Parcels as I see them, in their order."""
    known = await store.deliveries(db, {one.delivery_id for one in parcels})
    seen = await _faces(db, parcels, list(known.values()))
    return [
        _shown(
            one,
            known[one.delivery_id],
            await access.roles(db, me, known[one.delivery_id], one),
            seen,
        )
        for one in parcels
    ]


async def _faces(db: Db, parcels: Sequence[Parcel], deliveries: Sequence[AgreedDelivery]) -> _Faces:
    at_points = {one.point_id for one in deliveries if one.point_id is not None}
    points = await store_people.points(db, at_points)
    merchants = {one.merchant_id for one in deliveries}
    merchants |= {one.merchant_id for one in points.values()}
    shops = {each: one.name for each, one in (await till.merchants_by_id(db, merchants)).items()}
    carriers = {one.courier_id for one in parcels if one.courier_id is not None}
    people = await named(db, list(carriers))
    whole = [one.whole_id or one.id for one in parcels]
    elsewhere = [one.whole_id or one.id for one in parcels if one.carrier not in ("local", "other")]
    return _Faces(
        shops=shops,
        couriers={each: one.display_name for each, one in people.items()},
        points={id: point_shown(one, shops[one.merchant_id]) for id, one in points.items()},
        events=await store.events(db, whole),
        joined=await store_joined.joined(db, whole),
        bookings=await store_carriers.states(db, whole),
        told=await store_carriers.told(db, elsewhere) if elsewhere else {},
    )


def _shown(one: Parcel, delivery: AgreedDelivery, mine: set[Role], seen: _Faces) -> ParcelShown:
    # Not to every courier who might take it: to who has it in hand, or sends it.
    on_way = one.state in OUTSIDE or (one.state == "announced" and "shop" in mine)
    brings = "courier" in mine and on_way and delivery.service != "point"
    gets = "buyer" in mine
    sends = "shop" in mine and delivery.buyer_id is None
    tells = sends and not delivery.by_code
    whole = brings or (gets and not delivery.hidden) or sends
    # A courier who might take it along sees where it lies, and not for whom.
    knows = whole or mine & {"shop", "point"} or ("courier" in mine and one.state != "announced")
    # A courier writes where they stood, and so may others.
    silent = gets and delivery.hidden
    return ParcelShown(
        id=one.whole_id or one.id,
        delivery_id=delivery.id,
        orders_in=1 + len(seen.joined.get(one.whole_id or one.id, [])),
        number=one.number,
        **_carrier(one, seen, mine, silent=silent),
        state=one.state,
        service=delivery.service,
        mine=sorted(mine),
        acts=acts_of(one, delivery, mine),
        shop_name=seen.shops[delivery.merchant_id],
        courier_name=seen.couriers.get(one.courier_id) if one.courier_id else None,
        for_name=delivery.for_name if knows else "",
        for_phone=delivery.for_phone if whole else "",
        for_address=delivery.for_address if whole else "",
        lat=delivery.lat if whole else None,
        lon=delivery.lon if whole else None,
        point=seen.points.get(delivery.point_id) if delivery.point_id else None,
        shelf=one.shelf,
        code=delivery.code if (gets or tells) and one.state not in CODELESS else None,
        weight_g=one.weight_g,
        size=one.size,
        contents=one.contents,
        cash=delivery.cash,
        currency=delivery.currency,
        promised_for=delivery.promised_for,
        promised_at=delivery.promised_at,
        failures=one.failures,
        proof=one.proof,
        due_at=one.due_at,
        announced_at=one.announced_at,
        ended_at=one.ended_at,
        steps=[
            ParcelStep(
                id=each.id,
                act=each.act,
                state=each.state,
                role=each.role,
                reason="" if silent else each.reason,
                at=each.at,
            )
            for each in seen.events.get(one.whole_id or one.id, [])
        ],
    )


def _carrier(one: Parcel, seen: _Faces, mine: set[Role], *, silent: bool) -> dict[str, Any]:
    """Who carries it, and what one from elsewhere makes and says of it."""
    carrier, whole = carrier_of(one), one.whole_id or one.id
    booking = seen.bookings.get(whole)
    sends = "shop" in mine
    # By it the carrier shows where a parcel goes.
    number = "" if silent else one.carrier_number
    return {
        "carrier": one.carrier,
        "carrier_number": number,
        "carrier_url": carrier.link(number) if number else None,
        # Of one who refused it, whose name that was.
        "carrier_name": carrier.name or (name_of(booking.carrier) if booking else ""),
        "booking": booking.state if booking else None,
        "booking_problem": booking.problem if booking and sends else "",
        "has_label": bool(booking and booking.has_label and sends),
        "told": [
            CarrierStep(each.word, "" if silent else each.text, each.at)
            for each in seen.told.get(whole, [])
        ],
    }


# Nothing is given away any more by its code.
CODELESS: tuple[State, ...] = (*TERMINAL, "returning")
# What is done elsewhere than by an act on the parcel itself.
OF_POINTS: tuple[Act, ...] = ("arrive", "hand_out", "redirect")


def acts_of(one: Parcel, delivery: AgreedDelivery, mine: set[Role]) -> list[Act]:
    """What somebody with these parts can do with it now, beside what points scan: to a point nobody
    delivers at a door.
    """
    return [
        rule.act
        for rule in TABLE
        if one.state in rule.states
        and mine & {*rule.by}
        and rule.act not in OF_POINTS
        and (delivery.service != "point" or rule.act not in ("deliver", "fail"))
        and (delivery.buyer_id is None or rule.act != "call_off")
    ]
