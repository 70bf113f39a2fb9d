"""Answers about brands: as everybody sees them, as their shops do, and as the desk does."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.brands import complaining, store, store_complaints, store_pages
from leapfrog.brands.errors import NoBrand
from leapfrog.brands.model import (
    MOST_FALSE,
    WARNING,
    Brand,
    BrandClaim,
    BrandComplaint,
    BrandDocument,
    BrandPage,
    BrandShelf,
    BrandState,
    EndedWhy,
    Evidence,
    MisuseKind,
    MisuseShown,
    Side,
)
from leapfrog.identity import avatar_url
from leapfrog.kernel.db import Db
from leapfrog.market import FrontShown, ItemSummary


class HeadShown(msgspec.Struct, frozen=True):
    """The picture at the head of a page, in pixels; `alt`: what is seen on it."""

    url: str
    width: int
    height: int
    alt: str


class ShelfShown(msgspec.Struct, frozen=True):
    """Items for sale now in a row, under a title; `titles` in other languages."""

    title: str
    titles: dict[str, str]
    items: list[ItemSummary]


class BrandShown(msgspec.Struct, frozen=True):
    """A verified brand: what the town checked, since when and until when that holds, and its page
    as buyers see it.
    """

    merchant_id: UUID
    name: str
    claim: BrandClaim
    checked: str
    since: datetime | None
    until: datetime
    words: str
    head: HeadShown | None
    shelves: list[ShelfShown]


class DocumentShown(msgspec.Struct, frozen=True):
    """What was handed to the desk; `size` in bytes. It can be looked at by the desk alone."""

    id: UUID
    name: str
    media_type: str
    size: int
    at: datetime


class OwnBrandShown(msgspec.Struct, frozen=True):
    """A time that a shop asked to be verified. `reason`: what was checked, or why not;
    `may_appeal`: once, to a refusal; `soon_over`: it ends within 30 days; `forget_at`: when the
    documents are erased.
    """

    id: UUID
    name: str
    claim: BrandClaim
    register: str
    words: str
    state: BrandState
    documents: list[DocumentShown]
    asked_at: datetime | None
    reason: str
    first_reason: str
    decided_at: datetime | None
    until: datetime | None
    appeal: str | None
    may_appeal: bool
    soon_over: bool
    ended_at: datetime | None
    ended_why: EndedWhy | None
    forget_at: datetime | None


class OwnPage(msgspec.Struct, frozen=True):
    """The page of a brand as those see it who change it; `changed_at`: the `seen` of a change."""

    words: str
    head: HeadShown | None
    shelves: list[BrandShelf]
    changed_at: datetime


class BrandOfShop(msgspec.Struct, frozen=True):
    """How a shop stands as a brand, the last time that it asked first. `false`: of its complaints
    within a year, of `most_false` at which no more are heard, until `suspended_until`.
    """

    asked: list[OwnBrandShown]
    page: OwnPage | None
    false: int
    most_false: int
    suspended_until: datetime | None


class EvidenceShown(msgspec.Struct, frozen=True):
    """A picture that one side shows."""

    id: UUID
    side: Side
    width: int
    height: int
    at: datetime


class ComplaintShown(msgspec.Struct, frozen=True):
    """A complaint of a brand, as one side sees it, or the desk (`side` null); by whom of the brand
    is told to nobody. `brand`: its name; `item`: as it is now, if it is for sale.
    """

    id: UUID
    side: Side | None
    brand: str
    brand_merchant_id: UUID
    merchant_id: UUID
    sign: str
    item_id: UUID | None
    title: str
    kind: MisuseKind
    words: str
    danger: bool
    at: datetime
    answer_by: datetime
    state: MisuseShown
    answer: str
    answered_at: datetime | None
    for_brand: str
    for_shop: str
    ruled_at: datetime | None
    evidence: list[EvidenceShown]
    false_before: int


def own_shown(one: Brand, documents: Sequence[BrandDocument], now: datetime) -> OwnBrandShown:
    kept = {name: getattr(one, name) for name in OWN_FIELDS}
    return OwnBrandShown(
        **kept,
        documents=[
            DocumentShown(each.id, each.name, each.media_type, each.size, each.added_at)
            for each in documents
        ],
        may_appeal=one.state == "refused" and one.appeal is None,
        soon_over=one.holds(now) and one.until is not None and one.until - now <= WARNING,
    )


OWN_FIELDS = tuple(
    name for name in OwnBrandShown.__struct_fields__ if name in Brand.__struct_fields__
)


async def owns_shown(db: Db, brands: Sequence[Brand]) -> list[OwnBrandShown]:
    """In their order."""
    papers = await store.documents(db, [one.id for one in brands])
    return [own_shown(one, papers.get(one.id, []), db.now) for one in brands]


async def of_shop(db: Db, merchant_id: UUID) -> BrandOfShop:
    asked = await owns_shown(db, await store.of_shops(db, [merchant_id]))
    page = (await store_pages.pages(db, [merchant_id])).get(merchant_id)
    false = (await store_complaints.false_ones(db, [merchant_id])).get(merchant_id, [])
    end = await complaining.suspended_until(db, merchant_id)
    return BrandOfShop(asked, own_page(page) if page else None, len(false), MOST_FALSE, end)


def own_page(page: BrandPage) -> OwnPage:
    return OwnPage(page.words, _head(page), page.shelves, page.changed_at)


def _head(page: BrandPage | None) -> HeadShown | None:
    url = avatar_url(page.head) if page else None
    if page is None or url is None:
        return None
    return HeadShown(url, page.head_width, page.head_height, page.head_alt)


async def brand_shown(db: Db, merchant_id: UUID) -> BrandShown:
    """A brand as buyers see it: shelves with nothing for sale are left out. Raises `NoFront`,
    `NoBrand`.
    """
    await market.front(db, merchant_id)
    brand = (await store.verified(db, [merchant_id])).get(merchant_id)
    if brand is None or brand.until is None:
        raise NoBrand
    page = (await store_pages.pages(db, [merchant_id])).get(merchant_id)
    shelves = page.shelves if page else []
    every = list({each for one in shelves for each in one.items})
    there = {one.id: one for one in await market.items_in_small(db, every)}
    return BrandShown(
        merchant_id=merchant_id,
        name=brand.name,
        claim=brand.claim,
        checked=brand.reason,
        since=brand.decided_at,
        until=brand.until,
        words=page.words if page else "",
        head=_head(page),
        shelves=[
            ShelfShown(one.title, one.titles, [there[each] for each in one.items if each in there])
            for one in shelves
            if any(each in there for each in one.items)
        ],
    )


async def directory(db: Db, limit: int, skipped: int) -> list[FrontShown]:
    """The shops of verified brands that sell now, by the names of the brands."""
    found = await store.directory(db, limit, skipped)
    fronts = {one.merchant_id: one for one in await market.fronts_of(db, _shops(found))}
    return [fronts[one.merchant_id] for one in found]


def _shops(brands: Sequence[Brand]) -> list[UUID]:
    return [one.merchant_id for one in brands]


async def complaints_shown(
    db: Db, found: Sequence[BrandComplaint], whose: UUID | None
) -> list[ComplaintShown]:
    """As the shop `whose` sees them; None: as the desk does. Only that reads what was said to
    either side, and how many of the brand's complaints were false.
    """
    ids = [one.id for one in found]
    brands = await store.by_id(db, {one.brand_id for one in found})
    pictures = await store_complaints.evidence(db, ids)
    signs = {
        key: one.sign
        for key, one in (await market.fronts(db, {one.merchant_id for one in found})).items()
    }
    items = await market.items_by_id(db, [one.item_id for one in found if one.item_id])
    false = await store_complaints.false_ones(db, _shops(list(brands.values())))
    overturned = await store_complaints.overturned(db, ids)
    shown = []
    for one in found:
        brand = brands[one.brand_id]
        side: Side | None = "brand" if whose == brand.merchant_id else "shop"
        side = side if whose else None
        item = items.get(one.item_id) if one.item_id else None
        shown.append(
            ComplaintShown(
                **{name: getattr(one, name) for name in COMPLAINT_FIELDS},
                state="overturned" if one.id in overturned else one.state,
                side=side,
                brand=brand.name,
                brand_merchant_id=brand.merchant_id,
                sign=signs.get(one.merchant_id, ""),
                title=item.title if item else "",
                for_brand=one.for_brand if side != "shop" else "",
                for_shop=one.for_shop if side != "brand" else "",
                evidence=[_evidence(each) for each in pictures.get(one.id, [])],
                false_before=0 if side else len(false.get(brand.merchant_id, [])),
            )
        )
    return shown


COMPLAINT_FIELDS = tuple(
    name
    for name in ComplaintShown.__struct_fields__
    if name in BrandComplaint.__struct_fields__ and name not in ("state", "for_brand", "for_shop")
)


def _evidence(one: Evidence) -> EvidenceShown:
    return EvidenceShown(one.id, one.side, one.width, one.height, one.added_at)
