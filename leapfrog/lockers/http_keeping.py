"""Routes of who runs a locker: its plan, its key, its compartments."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.signing import base64url
from leapfrog.lockers import keeping, shapes
from leapfrog.lockers.keeping import LockerWishes
from leapfrog.lockers.model import DoorPlan
from leapfrog.lockers.shapes import OpeningShown, OwnLocker
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.vending import Machine

Text = Annotated[str, msgspec.Meta(max_length=500)]
LockerId = FromPath[UUID]
Label = FromPath[str]


class DoorInput(Input, frozen=True):
    """A compartment, called by a letter and a number."""

    label: Annotated[str, msgspec.Meta(max_length=4)]
    size: ParcelSize


class LockerInput(Input, frozen=True):
    """As `LockerWishes` says, of a shop."""

    merchant_id: UUID
    name: Text
    about: Text
    lat: float
    lon: float
    doors: Annotated[list[DoorInput], msgspec.Meta(max_length=100)]
    keeps_days: int = 3
    fee: int = 0


class ServiceInput(Input, frozen=True):
    in_service: bool


class WorksInput(Input, frozen=True):
    works: bool


class LockerKey(msgspec.Struct, frozen=True):
    """What is typed into the device once: who it is, and the key in base64url."""

    machine: UUID
    key: str


class OwnLockers(msgspec.Struct, frozen=True):
    lockers: list[OwnLocker]


@get("/lockers", summary="List one's lockers")
async def list_lockers(db: DbIn, signed: SignedIn) -> OwnLockers:
    """The lockers of the shops that one runs, with their compartments."""
    found = await keeping.mine(db, signed.person_id)
    return OwnLockers(await shapes.own_lockers(db, found))


@put("/lockers/{locker_id:uuid}", summary="Put up a locker", guards=[own_device])
async def put_locker(
    db: DbIn, signed: SignedIn, locker_id: LockerId, data: JSONBody[LockerInput]
) -> LockerKey:
    """A locker of a shop, or what is different about it; the desk decides about a new one, and
    about another place or fee. Answers its key. Raises `Invalid`, `MachineIdUsed`, `NoMachine`,
    `NoMerchant`, `NoPoint`, `RoleNeeded`.
    """
    wishes = LockerWishes(
        name=data.name,
        about=data.about,
        lat=data.lat,
        lon=data.lon,
        plan=[DoorPlan(one.label, one.size) for one in data.doors],
        keeps_days=data.keeps_days,
        fee=data.fee,
    )
    made = await keeping.put_up(db, signed.person_id, locker_id, data.merchant_id, wishes)
    return _key(made)


@post("/lockers/{locker_id:uuid}/key", status_code=200, guards=[own_device])
async def renew_locker_key(db: DbIn, signed: SignedIn, locker_id: LockerId) -> LockerKey:
    """Makes a fresh key; the one before is worth nothing any more. Raises `NoLocker`,
    `NoMachine`, `RoleNeeded`.
    """
    return _key(await keeping.new_key(db, signed.person_id, locker_id))


@delete("/lockers/{locker_id:uuid}", status_code=204, summary="Take a locker away")
async def take_locker_away(db: DbIn, signed: SignedIn, locker_id: LockerId) -> None:
    """For good, once nothing lies in it. Raises `AccountClosed`, `AccountFrozen`, `BadAmount`,
    `HandoverProofNeeded`, `InsufficientFunds`, `Invalid`, `LockerInUse`, `NoAccount`, `NoCurrency`,
    `NoLocker`, `NoMachine`, `NoMerchant`, `NoMoney`, `NoParcel`, `NoPoint`, `NotByYou`,
    `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`, `OverPaymentLimit`, `ParcelCodeLocked`,
    `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`, `PointFull`, `RoleNeeded`,
    `TooMuchCash`, `WrongParcelCode`.
    """
    await keeping.take_away(db, signed.person_id, locker_id)


@put("/lockers/{locker_id:uuid}/service", summary="Take a locker out of service")
async def set_locker_service(
    db: DbIn, signed: SignedIn, locker_id: LockerId, data: JSONBody[ServiceInput]
) -> OwnLocker:
    """Nothing new comes there, or does again; what is on its way goes to another point. Raises
    `AccountClosed`, `AccountFrozen`, `BadAmount`, `HandoverProofNeeded`, `InsufficientFunds`,
    `Invalid`, `NoAccount`, `NoCurrency`, `NoLocker`, `NoMerchant`, `NoMoney`, `NoParcel`,
    `NoPoint`, `NotByYou`, `OperationIdUsed`, `OverBalanceLimit`, `OverDailyLimit`,
    `OverPaymentLimit`, `ParcelCodeLocked`, `ParcelElsewhere`, `ParcelEventIdUsed`, `ParcelNotNow`,
    `PointFull`, `RoleNeeded`, `TooMuchCash`, `WrongParcelCode`.
    """
    me = signed.person_id
    await keeping.set_service(db, me, locker_id, in_service=data.in_service)
    return await _own(db, me, locker_id)


@put("/lockers/{locker_id:uuid}/doors/{label:str}", summary="Say whether a compartment works")
async def set_door(
    db: DbIn, signed: SignedIn, locker_id: LockerId, label: Label, data: JSONBody[WorksInput]
) -> OwnLocker:
    """Nothing new is put into one that does not work. Raises `DoorInUse`, `NoDoor`, `NoLocker`,
    `NoPoint`, `RoleNeeded`.
    """
    me = signed.person_id
    await keeping.set_works(db, me, locker_id, label, works=data.works)
    return await _own(db, me, locker_id)


@put(
    "/lockers/{locker_id:uuid}/doors/{label:str}/openings/{opening_id:uuid}",
    summary="Open an empty compartment",
    guards=[own_device],
)
async def open_empty(
    db: DbIn, signed: SignedIn, locker_id: LockerId, label: Label, opening_id: FromPath[UUID]
) -> OpeningShown:
    """To mend it; never one in which a parcel lies. The same id again is the same. Raises
    `DoorInUse`, `Invalid`, `LockerOffline`, `NoDoor`, `NoLocker`, `NoPoint`, `OpeningIdUsed`,
    `RoleNeeded`.
    """
    check_new_id(opening_id)
    made = await keeping.look(db, signed.person_id, opening_id, locker_id, label)
    return await shapes.opening_shown(db, made)


async def _own(db: Db, me: UUID, locker_id: UUID) -> OwnLocker:
    return (await shapes.own_lockers(db, [await keeping.run(db, me, locker_id)]))[0]


def _key(machine: Machine) -> LockerKey:
    return LockerKey(machine.id, base64url(machine.key))


routes: list[HTTPRouteHandler] = [
    list_lockers,
    put_locker,
    renew_locker_key,
    take_locker_away,
    set_locker_service,
    set_door,
    open_empty,
]
