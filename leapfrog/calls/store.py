"""All SQL of calls."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog.calls.model import Call, CallSide
from leapfrog.kernel.db import Db

CALL = """
select id, conversation_id, caller_id, caller_session, caller_device, callee_id, callee_session,
    callee_device, media, began_at, heard_at, answered_at, ended_at, outcome, town, about
from calls_call
"""
ONE = f"{CALL} where id = $1"
LOCK = f"{CALL} where id = $1 for no key update"
# Whoever is engaged in a call that just ends is waited for. In the order of their ids, so that two
# who call each other never wait in a ring.
ENGAGE = """
insert into calls_engaged (person_id, call_id)
select one, $1 from unnest($2::uuid[]) as one order by one
on conflict (person_id) do nothing returning person_id
"""
RELEASE = "delete from calls_engaged where call_id = $1"
DISENGAGE = "delete from calls_engaged where call_id = $1 and person_id = any($2::uuid[])"
LIVE = f"{CALL} where id = (select call_id from calls_engaged where person_id = $1)"
ADD = """
insert into calls_call (id, conversation_id, caller_id, caller_session, caller_device, callee_id,
    media, began_at, heard_at, town, about)
values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10) on conflict (id) do nothing
"""
SAVE = """
update calls_call set callee_session = $2, callee_device = $3, answered_at = $4, heard_at = $5,
    ended_at = $6, outcome = $7
where id = $1
"""
HEAR = "update calls_call set heard_at = $2 where id = $1 and outcome is null"
FORGET = "delete from calls_call where ended_at < $1"
FORGET_OF = "delete from calls_call where $1 in (caller_id, callee_id)"


def _call(row: Any) -> Call:
    return Call(
        id=row["id"],
        conversation_id=row["conversation_id"],
        caller=CallSide(row["caller_id"], row["caller_session"], row["caller_device"]),
        callee=CallSide(row["callee_id"], row["callee_session"], row["callee_device"]),
        media=row["media"],
        began_at=row["began_at"],
        heard_at=row["heard_at"],
        answered_at=row["answered_at"],
        ended_at=row["ended_at"],
        outcome=row["outcome"],
        town=row["town"],
        about=row["about"],
    )


async def one(db: Db, call_id: UUID) -> Call | None:
    row = await db.row(ONE, call_id)
    return _call(row) if row else None


async def lock(db: Db, call_id: UUID) -> Call | None:
    """Nobody else changes it until the commit."""
    row = await db.row(LOCK, call_id)
    return _call(row) if row else None


async def live(db: Db, person_id: UUID) -> Call | None:
    """The call that somebody is in, or that rings."""
    row = await db.row(LIVE, person_id)
    return _call(row) if row else None


async def engage(db: Db, call_id: UUID, people: Iterable[UUID]) -> set[UUID]:
    """Those of these people who were in no call, and are in this one now."""
    return {row[0] for row in await db.rows(ENGAGE, call_id, list(people))}


async def release(db: Db, call_id: UUID) -> None:
    """Nobody is in this call any more."""
    await db.run(RELEASE, call_id)


async def disengage(db: Db, call_id: UUID, people: Iterable[UUID]) -> None:
    """These are in this call no more."""
    await db.run(DISENGAGE, call_id, list(people))


async def add(db: Db, call: Call) -> bool:
    """False when the id is taken."""
    caller = (call.caller.person_id, call.caller.session_id, call.caller.device)
    place, them = (call.id, call.conversation_id), call.callee.person_id
    about = (call.media, call.began_at, call.town, call.about)
    return await db.run(ADD, *place, *caller, them, *about) == 1


async def save(db: Db, call: Call) -> None:
    callee = (call.callee.session_id, call.callee.device)
    end = (call.ended_at, call.outcome)
    await db.run(SAVE, call.id, *callee, call.answered_at, call.heard_at, *end)


async def hear(db: Db, call_id: UUID, now: datetime) -> None:
    """A device that talks is there."""
    await db.run(HEAR, call_id, now)


async def forget(db: Db, before: datetime) -> None:
    """Calls that ended before."""
    await db.run(FORGET, before)


async def forget_of(db: Db, person_id: UUID) -> int:
    """All of a person; answers how many."""
    return await db.run(FORGET_OF, person_id)
