"""All SQL of the calls of groups."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.group_calls.model import Attendee, GroupCall, GroupCallRow
from leapfrog.kernel.db import Db

COLUMNS = """
id, conversation_id, starter_id, media, began_at, rings_until, turn, answered_at, ended_at
"""
ONE = f"select {COLUMNS} from group_calls_call where id = $1"
LOCK = f"{ONE} for no key update"
RUNNING = f"""
select {COLUMNS} from group_calls_call
where ended_at is null and conversation_id in (
    select conversation_id from chat_member where person_id = $1 and until_seq is null
)
order by began_at, id
"""
# The calls in which these people are or were, or are rung, and which go on.
GOING_ON_WITH = """
select distinct c.id from group_calls_call c join group_calls_attendee a on a.call_id = c.id
where c.ended_at is null and (a.seat is not null or a.rings) and a.person_id = $1
"""
ATTENDEES = """
select person_id, rings, seat, session_id, device, heard_at, joined_at from group_calls_attendee
where call_id = $1 order by person_id
"""
MEMBER = """
select c.kind, c.away, c.muted_all and m.role = 'member' as quiet
from chat_conversation c join chat_member m on m.conversation_id = c.id
where c.id = $1 and m.person_id = $2 and m.until_seq is null
"""
# Whoever muted the group does not want to be called by it, and whoever talks is not disturbed.
FREE = """
select m.person_id from chat_member m join identity_person p on p.id = m.person_id
where m.conversation_id = $1 and m.until_seq is null and not m.muted and p.kind = 'person'
    and not exists (select from calls_engaged e where e.person_id = m.person_id)
order by m.person_id
"""
ADD = """
insert into group_calls_call (id, conversation_id, starter_id, media, began_at, rings_until, turn)
values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
"""
SAVE = "update group_calls_call set turn = $2, answered_at = $3, ended_at = $4 where id = $1"
PUT = """
insert into group_calls_attendee
    (call_id, person_id, rings, seat, session_id, device, heard_at, joined_at)
select $1, * from unnest($2::uuid[], $3::bool[], $4::int[], $5::uuid[], $6::uuid[],
    $7::timestamptz[], $8::timestamptz[])
on conflict (call_id, person_id) do update set rings = excluded.rings, seat = excluded.seat,
    session_id = excluded.session_id, device = excluded.device, heard_at = excluded.heard_at,
    joined_at = excluded.joined_at
"""
HEAR = """
update group_calls_attendee set heard_at = $3 where call_id = $1 and seat = any($2::int[])
"""
FORGET = "delete from group_calls_call where ended_at < $1"
FORGET_OF = "delete from group_calls_attendee where person_id = $1"
UNNAME = "update group_calls_call set starter_id = null where starter_id = $1"


class CallPlace(msgspec.Struct, frozen=True):
    """A conversation as one of its people has it: whether somebody of another town is in it, and
    whether only its admins may speak and this one is none.
    """

    kind: Literal["direct", "group", "archive"]
    away: bool
    quiet: bool


async def one(db: Db, call_id: UUID) -> GroupCall | None:
    return await _whole(db, await db.one_as(GroupCallRow, ONE, call_id))


async def lock(db: Db, call_id: UUID) -> GroupCall | None:
    """Nobody else changes it until the commit."""
    return await _whole(db, await db.one_as(GroupCallRow, LOCK, call_id))


async def running(db: Db, person_id: UUID) -> list[GroupCall]:
    """The calls that go on in the groups of a person, the oldest first: one, as a rule, or none."""
    found = await db.all_as(GroupCallRow, RUNNING, person_id)
    return [call for row in found if (call := await _whole(db, row))]


async def going_on_with(db: Db, person_id: UUID) -> list[UUID]:
    """Those that somebody is in, or is rung by."""
    return [row[0] for row in await db.rows(GOING_ON_WITH, person_id)]


async def _whole(db: Db, row: GroupCallRow | None) -> GroupCall | None:
    if row is None:
        return None
    people = await db.all_as(Attendee, ATTENDEES, row.id)
    return GroupCall(
        **msgspec.structs.asdict(row), attendees={one.person_id: one for one in people}
    )


async def place(db: Db, conversation_id: UUID, person_id: UUID) -> CallPlace | None:
    """None where they are not, or not any more."""
    return await db.one_as(CallPlace, MEMBER, conversation_id, person_id)


async def free(db: Db, conversation_id: UUID) -> list[UUID]:
    """Its people of this town who can be rung now."""
    return [row[0] for row in await db.rows(FREE, conversation_id)]


async def add(db: Db, call: GroupCall) -> bool:
    """False when the id is taken, or a call goes on in this group. Whoever begins one there at the
    same moment is waited for.
    """
    about = (call.starter_id, call.media, call.began_at, call.rings_until, call.turn)
    return await db.run(ADD, call.id, call.conversation_id, *about) == 1


async def save(db: Db, before: GroupCall | None, after: GroupCall) -> None:
    """Writes down what has changed."""
    await db.run(SAVE, after.id, after.turn, after.answered_at, after.ended_at)
    known = before.attendees if before else {}
    people = [one for one in after.attendees.values() if one != known.get(one.person_id)]
    if people:
        rows = (msgspec.structs.astuple(one) for one in people)
        await db.run(PUT, after.id, *map(list, zip(*rows, strict=True)))


async def hear(db: Db, call_id: UUID, seats: Sequence[int], now: datetime) -> None:
    """The devices on these seats are there."""
    await db.run(HEAR, call_id, seats, now)


async def forget(db: Db, before: datetime) -> None:
    """Calls that ended before."""
    await db.run(FORGET, before)


async def forget_of(db: Db, person_id: UUID) -> int:
    """That somebody was in calls, and began them; answers in how many."""
    await db.run(UNNAME, person_id)
    return await db.run(FORGET_OF, person_id)
