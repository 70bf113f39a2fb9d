"""A shop enrols something for a deposit, and may call it off."""

from datetime import datetime
from uuid import UUID

from msgspec.structs import replace

from leapfrog import market, stock, till
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id, derived_id
from leapfrog.kernel.timers import schedule
from leapfrog.market import Front, Offer
from leapfrog.presales import news, store, turning
from leapfrog.presales.errors import NoPresale, PresaleIdUsed, PresaleNotNow, PresalePriceHigh
from leapfrog.presales.model import (
    LARGEST_PRICE,
    LONGEST,
    LONGEST_SENDING,
    MOST_UNITS,
    OWNER,
    NewPresale,
    Presale,
)
from leapfrog.stock import StockPool

LONGEST_WHY = 500


async def enrol(db: Db, me: UUID, wanted: NewPresale) -> Presale:
    """Offers something of a shop that I lead as a pre-sale; its units go from the shelf into a pool
    of its own. The same again is answered as it is. Raises `Invalid`, `NoVariant`, `RoleNeeded`,
    `PresaleIdUsed`, `PresalePriceHigh`, `TooFewFree`, `NoCampaign`.
    """
    check_new_id(wanted.id)
    offer = await market.led_offer(db, me, wanted.variant_id)
    known = (await store.find(db, [wanted.id])).get(wanted.id)
    if known is not None:
        if not _same(known, wanted):
            raise PresaleIdUsed
        return known
    _check(wanted, db.now)
    await _check_days(db, wanted)
    lowest = await market.lowest_price(db, wanted.variant_id)
    if wanted.price + wanted.counts - wanted.deposit > lowest:
        raise PresalePriceHigh(lowest=lowest)
    front = (await market.fronts(db, [offer.merchant_id]))[offer.merchant_id]
    shelf = await stock.set_aside(db, offer.pools, _pool(wanted, offer), me)
    made = _made(db, me, wanted, offer, front, shelf)
    if not await store.add(db, made):
        raise PresaleIdUsed
    await schedule(db, turning.TURN, str(made.id), made.closes_at)
    await news.tell_shop(db, made)
    return made


async def call_off(db: Db, me: UUID, presale_id: UUID, why: str) -> Presale:
    """Calls off a pre-sale of a shop that I lead: who has not paid the rest gets the deposit back
    at once, and everybody can read why (1 to 500 characters). What is paid is an order, and goes
    on. Again, nothing happens. Raises `NoPresale`, `RoleNeeded`, `Invalid`, `PresaleNotNow`.
    """
    said = " ".join(why.split())
    if not 1 <= len(said) <= LONGEST_WHY:
        raise Invalid(f"1 to {LONGEST_WHY} characters.", field="why")
    found = (await store.find(db, [presale_id])).get(presale_id)
    if found is None:
        raise NoPresale
    try:
        await till.enter_shop(db, me, found.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoPresale from None
    presale = await store.lock(db, presale_id)
    assert presale
    if presale.state == "called_off":
        return presale
    if presale.state != "open":
        raise PresaleNotNow(phase=presale.phase(db.now))
    return await turning.end(db, replace(presale, state="called_off", ended_why=said))


def _same(known: Presale, wanted: NewPresale) -> bool:
    names = ("variant_id", "campaign_id", "units", "price", "deposit", "counts", "kept")
    times = ("closes_at", "rest_from", "rest_by", "sends_by")
    return all(getattr(known, name) == getattr(wanted, name) for name in (*names, *times))


def _check(wanted: NewPresale, now: datetime) -> None:
    """Raises `Invalid`."""
    _within("units", wanted.units, 1, MOST_UNITS)
    _within("price", wanted.price, 2, LARGEST_PRICE)
    _within("deposit", wanted.deposit, 1, wanted.price - 1)
    _within("counts", wanted.counts, wanted.deposit, wanted.deposit + LARGEST_PRICE)
    if not now < wanted.closes_at <= now + LONGEST:
        raise Invalid(f"Deposits are paid within {LONGEST.days} days.", field="closes_at")
    if not wanted.closes_at <= wanted.rest_from <= wanted.closes_at + LONGEST:
        raise Invalid("The rest is paid after the deposits.", field="rest_from")
    if not wanted.rest_from < wanted.rest_by <= wanted.rest_from + LONGEST:
        raise Invalid(f"There are at most {LONGEST.days} days for the rest.", field="rest_by")
    if not wanted.rest_by <= wanted.sends_by <= wanted.rest_by + LONGEST_SENDING:
        days = LONGEST_SENDING.days
        raise Invalid(f"It is sent within {days} days after that.", field="sends_by")


def _within(field: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise Invalid(f"{least} to {most}.", field=field)


async def _check_days(db: Db, wanted: NewPresale) -> None:
    """Raises `NoCampaign`, `Invalid`."""
    if wanted.campaign_id is None:
        return
    days = await market.campaign(db, wanted.campaign_id)
    if not days.starts_at <= wanted.rest_from < days.ends_at:
        raise Invalid("The rest is paid from one of these days on.", field="rest_from")


def _pool(wanted: NewPresale, offer: Offer) -> StockPool:
    pool_id = derived_id(wanted.id, f"presale pool of {offer.merchant_id}")
    return StockPool(pool_id, f"{OWNER}{wanted.id}", wanted.units, low_water=0)


def _made(db: Db, me: UUID, wanted: NewPresale, offer: Offer, front: Front, shelf: UUID) -> Presale:
    return Presale(
        id=wanted.id,
        merchant_id=offer.merchant_id,
        item_id=offer.item_id,
        variant_id=wanted.variant_id,
        campaign_id=wanted.campaign_id,
        title=offer.title,
        options=offer.options,
        picture=offer.picture,
        by_id=me,
        units=wanted.units,
        full_price=wanted.price + wanted.counts - wanted.deposit,
        price=wanted.price,
        deposit=wanted.deposit,
        counts=wanted.counts,
        currency=offer.currency,
        kept=wanted.kept,
        trader=front.trader,
        closes_at=wanted.closes_at,
        rest_from=wanted.rest_from,
        rest_by=wanted.rest_by,
        sends_by=wanted.sends_by,
        state="open",
        ended_why=None,
        shelved=False,
        reminded=False,
        pool_id=_pool(wanted, offer).id,
        from_pool=shelf,
        created_at=db.now,
    )
