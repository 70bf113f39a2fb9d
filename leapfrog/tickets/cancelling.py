"""A show that does not take place: nobody buys any more, no ticket is good, and all money goes
back, in batches that begin again where they died.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from leapfrog import concessions, push, vouchers
from leapfrog.escrow import EscrowChanged
from leapfrog.identity import operator_ids
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Problem
from leapfrog.kernel.timers import schedule
from leapfrog.push import PushNotice
from leapfrog.tickets import money, store, store_orders, store_resale
from leapfrog.tickets.errors import ShowOver
from leapfrog.tickets.model import AGAIN, CHANGED, GIVE_UP, Show, Ticket, TicketOrder
from leapfrog.tickets.programme import lock_led_show
from leapfrog.tickets.selling import lapse

REFUNDS, NOTICE, GIVEN_UP_NOTICE = "tickets.refunds", "tickets_show", "tickets_given_up"
FREED_NOTICE = "tickets_freed"
# So many orders in one transaction; what died in the middle begins again with those.
BATCH = 200


async def cancel_show(db: Db, me: UUID, show_id: UUID, why: str) -> Show:
    """Calls a show of mine off: nobody buys any more, and the refund of each ticket begins at once.
    Again is the same. Raises `NoShow`, `RoleNeeded`, `ShowOver`.
    """
    show = await lock_led_show(db, me, show_id)
    if show.state == "cancelled":
        return show
    if db.now >= show.ends_at:
        raise ShowOver
    return await call_off(db, show, why)


async def call_off(db: Db, show: Show, why: str) -> Show:
    """A locked show that is not over does not take place; each ticket is refunded."""
    await store.set_state(db, show.id, "cancelled", why)
    held = await store_orders.held(db, show.id)
    await vouchers.give_back_orders(db, held)
    for order_id in held:
        order = await store_orders.lock(db, order_id)
        assert order is not None
        await lapse(db, order)
        stream.tell(db, {order.buyer_id}, CHANGED)
    await schedule(db, REFUNDS, str(show.id), db.now)
    return replace(show, state="cancelled", why=why)


async def refund_all(db: Db, ref: str, body: Any) -> None:
    """A due row's handler: refunds some orders of a cancelled show, and goes on while there are
    more. Whatever dies, what was refunded is in the books and not asked again. An order whose money
    cannot go back is kept with the reason, stops nobody else's, and is tried again each hour; two
    weeks after the show it is left to the people of the town, who are told.
    """
    show = (await store.shows(db, [UUID(ref)]))[UUID(ref)]
    after = UUID(body["after"]) if body else None
    found = await store_orders.to_refund(db, show.id, after, BATCH)
    # What was refused before is asked for in a pass of its own: all money moves in one post.
    orders = [one for one in found if one.problem is None] or found
    tickets = await store_orders.tickets(db, [one.id for one in orders])
    await store_resale.remove(db, [one.id for each in tickets.values() for one in each])
    ids = [one.id for one in orders]
    await store_orders.void_orders(db, ids)
    await vouchers.give_back_orders(db, ids)
    refused, stuck = await money.all_back(db, show, orders)
    for order in orders:
        await _answered(db, order, refused.get(order.id), stuck.get(order.id))
    if db.now >= show.ends_at + GIVE_UP:
        await _give_up(db, show, orders)
    await _tell(db, show, orders, tickets)
    if len(found) == BATCH:
        # The escrow's timers go by the time: after an outage theirs would come before `now`.
        await schedule(db, REFUNDS, ref, min(db.now, show.ends_at), {"after": str(found[-1].id)})
    elif await store_orders.to_refund(db, show.id, None, 1):
        await schedule(db, REFUNDS, ref, db.now + AGAIN)


async def money_came_back(db: Db, event: EscrowChanged) -> None:
    """A reaction to money that moved by the escrow's own timer: the order follows. Again, nothing
    happens.
    """
    order_id = money.order_of(event.of)
    order = await store_orders.lock(db, order_id) if order_id else None
    if order is None or event.refunded <= order.refunded:
        return
    over = event.refunded == order.amount
    if over and order.problem is not None and await concessions.unused(db, [order.id]):
        # Of a show that is called off; extras have not gone back yet.
        over = False
    state, problem = ("refunded", None) if over else ("part_refunded", order.problem)
    await store_orders.save(
        db, replace(order, state=state, refunded=event.refunded, problem=problem)
    )
    stream.tell(db, {order.buyer_id}, CHANGED)


async def _answered(
    db: Db, order: TicketOrder, problem: Problem | None, extras: Problem | None
) -> None:
    """`extras`: why their money did not go back; then the order is tried again, too."""
    after = replace(order, problem=problem.code if problem else None)
    if problem is None:
        after = replace(after, state="refunded", refunded=order.amount)
        if extras is not None:
            after = replace(after, state="part_refunded", problem=extras.code)
    await store_orders.save(db, after)


async def _give_up(db: Db, show: Show, orders: Sequence[TicketOrder]) -> None:
    """What of these is not refunded now never will be by itself."""
    left = [
        one.id
        for one in (await store_orders.orders(db, [each.id for each in orders])).values()
        if one.state != "refunded"
    ]
    if not left:
        return
    await store_orders.give_up(db, left)
    tag = f"{GIVEN_UP_NOTICE}:{show.id}"
    await push.notify(db, [PushNotice(one, tag) for one in await operator_ids(db)])


async def _tell(
    db: Db,
    show: Show,
    orders: Iterable[TicketOrder],
    tickets: Mapping[UUID, Sequence[Ticket]],
) -> None:
    """Who wanted to come hears that there is no show, once, and each time looks again."""
    people: set[UUID] = set()
    first: set[UUID] = set()
    for order in orders:
        here = {order.buyer_id, *(one.holder_id for one in tickets[order.id] if one.holder_id)}
        people |= here
        first |= here if order.problem is None else set()
    stream.tell(db, people, CHANGED)
    await push.notify(db, [PushNotice(one, f"{NOTICE}:{show.id}") for one in first])
