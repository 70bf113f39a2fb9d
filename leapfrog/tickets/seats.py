"""Seats of a show: chosen, held by whole rows, and set free."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.seat_plans import (
    Layout,
    PlacedSeat,
    SeatingPlan,
    best,
    broken_pairs,
    judge,
    layout,
    stored_plan,
)
from leapfrog.tickets import resale, store, store_kept, store_resale, store_seats, store_waiting
from leapfrog.tickets.errors import PairBroken, SeatAlone, SeatGone
from leapfrog.tickets.model import (
    OFFERS,
    ORPHANS_LEFT,
    ORPHANS_UNTIL,
    QUEUE,
    Choice,
    ResaleListing,
    SeatNow,
    Show,
)

# Layouts of plans by their hashes, the last used of them last.
_layouts: dict[bytes, Layout] = {}
MOST_KEPT = 32
# So often the best seats are looked for anew when somebody else was faster.
TRIES = 4


class Take(msgspec.Struct, frozen=True):
    """Who takes, until when; `own`: seats of orders of theirs that end by this, `ended`. Whether
    they are still these orders' is seen when they are locked. `queue`: they waited for the show
    with this id, or have a voucher of that batch, and may have what is kept for those who do;
    `code`: of that voucher.
    """

    order_id: UUID
    until: datetime
    own: frozenset[int] = frozenset()
    ended: frozenset[UUID] = frozenset()
    queue: UUID | None = None
    code: str | None = None

    def can_have(self, seat: SeatNow, now: datetime) -> bool:
        """Whether it is free, or their own."""
        return seat.is_free(now) or self._is_theirs(seat.order_id)

    def can_buy(self, listing: ResaleListing, now: datetime) -> bool:
        """Whether nobody else is buying it."""
        return not listing.is_kept(now) or self._is_theirs(listing.order_id)

    def _is_theirs(self, order_id: UUID | None) -> bool:
        return order_id is not None and (order_id in self.ended or order_id == self.queue)


class TakenSeat(msgspec.Struct, frozen=True):
    """`price`: of one that somebody else gives up; None: what its category costs."""

    n: int
    category: int
    price: int | None


def house_of(show_id: UUID) -> UUID:
    """For whom seats are held that only the box office sells."""
    return derived_id(show_id, "house")


async def plan_of(db: Db, plan_hash: bytes) -> SeatingPlan:
    """The plan with this hash, which must have been kept."""
    return stored_plan(await store.plan(db, plan_hash))


async def layout_of(db: Db, plan_hash: bytes) -> Layout:
    """The numbered seats of the plan with this hash; the last ones are cached."""
    found = _layouts.pop(plan_hash, None) or layout(await plan_of(db, plan_hash))
    _layouts[plan_hash] = found
    if len(_layouts) > MOST_KEPT:
        del _layouts[next(iter(_layouts))]
    return found


async def hold(db: Db, show: Show, choice: Choice, take: Take) -> list[TakenSeat]:
    """Takes the seats that were chosen, or the best ones, all or nothing; answers them. Chosen may
    be what others give up. The rows stay locked. Raises `Invalid`, `SeatGone`, `PairBroken`,
    `SeatAlone`.
    """
    if show.plan_hash is None:
        raise Invalid("This show has no seats to choose.")
    plan = await layout_of(db, show.plan_hash)
    for _ in range(TRIES):
        wanted = choice.seats or await _best(db, show, plan, choice, take)
        if not all(0 <= n < len(plan.seats) for n in wanted):
            raise Invalid("There is no such seat.")
        # Listings before seats, each in their order: so does everybody, and nobody waits in a ring.
        listed = await store_resale.lock_seats(db, show.id, [*wanted, *take.own])
        rows = await store_seats.lock_rows(db, show.id, [*wanted, *take.own])
        free = {one.n for one in rows if take.can_have(one, db.now)}
        open_now = [one for one in listed if take.can_buy(one, db.now)]
        prices = {one.seat: one.price for one in open_now if one.seat in wanted}
        if set(wanted) <= free | prices.keys():
            break
        if choice.seats:
            raise SeatGone(seats=sorted(set(wanted) - free - prices.keys()))
    else:
        raise SeatGone(seats=[])
    if others := resale.missing(open_now, wanted):
        raise PairBroken(seats=others)
    if choice.seats and take.queue is None:
        rows_wanted = {plan.seats[n].row for n in wanted}
        banks = [bank for bank in plan.banks() if bank[0].row in rows_wanted]
        if beside := broken_pairs(banks, free, wanted):
            raise PairBroken(seats=beside)
        await _check_alone(db, show, banks, free, wanted)
    await _end(db, show.id, rows, take)
    fresh = [n for n in wanted if n not in prices]
    await store_seats.hold(db, show.id, fresh, take.order_id, take.until)
    await resale.keep(db, show.id, list(prices), take.order_id, take.until)
    found = [one for one in rows if one.n in set(wanted)]
    return [TakenSeat(one.n, one.category, prices.get(one.n)) for one in found]


async def _best(db: Db, show: Show, plan: Layout, choice: Choice, take: Take) -> tuple[int, ...]:
    now = await store_seats.seats(db, show.id)
    free = {one.n for one in now if take.can_have(one, db.now)}
    found = best(plan, free, choice.best, choice.category)
    if not found:
        raise SeatGone(seats=[])
    return found


async def _check_alone(
    db: Db,
    show: Show,
    banks: Sequence[Sequence[PlacedSeat]],
    free: Collection[int],
    wanted: Sequence[int],
) -> None:
    """Raises `SeatAlone`, unless the show does not ask for it, or no longer."""
    if show.orphans != "strict" or db.now >= show.starts_at - ORPHANS_UNTIL:
        return
    alone = judge(banks, free, wanted)
    if alone is None:
        return
    left, total = (await store_seats.left(db, [show.id]))[show.id]
    if left >= ORPHANS_LEFT * total:
        raise SeatAlone(seats=list(alone.seats), instead=list(alone.instead))


async def let_go_of_own(db: Db, show_id: UUID, take: Take) -> None:
    """What they held is anybody's again; they take no seats instead."""
    if take.own:
        await store_resale.lock_seats(db, show_id, sorted(take.own))
        await _end(db, show_id, await store_seats.lock_rows(db, show_id, sorted(take.own)), take)


async def _end(db: Db, show_id: UUID, locked: Sequence[SeatNow], take: Take) -> None:
    await store_resale.let_go(db, list(take.ended))
    await release_locked(db, show_id, [one.n for one in locked if one.order_id in take.ended])


async def let_go(db: Db, show_id: UUID, seats: Sequence[int], order_id: UUID) -> None:
    """Those of these that are still this order's are anybody's again."""
    own = await store_seats.lock_of_order(db, show_id, seats, order_id)
    await release_locked(db, show_id, [one.n for one in own])


async def ask_who_waits(db: Db, show_id: UUID) -> None:
    """Something came free: whoever waits is asked."""
    if await store_waiting.any_waiting(db, show_id):
        await schedule(db, OFFERS, str(show_id), db.now)


async def release_locked(db: Db, show_id: UUID, numbers: Sequence[int]) -> None:
    """Locked seats are anybody's again; where people wait, these are asked first. What is kept back
    for vouchers goes back there.
    """
    if not numbers:
        return
    for batch_id, (until, kept) in (await store_kept.of_seats(db, show_id, numbers)).items():
        await store_seats.hold(db, show_id, kept, batch_id, until)
        numbers = [one for one in numbers if one not in kept]
    if not numbers:
        return
    if await store_waiting.any_waiting(db, show_id):
        await store_seats.hold(db, show_id, numbers, show_id, db.now + QUEUE)
        await schedule(db, OFFERS, str(show_id), db.now)
    else:
        await store_seats.set_free(db, show_id, numbers)
