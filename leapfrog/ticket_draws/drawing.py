"""A draw closes at its minute, is drawn as soon as its maker shows the seed, and gives rights in
the order that follows: what some do not use goes to the next, until the sale opens to everybody.

The maker's seed is shown before the town's, so whoever holds it back knows nothing of the result;
the list is closed, and its root public, before either is. The order is that of `docs/drops.md`.
"""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from leapfrog import drops, tickets, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.timers import schedule
from leapfrog.ticket_draws import announcing, news, store
from leapfrog.ticket_draws.errors import TicketDrawNotNow, WrongDrawSeed
from leapfrog.ticket_draws.model import LEAST_TIME, TicketDraw
from leapfrog.tickets import Show

# So many more are looked for at once than are needed.
SPARE = 100
UNSHOWN = "The organiser did not show the seed in time."


async def close(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: safe to run twice. Nobody takes part from then on; where nobody did,
    there is nothing to draw.
    """
    draw = await store.lock(db, UUID(ref))
    if draw is None or draw.state != "announced" or db.now < draw.closes_at:
        return
    show = (await tickets.shows(db, [draw.show_id]))[draw.show_id]
    root, entries = await store.keep_list(db, draw.show_id), await store.count(db, draw.show_id)
    closed = replace(draw, state="closed" if entries else "over", root=root, entries=entries)
    await store.save(db, closed)
    if entries and show.sale_opens_at is not None:
        await schedule(db, announcing.TURN, ref, show.sale_opens_at)
        leaders = await till.shop_staff(db, [draw.merchant_id])
        await news.tell(db, closed, leaders.get(draw.merchant_id, set()))


async def reveal(db: Db, me: UUID, show_id: UUID, seed: bytes) -> TicketDraw:
    """The organiser shows the seed of a draw, which is drawn then. Again is the same. Raises
    `NoShow`, `RoleNeeded`, `NoTicketDraw`, `WrongDrawSeed`, and `TicketDrawNotNow` also where there
    is no time to choose seats any more.
    """
    draw = await announcing.led_draw(db, me, show_id)
    if draw.maker_seed == seed:
        return draw
    show = (await tickets.shows(db, [show_id]))[show_id]
    in_time = show.is_on_sale(db.now) and _until(db, draw, show) - db.now >= LEAST_TIME
    if draw.state != "closed" or not in_time:
        raise TicketDrawNotNow(phase=draw.phase(db.now))
    if drops.commitment(seed) != draw.maker_commitment:
        raise WrongDrawSeed
    drawn = replace(draw, state="drawn", maker_seed=seed, drawn_at=db.now)
    return await _give(db, drawn)


async def turn(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: the time of some right is over, or the sale opens. Safe to run twice."""
    draw = await store.lock(db, UUID(ref))
    if draw is None or draw.state not in ("closed", "drawn"):
        return
    show = (await tickets.shows(db, [draw.show_id]))[draw.show_id]
    if show.is_on_sale(db.now) and not show.opens_now(db.now):
        if draw.state == "drawn":
            await _give(db, draw)
    elif draw.state == "closed":
        await announcing.end(db, draw, UNSHOWN)
    else:
        await store.save(db, replace(draw, state="over"))


async def _give(db: Db, draw: TicketDraw) -> TicketDraw:
    """What nobody has nor can take goes to the next; sees to it that this is done again. The draw
    is locked.
    """
    show = (await tickets.shows(db, [draw.show_id]))[draw.show_id]
    first = draw.drawn_rights is None
    told: list[UUID] = []
    until = _until(db, draw, show)
    if first or until - db.now >= LEAST_TIME:
        counted = await store.taken(db, draw.show_id)
        left = (draw.rights * draw.each - counted.taken - counted.open) // draw.each
        # What was drawn follows from the list alone, however much the box office has sold.
        told = await _next(db, draw, draw.rights if first else left)
        await tickets.give_rights(db, draw.show_id, told, draw.each, until)
    if first:
        draw = replace(draw, drawn_rights=min(draw.rights, draw.entries))
    await store.save(db, draw)
    await news.tell(db, draw, told)
    await _again(db, draw, show)
    return draw


async def _next(db: Db, draw: TicketDraw, n: int) -> list[UUID]:
    """Whose turn it is: so many people, if there are so many."""
    assert draw.maker_seed
    assert draw.root
    start = drops.draw_start(draw.town_seed, draw.maker_seed, draw.root)
    told: list[UUID] = []
    while len(told) < n:
        await store.extend(db, draw.show_id, start, n - len(told) + SPARE)
        places = await store.waiting(db, draw.show_id, n - len(told))
        if not places:
            break
        people = await store.people(db, [one.entry_id for one in places])
        told += [people[one.entry_id] for one in places if one.entry_id in people]
        await store.give(db, draw.show_id, [one.key for one in places])
    return told


def _until(db: Db, draw: TicketDraw, show: Show) -> datetime:
    """Until when a right is good that is given now: its hours, never past the opening."""
    wanted = db.now + timedelta(hours=draw.buy_hours)
    return min(wanted, show.sale_opens_at) if show.sale_opens_at else wanted


async def _again(db: Db, draw: TicketDraw, show: Show) -> None:
    """When the next right is over; what is held then may come free ten minutes later."""
    rights = await tickets.rights_of_show(db, draw.show_id)
    late = [one.until + step for one in rights for step in (timedelta(), tickets.HOLD)]
    assert show.sale_opens_at is not None
    times = [one for one in (*late, show.sale_opens_at) if one > db.now]
    if times:
        await schedule(db, announcing.TURN, str(draw.show_id), min(times))
