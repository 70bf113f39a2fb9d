"""Compartments follow the parcels that are meant for them."""

from uuid import UUID

from leapfrog import parcels
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.lockers import doors, opening, store, visiting
from leapfrog.lockers.errors import NoOtherPoint
from leapfrog.lockers.model import Door
from leapfrog.parcels import OUTSIDE, TERMINAL, Parcel, ParcelAct, ParcelChanged, PickupPoint

ON_THE_WAY = ("collected", "on_the_way")


async def locker_hears_of_parcel(db: Db, event: ParcelChanged) -> None:
    """A reaction to a parcel: while somebody has it in hand a compartment is reserved for it; what
    goes elsewhere keeps none. It looks at how things stand now, so twice is once.
    """
    agreed = (await parcels.deliveries(db, [event.delivery_id])).get(event.delivery_id)
    known = (await parcels.parcels_by_ids(db, [event.parcel_id])).get(event.parcel_id)
    if agreed is None or known is None:
        return
    door = (await store.doors_of(db, [known.id])).get(known.id)
    point = await _locker(db, door.locker_id if door else agreed.point_id)
    if point is None:
        return
    # Held now: what was read before may be old.
    parcel = (await parcels.parcels_by_ids(db, [known.id]))[known.id]
    door = (await store.doors_of(db, [known.id])).get(known.id)
    agreed = (await parcels.deliveries(db, [event.delivery_id]))[event.delivery_id]
    headed = agreed.point_id == point.id
    if door is None:
        if headed and parcel.state in ON_THE_WAY:
            await _expect(db, point, parcel)
    else:
        await _follow(db, door, parcel, headed=headed)


async def _locker(db: Db, point_id: UUID | None) -> PickupPoint | None:
    """A locker, held; None: it is none."""
    found = await store.lockers(db, [point_id]) if point_id else {}
    return await parcels.hold_point(db, next(iter(found))) if found else None


async def _expect(db: Db, point: PickupPoint, parcel: Parcel) -> None:
    """Without a compartment its courier sees at the locker whether somebody has fetched meanwhile;
    a locker that takes nothing sends it on at once. For whoever was there with it already and did
    not leave it nothing is reserved: this reaction came late.
    """
    if await visiting.is_in_service(db, point.id):
        if not await _was_brought(db, parcel):
            await doors.reserve(db, point, parcel)
        return
    step = derived_id(parcel.id, f"sent on {parcel.changed_at.isoformat()}")
    act = ParcelAct(id=step, act="redirect", role="locker", reason="locker_out")
    try:
        await visiting.send_on(db, point, parcel, act)
    except NoOtherPoint:
        return


async def _was_brought(db: Db, parcel: Parcel) -> bool:
    """Whether a compartment was opened for it since it is in these hands."""
    last = await store.last_of_parcel(db, parcel.id)
    return last is not None and last.at >= parcel.changed_at


async def _follow(db: Db, door: Door, parcel: Parcel, *, headed: bool) -> None:
    if door.state == "reserved" and not (headed and parcel.state in ("announced", *OUTSIDE)):
        await doors.release(db, door)
    elif door.state == "filled" and parcel.state in (*TERMINAL, *OUTSIDE):
        # Lost, or given away elsewhere, while it lay there as far as the locker knows.
        await opening.lost_sight(db, door, "not_as_told")
