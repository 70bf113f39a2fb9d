"""Who waits for tickets of a show, and how those hear of it that came free.

What comes free is kept back from everybody for a moment; the first who waits and whom it fits, all
of their party side by side if they said so, has it held for them. Those whom it does not fit keep
their place. Shortly before the doors all whom it fits are told at once, and nothing is held. One
person is locked at a time: who takes their own seats at this moment holds their
own lock, and who is passed over is let go of before the next one is asked.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import msgspec
from msgspec.structs import replace

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
from leapfrog.tickets.cancelling import FREED_NOTICE, NOTICE
from leapfrog.tickets.errors import PairBroken, SeatGone, TooManyTickets
from leapfrog.tickets.model import (
    ALL_AT_ONCE,
    CHANGED,
    OFFERS,
    TOLD_AGAIN,
    Choice,
    Show,
    TicketOrder,
    TownEvent,
    Wish,
)


class Chance(msgspec.Struct, frozen=True):
    """What could be had at a moment: seats of the plan, places of categories without seats;
    `groups`: seats that are had all or none; `prices`: of seats, `rates`: of categories.
    """

    plan: Layout | None
    seats: frozenset[int]
    places: Mapping[int, int]
    groups: Sequence[frozenset[int]] = ()
    prices: Mapping[int, int] = {}
    rates: Mapping[int, int] = {}


async def wait(db: Db, wish: Wish, also: Sequence[UUID] = ()) -> None:
    """Waits for so many tickets of a show; something else than before goes to the end of the queue.
    `also`: or of one of these shows of the same event, in a category of the same name; the first
    that has something ends the others. Raises `Invalid`, `NoShow`, `NotOnSale`, `TooManyTickets`.
    """
    await lock(db, "tickets", wish.person_id)
    wanted = sorted({wish.show_id, *also})
    shows = [await selling.show_on_sale(db, one) for one in wanted]
    if len({one.event_id for one in shows}) > 1:
        raise Invalid("These are no shows of one event.")
    known = await store.categories(db, wanted)
    names = {one.name for one in known[wish.show_id] if one.n == wish.category}
    ask_id = new_id() if len(wanted) > 1 else None
    asked = []
    for show in shows:
        selling.check_open(show, db.now)
        alike = [one.n for one in known[show.id] if one.name in names]
        if wish.category is not None and not alike:
            raise Invalid("There is no such category.")
        has = await store_orders.count_of(db, show.id, wish.person_id, db.now)
        if has + wish.count > show.most_each:
            raise TooManyTickets(most=show.most_each)
        category = wish.category if show.id == wish.show_id else next(iter(alike), None)
        asked.append(replace(wish, show_id=show.id, category=category, ask_id=ask_id))
    await store_waiting.put(db, asked)
    for one in wanted:
        await schedule(db, OFFERS, str(one), db.now)


async def leave(db: Db, me: UUID, show_id: UUID) -> None:
    """Ends my waiting for a show and what I asked for with it; what is held for me stays."""
    await lock(db, "tickets", me)
    await store_waiting.leave(db, show_id, me)


async def ask(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: holds what is free for the first of those who wait whom it fits, and
    comes again; where it fits nobody, it is anybody's. Shortly before the doors it is anybody's at
    once, and all whom it fits are told.
    """
    show_id = UUID(ref)
    show = (await store.shows(db, [show_id])).get(show_id)
    if show is not None and show.is_on_sale(db.now) and show.is_open(db.now):
        wishes = await store_waiting.waiting(db, show_id)
        chance = await _chance(db, show) if wishes else Chance(None, frozenset(), {})
        if db.now >= show.doors_at - ALL_AT_ONCE:
            await _tell_all(db, show_id, [wish for wish, _ in _fits(wishes, chance)])
            wishes = []
        for wish, choice in _fits(wishes, chance):
            try:
                async with db.savepoint():
                    await _offer(db, wish, choice)
            except _PassedOver:
                continue
            await schedule(db, OFFERS, ref, db.now)
            return
    await store_waiting.end_queue(db, show_id)


async def _tell_all(db: Db, show_id: UUID, wishes: Sequence[Wish]) -> None:
    told = await store_waiting.tell(db, show_id, [one.person_id for one in wishes])
    tag = f"{FREED_NOTICE}:{show_id}"
    await push.notify(db, [PushNotice(one, tag, "high", TOLD_AGAIN) for one in told])


async def freed(db: Db, person_id: UUID, show_id: UUID) -> TownEvent | None:
    """The event of a show of which there is something now for those who have waited longest; None
    for who does not wait, or where nothing fits them any more.
    """
    wish = await store_waiting.one(db, show_id, person_id)
    show = (await store.shows(db, [show_id])).get(show_id)
    if wish is None or wish.state != "waiting" or show is None or not show.is_on_sale(db.now):
        return None
    if choice_for(wish, await _chance(db, show)) is None:
        return None
    return (await store.events(db, [show.event_id]))[show.event_id]


def _fits(wishes: Sequence[Wish], chance: Chance) -> Iterator[tuple[Wish, Choice]]:
    """Those whom something fits, in their order. Many want the same: the plan is looked through
    once for each kind of wish.
    """
    known: dict[tuple[int, bool, int | None, int | None], Choice | None] = {}
    for wish in wishes:
        kind = (wish.count, wish.together, wish.category, wish.at_most)
        if kind not in known:
            known[kind] = choice_for(wish, chance)
        if choice := known[kind]:
            yield wish, choice


def choice_for(wish: Wish, chance: Chance) -> Choice | None:
    """What of this fits somebody; None: nothing does. Pure."""
    most = wish.at_most
    for category, left in sorted(chance.places.items()):
        cheap = most is None or chance.rates[category] <= most
        if wish.category in (None, category) and left >= wish.count and cheap:
            return Choice(standing=wish.count, category=category)
    if chance.plan is None:
        return None
    whole = [group for group in chance.groups if len(group) == wish.count]
    for group in [chance.seats, *whole]:
        seats_of = {one for one in group if most is None or chance.prices[one] <= most}
        found = fitting(chance.plan, seats_of, wish.count, wish.category, together=wish.together)
        if found:
            return Choice(seats=found)
    return None


async def offer_of(
    db: Db, person_id: UUID, show_id: UUID
) -> tuple[Show, TownEvent, TicketOrder] | None:
    """A show, its event and the order that is held for a person who waited; None for none."""
    found = [one for one in await store_waiting.all_of(db, person_id) if one.show_id == show_id]
    held = found[0].order_id if found else None
    order = await store_orders.order(db, held) if held else None
    if order is None or order.state != "held" or order.until <= db.now:
        return None
    show = (await store.shows(db, [show_id]))[show_id]
    return show, (await store.events(db, [show.event_id]))[show.event_id], order


async def _chance(db: Db, show: Show) -> Chance:
    known = await store.categories(db, [show.id])
    left = await standing.left(db, known)
    places = {category: units for (_, category), units in left.items()}
    rates = {one.n: one.price for one in known[show.id]}
    if show.plan_hash is None:
        return Chance(None, frozenset(), places, rates=rates)
    take = seats.Take(show.id, db.now, queue=show.id)
    now = await store_seats.seats(db, show.id)
    prices = {one.n: rates[one.category] for one in now if take.can_have(one, db.now)}
    free = set(prices)
    given_up, groups = set[int](), defaultdict[UUID, set[int]](set)
    for one in await store_resale.of_show(db, show.id):
        if take.can_buy(one, db.now):
            prices[one.seat] = one.price
            (groups[one.together_id] if one.together_id else given_up).add(one.seat)
    plan = await seats.layout_of(db, show.plan_hash)
    whole = [frozenset(each) for each in groups.values()]
    return Chance(plan, frozenset(free | given_up), places, whole, prices, rates)


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
