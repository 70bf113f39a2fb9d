"""Record sets of brands: what a person's own shops asked, their pages, and complaints of and about
them.
"""

from collections.abc import AsyncIterator
from uuid import UUID

import msgspec

from leapfrog import market, till
from leapfrog.brands import complaining, marks, paging, store, store_complaints, store_pages
from leapfrog.kernel.archive import Record, RecordSet
from leapfrog.kernel.db import Db

# Of the desk, and of the other side.
NOT_THEIRS = ("by_id", "decided_by", "alike")


async def export_brands(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """One record for each time that a shop asked, with its documents."""
    found = await store.of_shops(db, await till.shops_owned(db, person_id))
    papers = await store.documents(db, [one.id for one in found])
    for one in found:
        shown: Record = msgspec.to_builtins(one)
        for name in NOT_THEIRS:
            del shown[name]
        shown["documents"] = [
            {
                "id": str(each.id),
                "name": each.name,
                "sha256": each.sha256.hex(),
                "media_type": each.media_type,
            }
            for each in papers.get(one.id, [])
        ]
        yield shown


async def erase_brands(db: Db, person_id: UUID) -> int:
    """Their shops are no brands, and all that these showed is gone; what they decided or asked for
    other shops stays, by nobody.
    """
    await store.forget_by(db, person_id)
    shops = await till.shops_owned(db, person_id)
    for shop in shops:
        await market.set_brand(db, shop, "", None)
    return await marks.drop(db, [one.id for one in await store.of_shops(db, shops)])


async def export_pages(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """The pages of their brands."""
    for one in (await store_pages.pages(db, await till.shops_owned(db, person_id))).values():
        kept = {"merchant_id": str(one.merchant_id), "words": one.words, "alt": one.head_alt}
        shelves = msgspec.to_builtins(one.shelves)
        head = {"sha256": one.head.hex(), "media_type": paging.MEDIA_TYPE} if one.head else None
        yield {**kept, "shelves": shelves, "head": head}


async def erase_pages(db: Db, person_id: UUID) -> int:
    shops = await till.shops_owned(db, person_id)
    await paging.drop_heads(db, shops)
    return await store_pages.drop(db, shops)


async def export_complaints(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What their brands complained of, and what was said about their shops; by whom of the other
    side is not told, nor what the town said to that.
    """
    own = await till.shops_owned(db, person_id)
    found = await store_complaints.of_shops(db, own)
    brands = await store.by_id(db, {one.brand_id for one in found})
    pictures = await store_complaints.evidence(db, [one.id for one in found])
    for one in found:
        shown: Record = msgspec.to_builtins(one)
        mine = brands[one.brand_id].merchant_id in own
        side = "brand" if mine else "shop"
        for name in ("by_id", "ruled_by", "for_shop" if mine else "for_brand"):
            del shown[name]
        shown["evidence"] = [
            {"sha256": each.sha256.hex(), "media_type": complaining.MEDIA_TYPE}
            for each in pictures.get(one.id, [])
            if each.side == side
        ]
        yield {**shown, "brand": brands[one.brand_id].name, "side": side}


async def erase_complaints(db: Db, person_id: UUID) -> int:
    """Those of their brands and about their shops, which sell nothing any more."""
    await store_complaints.forget_by(db, person_id)
    found = await store_complaints.of_shops(db, await till.shops_owned(db, person_id))
    ids = [one.id for one in found]
    await complaining.erase_evidence(db, ids)
    return await store_complaints.drop(db, ids)


# A town verifies brands for itself: elsewhere they are asked anew. Complaints go first: they refer
# to brands.
RECORD_SETS = (
    RecordSet("brands", export_brands, None, erase_brands),
    RecordSet("brand_pages", export_pages, None, erase_pages),
    RecordSet("brand_complaints", export_complaints, None, erase_complaints),
)
