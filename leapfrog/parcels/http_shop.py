"""Routes of shops: how they send, what they send without an order, cash that comes in."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import till
from leapfrog.identity import SignedIn, named
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import agreeing, choices, couriers, shapes, store, store_people
from leapfrog.parcels.agreeing import DirectParcel
from leapfrog.parcels.model import Service, ShopTerms
from leapfrog.parcels.people import CashCount
from leapfrog.parcels.shapes import ParcelShown

Text = Annotated[str, msgspec.Meta(max_length=500)]
Zone = Annotated[str, msgspec.Meta(max_length=60)]
MerchantId = FromPath[UUID]
Pile = Annotated[
    Literal["open", "over"], QueryParameter(description="Those under way, or the others.")
]


class ShopTermsInput(Input, frozen=True):
    """As `ShopTerms` says."""

    own_price: int | None
    courier_price: int | None
    point_price: int | None
    cutoff: int
    weekdays: Annotated[list[int], msgspec.Meta(max_length=7)]
    handling_days: int
    lat: float | None = None
    lon: float | None = None
    zone: Zone = "UTC"


class DirectParcelInput(Input, frozen=True):
    """Who gets it, and how it comes there; `cash`: taken at the door, minor units; `size`: of the
    compartment that it needs in a locker.
    """

    service: Service
    name: Text
    phone: Text = ""
    address: Text = ""
    lat: float | None = None
    lon: float | None = None
    point_id: UUID | None = None
    cash: int = 0
    weight_g: int | None = None
    size: ParcelSize | None = None


class ShopParcels(msgspec.Struct, frozen=True):
    """The newest first; `next` is the `before` of the next page, null at the end."""

    parcels: list[ParcelShown]
    next: str | None


class CashOfCourier(msgspec.Struct, frozen=True):
    """What a courier has in hand for a shop, minor units."""

    courier_id: UUID
    name: str
    amount: int
    parcels: int
    currency: str
    since: datetime


class ShopCash(msgspec.Struct, frozen=True):
    couriers: list[CashOfCourier]


class CountInput(Input, frozen=True):
    """`expected`: the sum that both saw before; `counted`: what lay on the table, minor units."""

    expected: int
    counted: int


@get("/merchants/{merchant_id:uuid}/delivery-terms", summary="Read how a shop sends")
async def read_terms(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> ShopTerms:
    """Of a shop that one leads. Raises `NoMerchant`, `RoleNeeded`."""
    return await choices.terms_of(db, signed.person_id, merchant_id)


@put("/merchants/{merchant_id:uuid}/delivery-terms", summary="Say how a shop sends")
async def set_terms(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[ShopTermsInput]
) -> ShopTerms:
    """From now on; what was paid comes as it was agreed. Raises `Invalid`, `NoMerchant`,
    `RoleNeeded`.
    """
    wanted = ShopTerms(**{**msgspec.structs.asdict(data), "weekdays": tuple(data.weekdays)})
    return await choices.put_terms(db, signed.person_id, merchant_id, wanted)


@get("/merchants/{merchant_id:uuid}/parcels", summary="List the parcels of a shop")
async def list_shop_parcels(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    pile: Pile = "open",
    before: Before = None,
    limit: Size = 20,
) -> ShopParcels:
    """Of a shop in which one packs, or that one leads. Raises `Invalid`, `NoMerchant`,
    `RoleNeeded`.
    """
    await till.enter_shop(db, signed.person_id, merchant_id, till.PACKING_ROLES)
    place = checked_position(before)
    found = await store.of_merchant(db, merchant_id, place, limit, is_open=pile == "open")
    following = next_of(found, limit, lambda one: Position(one.announced_at, one.id))
    return ShopParcels(await shapes.shown(db, signed.person_id, found), following)


@put("/merchants/{merchant_id:uuid}/parcels/{delivery_id:uuid}", summary="Send without an order")
async def send_parcel(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    delivery_id: FromPath[UUID],
    data: JSONBody[DirectParcelInput],
) -> ParcelShown:
    """The shop sends something to somebody who did not order it here. The same id again is the
    same. Raises `DoNotFitTogether`, `Invalid`, `NoMerchant`, `NoParcel`, `NoSuchDelivery`,
    `ParcelEventIdUsed`, `RoleNeeded`.
    """
    check_new_id(delivery_id)
    new = DirectParcel(id=delivery_id, **msgspec.structs.asdict(data))
    parcel = await agreeing.send_directly(db, signed.person_id, merchant_id, new)
    return (await shapes.shown(db, signed.person_id, [parcel]))[0]


@get("/merchants/{merchant_id:uuid}/cash", summary="List cash that couriers have")
async def list_cash(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> ShopCash:
    """Cash that was taken at doors for a shop that one leads. Raises `NoMerchant`, `RoleNeeded`."""
    await till.enter_shop(db, signed.person_id, merchant_id, till.LEADING_ROLES)
    found = await store_people.cash_for(db, merchant_id)
    people = await named(db, list({one.courier_id for one in found}))
    return ShopCash(
        [
            CashOfCourier(
                courier_id=each,
                name=people[each].display_name if each in people else "",
                amount=sum(one.amount for one in found if one.courier_id == each),
                parcels=sum(one.courier_id == each for one in found),
                currency=next(one.currency for one in found if one.courier_id == each),
                since=min(one.taken_at for one in found if one.courier_id == each),
            )
            for each in dict.fromkeys(one.courier_id for one in found)
        ]
    )


@put(
    "/merchants/{merchant_id:uuid}/cash/{courier_id:uuid}/counts/{count_id:uuid}",
    summary="Count cash",
)
async def count_cash(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    courier_id: FromPath[UUID],
    count_id: FromPath[UUID],
    data: JSONBody[CountInput],
) -> CashCount:
    """What a courier hands in is counted, by somebody else. The same id again is the same. Raises
    `Invalid`, `NoCourier`, `NoMerchant`, `ParcelEventIdUsed`, `RoleNeeded`, `WrongCount`.
    """
    check_new_id(count_id)
    me = signed.person_id
    wanted = CashCount(
        id=count_id,
        courier_id=courier_id,
        merchant_id=merchant_id,
        expected=data.expected,
        counted=data.counted,
        by_id=me,
        at=db.now,
    )
    return await couriers.count_cash(db, me, merchant_id, courier_id, wanted)


routes: list[HTTPRouteHandler] = [
    read_terms,
    set_terms,
    list_shop_parcels,
    send_parcel,
    list_cash,
    count_cash,
]
