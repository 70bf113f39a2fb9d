"""Tickets: one a person, free, while the drop is open. In a queue whose turn it is gets the right
to buy at once.
"""

from collections.abc import Sequence
from uuid import UUID

from leapfrog import till
from leapfrog.drops import rolling, store, store_tickets
from leapfrog.drops.errors import (
    DropIdUsed,
    DropNotNow,
    NoDrop,
    NoReservation,
    OwnDrop,
    ReservedAlready,
    TooYoung,
)
from leapfrog.drops.model import Drop, NewReservation, Reservation
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id

Answer = Reservation | Problem


async def reserve(db: Db, wanted: Sequence[NewReservation]) -> list[Answer]:
    """Gives tickets in this order, or says why not: `Invalid`, `NoDrop`, `DropIdUsed`,
    `DropNotNow`, `TooYoung`, `OwnDrop`, `ReservedAlready`. The same ticket again is the same.
    """
    drops = await _entered(db, {one.drop_id for one in wanted})
    known = await store_tickets.find(db, {one.id for one in wanted})
    has = await store_tickets.of_pairs(db, {(one.drop_id, one.person_id) for one in wanted})
    had = {(one.drop_id, one.person_id) for one in has}
    people = {one.person_id for one in wanted}
    since = await store.registered(db, people)
    staff = await till.shop_staff(db, {one.merchant_id for one in drops.values()})
    helpers = await store.helpers_among(db, people)
    answers: list[Answer] = []
    new: list[Reservation] = []
    for one in wanted:
        drop, before = drops.get(one.drop_id), known.get(one.id)
        if drop is None:
            answers.append(NoDrop())
        elif before is not None:
            answers.append(_again(before, one))
        else:
            refused = _refusal(db, drop, one, (one.drop_id, one.person_id) in had)
            born = since.get(one.person_id)
            if refused is None and (born is None or born >= drop.registered_before):
                refused = TooYoung(registered_before=drop.registered_before.isoformat())
            if refused is None and one.person_id in staff.get(drop.merchant_id, ()):
                refused = OwnDrop()
            if refused is None:
                made = Reservation(one.id, drop.id, one.person_id, one.person_id in helpers, db.now)
                new.append(made)
                known[one.id] = made
                had.add((one.drop_id, one.person_id))
            answers.append(refused or known[one.id])
    await _keep(db, drops, new)
    return answers


RESERVING: HotVerb[NewReservation, Reservation] = HotVerb(reserve, key=lambda one: one.drop_id)


async def withdraw(db: Db, me: UUID, drop_id: UUID, reservation_id: UUID) -> None:
    """Gives a ticket of a lottery back while that is open; again is the same. Raises `NoDrop`,
    `NoReservation`, `DropNotNow`.
    """
    drop = (await store.hold(db, [drop_id])).get(drop_id)
    if drop is None:
        raise NoDrop
    found = (await store_tickets.find(db, [reservation_id])).get(reservation_id)
    if found is None:
        return
    if (found.drop_id, found.person_id) != (drop_id, me):
        raise NoReservation
    if drop.mode == "queue" or drop.phase(db.now) != "reserving":
        raise DropNotNow(phase=drop.phase(db.now))
    await store_tickets.drop(db, reservation_id)


async def _entered(db: Db, ids: set[UUID]) -> dict[UUID, Drop]:
    """Lotteries are entered by many at a time, a queue by one after the other."""
    modes = await store.find(db, ids)
    queues = sorted(one.id for one in modes.values() if one.mode == "queue")
    locked = [await store.lock(db, one) for one in queues]
    held = await store.hold(db, [one for one in modes if one not in queues])
    return held | {one.id: one for one in locked if one}


def _again(before: Reservation, one: NewReservation) -> Answer:
    same = (before.drop_id, before.person_id) == (one.drop_id, one.person_id)
    return before if same else DropIdUsed()


def _refusal(db: Db, drop: Drop, one: NewReservation, had: bool) -> Problem | None:
    try:
        check_new_id(one.id)
    except Invalid as problem:
        return problem
    phase = drop.phase(db.now)
    if phase != "reserving":
        return DropNotNow(phase=phase)
    return ReservedAlready() if had else None


async def _keep(db: Db, drops: dict[UUID, Drop], new: Sequence[Reservation]) -> None:
    if not new:
        return
    # When another process was faster with an id or a person, the batcher tries all of it again.
    await store_tickets.add(db, new)
    for drop in drops.values():
        came = [one.id for one in new if one.drop_id == drop.id]
        if came and drop.mode == "queue":
            await store_tickets.queue_up(db, drop.id, came)
            await rolling.roll(db, drop)
