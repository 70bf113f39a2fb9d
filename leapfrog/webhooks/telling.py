"""Something happened in a shop: its programs that want to know are told, after the commit."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.timers import schedule_all
from leapfrog.webhooks import store
from leapfrog.webhooks.model import DUE, Hook, HookDelivery, HookEvent


async def tell(db: Db, merchant_id: UUID, event: HookEvent) -> int:
    """Enqueues an event for each webhook of a shop that wants this kind, once for an event; answers
    to how many it goes now.
    """
    return await tell_hooks(db, await store.wanting(db, merchant_id, event.kind), event)


async def tell_hooks(db: Db, hooks: Sequence[Hook], event: HookEvent) -> int:
    """Each of these addresses is told of the event, once; answers to how many it goes now."""
    if not hooks:
        return 0
    said = {"type": event.kind, "timestamp": db.now.isoformat(), "data": event.data}
    body = msgspec.json.encode(said).decode()
    new = [
        HookDelivery(
            id=new_id(),
            hook_id=one.id,
            event_id=event.id,
            kind=event.kind,
            body=body,
            state="waiting",
            tries=0,
            made_at=db.now,
            due_at=db.now,
            tried_at=None,
            status=None,
            trouble="",
            took_ms=None,
        )
        for one in hooks
    ]
    told = await store.told(db, new)
    await schedule_all(db, [(DUE, str(one), None, db.now) for one in told])
    return len(told)
