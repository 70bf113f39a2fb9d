"""Tickets: one a person, free, while the drop is open. In a queue that is drawn whose turn it is
gets the right to buy at once.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.drops import levels, rolling, store, store_tickets
from leapfrog.drops.errors import (
    DropIdUsed,
    DropLevelNeeded,
    DropNotNow,
    NoDrop,
    NoReservation,
    OwnDrop,
    ReservedAlready,
    TooYoung,
)
from leapfrog.drops.model import Drop, DropLevel, NewReservation, Reservation
from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.ids import check_new_id

Answer = Reservation | Problem


async def reserve(db: Db, wanted: Sequence[NewReservation]) -> list[Answer]:
    """Gives tickets of drops in this order; one answer for each: the ticket, or why not: `Invalid`,
    `NoDrop`, `DropIdUsed`, `DropNotNow`, `TooYoung`, `DropLevelNeeded`, `OwnDrop`,
    `ReservedAlready`. The same ticket again is the same.
    """
    drops = await _entered(db, {one.drop_id for one in wanted})
    known = await store_tickets.find(db, {one.id for one in wanted})
    who = await _asking(db, drops, wanted)
    answers: list[Answer] = []
    new: list[Reservation] = []
    for one in wanted:
        drop, before = drops.get(one.drop_id), known.get(one.id)
        if drop is None:
            answers.append(NoDrop())
        elif before is not None:
            answers.append(_again(before, one))
        else:
            refused = _refusal(db, drop, one, who)
            if refused is None:
                made = _ticket(db, drop, one, early=one.person_id in who.helpers)
                new.append(made)
                known[one.id] = made
                who.had.add((one.drop_id, one.person_id))
            answers.append(refused or known[one.id])
    await _keep(db, drops, new)
    return answers


class ReservationFacts(msgspec.Struct, frozen=True):
    """What is known of those who want tickets: who `had` one, since when they are registered, whose
    shop it is, who is a helper, and which level somebody is missing.
    """

    had: set[tuple[UUID, UUID]]
    since: Mapping[UUID, datetime]
    staff: Mapping[UUID, set[UUID]]
    helpers: set[UUID]
    missing: Mapping[tuple[UUID, UUID], DropLevel]


async def _asking(
    db: Db, drops: Mapping[UUID, Drop], wanted: Sequence[NewReservation]
) -> ReservationFacts:
    has = await store_tickets.of_pairs(db, {(one.drop_id, one.person_id) for one in wanted})
    people = {one.person_id for one in wanted}
    pairs = [(drops[one.drop_id], one.person_id) for one in wanted if one.drop_id in drops]
    return ReservationFacts(
        {(one.drop_id, one.person_id) for one in has if one.person_id},
        await store.registered(db, people),
        await till.shop_staff(db, {one.merchant_id for one in drops.values()}),
        await store.helpers_among(db, people),
        await levels.missing(db, pairs),
    )


def _ticket(db: Db, drop: Drop, one: NewReservation, *, early: bool) -> Reservation:
    """In the list while that is open; in a queue who comes later stands behind it, where there is
    no early lane.
    """
    queued = not (drop.lists and db.now < drop.list_until)
    return Reservation(one.id, drop.id, one.person_id, early and not queued, db.now, queued)


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


def _refusal(db: Db, drop: Drop, one: NewReservation, who: ReservationFacts) -> Problem | None:
    try:
        check_new_id(one.id)
    except Invalid as problem:
        return problem
    phase, pair = drop.phase(db.now), (one.drop_id, one.person_id)
    if phase != "reserving":
        return DropNotNow(phase=phase)
    if pair in who.had:
        return ReservedAlready()
    born = who.since.get(one.person_id)
    if born is None or born >= drop.registered_before:
        return TooYoung(registered_before=drop.registered_before.isoformat())
    if pair in who.missing:
        return DropLevelNeeded(level=who.missing[pair])
    return OwnDrop() if one.person_id in who.staff.get(drop.merchant_id, ()) else None


async def _keep(db: Db, drops: dict[UUID, Drop], new: Sequence[Reservation]) -> None:
    if not new:
        return
    # When another process was faster with an id or a person, the batcher tries all of it again.
    await store_tickets.add(db, new)
    for drop in drops.values():
        behind = [one.id for one in new if one.drop_id == drop.id and one.queued]
        if behind:
            await store_tickets.queue_up(db, drop.id, behind)
            await rolling.roll(db, drop)
