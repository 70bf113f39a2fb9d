"""The timer of a call of a group: it rings no longer than that, and whose device is not heard any
more is out of it.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from leapfrog import calls
from leapfrog.group_calls import model, store
from leapfrog.group_calls.changing import changed
from leapfrog.group_calls.model import REMEMBERED, SILENCE, GroupCall
from leapfrog.group_calls.timers import RUN_OUT
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule

# A town that was away for longer than that could hear nobody.
AWAY = timedelta(seconds=20)


def due(call: GroupCall) -> datetime:
    """When there is something to look after next."""
    heard = [one.heard_at + SILENCE for one in call.seated if one.heard_at]
    return min([*heard, *([call.rings_until] if call.rung else [])])


async def run_out(db: Db, ref: str, _body: Any) -> None:
    """The due row. What devices did not say while the town was away is not held against them: they
    have as long as ever to say it.
    """
    before = await store.lock(db, UUID(ref))
    if before is None:
        # It went with its conversation.
        await calls.release(db, UUID(ref))
        return
    if before.ended_at:
        return
    over = {one: one.heard_at + SILENCE for one in before.seated if one.heard_at}
    late = [one.seat for one, at in over.items() if one.seat and db.now - at > AWAY]
    silent = {one.person_id for one, at in over.items() if at <= db.now and one.seat not in late}
    await store.hear(db, before.id, late, db.now)
    after = model.rung_out(before) if before.rings_until <= db.now else before
    after = model.left(after, silent, db.now)
    await changed(db, before, after)
    if after.ended_at is None:
        kept = await store.one(db, after.id)
        await schedule(db, RUN_OUT, ref, due(kept or after))


async def drop_old(db: Db) -> None:
    """Deletes group calls that ended a day ago; the line in their conversation stays."""
    await store.forget(db, db.now - REMEMBERED)
