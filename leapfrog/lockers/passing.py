"""What becomes of a parcel when its compartment is closed: it lies there, or it was taken."""

from uuid import UUID

from msgspec.structs import replace

from leapfrog import parcels
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.ids import derived_id
from leapfrog.lockers import doors, news, returning
from leapfrog.lockers.model import Door, DoorOpening, Fault
from leapfrog.parcels import ParcelAct

OUT = ("fetch", "collect")


async def finish(db: Db, one: DoorOpening, door: Door) -> None:
    """The door is closed, with or without something inside as far as the machine sees."""
    if one.purpose == "look":
        # It is mended: whoever looked says what is wrong, if anything still is.
        fault: Fault = "" if one.before == "free" else door.fault
        kept = replace(door, state=one.before, fault=fault)
        await doors.change(db, "keep", door, kept)
        await doors.tell_point(db, door.locker_id)
    elif one.purpose in OUT:
        await _taken_out(db, one, door)
    elif one.inside is False or one.doubt == "small":
        await _nothing_put_in(db, one, door)
    else:
        await _put_in(db, one, door)


async def _taken_out(db: Db, one: DoorOpening, door: Door) -> None:
    if one.inside:
        await doors.change(db, "keep", door, replace(door, state="filled"))
    elif await take_out(db, one):
        await doors.change(db, "empty", door, replace(door, state="free", parcel_id=None))
    else:
        await _not_as_told(db, door)


async def take_out(db: Db, one: DoorOpening) -> bool:
    """The parcel is with who took it; False: meanwhile it is something else, as the desk said."""
    act = ParcelAct(
        id=derived_id(one.id, one.purpose),
        act="hand_out" if one.purpose == "fetch" else "collect",
        role="locker",
        by_id=one.by_id,
    )
    return await moved(db, one.parcel_id, act)


async def moved(db: Db, parcel_id: UUID | None, act: ParcelAct) -> bool:
    """Whether the parcel goes along."""
    if parcel_id is None:
        return False
    try:
        async with db.savepoint():
            done = await parcels.move(db, parcel_id, act)
    except (parcels.ParcelNotNow, parcels.ParcelElsewhere, parcels.NoParcel):
        return False
    if isinstance(done, Problem):
        raise done
    return True


async def _nothing_put_in(db: Db, one: DoorOpening, door: Door) -> None:
    """The parcel is still in somebody's hands: it does not keep the compartment."""
    await doors.change(db, "empty", door, replace(door, state="free", parcel_id=None))


async def _put_in(db: Db, one: DoorOpening, door: Door) -> None:
    if one.purpose == "drop":
        lies = await returning.dropped(db, one, door)
    else:
        lies = await lay_in(db, one, door)
    if lies:
        await doors.change(db, "fill", door, replace(door, state="filled"))
    else:
        await _not_as_told(db, door)


async def lay_in(db: Db, one: DoorOpening, door: Door) -> bool:
    """The parcel lies in its compartment, and waits for who has the code."""
    act = ParcelAct(
        id=derived_id(one.id, "arrive"),
        act="arrive",
        role="locker",
        by_id=one.by_id,
        point_id=door.locker_id,
        shelf=door.label,
    )
    return await moved(db, one.parcel_id, act)


async def _not_as_told(db: Db, door: Door) -> None:
    """Somebody did something with a compartment for a parcel that is something else by now."""
    after = replace(door, state="unknown", fault="not_as_told")
    await doors.change(db, "doubt", door, after)
    await doors.tell_point(db, door.locker_id)
    await news.look_here(db, after)
