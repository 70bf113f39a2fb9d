"""A shop asks to be verified as a brand: what it says, what it shows, what it says to a refusal."""

from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.brands import checking, marks, store
from leapfrog.brands.errors import (
    BrandIdUsed,
    BrandNotNow,
    BrandUnderWay,
    NoBrand,
    NoDocuments,
    NotATrader,
)
from leapfrog.brands.model import (
    KEPT_AS_DRAFT,
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_REGISTER,
    LONGEST_WORDS,
    Brand,
    BrandWishes,
    alike,
)
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.locks import lock
from leapfrog.kernel.timers import schedule

ASKING = "brands.asking"


async def put(db: Db, me: UUID, brand_id: UUID, merchant_id: UUID, wanted: BrandWishes) -> Brand:
    """Keeps what a shop that I lead says of its brand, as a draft; the same id again changes the
    draft, until it is handed in. Raises `NoMerchant`, `RoleNeeded`, `NoFront`, `NotATrader`,
    `Invalid`, `BrandUnderWay`, `BrandIdUsed`, `BrandNotNow`.
    """
    check_new_id(brand_id)
    front = await market.look_front(db, me, merchant_id)
    if not front.trader or not front.legal.get("name"):
        raise NotATrader
    name = checking.line("name", wanted.name, LONGEST_NAME, 1)
    if not alike(name):
        raise Invalid("A name has letters.", field="name")
    made = Brand(
        id=brand_id,
        merchant_id=merchant_id,
        name=name,
        alike=alike(name),
        claim=wanted.claim,
        register=checking.line("register", wanted.register, LONGEST_REGISTER),
        words=checking.text("words", wanted.words, LONGEST_WORDS),
        state="draft",
        by_id=me,
        made_at=db.now,
    )
    # Of two who ask at once for a shop, the second is told so.
    await lock(db, ASKING, merchant_id)
    if await store.add(db, made):
        await marks.tell_shop(db, merchant_id)
        await schedule(db, marks.FORGET, str(brand_id), db.now + KEPT_AS_DRAFT)
        return made
    known = await store.lock(db, brand_id)
    if known is None:
        raise BrandUnderWay
    if known.merchant_id != merchant_id:
        raise BrandIdUsed
    return await _changed(db, known, made)


async def _changed(db: Db, known: Brand, made: Brand) -> Brand:
    said = [(one.name, one.claim, one.register, one.words) for one in (known, made)]
    if said[0] == said[1]:
        return known
    if known.state != "draft":
        raise BrandNotNow(state=known.state)
    await store.change(db, made)
    await marks.tell_shop(db, made.merchant_id)
    return msgspec.structs.replace(made, made_at=known.made_at, by_id=known.by_id)


async def own(db: Db, me: UUID, brand_id: UUID) -> Brand:
    """What a shop that I lead has asked; locked until the transaction ends. Raises `NoBrand`,
    `RoleNeeded`.
    """
    found = await store.lock(db, brand_id)
    if found is None:
        raise NoBrand
    try:
        await till.enter_shop(db, me, found.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoBrand from None
    return found


async def hand_in(db: Db, me: UUID, brand_id: UUID) -> Brand:
    """A shop that I lead gives a draft of its brand to the desk, which looks at it from now on;
    answers the brand. Handing in again changes nothing. Raises `NoBrand`, `RoleNeeded`,
    `NoDocuments`, `BrandNotNow`.
    """
    found = await own(db, me, brand_id)
    if found.state == "asked":
        return found
    if found.state != "draft":
        raise BrandNotNow(state=found.state)
    if not (await store.documents(db, [brand_id])).get(brand_id):
        raise NoDocuments
    await store.hand_in(db, brand_id)
    await marks.tell_shop(db, found.merchant_id)
    await marks.tell_operators(db)
    return await _now(db, brand_id)


async def appeal(db: Db, me: UUID, brand_id: UUID, words: str) -> Brand:
    """What is wrong with a refusal, once: the desk looks again. The same words again are the same.
    Raises `NoBrand`, `RoleNeeded`, `Invalid`, `BrandNotNow`, `BrandUnderWay`.
    """
    said = checking.text("words", words, LONGEST_REASON, 1)
    named = await store.find(db, brand_id)
    if named is not None:
        await lock(db, ASKING, named.merchant_id)
    found = await own(db, me, brand_id)
    if found.appeal == said and found.state == "appealed":
        return found
    if found.state != "refused" or found.appeal is not None:
        raise BrandNotNow(state=found.state)
    others = await store.of_shops(db, [found.merchant_id])
    if any(one.state in ("draft", "asked", "appealed") for one in others):
        raise BrandUnderWay
    await store.appeal(db, brand_id, said)
    await marks.tell_shop(db, found.merchant_id)
    await marks.tell_operators(db)
    return await _now(db, brand_id)


async def give_up(db: Db, me: UUID, brand_id: UUID) -> None:
    """The shop asks no longer, and everything that it showed is erased at once; or the brand is
    none any more from now on. Again, nothing happens. Raises `NoBrand`, `RoleNeeded`,
    `BrandNotNow`.
    """
    found = await own(db, me, brand_id)
    if found.state in ("draft", "asked", "appealed"):
        await marks.drop(db, [brand_id])
        await marks.tell_shop(db, found.merchant_id)
        await marks.tell_operators(db)
    elif found.state == "verified":
        await marks.end(db, found, "given_up", "")
    elif found.state != "ended":
        raise BrandNotNow(state=found.state)


async def _now(db: Db, brand_id: UUID) -> Brand:
    found = await store.find(db, brand_id)
    assert found
    return found
