"""Routes of orders that go in one parcel, for who packs."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog import parcels, till
from leapfrog.consolidation import together
from leapfrog.consolidation.together import OrdersTogether
from leapfrog.identity import SignedIn
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.oauth import SCOPE, SHOP_SHIPPING
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import ParcelLabel, PointShown

MerchantId = FromPath[UUID]
BundleId = Annotated[UUID, PathParameter(description="The parcel, by an id that the client made.")]


class TogetherInput(Input, frozen=True):
    """Which orders, and who carries them, as a shipment of one says it."""

    orders: Annotated[list[UUID], msgspec.Meta(max_length=20)]
    carrier: Annotated[str, msgspec.Meta(max_length=40)] = "local"
    carrier_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    weight_g: int | None = None
    size: ParcelSize | None = None


class OrderTogether(msgspec.Struct, frozen=True):
    """An order among them; `title` and `options` of its first line, `units` of all."""

    id: UUID
    number: str
    title: str
    options: list[str]
    units: int
    packed: bool


class TogetherShown(msgspec.Struct, frozen=True):
    """Orders that can be one parcel, and for whom and where to; no money and no address: that is
    on the label.
    """

    for_name: str
    service: str
    point: PointShown | None
    orders: list[OrderTogether]


class TogetherList(msgspec.Struct, frozen=True):
    groups: list[TogetherShown]


class SentTogether(msgspec.Struct, frozen=True):
    """The parcel in which they are now."""

    parcel_id: UUID
    number: str


@get(
    "/merchants/{merchant_id:uuid}/consolidations",
    summary="List what can go together",
    opt={SCOPE: SHOP_SHIPPING},
)
async def list_together(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> TogetherList:
    """Orders of one buyer that go to one place in one way and of which nothing was sent, for who
    packs in the shop or leads it. Raises `NoMerchant`, `RoleNeeded`.
    """
    found = await together.can_go_together(db, signed.person_id, merchant_id)
    ids = {one.delivery.point_id for one in found if one.delivery.point_id}
    points = await parcels.points_of(db, ids)
    named = {one.id: one for one in await parcels.points_shown(db, points.values())}
    return TogetherList([_shown(one, named) for one in found])


def _shown(one: OrdersTogether, points: dict[UUID, PointShown]) -> TogetherShown:
    return TogetherShown(
        for_name=one.delivery.for_name,
        service=one.delivery.service,
        point=points.get(one.delivery.point_id) if one.delivery.point_id else None,
        orders=[
            OrderTogether(
                id=order.id,
                number=order.number,
                title=lines[0].title,
                options=lines[0].options,
                units=sum(line.open for line in lines),
                packed=order.packed_at is not None,
            )
            for order, lines in one.orders
        ],
    )


@put(
    "/merchants/{merchant_id:uuid}/consolidations/{bundle_id:uuid}",
    summary="Send orders together",
    opt={SCOPE: SHOP_SHIPPING},
)
async def put_together(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    bundle_id: BundleId,
    data: JSONBody[TogetherInput],
) -> SentTogether:
    """These orders leave in one parcel, all or none; the buyer gets back what was paid for the
    other deliveries. The same id again is the same. Raises `AccountClosed`, `AccountFrozen`,
    `DoNotFitTogether`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoMerchant`, `NoOrder`,
    `NoParcel`, `NotSoMany`, `OperationIdUsed`, `OrderActIdUsed`, `OrderNotNow`, `OverBalanceLimit`,
    `OverDailyLimit`, `OverPaymentLimit`, `ParcelEventIdUsed`, `RoleNeeded`.
    """
    check_new_id(bundle_id)
    await till.enter_shop(db, signed.person_id, merchant_id, till.PACKING_ROLES)
    if len(data.orders) < 2:
        raise Invalid("At least two orders.", field="orders")
    label = ParcelLabel(data.carrier, data.carrier_number, data.weight_g, size=data.size)
    me = signed.person_id
    parcel_id = await together.send_together(db, me, merchant_id, bundle_id, data.orders, label)
    return SentTogether(parcel_id, await parcels.number_of(db, parcel_id))


routes: list[HTTPRouteHandler] = [list_together, put_together]
