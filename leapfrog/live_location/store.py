"""All SQL of live locations."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.live_location.model import LivePlace, LiveShare

COLUMNS = """
id, person_id, conversation_id, began_at, until, ended_at, lat, lon, accuracy, at
"""
ADD = """
insert into live_location_share (id, person_id, conversation_id, began_at, until)
values ($1, $2, $3, $4, $5) on conflict (id) do nothing
"""
FIND = f"select {COLUMNS} from live_location_share where id = $1"
LOCK = f"{FIND} for update"
OPEN = f"""
select {COLUMNS} from live_location_share
where person_id = $1 and ended_at is null and until > $2 order by began_at, id
"""
OF_PERSON = f"select {COLUMNS} from live_location_share where person_id = $1 order by began_at, id"
# Each that is due; the others keep the place that they have.
TELL = (
    """
update live_location_share set lat = $2, lon = $3, accuracy = $4, at = $5
where person_id = $1 and ended_at is null and until > $5 and (at is null or at <= $6)
returning """
    + COLUMNS
)
END = """
update live_location_share
set ended_at = least(until, $2), lat = null, lon = null, accuracy = null, at = null
where id = any($1::uuid[]) and ended_at is null
"""
RUNNING_IN = """
select id from live_location_share
where person_id = $1 and conversation_id = $2 and ended_at is null for update
"""
RUNNING_THERE = """
select id from live_location_share where conversation_id = $1 and ended_at is null
"""
FORGET = "delete from live_location_share where person_id = $1"


async def add(db: Db, share: LiveShare) -> bool:
    """False when the id is taken."""
    given = (share.id, share.person_id, share.conversation_id, share.began_at, share.until)
    return await db.run(ADD, *given) == 1


async def find(db: Db, share_id: UUID) -> LiveShare | None:
    return await db.one_as(LiveShare, FIND, share_id)


async def lock(db: Db, share_id: UUID) -> LiveShare | None:
    """Nobody else changes it until the end of the transaction."""
    return await db.one_as(LiveShare, LOCK, share_id)


async def running(db: Db, person_id: UUID) -> list[LiveShare]:
    """Those by which somebody shows now where they are."""
    return await db.all_as(LiveShare, OPEN, person_id, db.now)


async def of_person(db: Db, person_id: UUID) -> list[LiveShare]:
    """All that somebody ever began, the oldest first."""
    return await db.all_as(LiveShare, OF_PERSON, person_id)


async def running_in(db: Db, person_id: UUID, conversation_id: UUID) -> list[UUID]:
    """The one in a conversation, if there is one; locked."""
    return [row[0] for row in await db.rows(RUNNING_IN, person_id, conversation_id)]


async def running_there(db: Db, conversation_id: UUID) -> list[UUID]:
    """All that are shown in a conversation now."""
    return [row[0] for row in await db.rows(RUNNING_THERE, conversation_id)]


async def tell(db: Db, person_id: UUID, here: LivePlace, told_before: datetime) -> list[LiveShare]:
    """Somebody is there now, wherever they show it and have said nothing since `told_before`;
    answers these.
    """
    given = (here.lat, here.lon, here.accuracy, here.at)
    return await db.all_as(LiveShare, TELL, person_id, *given, told_before)


async def end(db: Db, shares: Sequence[UUID]) -> None:
    """These are over, and where it was is forgotten."""
    await db.run(END, shares, db.now)


async def forget(db: Db, person_id: UUID) -> int:
    return await db.run(FORGET, person_id)
