"""The page of a brand: its head, its words, and its shelves."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.brands import checking, store, store_pages
from leapfrog.brands.errors import NoBrand, PageChanged
from leapfrog.brands.model import (
    LONGEST_TITLE,
    LONGEST_WORDS,
    MOST_ON_A_SHELF,
    MOST_SHELVES,
    BrandPage,
    BrandShelf,
)
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.images import size_of

PURPOSE, MEDIA_TYPE = "brand_head", "image/webp"
HEAD_WIDTH, HEAD_HEIGHT = 1600, 900


async def own(db: Db, me: UUID, merchant_id: UUID) -> BrandPage:
    """The page of a verified brand that I lead, locked until the transaction ends. Raises
    `NoMerchant`, `RoleNeeded`, `NoBrand`.
    """
    await till.enter_shop(db, me, merchant_id, till.LEADING_ROLES)
    if merchant_id not in await store.verified(db, [merchant_id]):
        raise NoBrand
    return await store_pages.lock(db, merchant_id)


async def put(
    db: Db, me: UUID, merchant_id: UUID, seen: datetime | None, wanted: BrandPage
) -> BrandPage:
    """Sets the words and shelves of a brand's page, all shelves in their order; answers the page.
    `seen`: when the page that one changes was changed last, None where there was none. Raises
    `NoMerchant`, `RoleNeeded`, `NoBrand`, `Invalid`, `NoItem` for what is no item of the shop, and
    `PageChanged` where somebody else changed it since.
    """
    there = await own(db, me, merchant_id)
    made = msgspec.structs.replace(
        there,
        words=checking.text("words", wanted.words, LONGEST_WORDS),
        shelves=[_shelf(one) for one in wanted.shelves],
        changed_at=db.now,
    )
    if (made.words, made.shelves) == (there.words, there.shelves):
        return there
    is_new = not there.words and not there.shelves
    if there.changed_at != seen and not (seen is None and is_new):
        raise PageChanged
    if len(made.shelves) > MOST_SHELVES:
        raise Invalid(f"At most {MOST_SHELVES} shelves.", field="shelves")
    items = {each for one in made.shelves for each in one.items}
    known = await market.items_by_id(db, items)
    if any(each not in known or known[each].merchant_id != merchant_id for each in items):
        raise market.NoItem
    await store_pages.put(db, made)
    return made


def _shelf(one: BrandShelf) -> BrandShelf:
    if not 1 <= len(one.items) <= MOST_ON_A_SHELF or len(set(one.items)) < len(one.items):
        raise Invalid(f"1 to {MOST_ON_A_SHELF} items on a shelf, each once.", field="shelves")
    title = checking.line("shelves", one.title, LONGEST_TITLE, 1)
    titles = {
        key: checking.line("shelves", said, LONGEST_TITLE)
        for key, said in one.titles.items()
        if key in ("en", "zh")
    }
    return BrandShelf(title, one.items, {key: said for key, said in titles.items() if said})


async def put_head(
    db: Db, town: Town, me: UUID, merchant_id: UUID, picture: bytes, alt: str
) -> BrandPage:
    """Sets the picture (WebP) at the head of a brand's page, instead of the one before; answers the
    page. Its bytes count for the owner of the shop. Raises `NoMerchant`, `RoleNeeded`, `NoBrand`,
    `Invalid`, `QuotaFull`, `DiskFull`.
    """
    there = await own(db, me, merchant_id)
    said = checking.line("alt", alt, LONGEST_WORDS)
    sha256 = hashlib.sha256(picture).digest()
    width, height = size_of(picture)
    made = msgspec.structs.replace(
        there,
        head=sha256,
        head_width=width,
        head_height=height,
        head_alt=said,
    )
    if there.head != sha256:
        await drop_heads(db, [merchant_id])
        owned = (PURPOSE, sha256, MEDIA_TYPE)
        person = await till.shop_owner(db, merchant_id)
        owner = head_owner(merchant_id)
        await files.own(db, owner, *owned, size=len(picture), person=person, public=True)
        await town.files.put(picture)
    await store_pages.put_head(db, made)
    return made


async def drop_head(db: Db, me: UUID, merchant_id: UUID) -> BrandPage:
    """The page has no picture; again, nothing happens. Raises `NoMerchant`, `RoleNeeded`,
    `NoBrand`.
    """
    there = await own(db, me, merchant_id)
    if there.head is None:
        return there
    made = msgspec.structs.replace(there, head=None, head_width=0, head_height=0, head_alt="")
    await drop_heads(db, [merchant_id])
    await store_pages.put_head(db, made)
    return made


async def drop_heads(db: Db, merchants: list[UUID]) -> None:
    """Their pictures are nobody's any more."""
    owners = [head_owner(one) for one in merchants]
    await files.forget(db, await files.disown_several(db, owners))


def head_owner(merchant_id: UUID) -> UUID:
    """Under which id the picture of a page is kept: the shop's own is that of its sign."""
    return derived_id(merchant_id, "head of its brand page")
