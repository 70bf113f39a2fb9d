"""Lockers as people see them: who runs one, who carries, who fetches, the desk."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import parcels, vending
from leapfrog.kernel.db import Db
from leapfrog.lockers import store, visiting
from leapfrog.lockers.model import (
    Door,
    DoorOpening,
    DoorState,
    Doubt,
    Fault,
    LockerReturn,
    OpeningState,
    Purpose,
    ReturnState,
)
from leapfrog.parcel_sizes import SIZES, ParcelSize
from leapfrog.parcels import ParcelShown, PickupPoint, PointShown, PointState
from leapfrog.vending import Machine


class OwnDoor(msgspec.Struct, frozen=True):
    """A compartment for who runs the locker: not whose parcel lies there."""

    id: UUID
    label: str
    size: ParcelSize
    state: DoorState
    fault: Fault
    since: datetime


class OwnLocker(msgspec.Struct, frozen=True):
    """A locker for who runs it. `state`: what the desk said of it; `reason`: why not."""

    id: UUID
    merchant_id: UUID
    name: str
    about: str
    lat: float
    lon: float
    keeps_days: int
    fee: int
    state: PointState
    reason: str
    in_service: bool
    online: bool
    doors: list[OwnDoor]


class OpeningShown(msgspec.Struct, frozen=True):
    """A compartment that was opened, for who asked for it. `state`: `asked` while the machine has
    not answered, `open`, `done` when the door is closed, `failed`: it did not open, `unknown`:
    nobody knows; `inside`: something lay in it then, null where the machine cannot see that.
    """

    id: UUID
    locker_id: UUID
    locker_name: str
    label: str
    size: ParcelSize
    purpose: Purpose
    state: OpeningState
    parcel_id: UUID | None
    inside: bool | None
    doubt: Doubt
    at: datetime
    until: datetime


class LockerAtRound(msgspec.Struct, frozen=True):
    """A locker where a courier has something to do. `to_lay_in`: what they carry there; `to_take`:
    what goes back to its shop; `free`: compartments by size.
    """

    point: PointShown
    online: bool
    in_service: bool
    free: dict[ParcelSize, int]
    to_lay_in: list[ParcelShown]
    to_take: list[ParcelShown]


class ParcelInLocker(msgspec.Struct, frozen=True):
    """Where a parcel waits for its buyer. `code`: opens it at the keys, and as a QR code at the
    reader; `until`: then it goes back; `opening`: the last time that it was opened.
    """

    parcel_id: UUID
    delivery_id: UUID
    point: PointShown
    online: bool
    label: str
    size: ParcelSize
    state: DoorState
    code: str
    until: datetime | None
    opening: OpeningShown | None


class ReturnShown(msgspec.Struct, frozen=True):
    """What goes back, and the locker into which its buyer lays it."""

    id: UUID
    case_id: UUID
    order_id: UUID
    point: PointShown
    online: bool
    size: ParcelSize
    code: str
    state: ReturnState
    until: datetime
    opening: OpeningShown | None


class UnknownDoor(msgspec.Struct, frozen=True):
    """A compartment of which nobody knows what is in there, for the desk."""

    id: UUID
    locker_id: UUID
    locker_name: str
    label: str
    fault: Fault
    online: bool
    since: datetime
    purpose: Purpose | None
    parcel_number: str
    parcel_state: str
    shop_name: str
    opening: UUID | None


class DoubtedOpening(msgspec.Struct, frozen=True):
    """What somebody found otherwise: `occupied`: something lay there already, `empty`: what they
    came for did not; `found`: the number of what lay there.
    """

    id: UUID
    locker_name: str
    label: str
    purpose: Purpose
    doubt: Doubt
    found: str
    parcel_number: str
    at: datetime


async def own_lockers(db: Db, found: Sequence[Machine]) -> list[OwnLocker]:
    """For who runs them."""
    ids = [one.id for one in found]
    points, every = await parcels.points_of(db, ids), await store.doors(db, ids)
    known = await store.lockers(db, ids)
    return [
        _own(
            one,
            points[one.id],
            every.get(one.id, []),
            in_service=known[one.id].resting_at is None,
            online=one.online(db.now),
        )
        for one in found
    ]


def _own(
    machine: Machine, point: PickupPoint, doors: Sequence[Door], *, in_service: bool, online: bool
) -> OwnLocker:
    return OwnLocker(
        id=machine.id,
        merchant_id=machine.merchant_id,
        name=machine.name,
        about=point.about,
        lat=point.lat,
        lon=point.lon,
        keeps_days=point.keeps_days,
        fee=point.fee,
        state=point.state,
        reason=point.reason,
        in_service=in_service,
        online=online,
        doors=[
            OwnDoor(each.id, each.label, each.size, each.state, each.fault, each.changed_at)
            for each in doors
        ],
    )


async def opening_shown(db: Db, one: DoorOpening) -> OpeningShown:
    """For who asked for it."""
    door = await store.door(db, one.door_id)
    assert door is not None
    machine = (await vending.machines_by_ids(db, [one.locker_id]))[one.locker_id]
    return OpeningShown(
        id=one.id,
        locker_id=one.locker_id,
        locker_name=machine.name,
        label=door.label,
        size=door.size,
        purpose=one.purpose,
        state=one.state,
        parcel_id=one.parcel_id,
        inside=one.inside,
        doubt=one.doubt,
        at=one.at,
        until=one.until,
    )


async def round_at_lockers(db: Db, me: UUID) -> list[LockerAtRound]:
    """Where I have parcels to lay in or to take out."""
    carried = [*(await parcels.parcels_by_ids(db, await store.carried_to_lockers(db, me))).values()]
    lies = await parcels.parcels_by_ids(db, await store.to_go_back(db))
    back = await visiting.collectable(db, me, lies.values())
    lying = await store.doors_of(db, [one.id for one in back])
    agreed = await parcels.deliveries(db, {one.delivery_id for one in carried})
    where = {one.id: agreed[one.delivery_id].point_id for one in carried}
    ids = {each for each in where.values() if each} | {one.locker_id for one in lying.values()}
    points = await parcels.points_of(db, ids)
    named = {one.id: one for one in await parcels.points_shown(db, points.values())}
    seen = {one.id: one for one in await parcels.parcels_shown(db, me, [*carried, *back])}
    every, known = await store.doors(db, ids), await store.lockers(db, ids)
    machines = await vending.machines_by_ids(db, ids)
    return [
        LockerAtRound(
            point=named[each],
            online=machines[each].online(db.now),
            in_service=known[each].resting_at is None,
            free=_free(every.get(each, [])),
            to_lay_in=[seen[one.id] for one in carried if where[one.id] == each],
            to_take=[seen[one.id] for one in back if lying[one.id].locker_id == each],
        )
        for each in sorted(ids, key=lambda one: named[one].name)
    ]


def _free(doors: Iterable[Door]) -> dict[ParcelSize, int]:
    usable = [one for one in doors if one.is_usable]
    return {size: sum(one.size == size for one in usable) for size in SIZES}


async def parcel_in_locker(db: Db, me: UUID, parcel_id: UUID) -> ParcelInLocker:
    """For who bought what is in it. Raises `NoParcel`, `NotByYou`, `NotInLocker`."""
    delivery, door = await visiting.of_buyer(db, me, parcel_id)
    parcel = (await parcels.parcels_by_ids(db, [parcel_id]))[parcel_id]
    point = await _point(db, door.locker_id)
    one = await store.opening(db, door.opening_id) if door.opening_id else None
    fetched = one is not None and one.purpose == "fetch" and one.parcel_id == parcel_id
    return ParcelInLocker(
        parcel_id=parcel_id,
        delivery_id=delivery.id,
        point=point,
        online=await _is_online(db, door.locker_id),
        label=door.label,
        size=door.size,
        state=door.state,
        code=delivery.code,
        until=parcel.due_at,
        opening=await opening_shown(db, one) if one and fetched else None,
    )


async def _is_online(db: Db, locker_id: UUID) -> bool:
    return (await vending.machines_by_ids(db, [locker_id]))[locker_id].online(db.now)


async def _point(db: Db, locker_id: UUID) -> PointShown:
    found = await parcels.points_of(db, [locker_id])
    return (await parcels.points_shown(db, found.values()))[0]


async def return_shown(
    db: Db, one: LockerReturn, opening: DoorOpening | None = None
) -> ReturnShown:
    """For who lays it in."""
    return ReturnShown(
        id=one.id,
        case_id=one.case_id,
        order_id=one.order_id,
        point=await _point(db, one.locker_id),
        online=await _is_online(db, one.locker_id),
        size=one.size,
        code=one.code,
        state=one.state,
        until=one.until,
        opening=await opening_shown(db, opening) if opening else None,
    )


async def unknown_doors(db: Db) -> list[UnknownDoor]:
    """For the desk, the longest unknown first."""
    found = await store.unknown(db)
    machines = await vending.machines_by_ids(db, {one.locker_id for one in found})
    openings = await store.openings(db, {one.opening_id for one in found if one.opening_id})
    known = await parcels.parcels_by_ids(db, {one.parcel_id for one in found if one.parcel_id})
    seen = {one.id: one for one in await parcels.parcels_seen(db, "desk", [*known.values()])}
    return [
        _unknown(
            one,
            machines[one.locker_id],
            openings.get(one.opening_id) if one.opening_id else None,
            seen.get(one.parcel_id) if one.parcel_id else None,
            now=db.now,
        )
        for one in found
    ]


def _unknown(
    door: Door,
    machine: Machine,
    opening: DoorOpening | None,
    parcel: ParcelShown | None,
    *,
    now: datetime,
) -> UnknownDoor:
    return UnknownDoor(
        id=door.id,
        locker_id=door.locker_id,
        locker_name=machine.name,
        label=door.label,
        fault=door.fault,
        online=machine.online(now),
        since=door.changed_at,
        purpose=opening.purpose if opening else None,
        parcel_number=parcel.number if parcel else "",
        parcel_state=parcel.state if parcel else "",
        shop_name=parcel.shop_name if parcel else "",
        opening=opening.id if opening else None,
    )


async def doubted_openings(db: Db) -> list[DoubtedOpening]:
    """For the desk, the newest first."""
    found = await store.doubted(db)
    machines = await vending.machines_by_ids(db, {one.locker_id for one in found})
    known = await parcels.parcels_by_ids(db, {one.parcel_id for one in found if one.parcel_id})
    labels: Mapping[UUID, str] = {
        each.id: each.label
        for doors in (await store.doors(db, {one.locker_id for one in found})).values()
        for each in doors
    }
    return [
        DoubtedOpening(
            id=one.id,
            locker_name=machines[one.locker_id].name,
            label=labels[one.door_id],
            purpose=one.purpose,
            doubt=one.doubt,
            found=one.found,
            parcel_number=known[one.parcel_id].number if one.parcel_id in known else "",
            at=one.at,
        )
        for one in found
    ]
