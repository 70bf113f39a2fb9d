"""Routes of lockers: for who carries and who fetches; those of owners and of the desk beside."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import parcels
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.lockers import (
    http_desk,
    http_keeping,
    places,
    returning,
    shapes,
    store,
    visiting,
)
from leapfrog.lockers.errors import NoOpening
from leapfrog.lockers.shapes import LockerAtRound, OpeningShown, ParcelInLocker, ReturnShown
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import ParcelShown, PointShown

Number = Annotated[str, msgspec.Meta(max_length=60)]
LockerId = FromPath[UUID]
OpeningId = FromPath[UUID]


class FillingInput(Input, frozen=True):
    """The label of what is laid in; `least`: the size of a compartment that it needs, once it did
    not fit into the one before.
    """

    number: Number
    least: ParcelSize | None = None


class CollectionInput(Input, frozen=True):
    """What is taken out to be brought back."""

    parcel_id: UUID


class DoubtInput(Input, frozen=True):
    """`small`: it does not fit; `occupied`: something lies there already, with this label; `empty`:
    what one came for does not.
    """

    what: Literal["small", "occupied", "empty"]
    number: Number = ""


class ReturnInput(Input, frozen=True):
    """Of which question about an order goods go back, and into which locker."""

    case_id: UUID
    locker_id: UUID
    size: ParcelSize = "S"


class LockerRound(msgspec.Struct, frozen=True):
    lockers: list[LockerAtRound]


class LockerPoints(msgspec.Struct, frozen=True):
    points: list[PointShown]


@get("/locker-round", summary="List where one lays in and takes out")
async def read_locker_round(db: DbIn, signed: SignedIn) -> LockerRound:
    """The lockers to which one carries parcels, or in which some lie that one may bring back."""
    return LockerRound(await shapes.round_at_lockers(db, signed.person_id))


@put(
    "/lockers/{locker_id:uuid}/fillings/{opening_id:uuid}",
    summary="Lay a parcel in",
    guards=[own_device],
)
async def lay_in(
    db: DbIn,
    signed: SignedIn,
    locker_id: LockerId,
    opening_id: OpeningId,
    data: JSONBody[FillingInput],
) -> OpeningShown:
    """Whoever carries a parcel scans its label at the locker, and a compartment springs open. The
    same id again is the same. Raises `DoorInUse`, `Invalid`, `LockerFull`, `LockerOffline`,
    `NoLocker`, `NoParcel`, `NoPoint`, `OpeningIdUsed`, `ParcelElsewhere`, `ParcelNotNow`.
    """
    check_new_id(opening_id)
    me = signed.person_id
    asked = visiting.Filling(opening_id, locker_id, data.number, data.least)
    return await shapes.opening_shown(db, await visiting.fill(db, me, asked))


@put(
    "/lockers/{locker_id:uuid}/collections/{opening_id:uuid}",
    summary="Take out what goes back",
    guards=[own_device],
)
async def take_out(
    db: DbIn,
    signed: SignedIn,
    locker_id: LockerId,
    opening_id: OpeningId,
    data: JSONBody[CollectionInput],
) -> OpeningShown:
    """Whoever carries for the town, or packs in the shop, takes out what nobody fetched or what a
    buyer laid in. The same id again is the same. Raises `DoorInUse`, `Invalid`, `LockerOffline`,
    `NoLocker`, `NoParcel`, `NoPoint`, `NotInLocker`, `OpeningIdUsed`.
    """
    check_new_id(opening_id)
    me = signed.person_id
    made = await visiting.collect(db, me, opening_id, locker_id, data.parcel_id)
    return await shapes.opening_shown(db, made)


@put(
    "/lockers/{locker_id:uuid}/redirections/{act_id:uuid}",
    summary="Bring it to another point",
    guards=[own_device],
)
async def redirect_parcel(
    db: DbIn,
    signed: SignedIn,
    locker_id: LockerId,
    act_id: FromPath[UUID],
    data: JSONBody[CollectionInput],
) -> ParcelShown:
    """The locker is full, silent or out of service: the parcel goes to another pickup point. The
    same id again is the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `DoorInUse`,
    `HandoverProofNeeded`, `InsufficientFunds`, `Invalid`, `LockerHasRoom`, `NoAccount`,
    `NoCurrency`, `NoLocker`, `NoMerchant`, `NoMoney`, `NoOtherPoint`, `NoParcel`, `NoPoint`,
    `NotByYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`,
    `ParcelCodeLocked`, `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`, `PointFull`,
    `TooMuchCash`, `WrongParcelCode`.
    """
    check_new_id(act_id)
    me = signed.person_id
    done = await visiting.redirect(db, me, act_id, locker_id, data.parcel_id)
    return (await parcels.parcels_shown(db, me, [done]))[0]


@get("/parcels/{parcel_id:uuid}/locker", summary="Read where a parcel waits")
async def read_parcel_in_locker(
    db: DbIn, signed: SignedIn, parcel_id: FromPath[UUID]
) -> ParcelInLocker:
    """The compartment in which what one bought waits, and the code that opens it. Raises
    `NoParcel`, `NotByYou`, `NotInLocker`.
    """
    return await shapes.parcel_in_locker(db, signed.person_id, parcel_id)


@put(
    "/parcels/{parcel_id:uuid}/fetchings/{opening_id:uuid}",
    summary="Open the compartment",
    guards=[own_device],
)
async def fetch(
    db: DbIn, signed: SignedIn, parcel_id: FromPath[UUID], opening_id: OpeningId
) -> OpeningShown:
    """Whoever bought it stands before the locker: the compartment springs open. The same id again
    is the same. Raises `DoorInUse`, `Invalid`, `LockerOffline`, `NoLocker`, `NoParcel`, `NoPoint`,
    `NotByYou`, `NotInLocker`, `OpeningIdUsed`.
    """
    check_new_id(opening_id)
    made = await visiting.fetch(db, signed.person_id, opening_id, parcel_id)
    return await shapes.opening_shown(db, made)


@get("/lockers/openings/{opening_id:uuid}", summary="Read what became of an opening")
async def read_opening(db: DbIn, signed: SignedIn, opening_id: OpeningId) -> OpeningShown:
    """Whether the compartment opened for which one asked, and whether it is closed. Raises
    `NoOpening`.
    """
    found = await store.opening(db, opening_id)
    if found is None or found.by_id != signed.person_id:
        raise NoOpening
    return await shapes.opening_shown(db, found)


@put("/lockers/openings/{opening_id:uuid}/doubt", summary="Say that it is otherwise")
async def doubt_opening(
    db: DbIn, signed: SignedIn, opening_id: OpeningId, data: JSONBody[DoubtInput]
) -> OpeningShown:
    """The compartment is too small, or something lies in it already, or what one came for does not:
    then the town looks. Again is the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `DoorInUse`, `HandoverProofNeeded`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`,
    `NoMerchant`, `NoMoney`, `NoOpening`, `NoPoint`, `NotByYou`, `OperationIdUsed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ParcelCodeLocked`,
    `ParcelEventIdUsed`, `PointFull`, `TooMuchCash`, `WrongParcelCode`.
    """
    made = await visiting.doubt(db, signed.person_id, opening_id, data.what, data.number)
    return await shapes.opening_shown(db, made)


@get("/locker-returns/places", summary="List lockers that take what goes back")
async def list_return_places(db: DbIn, signed: SignedIn) -> LockerPoints:
    """All lockers in which a compartment is free now."""
    return LockerPoints(await places.that_take(db))


@put("/locker-returns/{return_id:uuid}", summary="Bring back into a locker")
async def ask_to_return(
    db: DbIn, signed: SignedIn, return_id: FromPath[UUID], data: JSONBody[ReturnInput]
) -> ReturnShown:
    """What goes back of an order of one's own is laid into this locker, within a week. The same id
    again is the same. Raises `Invalid`, `NoLocker`, `NothingToReturn`, `OpeningIdUsed`.
    """
    check_new_id(return_id)
    asked = returning.ReturnAsked(return_id, data.case_id, data.locker_id, data.size)
    made = await returning.ask(db, signed.person_id, asked)
    return await shapes.return_shown(db, made)


@get("/locker-returns/{return_id:uuid}", summary="Read what goes back")
async def read_return(db: DbIn, signed: SignedIn, return_id: FromPath[UUID]) -> ReturnShown:
    """One's own, with the code that opens a compartment at the keys. Raises `NoLockerReturn`."""
    one = await returning.mine(db, signed.person_id, return_id)
    return await shapes.return_shown(db, one, await returning.last_opening(db, one))


@put(
    "/locker-returns/{return_id:uuid}/drops/{opening_id:uuid}",
    summary="Lay in what goes back",
    guards=[own_device],
)
async def lay_in_return(
    db: DbIn, signed: SignedIn, return_id: FromPath[UUID], opening_id: OpeningId
) -> OpeningShown:
    """Whoever brings it back stands before the locker: a compartment springs open. The same id
    again is the same. Raises `DoorInUse`, `Invalid`, `LockerFull`, `LockerOffline`, `NoLocker`,
    `NoLockerReturn`, `NoPoint`, `OpeningIdUsed`.
    """
    check_new_id(opening_id)
    made = await visiting.drop(db, signed.person_id, opening_id, return_id)
    return await shapes.opening_shown(db, made)


routes: list[HTTPRouteHandler] = [
    read_locker_round,
    lay_in,
    take_out,
    redirect_parcel,
    read_parcel_in_locker,
    fetch,
    read_opening,
    doubt_opening,
    list_return_places,
    ask_to_return,
    read_return,
    lay_in_return,
    *http_keeping.routes,
    *http_desk.routes,
]
