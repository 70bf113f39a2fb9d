"""Routes of pickup points: what lies there, scanned in, handed out; paper cards."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.parcels import cards, moving, points, shapes, store, store_people
from leapfrog.parcels.cards import CardWishes
from leapfrog.parcels.errors import NoParcel
from leapfrog.parcels.model import read_number
from leapfrog.parcels.moving import ParcelAct
from leapfrog.parcels.people import PointState
from leapfrog.parcels.points import PointWishes
from leapfrog.parcels.shapes import ParcelShown

Text = Annotated[str, msgspec.Meta(max_length=500)]
MerchantId = FromPath[UUID]


class PointInput(Input, frozen=True):
    """As `PointWishes` says."""

    about: Text
    lat: float
    lon: float
    shelves: Annotated[list[Text], msgspec.Meta(max_length=100)]
    capacity: int = 40
    keeps_days: int = 7
    fee: int = 0


class OwnPoint(msgspec.Struct, frozen=True):
    """A pickup point as who works there sees it: `here` by shelf, `coming` what is on its way."""

    id: UUID
    state: PointState
    about: str
    lat: float
    lon: float
    shelves: list[str]
    capacity: int
    keeps_days: int
    fee: int
    reason: str
    here: list[ParcelShown]
    coming: list[ParcelShown]


class LabelInput(Input, frozen=True):
    """The number of a label."""

    number: Annotated[str, msgspec.Meta(max_length=60)]


class HandoutInput(Input, frozen=True):
    """The six digits of who gets it, or a paper card."""

    code: Annotated[str, msgspec.Meta(max_length=60)]


class HandedOut(msgspec.Struct, frozen=True):
    """What was given away."""

    parcels: list[ParcelShown]


class ReceiverCardInput(Input, frozen=True):
    """As `CardWishes` says."""

    name: Text
    address: Text = ""
    free_up_to: int = 0


class ReceiverCardShown(msgspec.Struct, frozen=True):
    """A card of somebody without a phone; `text`: what is written on the paper, this once."""

    id: UUID
    handle: str
    name: str
    address: str
    free_up_to: int
    text: str | None


class ReceiverCardsShown(msgspec.Struct, frozen=True):
    cards: list[ReceiverCardShown]


@put("/merchants/{merchant_id:uuid}/pickup-point", summary="Ask to be a pickup point")
async def ask_for_point(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[PointInput]
) -> OwnPoint:
    """A shop that one leads wants to keep parcels; the desk decides. Raises `Invalid`,
    `NoMerchant`, `NoPoint`, `RoleNeeded`.
    """
    wanted = PointWishes(**msgspec.structs.asdict(data))
    await points.ask_for_point(db, signed.person_id, merchant_id, wanted)
    return await own_point(db, signed.person_id, merchant_id)


@get("/merchants/{merchant_id:uuid}/pickup-point", summary="Read one's pickup point")
async def read_point(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> OwnPoint:
    """What lies there and what comes, where one works. Raises `NoMerchant`, `NoPoint`,
    `RoleNeeded`.
    """
    return await own_point(db, signed.person_id, merchant_id)


@put(
    "/merchants/{merchant_id:uuid}/pickup-point/arrivals/{act_id:uuid}",
    summary="Scan a parcel in",
)
async def scan_in(
    db: DbIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    act_id: FromPath[UUID],
    data: JSONBody[LabelInput],
) -> ParcelShown:
    """A parcel for this point has come; the answer says on which shelf it goes. The same id again
    is the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `HandoverProofNeeded`,
    `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoMerchant`, `NoMoney`, `NoParcel`,
    `NoPoint`, `NotByYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `ParcelCodeLocked`, `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`,
    `PointFull`, `RoleNeeded`, `TooMuchCash`, `WrongParcelCode`.
    """
    check_new_id(act_id)
    me = signed.person_id
    await points.enter(db, me, merchant_id)
    number = read_number(data.number) or data.number.strip().upper()
    found = await store.by_number(db, number)
    if found is None:
        raise NoParcel
    act = ParcelAct(
        id=derived_id(act_id, f"by {me}"),
        act="arrive",
        role="point",
        by_id=me,
        point_id=merchant_id,
    )
    done = await moving.move(db, found, act)
    if isinstance(done, Problem):
        raise done
    return (await shapes.shown(db, me, [done]))[0]


@put(
    "/merchants/{merchant_id:uuid}/pickup-point/handouts/{act_id:uuid}",
    summary="Hand parcels out",
    guards=[own_device],
)
async def hand_out(
    town: TownIn,
    signed: SignedIn,
    merchant_id: MerchantId,
    act_id: FromPath[UUID],
    data: JSONBody[HandoutInput],
) -> HandedOut:
    """Whoever shows a code, on a phone or on paper, gets all parcels here that it opens; so does
    who shows a card. After five wrong ones in a row there is a wait. The same id again is the same.
    Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `HandoverProofNeeded`,
    `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`, `NoMerchant`, `NoMoney`, `NoParcel`,
    `NoPoint`, `NoReceiver`, `NotByYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `ParcelCodeLocked`, `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`,
    `PointFull`, `RoleNeeded`, `TooMuchCash`, `WrongParcelCode`, `WrongReceiverCode`.
    """
    check_new_id(act_id)
    me, made = signed.person_id, derived_id(act_id, f"by {signed.person_id}")
    if cards.read_card(data.code) is not None:
        return await _by_card(town, me, merchant_id, made, data.code)
    async with town.database.transaction() as db:
        code = "".join(data.code.split())
        given = await points.hand_out(db, me, merchant_id, made, code)
    if isinstance(given, Problem):
        raise given
    async with town.database.glance() as db:
        return HandedOut(await shapes.shown(db, me, given))


async def _by_card(town: TownIn, me: UUID, merchant_id: UUID, made: UUID, text: str) -> HandedOut:
    async with town.database.glance() as db:
        await points.enter(db, me, merchant_id)
    card = await cards.shown_card(town.database, text)
    if isinstance(card, Problem):
        raise card
    async with town.database.transaction() as db:
        given = await points.hand_out_to(db, me, merchant_id, made, card.id)
        return HandedOut(await shapes.shown(db, me, given))


@get("/receiver-cards", summary="List the cards that one gave out")
async def list_cards(db: DbIn, signed: SignedIn) -> ReceiverCardsShown:
    """Paper cards for people without a phone, the newest first; without their digits."""
    found = await store_people.receivers(db, signed.person_id)
    return ReceiverCardsShown(
        [
            ReceiverCardShown(one.id, one.handle, one.name, one.address, one.free_up_to, None)
            for one in found
        ]
    )


@put("/receiver-cards/{card_id:uuid}", summary="Give out a card")
async def give_card(
    town: TownIn, signed: SignedIn, card_id: FromPath[UUID], data: JSONBody[ReceiverCardInput]
) -> ReceiverCardShown:
    """A paper card for somebody without a phone, by who works at an open pickup point; again: new
    digits. Raises `Invalid`, `NoReceiver`, `NotByYou`.
    """
    check_new_id(card_id)
    wanted = CardWishes(**msgspec.structs.asdict(data))
    made = await cards.give_card(town.database, signed.person_id, card_id, wanted)
    one = made.card
    return ReceiverCardShown(one.id, one.handle, one.name, one.address, one.free_up_to, made.text)


async def own_point(db: Db, me: UUID, merchant_id: UUID) -> OwnPoint:
    """Raises `NoMerchant`, `NoPoint`."""
    found = await points.desk_of(db, me, merchant_id)
    one = found.point
    return OwnPoint(
        id=one.id,
        state=one.state,
        about=one.about,
        lat=one.lat,
        lon=one.lon,
        shelves=one.shelves,
        capacity=one.capacity,
        keeps_days=one.keeps_days,
        fee=one.fee,
        reason=one.reason,
        here=await shapes.shown(db, me, found.here),
        coming=await shapes.shown(db, me, found.coming),
    )


routes: list[HTTPRouteHandler] = [
    ask_for_point,
    read_point,
    scan_in,
    hand_out,
    list_cards,
    give_card,
]
