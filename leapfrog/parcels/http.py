"""Routes of address books, of the ways in which things come, and of parcels for all who have to do
with them.
"""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import places
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.parcels import (
    access,
    addresses,
    choices,
    http_carriers,
    http_courier,
    http_desk,
    http_point,
    http_shop,
    moving,
    shapes,
    store,
    store_people,
)
from leapfrog.parcels.driving import read_drives
from leapfrog.parcels.errors import NoParcel, NotByYou
from leapfrog.parcels.model import DeliveryRecord, Service, read_number, roles_for
from leapfrog.parcels.moving import ParcelAct
from leapfrog.parcels.people import SavedAddress
from leapfrog.parcels.shapes import ParcelShown, PointShown

Text = Annotated[str, msgspec.Meta(max_length=500)]
Number = Annotated[str, msgspec.Meta(max_length=60)]
Degrees = Annotated[float | None, QueryParameter(description="Of the door, in degrees.")]
Divisions = Annotated[list[Text], msgspec.Meta(max_length=10)]
# What people do with a parcel in their hands; points scan theirs.
HandAct = Literal["collect", "depart", "deliver", "fail", "turn_back", "take_back", "call_off"]


class AddressInput(Input, frozen=True):
    """As `SavedAddress` says."""

    name: Text
    label: Text = ""
    phone: Text = ""
    country: Text = "CN"
    divisions: Divisions = msgspec.field(default_factory=list)
    line: Text = ""
    plus_code: Text = ""
    lat: float | None = None
    lon: float | None = None
    is_default: bool = False


class AddressesShown(msgspec.Struct, frozen=True):
    """The default one first, then the newest."""

    addresses: list[SavedAddress]


class ChoiceShown(msgspec.Struct, frozen=True):
    """One way in which it can come from a shop: `price` in minor units, `promised_for` the day
    until which it is there if it is paid now, `promised_at` by which hour, if that is known.
    """

    service: Service
    price: int
    promised_for: date
    promised_at: datetime | None
    point: PointShown | None


class ChoicesShown(msgspec.Struct, frozen=True):
    choices: list[ChoiceShown]


class PointsShown(msgspec.Struct, frozen=True):
    points: list[PointShown]


class ParcelEventInput(Input, frozen=True):
    """What is done with a parcel; `code` or `signature` (who signed) where it is delivered,
    `reason` where it is not.
    """

    act: HandAct
    code: Annotated[str, msgspec.Meta(max_length=20)] = ""
    signature: Annotated[str, msgspec.Meta(max_length=100)] = ""
    reason: Annotated[str, msgspec.Meta(max_length=100)] = ""


@get("/addresses", summary="Read the address book")
async def read_addresses(db: DbIn, signed: SignedIn) -> AddressesShown:
    """One's own addresses, which nobody else reads."""
    return AddressesShown(await addresses.addresses(db, signed.person_id))


@put("/addresses/{address_id:uuid}", summary="Keep an address")
async def keep_address(
    db: DbIn, signed: SignedIn, address_id: FromPath[UUID], data: JSONBody[AddressInput]
) -> AddressesShown:
    """A new address, or a changed one; the first one is the default. Raises `Invalid`,
    `TooManyAddresses`.
    """
    check_new_id(address_id)
    wanted = SavedAddress(id=address_id, at=db.now, **msgspec.structs.asdict(data))
    return AddressesShown(await addresses.put_address(db, signed.person_id, wanted))


@delete("/addresses/{address_id:uuid}", status_code=200, summary="Drop an address")
async def drop_address(db: DbIn, signed: SignedIn, address_id: FromPath[UUID]) -> AddressesShown:
    """It is forgotten; what was ordered to it still comes. Raises `NoAddress`."""
    return AddressesShown(await addresses.drop_address(db, signed.person_id, address_id))


@get("/merchants/{merchant_id:uuid}/delivery-choices", summary="List ways of delivery")
async def list_delivery_choices(
    request: AnyRequest,
    town: TownIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    lat: Degrees = None,
    lon: Degrees = None,
) -> ChoicesShown:
    """How things can come from a shop, what that costs and by when they are there: over the roads
    to each point, and to the door if one says where that is. Raises `Invalid`.
    """
    roads, door = places.roads_of(request), places.pin_of(lat, lon)
    drives = await read_drives(town.database, roads, [merchant_id], door)
    async with town.database.reading() as db:
        ways = await choices.read_ways(db, [merchant_id], drives)
        points = await shapes.points_shown(db, ways.points.values())
        by_id = {one.id: one for one in points}
        return ChoicesShown(
            [
                ChoiceShown(
                    one.service,
                    one.price,
                    one.promised_for,
                    one.promised_at,
                    by_id.get(one.point_id) if one.point_id else None,
                )
                for one in ways.every(merchant_id, db.now)
            ]
        )


@get("/merchants/{merchant_id:uuid}/delivery-record", summary="Read how often a shop was in time")
async def read_record(db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID]) -> DeliveryRecord:
    """Of what was promised for the last 90 days, how much was there on that day."""
    return await store.record_of(db, merchant_id)


@get("/pickup-points", summary="List pickup points")
async def list_points(db: DbIn, signed: SignedIn) -> PointsShown:
    """All that are open."""
    return PointsShown(await shapes.points_shown(db, await store_people.open_points(db)))


@get("/parcels/{parcel_id:uuid}", summary="Read a parcel")
async def read_parcel(db: DbIn, signed: SignedIn, parcel_id: FromPath[UUID]) -> ParcelShown:
    """A parcel that one has to do with, and what one can do with it. Raises `NoParcel`."""
    _, parcel, _ = await access.enter(db, signed.person_id, parcel_id)
    return (await shapes.shown(db, signed.person_id, [parcel]))[0]


@get("/parcels/numbers/{number:str}", summary="Find a parcel by its label")
async def find_parcel(db: DbIn, signed: SignedIn, number: FromPath[str]) -> ParcelShown:
    """The parcel of a label that was scanned or typed, of those that one has to do with. Raises
    `NoParcel`.
    """
    found = await store.by_number(db, read_number(number) or number.strip().upper())
    if found is None:
        raise NoParcel
    _, parcel, _ = await access.enter(db, signed.person_id, found)
    return (await shapes.shown(db, signed.person_id, [parcel]))[0]


@put(
    "/parcels/{parcel_id:uuid}/events/{act_id:uuid}",
    summary="Do something with a parcel",
    guards=[own_device],
)
async def move_parcel(
    town: TownIn,
    signed: SignedIn,
    parcel_id: FromPath[UUID],
    act_id: FromPath[UUID],
    data: JSONBody[ParcelEventInput],
) -> ParcelShown:
    """It is taken along, brought, given away against the receiver's code or a signature, not got
    rid of, turned back, taken back. The same id again is the same. Raises `AccountClosed`,
    `AccountFrozen`, `BadAmount`, `HandoverProofNeeded`, `InsufficientFunds`, `Invalid`,
    `NoAccount`, `NoCurrency`, `NoMerchant`, `NoMoney`, `NoParcel`, `NotByYou`, `OperationIdUsed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ParcelCodeLocked`, `ParcelElsewhere`,
    `ParcelEventIdUsed`, `ParcelNotNow`, `PointFull`, `TooMuchCash`, `WrongParcelCode`.
    """
    check_new_id(act_id)
    me = signed.person_id
    made = derived_id(act_id, f"by {me}")
    async with town.database.transaction() as db:
        # Whose it is to do is asked of the locked parcel: somebody else may have it by now.
        held = await moving.hold(db, parcel_id)
        before = await store.event(db, made)
        if before is None:
            mine = await access.roles(db, me, held.delivery, held.parcel)
            if not mine:
                raise NoParcel
            if data.act == "call_off" and held.delivery.buyer_id is not None:
                raise NotByYou
        act = ParcelAct(
            id=made,
            act=data.act,
            role=before.role if before else access.role_among(mine, roles_for(data.act)),
            by_id=me,
            code="".join(data.code.split()),
            signature=data.signature,
            reason=data.reason,
        )
        done = await moving.move(db, parcel_id, act)
    if isinstance(done, Problem):
        raise done
    async with town.database.glance() as db:
        return (await shapes.shown(db, me, [done]))[0]


routes: list[HTTPRouteHandler] = [
    read_addresses,
    keep_address,
    drop_address,
    list_delivery_choices,
    read_record,
    list_points,
    read_parcel,
    find_parcel,
    move_parcel,
    *http_shop.routes,
    *http_point.routes,
    *http_courier.routes,
    *http_desk.routes,
    *http_carriers.routes,
]
