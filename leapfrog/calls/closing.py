"""The end of a call: whatever brought it about, its conversation, if it has one, gets one line that
says so.
"""

from datetime import timedelta
from uuid import UUID

from leapfrog.calls import store
from leapfrog.calls.model import Call, Outcome, ended
from leapfrog.calls.notifying import ring, tell, tell_town
from leapfrog.calls.timers import RUN_OUT
from leapfrog.chat import MessageDraft, note
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import cancel

# So long a device that was rung is looked for, to stop it.
HEARD_OF = timedelta(minutes=1)


async def close(db: Db, call: Call, unanswered: Outcome, *, told: bool = False) -> Call:
    """Ends a call that the caller of this holds (`store.lock`), now: as answered if it was, else
    as `unanswered`. `told`: the other town knows, or cannot be reached.
    """
    return await finish(db, ended(call, db.now, unanswered), told=told)


async def finish(db: Db, call: Call, *, told: bool = False) -> Call:
    """Writes down a call that has ended, which was live until now."""
    await store.save(db, call)
    if call.town and not told:
        await tell_town(db, call)
    if call.answered_at is None and call.outcome != "busy":
        await ring(db, call, HEARD_OF)
    await store.release(db, call.id)
    await cancel(db, RUN_OUT, str(call.id))
    if call.called_from_here and call.conversation_id:
        # The line of a call from elsewhere comes over the line between towns, once.
        await _note(db, call, call.conversation_id)
    await tell(db, call)
    return call


async def _note(db: Db, call: Call, place: UUID) -> None:
    """The line, which is the caller's and has the call's id. It is written also when the two may
    not write to each other any more: the call was.
    """
    meta = {"media": call.media, "outcome": call.outcome, "duration_s": call.duration_s}
    caller = call.caller.person_id
    await note(db, MessageDraft(place, caller, call.id, "", "call", meta=meta))


async def part(db: Db, one: UUID, other: UUID) -> None:
    """Ends the call between two people who may not talk with each other any more, if
    there is one.
    """
    call = await _held(db, one)
    if call and other in (call.caller.person_id, call.callee.person_id):
        await close(db, call, "cancelled")


async def leave(db: Db, person_id: UUID) -> int:
    """Ends the call of a person who leaves the town for good, and forgets all calls of theirs;
    answers how many these were.
    """
    call = await _held(db, person_id)
    if call:
        await finish(db, ended(call, db.now, "cancelled"))
    return await store.forget_of(db, person_id)


async def _held(db: Db, person_id: UUID) -> Call | None:
    """The live call of a person, held until the commit."""
    found = await store.live(db, person_id)
    call = await store.lock(db, found.id) if found else None
    return None if call is None or call.outcome else call
