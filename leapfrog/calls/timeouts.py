"""The timer of a call: one that nobody answers is missed, one in which nobody is left ends."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from leapfrog.calls import model, store
from leapfrog.calls.closing import close, finish
from leapfrog.calls.model import REMEMBERED, SILENCE
from leapfrog.calls.timers import RUN_OUT
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule

# A town that was away for longer than that could hear nobody.
AWAY = timedelta(seconds=20)


async def run_out(db: Db, ref: str, _body: Any) -> None:
    """The handler of the due row of a call: ends a call that nobody answered, or whose devices were
    silent for a minute. What devices could not say while the town was away is not held against
    them: they get another minute.
    """
    call = await store.lock(db, UUID(ref))
    if call is None:
        # It went with its conversation.
        await store.release(db, UUID(ref))
        return
    if call.outcome:
        return
    if call.answered_at is None:
        await close(db, call, "missed")
        return
    over = call.heard_at + SILENCE
    if db.now - over > AWAY:
        await store.hear(db, call.id, db.now)
        await schedule(db, RUN_OUT, ref, db.now + SILENCE)
    elif db.now >= over:
        await finish(db, model.ended(call, call.heard_at, "missed"))
    else:
        await schedule(db, RUN_OUT, ref, over)


async def drop_old(db: Db) -> None:
    """Forgets calls that ended a day ago; their line in the conversation stays."""
    await store.forget(db, db.now - REMEMBERED)
