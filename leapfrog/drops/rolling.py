"""Rights go to whose turn it is, and on to the next when they are not used.

Locked are, in this order: the drop, rights to buy, pools of the stock. What a drop has for sale is
what is free in its pool and no open right stands for.
"""

from uuid import UUID

from msgspec.structs import replace

from leapfrog import orders, stock
from leapfrog.drops import news, store, store_tickets
from leapfrog.drops.drawing import start_of
from leapfrog.drops.model import Drop, DropPlace, drop_of
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.orders import BuyingRight
from leapfrog.stock import PoolTurned

TURN = "drops.turn"
# So many more are looked for at once than are needed.
SPARE = 100


async def turn(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: the time of some right is over, or of the drop. Safe to run twice."""
    drop = await store.lock(db, UUID(ref))
    if drop is not None:
        await roll(db, drop)


async def pool_turned(db: Db, event: PoolTurned) -> None:
    """A reaction to stock that is free again: of a drop, the next in its order gets the right to
    buy it.
    """
    drop_id = drop_of(event.owner)
    drop = await store.lock(db, drop_id) if drop_id else None
    if drop is not None:
        await roll(db, drop)


async def roll(db: Db, drop: Drop) -> None:
    """Ends what is late, gives what is free to the next, and sees to it that this is done again.
    The drop is locked.
    """
    if drop.ends_at and db.now >= drop.ends_at and drop.state == "buying":
        drop = replace(drop, state="over")
        await store.save(db, drop)
    if drop.state in ("over", "called_off"):
        await _give_back(db, drop)
        return
    await orders.void_rights(db, await store_tickets.late_rights(db, drop.ref, every=False))
    if drop.gives(db.now):
        await _give(db, drop)
    await _again(db, drop)


async def units_free(db: Db, drop: Drop) -> int:
    """How many units nobody has, nor a right to. Until it is closed, those for F-codes are kept."""
    # The rights first: what is bought meanwhile counts twice then, and not as free.
    rights = await store_tickets.rights(db, drop.ref)
    free = (await stock.free(db, [drop.pool_id]))[drop.pool_id] - rights.open
    if drop.state != "announced":
        return free
    used = sum(1 for one in await store.codes(db, drop.id) if one.right_id)
    return free - max(0, drop.code_units - used)


async def _give(db: Db, drop: Drop) -> None:
    left = await units_free(db, drop)
    room = drop.early_units - (await store_tickets.rights(db, drop.ref)).by_lane
    lane = await _hand_out(db, drop, min(left, room), early=True)
    rest = await _hand_out(db, drop, left - len(lane), early=False)
    await news.tell(db, drop, [*lane, *rest])


async def _hand_out(db: Db, drop: Drop, units: int, *, early: bool) -> list[UUID]:
    """So many units to the next ones, `early` of that lane alone; answers to whom."""
    told: list[UUID] = []
    while len(told) < units:
        await _know(db, drop, units - len(told))
        places = await store_tickets.waiting(db, drop.id, units - len(told), early=early)
        if not places:
            break
        told += await _rights(db, drop, places, by_lane=early)
    return told


async def _know(db: Db, drop: Drop, n: int) -> None:
    """Of so many more of the list, in each lane, it is known when it is their turn, if there are so
    many.
    """
    if not drop.tickets:
        return
    [now] = [one for one in await store.rounds(db, drop.id) if one.drawn_at]
    assert now.maker_seed
    assert drop.root
    start = start_of(now.town_seed, now.maker_seed, drop.root)
    known = await store_tickets.count_waiting(db, drop.id)
    for early in (True, False):
        missing = n - known.get(early, 0)
        if missing > 0:
            await store_tickets.extend(db, drop.id, start, missing + SPARE, early=early)


async def _rights(db: Db, drop: Drop, places: list[DropPlace], *, by_lane: bool) -> list[UUID]:
    """Gives rights to those of these that can have one, passes over the others; answers to whom."""
    people = await store_tickets.people(db, [one.reservation_id for one in places])
    wanted = {
        derived_id(one.reservation_id, "right"): (one, person)
        for one in places
        if (person := people[one.reservation_id])
    }
    new = await orders.give_rights(
        db, [right_of(db, drop, right, person) for right, (_, person) in wanted.items()]
    )
    got = [replace(wanted[one][0], right_id=one, by_lane=by_lane) for one in new]
    await store_tickets.give(db, drop.id, got)
    keys = {one.key for one in places} - {one.key for one in got}
    await store_tickets.pass_over(db, drop.id, list(keys))
    return [wanted[one][1] for one in new]


def right_of(db: Db, drop: Drop, right_id: UUID, person_id: UUID) -> BuyingRight:
    """Somebody's right to buy a unit of a drop, from now on."""
    return BuyingRight(
        id=right_id,
        person_id=person_id,
        of=drop.ref,
        variant_id=drop.variant_id,
        pool_id=drop.pool_id,
        price=drop.price,
        until=drop.until(db.now),
    )


async def _again(db: Db, drop: Drop) -> None:
    late = await store_tickets.next_late(db, drop.ref)
    times = [one for one in (late, drop.ends_at) if one]
    if times:
        await schedule(db, TURN, str(drop.id), min(times))


async def _give_back(db: Db, drop: Drop) -> None:
    """It is over: rights end, and what is left lies in the shop again."""
    await orders.void_rights(db, await store_tickets.late_rights(db, drop.ref, every=True))
    await stock.put_back(db, drop.pool_id, drop.from_pool)
