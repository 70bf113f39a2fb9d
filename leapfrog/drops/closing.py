"""The list of a drop closes at its minute, and it is drawn as soon as its maker shows the seed; a
queue goes on behind its list until it closes.

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
from leapfrog.kernel.timers import schedule


async def close(db: Db, ref: str, _body: object) -> None:
    """The handler of the due row of a drop: closes its list, closes it, or calls it off where no
    seed was shown, whatever is due. Safe to run twice, too early and too late.
    """
    before = await store.lock(db, UUID(ref))
    if before is None or before.state not in ("announced", "closed"):
        return
    drop = before
    if drop.lists and db.now >= drop.list_until:
        drop = await _listed(db, drop)
    if drop.state == "announced" and db.now >= drop.closes_at:
        drop = replace(drop, state="closed")
    if drop.to_draw and db.now >= drop.seed_by:
        await announcing.end(db, drop, "no_seed")
        return
    if drop.state == "closed" and not drop.to_draw:
        await _sell(db, drop)
        return
    if drop != before:
        await store.save(db, drop)
        await rolling.roll(db, drop)
        await news.tell_shop(db, drop)
    await _again(db, drop)


async def _listed(db: Db, drop: Drop) -> Drop:
    """No ticket comes into the list any more, and its root is public. Of an empty one nothing is
    drawn: whose turn it is then is behind it, or has an F-code.
    """
    root, length = await store_tickets.keep_list(db, drop.id)
    listed = replace(drop, root=root, tickets=length // TICKET)
    return listed if listed.tickets else replace(listed, giving_since=db.now)


async def _again(db: Db, drop: Drop) -> None:
    """The next minute at which something has to be done."""
    times = [drop.list_until] if drop.lists else []
    if drop.to_draw:
        times.append(drop.seed_by)
    if drop.state == "announced":
        times.append(drop.closes_at)
    if times:
        await schedule(db, announcing.CLOSE, str(drop.id), min(times))


async def reveal(db: Db, me: UUID, drop_id: UUID, seed: bytes) -> Drop:
    """The shop shows its seed: the list is drawn, and rights to buy go out. Again is the same.
    Raises `NoDrop`, `RoleNeeded`, `DropNotNow`, `WrongSeed`.
    """
    drop = await announcing.enter_as_maker(db, me, drop_id)
    now = next(reversed(await store.rounds(db, drop_id)), None)
    if now is not None and now.drawn_at is not None and now.maker_seed == seed:
        return drop
    if now is None or not drop.to_draw or now.void_at is not None:
        raise DropNotNow(phase=drop.phase(db.now))
    if commitment(seed) != now.maker_commitment:
        raise WrongSeed
    units = await rolling.units_free(db, drop)
    await store.draw_round(db, drop, seed, units)
    drawn = replace(drop, giving_since=db.now)
    if drop.state == "closed":
        return await _sell(db, drawn)
    await store.save(db, drawn)
    await rolling.roll(db, drawn)
    await _again(db, drawn)
    await news.tell_shop(db, drawn)
    news.tell_screens(db, await store_tickets.holders(db, drop_id))
    return drawn


async def recommit(db: Db, me: UUID, drop_id: UUID, made: bytes) -> Drop:
    """The shop has lost its seed and commits to another one (`made`); so does the town, and the
    round before is void, for everybody to see. After the third one the drop is called off. Raises
    `NoDrop`, `RoleNeeded`, `Invalid`, `DropNotNow`.
    """
    if len(made) != SEED:
        raise Invalid("It is the SHA-256 of a seed.", field="commitment")
    drop = await announcing.enter_as_maker(db, me, drop_id)
    rounds = await store.rounds(db, drop_id)
    if not drop.to_draw:
        raise DropNotNow(phase=drop.phase(db.now))
    # The same that comes once more, also late, makes no round void.
    if any(one.maker_commitment == made for one in rounds):
        return drop
    await store.void_round(db, drop_id, drop.round)
    if drop.round >= MOST_ROUNDS:
        return await announcing.end(db, drop, "no_seed")
    changed = replace(drop, round=drop.round + 1)
    await store.save(db, changed)
    await store.add_round(db, announcing.first_round(db, changed, changed.round, made))
    return changed


async def _sell(db: Db, drop: Drop) -> Drop:
    """No ticket is taken any more; rights go out for so long."""
    since = drop.giving_since or db.now
    changed = replace(drop, state="buying", giving_since=since, ends_at=db.now + ROLLS)
    await store.save(db, changed)
    await rolling.roll(db, changed)
    await news.tell_shop(db, changed)
    return changed
