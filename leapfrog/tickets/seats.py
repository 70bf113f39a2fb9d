"""Seats of a show: chosen, held by whole rows, and set free."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.tickets import seating, store, store_seats
from leapfrog.tickets.errors import SeatAlone, SeatGone
from leapfrog.tickets.model import ORPHANS_LEFT, ORPHANS_UNTIL, Choice, SeatNow, Show
from leapfrog.tickets.plan import Layout, layout, stored_plan

# So often the best seats are looked for anew when somebody else was faster.
TRIES = 4


class Take(msgspec.Struct, frozen=True):
    """Who takes, until when; `own`: seats of orders of theirs that end by this, `ended`. Whether
    they are still these orders' is seen when they are locked.
    """

    order_id: UUID
    until: datetime
    own: frozenset[int] = frozenset()
    ended: frozenset[UUID] = frozenset()

    def can_have(self, seat: SeatNow, now: datetime) -> bool:
        """Whether it is free, or their own."""
        return seat.is_free(now) or seat.order_id in self.ended


async def layout_of(db: Db, plan_hash: bytes) -> Layout:
    """The seats of a plan, as they are counted."""
    return layout(stored_plan(await store.plan(db, plan_hash)))


async def hold(db: Db, show: Show, choice: Choice, take: Take) -> list[SeatNow]:
    """Takes the seats that were chosen, or the best ones, all or nothing; answers them. The rows
    stay locked. Raises `Invalid`, `SeatGone`, `SeatAlone`.
    """
    if show.plan_hash is None:
        raise Invalid("This show has no seats to choose.")
    plan = await layout_of(db, show.plan_hash)
    for _ in range(TRIES):
        wanted = choice.seats or await _best(db, show, plan, choice, take)
        if not all(0 <= n < len(plan.seats) for n in wanted):
            raise Invalid("There is no such seat.")
        rows = await store_seats.lock_rows(db, show.id, [*wanted, *take.own])
        free = {one.n for one in rows if take.can_have(one, db.now)}
        if set(wanted) <= free:
            break
        if choice.seats:
            raise SeatGone(seats=sorted(set(wanted) - free))
    else:
        raise SeatGone(seats=[])
    if choice.seats:
        await _check_alone(db, show, plan, free, wanted)
    await _end(db, show.id, rows, take)
    await store_seats.hold(db, show.id, wanted, take.order_id, take.until)
    return [one for one in rows if one.n in set(wanted)]


async def _best(db: Db, show: Show, plan: Layout, choice: Choice, take: Take) -> tuple[int, ...]:
    now = await store_seats.seats(db, show.id)
    free = {one.n for one in now if take.can_have(one, db.now)}
    found = seating.best(plan, free, choice.best, choice.category)
    if not found:
        raise SeatGone(seats=[])
    return found


async def _check_alone(
    db: Db, show: Show, plan: Layout, free: Collection[int], wanted: Sequence[int]
) -> None:
    """Raises `SeatAlone`, unless the show does not ask for it, or no longer."""
    if show.orphans != "strict" or db.now >= show.starts_at - ORPHANS_UNTIL:
        return
    rows = {plan.seats[n].row for n in wanted}
    banks = [bank for bank in plan.banks() if bank[0].row in rows]
    alone = seating.judge(banks, free, wanted)
    if alone is None:
        return
    left, total = (await store_seats.left(db, [show.id]))[show.id]
    if left >= ORPHANS_LEFT * total:
        raise SeatAlone(seats=list(alone.seats), instead=list(alone.instead))


async def let_go_of_own(db: Db, show_id: UUID, take: Take) -> None:
    """What they held is anybody's again; they take no seats instead."""
    if take.own:
        await _end(db, show_id, await store_seats.lock_rows(db, show_id, sorted(take.own)), take)


async def _end(db: Db, show_id: UUID, locked: Sequence[SeatNow], take: Take) -> None:
    still = [one.n for one in locked if one.order_id in take.ended]
    if still:
        await store_seats.set_free(db, show_id, still)


async def let_go(db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID) -> None:
    """Those of these that are still this order's are anybody's again."""
    own = await store_seats.lock_of_order(db, show_id, seats, order_id)
    await store_seats.set_free(db, show_id, [one.n for one in own])
