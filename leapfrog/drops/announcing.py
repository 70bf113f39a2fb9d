"""A drop is announced by who leads the shop, and may be called off."""

import secrets
from uuid import UUID

from msgspec.structs import replace

from leapfrog import market, stock, till
from leapfrog.drops import news, rolling, store
from leapfrog.drops.drawing import SEED
from leapfrog.drops.errors import DropIdUsed, DropNotNow, NoDrop
from leapfrog.drops.model import (
    LARGEST_PRICE,
    LONGEST_RESERVING,
    MOST_ACCESSORIES,
    MOST_COSTS,
    MOST_UNITS,
    OWNER,
    Drop,
    DropEnding,
    DropRound,
    NewDrop,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.market import Offer
from leapfrog.stock import StockPool

CLOSE = "drops.close"
LONGEST_NAME, LONGEST_WHY = 60, 500


async def announce(db: Db, me: UUID, wanted: NewDrop) -> Drop:
    """Announces a drop of a shop that I lead; its units go from the shelf into a pool of its own.
    The same drop again is answered as it is. Raises `Invalid`, `NoVariant`, `RoleNeeded`,
    `DropIdUsed`, `TooFewFree`, `NoItem`.
    """
    check_new_id(wanted.id)
    offer = await market.led_offer(db, me, wanted.variant_id)
    known = (await store.find(db, [wanted.id])).get(wanted.id)
    if known is not None:
        if not await _same(db, known, wanted):
            raise DropIdUsed
        return known
    _check(wanted, db)
    items = await market.items_by_id(db, wanted.accessories)
    own = {one.id for one in items.values() if one.merchant_id == offer.merchant_id}
    if not own.issuperset(wanted.accessories):
        raise market.NoItem
    if "member" in wanted.levels and not await market.member_rules(db, [offer.merchant_id]):
        raise Invalid("The shop says of nobody that they are a member.", field="levels")
    shelf = await stock.set_aside(db, offer.pools, _pool(wanted, offer), me)
    made = _drop(db, me, wanted, offer, shelf)
    if not await store.add(db, made):
        raise DropIdUsed
    await store.add_round(db, first_round(db, made, 1, wanted.commitment))
    await schedule(db, CLOSE, str(made.id), made.list_until)
    await news.tell_shop(db, made)
    return made


async def enter_as_maker(db: Db, me: UUID, drop_id: UUID) -> Drop:
    """A drop of a shop that I lead, locked. Raises `NoDrop`, `RoleNeeded`."""
    drop = (await store.find(db, [drop_id])).get(drop_id)
    if drop is None:
        raise NoDrop
    try:
        await till.enter_shop(db, me, drop.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoDrop from None
    locked = await store.lock(db, drop_id)
    assert locked
    return locked


async def call_off(db: Db, me: UUID, drop_id: UUID, why: str) -> Drop:
    """Calls off a drop of a shop that I lead; everybody can read why (1 to 500 characters). Again,
    nothing happens. Raises `NoDrop`, `RoleNeeded`, `Invalid`, and `DropNotNow` once rights are
    given out.
    """
    said = " ".join(why.split())
    if not 1 <= len(said) <= LONGEST_WHY:
        raise Invalid(f"1 to {LONGEST_WHY} characters.", field="why")
    drop = await enter_as_maker(db, me, drop_id)
    if drop.state == "called_off":
        return drop
    if drop.state not in ("announced", "closed") or drop.gives(db.now):
        raise DropNotNow(phase=drop.phase(db.now))
    return await end(db, drop, "maker", said)


async def end(db: Db, drop: Drop, ending: DropEnding, why: str | None = None) -> Drop:
    """Ends a locked drop that is not over: nothing is given out any more."""
    state = "over" if drop.state == "buying" else "called_off"
    ended = replace(drop, state=state, ended_as=ending, ended_why=why, ends_at=db.now)
    await store.save(db, ended)
    await rolling.roll(db, ended)
    return ended


def first_round(db: Db, drop: Drop, n: int, commitment: bytes) -> DropRound:
    """A round in which the town commits to a seed that nobody has seen."""
    return DropRound(
        drop_id=drop.id,
        n=n,
        town_seed=secrets.token_bytes(SEED),
        maker_commitment=commitment,
        at=db.now,
    )


async def _same(db: Db, known: Drop, wanted: NewDrop) -> bool:
    """Another commitment is another drop: its seed could never be shown for this one."""
    names = ("variant_id", "mode", "units", "price", "closes_at", "early_units", "levels")
    made = [one.maker_commitment for one in await store.rounds(db, known.id)]
    return (
        all(getattr(known, name) == getattr(wanted, name) for name in names)
        and known.opens_at == (wanted.opens_at or known.created_at)
        and made[:1] == [wanted.commitment]
    )


def _check(wanted: NewDrop, db: Db) -> None:
    """Raises `Invalid`."""
    _within("units", wanted.units, 1, MOST_UNITS)
    _within("early_units", wanted.early_units, 0, wanted.units)
    _within("code_units", wanted.code_units, 0, wanted.units - wanted.early_units)
    _within("price", wanted.price, 1, LARGEST_PRICE)
    _within("buy_hours", wanted.buy_hours, 1, 168)
    _within("accessories", len(wanted.accessories), 0, MOST_ACCESSORIES)
    opens_at = wanted.opens_at or db.now
    if not db.now <= opens_at < wanted.closes_at <= opens_at + LONGEST_RESERVING:
        days = LONGEST_RESERVING.days
        raise Invalid(f"It opens from now on, and is open for {days} days.", field="opens_at")
    if wanted.registered_before is not None and wanted.registered_before > opens_at:
        raise Invalid("Accounts are older than the opening.", field="registered_before")
    if len(wanted.commitment) != SEED:
        raise Invalid("It is the SHA-256 of a seed.", field="commitment")
    if len(set(wanted.levels)) < len(wanted.levels):
        raise Invalid("Each is named once.", field="levels")
    _within("costs", len(wanted.costs), 0, MOST_COSTS)
    for one in wanted.costs:
        _within("costs", len(one.name.strip()), 1, LONGEST_NAME)
        _within("costs", one.amount or 0, 0, LARGEST_PRICE)
    if len({" ".join(one.name.split()) for one in wanted.costs}) < len(wanted.costs):
        raise Invalid("Each part is named once.", field="costs")
    if sum(one.amount or 0 for one in wanted.costs) > wanted.price:
        raise Invalid("The parts are more than the price.", field="costs")


def _within(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid(f"{least} to {most}.", field=field)


def _pool(wanted: NewDrop, offer: Offer) -> StockPool:
    """Its own, of which a person has one unit at most."""
    pool_id = derived_id(wanted.id, f"pool of {offer.merchant_id}")
    return StockPool(pool_id, f"{OWNER}{wanted.id}", wanted.units, per_person=1, low_water=0)


def _drop(db: Db, me: UUID, wanted: NewDrop, offer: Offer, shelf: UUID) -> Drop:
    return Drop(
        id=wanted.id,
        merchant_id=offer.merchant_id,
        item_id=offer.item_id,
        variant_id=wanted.variant_id,
        title=offer.title,
        options=offer.options,
        picture=offer.picture,
        maker_id=me,
        mode=wanted.mode,
        units=wanted.units,
        early_units=wanted.early_units,
        code_units=wanted.code_units,
        price=wanted.price,
        currency=offer.currency,
        costs=[replace(one, name=" ".join(one.name.split())) for one in wanted.costs],
        accessories=wanted.accessories,
        registered_before=wanted.registered_before or db.now,
        levels=wanted.levels,
        opens_at=wanted.opens_at or db.now,
        closes_at=wanted.closes_at,
        buy_hours=wanted.buy_hours,
        state="announced",
        round=1,
        root=None,
        tickets=0,
        pool_id=_pool(wanted, offer).id,
        from_pool=shelf,
        giving_since=None,
        ends_at=None,
        ended_as=None,
        ended_why=None,
        created_at=db.now,
    )
