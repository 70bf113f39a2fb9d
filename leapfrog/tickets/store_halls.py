"""SQL of the plans that halls had, and of shows that change over to another one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.seat_plans import PlacedSeat
from leapfrog.tickets.model import SeatNow

# Told twice, a plan that is the newest one already is no new version.
ADD_VERSION = """
insert into tickets_hall_version (hall_id, version, plan_hash, made_at)
select $1, coalesce(max(version), 0) + 1, $2, $3 from tickets_hall_version where hall_id = $1
having (array_agg(plan_hash order by version desc))[1] is distinct from $2
"""
VERSIONS = """
select v.version, v.plan_hash, v.made_at, (
    select count(*) from tickets_show s
    where s.hall_id = v.hall_id and s.plan_hash = v.plan_hash and s.state = 'on_sale'
        and s.ends_at > $2
) as shows
from tickets_hall_version v where v.hall_id = $1 order by v.version desc
"""
LOCK_SEATS = """
select n, row, category, state, order_id, until from tickets_seat
where show_id = $1 order by n for update
"""
SET_PLAN = "update tickets_show set plan_hash = $2 where id = $1"
DROP_FREE = "delete from tickets_seat where show_id = $1 and not (n = any($2::smallint[]))"


class HallVersion(msgspec.Struct, frozen=True):
    """A plan that a hall had; `shows`: so many that are on sale are sold by it."""

    version: int
    plan_hash: bytes
    made_at: datetime
    shows: int


async def add_version(db: Db, hall_id: UUID, plan_hash: bytes) -> None:
    """The plan of a hall from now on, unless it is already."""
    await db.run(ADD_VERSION, hall_id, plan_hash, db.now)


async def versions(db: Db, hall_id: UUID) -> list[HallVersion]:
    """The newest first."""
    return await db.all_as(HallVersion, VERSIONS, hall_id, db.now)


async def lock_seats(db: Db, show_id: UUID) -> list[SeatNow]:
    """All seats of a show, in their order; nobody takes one until the end."""
    return await db.all_as(SeatNow, LOCK_SEATS, show_id)


async def change_plan(
    db: Db, show_id: UUID, plan_hash: bytes, kept: Sequence[int], fresh: Sequence[PlacedSeat]
) -> None:
    """A locked show has this plan: these seats stay as they are, these are new ones."""
    await db.run(SET_PLAN, show_id, plan_hash)
    await db.run(DROP_FREE, show_id, kept)
    await db.copy(
        "tickets_seat",
        ("show_id", "n", "row", "category", "state"),
        [(show_id, seat.n, seat.row, seat.category, "free") for seat in fresh],
    )
