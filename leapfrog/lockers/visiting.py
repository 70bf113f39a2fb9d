"""What people do who stand before a locker: a courier lays parcels in and takes out what goes back,
a buyer fetches, or lays in what goes back; each says what they found.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import parcels, places, till, vending
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.lockers import doors, news, opening, passing, returning, store
from leapfrog.lockers.errors import (
    DoorInUse,
    LockerFull,
    LockerHasRoom,
    NoLocker,
    NoLockerReturn,
    NoOpening,
    NoOtherPoint,
    NotInLocker,
)
from leapfrog.lockers.model import DOUBTED_WITHIN, Door, DoorOpening, Doubt, Purpose
from leapfrog.lockers.opening import DoorAsked
from leapfrog.parcel_sizes import ParcelSize, fitting
from leapfrog.parcels import (
    OUTSIDE,
    AgreedDelivery,
    NoParcel,
    NotByYou,
    Parcel,
    ParcelAct,
    ParcelElsewhere,
    ParcelNotNow,
    PickupPoint,
)
from leapfrog.vending import Machine, NoMachine

TO_LAY_IN = ("announced", *OUTSIDE)
# Of what it can be said that it is otherwise.
DOUBTS: Mapping[Doubt, tuple[Purpose, ...]] = {
    "small": ("fill", "drop"),
    "occupied": ("fill", "drop"),
    "empty": ("fetch", "collect"),
}


async def enter(db: Db, locker_id: UUID) -> tuple[Machine, PickupPoint]:
    """A locker that stands somewhere, held. Raises `NoLocker`."""
    locker = (await store.lockers(db, [locker_id])).get(locker_id)
    try:
        machine = await vending.machine(db, locker_id)
    except NoMachine:
        raise NoLocker from None
    if locker is None:
        raise NoLocker
    return machine, await parcels.hold_point(db, locker_id)


class Filling(msgspec.Struct, frozen=True):
    """The parcel of a label is to be laid into a locker; `id`: made by who carries it; `least`: the
    size of a compartment that it needs.
    """

    id: UUID
    locker_id: UUID
    number: str
    least: ParcelSize | None = None


async def fill(db: Db, me: UUID, asked: Filling) -> DoorOpening:
    """Opens a free compartment for a parcel (by its label) that I carry; `least`: the smallest
    size, where it did not fit into the one before. The same id again is the same opening. Raises
    `OpeningIdUsed`, `NoLocker`, `NoParcel`, `ParcelElsewhere`, `ParcelNotNow`, `LockerOffline`,
    `LockerFull`, `DoorInUse`.
    """
    known = await opening.known(db, me, asked.id, "fill")
    if known is not None:
        return known
    machine, point = await enter(db, asked.locker_id)
    parcel = await _carried(db, me, await parcels.parcel_by_number(db, asked.number))
    delivery = (await parcels.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    if delivery.point_id != point.id:
        raise ParcelElsewhere
    if parcel.state not in TO_LAY_IN:
        raise ParcelNotNow(state=parcel.state)
    opening.check_online(db, machine)
    door = await _door_for(db, point, parcel, asked.least)
    if door is None:
        other = await point_instead(db, point, delivery.fee)
        named = await parcels.points_shown(db, [other] if other else [])
        raise LockerFull(point=named[0].name if named else None)
    return await opening.command(db, DoorAsked(asked.id, door, "fill", me, parcel.id))


async def _carried(db: Db, me: UUID, parcel: Parcel) -> Parcel:
    """One that I carry, or may. Raises `NoParcel`."""
    delivery = (await parcels.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    if "courier" not in await parcels.roles_for(db, me, delivery, parcel):
        raise NoParcel
    return parcel


async def _door_for(
    db: Db, point: PickupPoint, parcel: Parcel, least: ParcelSize | None
) -> Door | None:
    """A compartment for it. What is open for it already is closed first."""
    mine = (await store.doors_of(db, [parcel.id])).get(parcel.id)
    if mine is not None and mine.state in ("opened", "filled", "unknown"):
        raise DoorInUse(state=mine.state)
    return await doors.reserve(db, point, parcel, least)


async def collect(
    db: Db, me: UUID, opening_id: UUID, locker_id: UUID, parcel_id: UUID
) -> DoorOpening:
    """I take out what goes back to its shop: whoever carries for the town, or packs in that shop.
    The same id again is the same. Raises `OpeningIdUsed`, `NoLocker`, `NoParcel`, `NotInLocker`,
    `LockerOffline`, `DoorInUse`.
    """
    known = await opening.known(db, me, opening_id, "collect")
    if known is not None:
        return known
    machine, point = await enter(db, locker_id)
    known_parcels = await parcels.parcels_by_ids(db, [parcel_id])
    if not await collectable(db, me, known_parcels.values()):
        raise NoParcel
    parcel = known_parcels[parcel_id]
    door = (await store.doors_of(db, [parcel_id])).get(parcel_id)
    if door is None or door.locker_id != point.id or parcel.state != "returning":
        raise NotInLocker
    if door.state != "filled":
        raise DoorInUse(state=door.state)
    opening.check_online(db, machine)
    return await opening.command(db, DoorAsked(opening_id, door, "collect", me))


async def collectable(db: Db, me: UUID, found: Iterable[Parcel]) -> list[Parcel]:
    """Those of these that I may take out to bring them back: whoever carries for the town all but
    what they bought, whoever packs in a shop its own.
    """
    every = list(found)
    agreed = await parcels.deliveries(db, {one.delivery_id for one in every})
    carries = await parcels.carries(db, me)
    shops = {one.shop.id for one in await till.shops_of(db, me) if one.role in till.PACKING_ROLES}

    def is_mine(one: AgreedDelivery) -> bool:
        return one.merchant_id in shops or (carries and one.buyer_id != me)

    return [one for one in every if is_mine(agreed[one.delivery_id])]


async def fetch(db: Db, me: UUID, opening_id: UUID, parcel_id: UUID) -> DoorOpening:
    """Opens the compartment in which a parcel waits that I bought and before which I stand. The
    same id again is the same opening. Raises `OpeningIdUsed`, `NoParcel`, `NotByYou`,
    `NotInLocker`, `NoLocker`, `LockerOffline`, `DoorInUse`.
    """
    known = await opening.known(db, me, opening_id, "fetch")
    if known is not None:
        return known
    door = await lies_in(db, me, parcel_id)
    machine, _ = await enter(db, door.locker_id)
    door = await lies_in(db, me, parcel_id)
    opening.check_online(db, machine)
    return await opening.command(db, DoorAsked(opening_id, door, "fetch", me))


async def lies_in(db: Db, me: UUID, parcel_id: UUID) -> Door:
    """The compartment in which a parcel waits for me. Raises `NoParcel`, `NotByYou`, `NotInLocker`,
    `DoorInUse`.
    """
    _, door = await of_buyer(db, me, parcel_id)
    if door.state != "filled":
        raise DoorInUse(state=door.state)
    return door


async def of_buyer(db: Db, me: UUID, parcel_id: UUID) -> tuple[AgreedDelivery, Door]:
    """The compartment in which a parcel waits for me, also while it is open. Raises `NoParcel`,
    `NotByYou`, `NotInLocker`.
    """
    delivery, parcel = await parcels.parcel_of(db, me, parcel_id)
    if delivery.buyer_id != me or delivery.hidden:
        raise NotByYou
    door = (await store.doors_of(db, [parcel_id])).get(parcel_id)
    if door is None or parcel.state != "at_point":
        raise NotInLocker
    return delivery, door


async def drop(db: Db, me: UUID, opening_id: UUID, return_id: UUID) -> DoorOpening:
    """I stand before the locker with what goes back. The same id again is the same. Raises
    `OpeningIdUsed`, `NoLockerReturn`, `NoLocker`, `LockerOffline`, `LockerFull`, `DoorInUse`.
    """
    known = await opening.known(db, me, opening_id, "drop")
    if known is not None:
        return known
    one = await returning.mine(db, me, return_id)
    machine, point = await enter(db, one.locker_id)
    if not await returning.is_still_asked(db, one):
        raise NoLockerReturn
    opening.check_online(db, machine)
    door = await door_to_drop(db, point, return_id, one.size)
    if door is None:
        raise LockerFull(point=None)
    parcel_id = returning.parcel_of(return_id)
    return await opening.command(db, DoorAsked(opening_id, door, "drop", me, parcel_id))


async def door_to_drop(
    db: Db, point: PickupPoint, return_id: UUID, size: ParcelSize
) -> Door | None:
    """A free compartment for what goes back. Raises `DoorInUse` while one is open for it."""
    mine = await store.doors_of(db, [returning.parcel_of(return_id)])
    if mine:
        raise DoorInUse(state="opened")
    wanted = fitting(size)
    every = await doors.of_locker(db, point.id)
    free = [one for one in every if one.is_usable and one.size in wanted]
    return min(free, key=lambda one: wanted.index(one.size), default=None)


async def redirect(db: Db, me: UUID, act_id: UUID, locker_id: UUID, parcel_id: UUID) -> Parcel:
    """The locker cannot take a parcel that I carry: it goes to another point, and its buyer hears
    where. The same id again is the same. Raises `NoLocker`, `NoParcel`, `ParcelElsewhere`,
    `ParcelNotNow`, `LockerHasRoom`, `NoOtherPoint`, `ParcelEventIdUsed`.
    """
    machine, point = await enter(db, locker_id)
    found = (await parcels.parcels_by_ids(db, [parcel_id])).get(parcel_id)
    if found is None:
        raise NoParcel
    parcel = await _carried(db, me, found)
    step = derived_id(act_id, f"by {me}")
    if await parcels.was_done(db, step):
        return parcel
    delivery = (await parcels.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    if delivery.point_id != point.id:
        raise ParcelElsewhere
    works = machine.online(db.now) and await is_in_service(db, locker_id)
    if works and await _door_for(db, point, parcel, None) is not None:
        raise LockerHasRoom
    reason = "locker_full" if works else "locker_out"
    return await send_on(
        db,
        point,
        parcel,
        ParcelAct(id=step, act="redirect", role="locker", by_id=me, reason=reason),
    )


async def point_instead(db: Db, locker: PickupPoint, fee: int) -> PickupPoint | None:
    """Where goes what a locker cannot take: the counter of its shop, or else the nearest one that
    has room and asks for no more than `fee` (minor units) for each parcel.
    """
    found = [
        one for one in await parcels.points_with_room(db) if not one.is_locker and one.fee <= fee
    ]

    def far(one: PickupPoint) -> tuple[bool, float]:
        metres = places.metres_apart(locker.lat, locker.lon, one.lat, one.lon)
        return one.id != locker.merchant_id, metres

    return min(found, key=far, default=None)


async def is_in_service(db: Db, locker_id: UUID) -> bool:
    """Whether something new comes there."""
    locker = (await store.lockers(db, [locker_id])).get(locker_id)
    return locker is not None and locker.resting_at is None


async def send_on(db: Db, point: PickupPoint, parcel: Parcel, act: ParcelAct) -> Parcel:
    """A parcel goes to another point than this locker. Raises `NoOtherPoint`, `ParcelNotNow`."""
    delivery = (await parcels.deliveries(db, [parcel.delivery_id]))[parcel.delivery_id]
    other = await point_instead(db, point, delivery.fee)
    if other is None:
        raise NoOtherPoint
    door = (await store.doors_of(db, [parcel.id])).get(parcel.id)
    if door is not None and door.state == "reserved":
        await doors.release(db, door)
    done = await parcels.move(db, parcel.id, replace(act, point_id=other.id))
    assert isinstance(done, Parcel)
    return done


async def doubt(db: Db, me: UUID, opening_id: UUID, what: Doubt, number: str) -> DoorOpening:
    """What I had opened is not as it should be: it is too small, something lies in it already, or
    what I came for is not inside. `number`: of the label of what lies there. But for the first the
    desk looks. The same again is the same. Raises `NoOpening`, `DoorInUse` where it is too late.
    """
    found = await store.opening(db, opening_id)
    if found is None or found.by_id != me:
        raise NoOpening
    held = await opening.hold(db, opening_id, found.locker_id)
    assert held is not None
    one, door = held
    if one.doubt:
        return one
    late = one.opened_at is None or db.now - one.opened_at > DOUBTED_WITHIN
    if late or one.purpose not in DOUBTS.get(what, ()):
        raise DoorInUse(state=door.state)
    doubted = replace(one, doubt=what, found=number.strip()[:60])
    if what == "small":
        await _too_small(db, one, door)
    else:
        doubted = replace(doubted, state="done")
        if door.opening_id == one.id:
            await _doubted(db, one, door, what)
    await store.save_opening(db, doubted)
    await news.changed(db, doubted)
    if what != "small":
        await news.trouble(db, doubted)
    return doubted


async def _too_small(db: Db, one: DoorOpening, door: Door) -> None:
    """The parcel gets another compartment; this one is free once it is closed."""
    if door.opening_id != one.id or door.state != "opened":
        raise DoorInUse(state=door.state)
    await store.save_door(db, replace(door, parcel_id=None))


async def _doubted(db: Db, one: DoorOpening, door: Door, what: Doubt) -> None:
    """The compartment is not used until somebody has looked. A parcel for which there was no room
    in it is in the hands of who brought it.
    """
    if what == "occupied" and (one.purpose == "fill" or door.state == "opened"):
        if door.state == "filled":
            back = derived_id(one.id, "out again")
            act = ParcelAct(id=back, act="depart", role="locker", by_id=one.by_id)
            await passing.moved(db, one.parcel_id, act)
        door = replace(door, parcel_id=None)
    await opening.lost_sight(db, door, "occupied" if what == "occupied" else "not_as_told")
