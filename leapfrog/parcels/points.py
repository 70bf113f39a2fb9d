"""Pickup points: a shop asks to be one, the desk says yes, parcels are handed out by code."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import places, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.parcel_sizes import ParcelSize
from leapfrog.parcels import moving, store, store_people
from leapfrog.parcels.errors import NoParcel, NoPoint, ParcelCodeLocked, WrongParcelCode
from leapfrog.parcels.model import LOCKED, MOST_TRIES, AgreedDelivery, Parcel
from leapfrog.parcels.moving import ParcelAct
from leapfrog.parcels.people import LONGEST_TEXT, PickupPoint, line_of

MOST_SHELVES, MOST_FEE = 100, 1_000_000


class PointWishes(msgspec.Struct, frozen=True):
    """How a pickup point shall be: hours and how it is found (`about`), where, its shelves, how
    many parcels it takes, for how many days, for how much each (minor units).
    """

    about: str
    lat: float
    lon: float
    shelves: list[str]
    capacity: int = 40
    keeps_days: int = 7
    fee: int = 0


class LockerPoint(msgspec.Struct, frozen=True):
    """What makes a point a locker: its own id and name, and how many compartments of each size
    work.
    """

    id: UUID
    name: str
    doors: dict[ParcelSize, int]


class PointDesk(msgspec.Struct, frozen=True):
    """What a point has to do: what lies there, what comes."""

    point: PickupPoint
    here: list[Parcel]
    coming: list[Parcel]
    deliveries: dict[UUID, AgreedDelivery]


async def ask_for_point(
    db: Db,
    me: UUID,
    merchant_id: UUID,
    wanted: PointWishes,
    locker: LockerPoint | None = None,
) -> PickupPoint:
    """Asks the desk to make a shop that one leads a pickup point, or to give it one in a `locker`,
    or changes it: shelves, hours and room at once; another fee or place is looked at again. Raises
    `NoMerchant`, `RoleNeeded`, `Invalid`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    places.point_of(wanted.lat, wanted.lon)
    shelves = [line_of(one, "shelves", 20, 1) for one in wanted.shelves]
    if not 1 <= len(shelves) <= MOST_SHELVES or len(set(shelves)) < len(shelves):
        raise Invalid("At least one shelf, each with a name of its own.", field="shelves")
    if not 1 <= wanted.capacity <= 10_000:
        raise Invalid("Between 1 and 10000.", field="capacity")
    if not 1 <= wanted.keeps_days <= 30:
        raise Invalid("Between 1 and 30 days.", field="keeps_days")
    if not 0 <= wanted.fee <= MOST_FEE:
        raise Invalid(f"Between 0 and {MOST_FEE}.", field="fee")
    point_id = locker.id if locker else merchant_id
    before = await store_people.lock_point(db, point_id)
    made = PickupPoint(
        id=point_id,
        merchant_id=merchant_id,
        name=locker.name if locker else "",
        doors=locker.doors if locker else {},
        state="asked",
        about=line_of(wanted.about, "about", LONGEST_TEXT),
        lat=wanted.lat,
        lon=wanted.lon,
        shelves=shelves,
        capacity=wanted.capacity,
        keeps_days=wanted.keeps_days,
        fee=wanted.fee,
        asked_by=me,
        at=db.now,
    )
    if before is not None and before.state == "open" and _is_as_agreed(before, made):
        made = replace(made, state="open")
    await store_people.put_point(db, made)
    return made


async def set_doors(db: Db, point_id: UUID, doors: dict[ParcelSize, int]) -> None:
    """Sets how many compartments of each size of a locker work; with none of them nobody chooses
    it. Raises `NoPoint`.
    """
    before = await hold_point(db, point_id)
    await store_people.put_point(db, replace(before, doors=doors, capacity=sum(doors.values())))


async def close_point(db: Db, point_id: UUID) -> None:
    """Closes a pickup point that is gone: nothing new comes to it, and its name and words are
    deleted. Raises `NoPoint`.
    """
    before = await hold_point(db, point_id)
    doors: dict[ParcelSize, int] = dict.fromkeys(before.doors, 0)
    gone = replace(before, state="closed", capacity=0, doors=doors, name="", about="", shelves=[])
    await store_people.put_point(db, gone)


def _is_as_agreed(before: PickupPoint, after: PickupPoint) -> bool:
    return (before.fee, before.lat, before.lon) == (after.fee, after.lat, after.lon)


async def decide_point(db: Db, merchant_id: UUID, *, is_open: bool, reason: str) -> PickupPoint:
    """The desk opens a pickup point, refuses one that asked, or closes one: then nothing new comes,
    and what lies there is handed out. Raises `NoPoint`, `Invalid` for a no without a reason.
    """
    before = await store_people.lock_point(db, merchant_id)
    if before is None:
        raise NoPoint
    kept = line_of(reason, "reason", LONGEST_TEXT)
    if not is_open and not kept:
        raise Invalid("Please say why.", field="reason")
    refused = "refused" if before.state in ("asked", "refused") else "closed"
    made = replace(before, state="open" if is_open else refused, reason="" if is_open else kept)
    await store_people.put_point(db, made)
    return made


async def enter(db: Db, me: UUID, merchant_id: UUID) -> PickupPoint:
    """A point where I work. Raises `NoMerchant`, `NoPoint`."""
    await till.enter_shop(db, me, merchant_id)
    found = (await store_people.points(db, [merchant_id])).get(merchant_id)
    if found is None:
        raise NoPoint
    return found


async def desk_of(db: Db, me: UUID, merchant_id: UUID) -> PointDesk:
    """Raises `NoMerchant`, `NoPoint`."""
    point = await enter(db, me, merchant_id)
    here = await store.at_point(db, merchant_id)
    coming = await store.coming_to(db, merchant_id)
    found = await store.deliveries(db, {one.delivery_id for one in [*here, *coming]})
    return PointDesk(point, here, coming, found)


async def hand_out(
    db: Db, me: UUID, merchant_id: UUID, act_id: UUID, code: str
) -> list[Parcel] | Problem:
    """Gives away all parcels at my shop that this code opens; again, with the same id, is the same.
    After five wrong codes in a row the point waits for ten minutes; that is counted, so it is
    answered and not raised. Raises `NoMerchant`, `NoPoint`.
    """
    await enter(db, me, merchant_id)
    point = await hold_point(db, merchant_id)
    if await store.event(db, derived_id(act_id, "0")) is not None:
        return await _again(db, act_id)
    found = await opened_by(db, point, code)
    return found if isinstance(found, Problem) else await give(db, me, act_id, found)


async def hold_point(db: Db, point_id: UUID) -> PickupPoint:
    """Locks a pickup point until the end of the transaction: nothing comes there or is given away.
    Raises `NoPoint`.
    """
    point = await store_people.lock_point(db, point_id)
    if point is None:
        raise NoPoint
    return point


async def opened_by(db: Db, point: PickupPoint, code: str) -> list[Parcel] | Problem:
    """The parcels at a pickup point, held by the caller, that this code opens. After five wrong
    ones in a row there is a wait; that is counted, so it is answered and not raised:
    `WrongParcelCode`, `ParcelCodeLocked`.
    """
    if point.locked_until is not None and point.locked_until > db.now:
        return ParcelCodeLocked(int((point.locked_until - db.now).total_seconds()) + 1)
    found = await store.with_code(db, point.id, code)
    if not found:
        tries = point.tries + 1
        full = tries >= MOST_TRIES
        locked = db.now + LOCKED if full else None
        await store_people.try_at_point(db, point.id, 0 if full else tries, locked)
        return WrongParcelCode(tries_left=MOST_TRIES - tries)
    await store_people.try_at_point(db, point.id, 0, None)
    return found


async def hand_out_to(
    db: Db, me: UUID, merchant_id: UUID, act_id: UUID, receiver_id: UUID
) -> list[Parcel]:
    """All parcels at a point of who has shown a card are theirs. Raises `NoMerchant`, `NoPoint`,
    `NoParcel` where there is nothing for them.
    """
    await enter(db, me, merchant_id)
    await store_people.lock_point(db, merchant_id)
    if await store.event(db, derived_id(act_id, "0")) is not None:
        return await _again(db, act_id)
    found = await store.of_receiver_at(db, merchant_id, receiver_id)
    if not found:
        raise NoParcel
    return await give(db, me, act_id, found)


async def give(db: Db, me: UUID, act_id: UUID, found: Sequence[Parcel]) -> list[Parcel]:
    """Gives all of these away."""
    given = []
    for n, one in enumerate(found):
        act = ParcelAct(id=derived_id(act_id, str(n)), act="hand_out", role="point", by_id=me)
        done = await moving.move(db, one.id, act)
        assert isinstance(done, Parcel)
        given.append(done)
    return given


async def _again(db: Db, act_id: UUID) -> list[Parcel]:
    ids: list[UUID] = []
    while (known := await store.event(db, derived_id(act_id, str(len(ids))))) is not None:
        ids.append(known.parcel_id)
    found = await store.find(db, ids)
    return [found[one] for one in ids]
