"""Who waits for tickets of a show, and how those hear of it that came free.

What comes free is kept back from everybody for a moment; the first who waits and whom it fits, all
of their party side by side if they said so, has it held for them. Those whom it does not fit keep
their place. One person is locked at a time: who takes their own seats at this moment holds their
own lock, and who is passed over is let go of before the next one is asked.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from leapfrog import push
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import schedule
from leapfrog.push import PushNotice
from leapfrog.seat_plans import Layout, fitting
from leapfrog.stock import SoldOut
from leapfrog.tickets import (
    resale,
    seats,
    selling,
    standing,
    store,
    store_orders,
    store_resale,
    store_seats,
    store_waiting,
)
from leapfrog.tickets.cancelling import NOTICE
from leapfrog.tickets.errors import PairBroken, SeatGone, TooManyTickets
from leapfrog.tickets.model import CHANGED, OFFERS, Choice, Show, TicketOrder, TownEvent, Wish


class Chance(msgspec.Struct, frozen=True):
    """What could be had at a moment: seats of the plan, places of categories without seats;
    `groups`: seats that are had all or none.
    """

    plan: Layout | None
    seats: frozenset[int]
    places: Mapping[int, int]
    groups: Sequence[frozenset[int]] = ()


async def wait(db: Db, wish: Wish) -> None:
    """I wait for so many tickets; something else than before goes to the end of the queue. Raises
    `Invalid`, `NoShow`, `NotOnSale`, `TooManyTickets`.
    """
    await lock(db, "tickets", wish.person_id)
    show = await selling.show_on_sale(db, wish.show_id)
    selling.check_open(show, db.now)
    known = (await store.categories(db, [show.id]))[show.id]
    if wish.category is not None and all(one.n != wish.category for one in known):
        raise Invalid("There is no such category.")
    has = await store_orders.count_of(db, show.id, wish.person_id, db.now)
    if has + wish.count > show.most_each:
        raise TooManyTickets(most=show.most_each)
    await store_waiting.put(db, wish)
    await schedule(db, OFFERS, str(show.id), db.now)


async def leave(db: Db, me: UUID, show_id: UUID) -> None:
    """I wait no more; what is held for me stays held until its time is over."""
    await lock(db, "tickets", me)
    await store_waiting.leave(db, show_id, me)


async def ask(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: holds what is free for the first of those who wait whom it fits, and
    comes again; where it fits nobody, it is anybody's.
    """
    show_id = UUID(ref)
    show = (await store.shows(db, [show_id])).get(show_id)
    if show is not None and show.is_on_sale(db.now) and show.is_open(db.now):
        wishes = await store_waiting.waiting(db, show_id)
        chance = await _chance(db, show) if wishes else Chance(None, frozenset(), {})
        # Many want the same: the plan is looked through once for each kind of wish.
        known: dict[tuple[int, bool, int | None], Choice | None] = {}
        for wish in wishes:
            kind = (wish.count, wish.together, wish.category)
            if kind not in known:
                known[kind] = choice_for(wish, chance)
            choice = known[kind]
            if choice is None:
                continue
            try:
                async with db.savepoint():
                    await _offer(db, wish, choice)
            except _PassedOver:
                continue
            await schedule(db, OFFERS, ref, db.now)
            return
    await store_waiting.end_queue(db, show_id)


def choice_for(wish: Wish, chance: Chance) -> Choice | None:
    """What of this fits somebody; None: nothing does. Pure."""
    for category, left in sorted(chance.places.items()):
        if wish.category in (None, category) and left >= wish.count:
            return Choice(standing=wish.count, category=category)
    if chance.plan is None:
        return None
    whole = [group for group in chance.groups if len(group) == wish.count]
    for seats_of in [chance.seats, *whole]:
        found = fitting(chance.plan, seats_of, wish.count, wish.category, together=wish.together)
        if found:
            return Choice(seats=found)
    return None


async def offer_of(
    db: Db, person_id: UUID, show_id: UUID
) -> tuple[Show, TownEvent, TicketOrder] | None:
    """What is held at this moment for somebody who waited, if something is."""
    found = [one for one in await store_waiting.all_of(db, person_id) if one.show_id == show_id]
    held = found[0].order_id if found else None
    order = await store_orders.order(db, held) if held else None
    if order is None or order.state != "held" or order.until <= db.now:
        return None
    show = (await store.shows(db, [show_id]))[show_id]
    return show, (await store.events(db, [show.event_id]))[show.event_id], order


async def _chance(db: Db, show: Show) -> Chance:
    left = await standing.left(db, await store.categories(db, [show.id]))
    places = {category: units for (_, category), units in left.items()}
    if show.plan_hash is None:
        return Chance(None, frozenset(), places)
    take = seats.Take(show.id, db.now, queue=show.id)
    now = await store_seats.seats(db, show.id)
    free = {one.n for one in now if take.can_have(one, db.now)}
    listed = await store_resale.of_show(db, show.id)
    given_up, groups = set[int](), defaultdict[UUID, set[int]](set)
    for one in listed:
        if take.can_buy(one, db.now):
            (groups[one.together_id] if one.together_id else given_up).add(one.seat)
    plan = await seats.layout_of(db, show.plan_hash)
    whole = [frozenset(each) for each in groups.values()]
    return Chance(plan, frozenset(free | given_up), places, whole)


class _PassedOver(Exception):
    """Nothing is held for this one."""


async def _offer(db: Db, wish: Wish, choice: Choice) -> None:
    """Held for who waits. What somebody took meanwhile, or called off, is looked at anew. Raises
    `_PassedOver` where they are choosing something themselves, have enough, or do not wait any
    more.
    """
    await lock(db, "tickets", wish.person_id)
    if await store_waiting.one(db, wish.show_id, wish.person_id) != wish:
        raise _PassedOver
    show = await store.share(db, wish.show_id)
    if show is None or not show.is_on_sale(db.now):
        return
    has = await store_orders.count_of(db, show.id, wish.person_id, db.now)
    choosing = await store_orders.held_by(db, show.id, wish.person_id)
    if has + wish.count > show.most_each or choosing:
        raise _PassedOver
    take = seats.Take(new_id(), resale.offer_time(show, db.now), queue=show.id)
    try:
        async with db.savepoint():
            order = await selling.take_for(db, wish.person_id, show, choice, take)
    except (PairBroken, SeatGone, SoldOut):
        return
    await store_waiting.offer(db, wish, order.id)
    stream.tell(db, {wish.person_id}, CHANGED)
    await push.notify(db, [PushNotice(wish.person_id, f"{NOTICE}:{show.id}")])
