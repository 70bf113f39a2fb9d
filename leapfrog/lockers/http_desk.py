"""Routes of the desk: compartments of which nobody knows what is in there."""

from uuid import UUID

import msgspec
from litestar import get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.lockers import deciding, shapes
from leapfrog.lockers.model import Finding
from leapfrog.lockers.shapes import DoubtedOpening, OpeningShown, UnknownDoor

DoorId = FromPath[UUID]


class FindingInput(Input, frozen=True):
    """`inside`: the parcel lies there; `taken`: whoever might have it has it; `empty`: nobody has,
    and a parcel that waited there is lost: its buyer gets the money back.
    """

    found: Finding


class LockersDesk(msgspec.Struct, frozen=True):
    """Compartments that nobody uses until somebody has looked, and what people found otherwise."""

    doors: list[UnknownDoor]
    doubts: list[DoubtedOpening]


@get("/desk/lockers", guards=[operator_only], summary="List unknown compartments")
async def list_unknown_doors(db: DbIn, signed: SignedIn) -> LockersDesk:
    """Of which nobody knows what is in there, the longest so first."""
    return await _desk(db)


@put(
    "/desk/lockers/doors/{door_id:uuid}/openings/{opening_id:uuid}",
    guards=[operator_only],
    summary="Open an unknown compartment",
)
async def open_unknown(
    db: DbIn, signed: SignedIn, door_id: DoorId, opening_id: FromPath[UUID]
) -> OpeningShown:
    """For somebody who stands there and looks. The same id again is the same. Raises `DoorInUse`,
    `Invalid`, `LockerOffline`, `NoDoor`, `NoMachine`, `NoPoint`, `OpeningIdUsed`.
    """
    check_new_id(opening_id)
    made = await deciding.look(db, signed.person_id, opening_id, door_id)
    return await shapes.opening_shown(db, made)


@put(
    "/desk/lockers/doors/{door_id:uuid}/findings/{act_id:uuid}",
    guards=[operator_only],
    summary="Say what is in a compartment",
)
async def decide_door(
    db: DbIn,
    signed: SignedIn,
    door_id: DoorId,
    act_id: FromPath[UUID],
    data: JSONBody[FindingInput],
) -> LockersDesk:
    """Somebody has looked: the parcel follows, and the compartment works again. The same id again
    is the same. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`, `DoNotFitTogether`,
    `DoorInUse`, `HandoverProofNeeded`, `InsufficientFunds`, `Invalid`, `NoAccount`, `NoCurrency`,
    `NoDoor`, `NoMerchant`, `NoMoney`, `NoParcel`, `NoPoint`, `NotByYou`, `OperationIdUsed`,
    `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ParcelCodeLocked`, `ParcelElsewhere`,
    `ParcelEventIdUsed`, `ParcelNotNow`, `PointFull`, `TooMuchCash`, `WrongParcelCode`.
    """
    check_new_id(act_id)
    await deciding.decide(db, signed.person_id, door_id, act_id, data.found)
    return await _desk(db)


@put(
    "/desk/lockers/doubts/{opening_id:uuid}",
    guards=[operator_only],
    summary="Put a doubt aside",
)
async def put_doubt_aside(db: DbIn, signed: SignedIn, opening_id: FromPath[UUID]) -> LockersDesk:
    """Somebody has looked at what was found otherwise. Again is the same. Raises `NoOpening`."""
    await deciding.seen(db, opening_id)
    return await _desk(db)


async def _desk(db: Db) -> LockersDesk:
    return LockersDesk(await shapes.unknown_doors(db), await shapes.doubted_openings(db))


routes: list[HTTPRouteHandler] = [list_unknown_doors, open_unknown, decide_door, put_doubt_aside]
