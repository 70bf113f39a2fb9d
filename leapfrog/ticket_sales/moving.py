"""A show takes place at another time: who has tickets hears of it, and the money of those who keep
them waits for the new end.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog import concessions, escrow, push, tickets
from leapfrog.escrow import EscrowAct, Extend
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.push import PushNotice
from leapfrog.ticket_sales import store
from leapfrog.tickets import Show

MOVED = "ticket_sales.moved"
# So many trades in one transaction; what died in the middle begins again with those.
BATCH = 200


async def move(db: Db, me: UUID, show_id: UUID, starts_at: datetime) -> Show:
    """Moves a show that I lead to another time, and tells those who have tickets. To the same time
    is no change. Raises what `tickets.move_show` does.
    """
    show = await tickets.move_show(db, me, show_id, starts_at)
    if show.moved_at == db.now:
        await schedule(db, MOVED, str(show.id), db.now)
        people = await store.people(db, show.id)
        stream.tell(db, set(people), tickets.CHANGED)
        await push.notify(db, [PushNotice(one, f"{tickets.NOTICE}:{show.id}") for one in people])
    return show


async def wait_longer(db: Db, ref: str, body: Any) -> None:
    """A due row's handler: the money of some orders waits until the new end. Safe to run twice:
    what waits so long already is left alone. Where somebody asks for money back at this moment the
    escrow waits by itself.
    """
    show = (await tickets.shows(db, [UUID(ref)]))[UUID(ref)]
    until = show.ends_at + tickets.SETTLE
    trades = [tickets.trade_id(one) for one in await store.orders(db, show.id)]
    trades += [concessions.trade_id(one) for one in await store.lines(db, show.id)]
    after = UUID(body["after"]) if body else None
    due = await store.due_before(db, trades, until, after, BATCH)
    acts = [
        EscrowAct(
            derived_id(trade, f"moved to {until.isoformat()}"),
            trade,
            show.merchant_id,
            Extend(until - due_at),
        )
        for trade, due_at in due.items()
    ]
    if acts:
        await escrow.act(db, acts)
    if len(due) == BATCH:
        await schedule(db, MOVED, ref, db.now, {"after": str(max(due))})
