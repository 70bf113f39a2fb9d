"""What follows when a call of a group is another one than before."""

from datetime import timedelta
from uuid import UUID

from leapfrog import calls, chat
from leapfrog.chat import MessageDraft
from leapfrog.group_calls import store
from leapfrog.group_calls.model import GroupCall
from leapfrog.group_calls.notifying import ring, tell
from leapfrog.group_calls.timers import RUN_OUT
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import cancel

# So long a device that was rung is looked for, to stop it.
HEARD_OF = timedelta(minutes=1)


async def changed(db: Db, before: GroupCall, after: GroupCall) -> None:
    """Writes down what became of a call that the caller of this holds (`store.lock`), and tells
    it. When it has ended, the conversation gets one line that says so.
    """
    if after == before:
        return
    await store.save(db, before, after)
    gone = {one.person_id for one in before.seated} - {one.person_id for one in after.seated}
    if gone:
        await calls.disengage(db, after.id, gone)
    quiet = set(before.rung) - set(after.rung)
    if quiet:
        await ring(db, after, quiet, HEARD_OF)
    if after.ended_at:
        await cancel(db, RUN_OUT, str(after.id))
        await _note(db, after, gone)
    await tell(db, after, gone | quiet)


async def _note(db: Db, call: GroupCall, gone: set[UUID]) -> None:
    """The line, which has the call's id and is by who began it, or, if they are not in the group
    any more, by who was left in the call.
    """
    here = await chat.people(db, call.conversation_id)
    sender = call.starter_id if call.starter_id in here else next(iter(sorted(gone)), None)
    if sender is None:
        return
    outcome = "answered" if call.answered_at else "missed"
    meta = {"media": call.media, "outcome": outcome, "people": call.came}
    meta["duration_s"] = call.duration_s
    await chat.note(db, MessageDraft(call.conversation_id, sender, call.id, "", "call", meta=meta))
