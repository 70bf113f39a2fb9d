"""Routes of presents: asked about, answered, and how they come to who gets them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import orders, parcels, till
from leapfrog.identity import Person, SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.orders import Delivery, OrderState, Present, PresentAddress, PresentState, ShopOrder
from leapfrog.parcels import PointShown

ASKING = Limit("present", 60, 3600)
Text = Annotated[str, msgspec.Meta(max_length=500)]
PresentId = FromPath[UUID]


class PresentInput(Input, frozen=True):
    """For whom, and what is said with it."""

    person_id: UUID
    message: Text = ""


class PresentAddressInput(Input, frozen=True):
    """Where a present for oneself shall be sent; `hidden`: who sends it does not see that.
    `declined`: one wants none, and the rest is not read.
    """

    name: Text = ""
    phone: Text = ""
    address: Text = ""
    lat: float | None = None
    lon: float | None = None
    hidden: bool = False
    declined: bool = False


class PresentParcel(msgspec.Struct, frozen=True):
    """How a part of a present stands for who gets it: neither what it is nor what it cost. `code`:
    whoever says it gets it.
    """

    number: str
    shop_name: str
    state: OrderState
    delivery: Delivery
    point: PointShown | None
    code: str | None


class PresentShown(msgspec.Struct, frozen=True):
    """A present, for who sends it (`mine`) or gets it. Where it goes is empty for who sends it
    while it is `hidden`, and for both once it is used. `parcels`: only for who gets it.
    """

    id: UUID
    mine: bool
    sender: Person | None
    receiver: Person | None
    message: str
    state: PresentState
    name: str
    phone: str
    address: str
    lat: float | None
    lon: float | None
    hidden: bool
    until: datetime
    parcels: list[PresentParcel]


class OpenPresents(msgspec.Struct, frozen=True):
    """What one asked about and has not sent, the newest first."""

    presents: list[PresentShown]


@get("/presents", summary="List presents to send")
async def list_presents(db: DbIn, signed: SignedIn) -> OpenPresents:
    """What one asked others about and has not sent yet."""
    me = signed.person_id
    return OpenPresents([await _shown(db, me, one) for one in await orders.open_presents(db, me)])


@get("/presents/{present_id:uuid}")
async def read_present(db: DbIn, signed: SignedIn, present_id: PresentId) -> PresentShown:
    """A present that one sends or gets. Raises `NoPresent`."""
    me = signed.person_id
    return await _shown(db, me, await orders.present_of_either(db, me, present_id))


@put("/presents/{present_id:uuid}", summary="Ask where a present goes")
async def ask_about_present(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    present_id: PresentId,
    data: JSONBody[PresentInput],
) -> PresentShown:
    """Asks somebody with whom one talks, by a card in the chat, where a present shall be sent. The
    answer is good for 30 days and one payment. Raises `Invalid`, `MovedAway`, `MutedAll`,
    `NoConversation`, `NotContacts`, `NotMember`, `PresentIdUsed`, `RateLimited`, `ReadOnly`,
    `RequestWaits`, `TooManyPresents`.
    """
    town.limit(ASKING, str(signed.person_id))
    me = signed.person_id
    asked = await orders.ask_about_present(db, me, present_id, data.person_id, data.message)
    return await _shown(db, me, asked)


@put("/presents/{present_id:uuid}/answer", summary="Say where a present goes")
async def answer_present(
    db: DbIn, signed: SignedIn, present_id: PresentId, data: JSONBody[PresentAddressInput]
) -> PresentShown:
    """Says where a present for oneself shall be sent, perhaps without its sender seeing that, or
    that one wants none. Raises `Invalid`, `NoPresent`, `PresentNotOpen`.
    """
    said = msgspec.structs.asdict(data)
    declined = said.pop("declined")
    me = signed.person_id
    where = None if declined else PresentAddress(**said)
    return await _shown(db, me, await orders.answer_present(db, me, present_id, where))


@delete("/presents/{present_id:uuid}", summary="Withdraw a present")
async def withdraw_present(db: DbIn, signed: SignedIn, present_id: PresentId) -> None:
    """Sends nothing after all; what was said of where is forgotten. Raises `NoPresent`,
    `PresentNotOpen`.
    """
    await orders.withdraw_present(db, signed.person_id, present_id)


async def _shown(db: Db, me: UUID, one: Present) -> PresentShown:
    mine = one.buyer_id == me
    people = await named(db, [one.buyer_id, one.person_id])
    away = mine and one.hidden
    return PresentShown(
        id=one.id,
        mine=mine,
        sender=people.get(one.buyer_id),
        receiver=people.get(one.person_id),
        message=one.message,
        state=one.state,
        name=one.name,
        phone="" if away else one.phone,
        address="" if away else one.address,
        lat=None if away else one.lat,
        lon=None if away else one.lon,
        hidden=one.hidden,
        until=one.until,
        parcels=[] if mine or one.state != "used" else await _parcels(db, one),
    )


async def _parcels(db: Db, one: Present) -> list[PresentParcel]:
    found_orders = await orders.by_ids(db, await orders.orders_of_present(db, one.id))
    sent = [order for order, _ in found_orders.values()]
    shops = await till.merchants_by_id(db, {each.merchant_id for each in sent})
    known = await parcels.deliveries(db, [each.id for each in sent])
    points = await orders.points_named(db, [each.point_id for each in known.values()])
    found = []
    for each in sorted(sent, key=lambda order: order.id):
        delivery = known.get(each.id)
        found.append(
            PresentParcel(
                number=each.number,
                shop_name=shops[each.merchant_id].name,
                state=each.state,
                delivery=each.delivery,
                point=points.get(delivery.point_id) if delivery and delivery.point_id else None,
                code=_code(each),
            )
        )
    return found


def _code(one: ShopOrder) -> str | None:
    """Whoever has it in hand needs no code any more, and what is called off never comes."""
    return one.code if one.received_at is None and one.state != "returned" else None


routes: list[HTTPRouteHandler] = [
    list_presents,
    read_present,
    ask_about_present,
    answer_present,
    withdraw_present,
]
