"""A drop closes at its minute; a lottery is drawn as soon as its maker shows the seed.

The maker's seed is shown before the town's, so whoever holds it back knows nothing of the result.
The list is closed, and its root public, before either is.
"""

from uuid import UUID

from msgspec.structs import replace

from leapfrog.drops import announcing, news, rolling, store, store_tickets
from leapfrog.drops.drawing import SEED, TICKET, commitment
from leapfrog.drops.errors import DropNotNow, WrongSeed
from leapfrog.drops.model import MOST_ROUNDS, ROLLS, Drop
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid


async def close(db: Db, ref: str, _body: object) -> None:
    """The due row's handler: safe to run twice."""
    drop = await store.lock(db, UUID(ref))
    if drop is None or drop.state != "announced" or db.now < drop.closes_at:
        return
    if drop.mode == "queue":
        await _sell(db, drop, (await store_tickets.counts(db, [drop.id])).get(drop.id, 0))
        return
    root, length = await store_tickets.keep_list(db, drop.id)
    closed = replace(drop, state="closed", root=root, tickets=length // TICKET)
    if closed.tickets:
        await store.save(db, closed)
        await news.tell_shop(db, closed)
    else:
        # Nothing is to be drawn; who has an F-code buys.
        await _sell(db, closed, 0)


async def reveal(db: Db, me: UUID, drop_id: UUID, seed: bytes) -> Drop:
    """The maker shows the seed: the drop is drawn. Again is the same. Raises `NoDrop`,
    `RoleNeeded`, `DropNotNow`, `WrongSeed`.
    """
    drop = await announcing.enter_as_maker(db, me, drop_id)
    rounds = await store.rounds(db, drop_id)
    if not rounds:
        raise DropNotNow(phase=drop.phase(db.now))
    now = rounds[-1]
    if now.drawn_at is not None and now.maker_seed == seed:
        return drop
    if drop.state != "closed" or now.void_at is not None:
        raise DropNotNow(phase=drop.phase(db.now))
    if commitment(seed) != now.maker_commitment:
        raise WrongSeed
    units = await rolling.units_free(db, drop)
    await store.draw_round(db, drop, seed, units)
    return await _sell(db, drop, drop.tickets)


async def recommit(db: Db, me: UUID, drop_id: UUID, made: bytes) -> Drop:
    """The maker has lost the seed, and commits to another one: so does the town, and the round
    before is void, for everybody to see. After the third one the drop is called off. Raises
    `NoDrop`, `RoleNeeded`, `Invalid`, `DropNotNow`.
    """
    if len(made) != SEED:
        raise Invalid("It is the SHA-256 of a seed.", field="commitment")
    drop = await announcing.enter_as_maker(db, me, drop_id)
    rounds = await store.rounds(db, drop_id)
    if drop.state != "closed":
        raise DropNotNow(phase=drop.phase(db.now))
    # The same that comes once more, also late, makes no round void.
    if any(one.maker_commitment == made for one in rounds):
        return drop
    await store.void_round(db, drop_id, drop.round)
    if drop.round >= MOST_ROUNDS:
        return await announcing.end(db, drop, "The maker showed none of the seeds.")
    changed = replace(drop, round=drop.round + 1)
    await store.save(db, changed)
    await store.add_round(db, announcing.first_round(db, changed, changed.round, made))
    return changed


async def _sell(db: Db, drop: Drop, tickets: int) -> Drop:
    """Rights go out from now on."""
    changed = replace(drop, state="buying", tickets=tickets, ends_at=db.now + ROLLS)
    await store.save(db, changed)
    await rolling.roll(db, changed)
    await news.tell_shop(db, changed)
    return changed
