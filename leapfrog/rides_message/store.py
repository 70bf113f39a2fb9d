"""SQL of what rider and driver write to each other."""

from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db

COLUMNS = "id, ride_id, by_id, text, at"
ADD = f"insert into rides_message ({COLUMNS}) values ($1, $2, $3, $4, $5) on conflict do nothing"
FIND = f"select {COLUMNS} from rides_message where id = $1"
OF_RIDE = f"""
select {COLUMNS} from (
    select {COLUMNS} from rides_message where ride_id = $1 order by at desc, id desc limit $2
) newest order by at, id
"""
BY = f"select {COLUMNS} from rides_message where by_id = $1 order by at, id"
LAST_FROM = f"""
select {COLUMNS} from rides_message where ride_id = $1 and by_id <> $2
order by at desc, id desc limit 1
"""
DROP = """
delete from rides_message m using rides_hail h where h.ride_id = m.ride_id and h.ended_at < $1
"""
FORGET = "delete from rides_message where by_id = $1"


class RideMessage(msgspec.Struct, frozen=True):
    """Something that one of the two wrote."""

    id: UUID
    ride_id: UUID
    by_id: UUID
    text: str
    at: datetime


async def add(db: Db, message: RideMessage) -> bool:
    """False when the id is taken."""
    return await db.run(ADD, *msgspec.structs.astuple(message)) == 1


async def find(db: Db, message_id: UUID) -> RideMessage | None:
    return await db.one_as(RideMessage, FIND, message_id)


async def of_ride(db: Db, ride_id: UUID, limit: int) -> list[RideMessage]:
    """The newest so many, the oldest of them first."""
    return await db.all_as(RideMessage, OF_RIDE, ride_id, limit)


async def last_from_other(db: Db, ride_id: UUID, me: UUID) -> RideMessage | None:
    """The newest that the other wrote."""
    return await db.one_as(RideMessage, LAST_FROM, ride_id, me)


async def export_messages(db: Db, person_id: UUID) -> list[RideMessage]:
    """All of somebody's that are still there, the oldest first."""
    return await db.all_as(RideMessage, BY, person_id)


async def drop_messages(db: Db, before: datetime) -> int:
    """Those of rides that were over by then; answers how many."""
    return await db.run(DROP, before)


async def forget_messages(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
