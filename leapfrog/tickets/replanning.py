"""Halls change, sold seats do not: each plan of a hall is a version, a show keeps the one by which
it is sold, and takes another one only where nobody would have to move.
"""

from collections.abc import Collection
from uuid import UUID

from msgspec.structs import replace

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.seat_plans import Layout, PlacedSeat, SeatingPlan, layout
from leapfrog.tickets import seats, store_halls
from leapfrog.tickets.errors import NoHall, SeatsSold, ShowOver
from leapfrog.tickets.model import Show
from leapfrog.tickets.programme import lock_led_show, own_hall
from leapfrog.tickets.store_halls import HallVersion


async def versions(db: Db, me: UUID, hall_id: UUID) -> list[HallVersion]:
    """All plans that a hall of mine had, the newest first. Raises `NoHall`, `RoleNeeded`."""
    await own_hall(db, me, hall_id)
    return await store_halls.versions(db, hall_id)


async def hall_plan(db: Db, me: UUID, hall_id: UUID, version: int | None = None) -> SeatingPlan:
    """The newest plan of a hall of mine, or a `version`. Raises `NoHall`, `RoleNeeded`."""
    _, newest = await own_hall(db, me, hall_id)
    if version is None:
        return newest
    for one in await store_halls.versions(db, hall_id):
        if one.version == version:
            return await seats.plan_of(db, one.plan_hash)
    raise NoHall


async def take_plan(db: Db, me: UUID, show_id: UUID) -> Show:
    """Sells a show that is on sale by the newest plan of its hall from now on. Seats that are sold
    or held stay where they are: the same place in the plan, row, number and category. The same
    again changes nothing. Raises `Invalid`, `NoHall`, `NoShow`, `RoleNeeded`, `SeatsSold`,
    `ShowOver`.
    """
    show = await lock_led_show(db, me, show_id)
    if show.hall_id is None or show.plan_hash is None:
        raise Invalid("This show has no seats to choose.")
    hall, plan = await own_hall(db, me, show.hall_id)
    if hall.plan_hash == show.plan_hash:
        return show
    if db.now >= show.ends_at or show.state == "cancelled":
        raise ShowOver
    before = await seats.plan_of(db, show.plan_hash)
    if [one.name for one in before.categories] != [one.name for one in plan.categories]:
        raise Invalid("The new plan has the categories of the old one, in their order.")
    locked = await store_halls.lock_seats(db, show_id)
    taken = {one.n for one in locked if not one.is_free(db.now)}
    after = layout(plan)
    if moved := would_move(layout(before), after, taken):
        raise SeatsSold(seats=[named(one) for one in moved])
    fresh = [one for one in after.seats if one.n not in taken]
    await store_halls.change_plan(db, show_id, hall.plan_hash, sorted(taken), fresh)
    return replace(show, plan_hash=hall.plan_hash)


def would_move(before: Layout, after: Layout, taken: Collection[int]) -> list[PlacedSeat]:
    """Which of these seats another plan does not have, at the same place, by the same name."""
    return [
        before.seats[n]
        for n in sorted(taken)
        if n >= len(after.seats) or _same(before.seats[n]) != _same(after.seats[n])
    ]


def named(seat: PlacedSeat) -> str:
    """Where somebody sits, in words."""
    return " ".join(filter(None, (seat.zone, seat.row_name, seat.number)))


def _same(seat: PlacedSeat) -> list[object]:
    return [seat.zone, seat.row, seat.row_name, seat.number, seat.category, seat.kind]
