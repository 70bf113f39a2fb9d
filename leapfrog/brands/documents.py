"""Documents that show the right to a name: added by the shop, looked at by the desk alone."""

import hashlib
from uuid import UUID

from leapfrog import till
from leapfrog.brands import asking, checking, store
from leapfrog.brands.errors import BrandIdUsed, BrandNotNow, NoBrand, NotADocument, TooManyDocuments
from leapfrog.brands.model import LONGEST_NAME, MOST_DOCUMENTS, Brand, BrandDocument
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotAPicture
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.images import whole_webp

PURPOSE, PICTURE, PDF = "brand_document", "image/webp", "application/pdf"
# Pixels; the small print of a certificate can be read.
SIDE = 2400
ADDING = ("draft", "asked", "appealed")


async def readable(content: bytes) -> tuple[bytes, str]:
    """A document as it is kept, and its media type: a picture made anew, or a PDF as it came, which
    is only ever given out to be saved. Raises `NotADocument`.
    """
    if content.startswith(b"%PDF-"):
        return content, PDF
    try:
        return await whole_webp(content, SIDE, SIDE), PICTURE
    except NotAPicture:
        raise NotADocument from None


async def add(
    db: Db, town: Town, me: UUID, new: BrandDocument, content: bytes
) -> list[BrandDocument]:
    """Adds a document to what a shop that I lead asks, until the desk has decided; answers all of
    them. Its bytes count for the owner of the shop. The same id again changes nothing. Raises
    `NoBrand`, `RoleNeeded`, `BrandNotNow`, `BrandIdUsed`, `TooManyDocuments`, `Invalid`,
    `QuotaFull`, `DiskFull`.
    """
    check_new_id(new.id)
    found = await asking.own(db, me, new.brand_id)
    name = checking.line("name", new.name, LONGEST_NAME, 1)
    known = await store.document(db, new.id)
    if known is not None and known.brand_id != found.id:
        raise BrandIdUsed
    there = (await store.documents(db, [found.id])).get(found.id, [])
    if known is not None:
        return there
    if found.state not in ADDING:
        raise BrandNotNow(state=found.state)
    if len(there) >= MOST_DOCUMENTS:
        raise TooManyDocuments(most=MOST_DOCUMENTS)
    sha256 = hashlib.sha256(content).digest()
    owned = (PURPOSE, sha256, new.media_type)
    person = await till.shop_owner(db, found.merchant_id)
    await files.own(db, found.id, *owned, size=len(content), person=person)
    kept = BrandDocument(
        new.id, found.id, name, new.media_type, len(content), sha256, added_at=db.now
    )
    await store.add_document(db, kept)
    await town.files.put(content)
    return [*there, kept]


async def drop(db: Db, me: UUID, brand_id: UUID, document_id: UUID) -> list[BrandDocument]:
    """It is gone, until the desk has decided; again, nothing happens. Answers those that are left.
    Raises `NoBrand`, `RoleNeeded`, `BrandNotNow`.
    """
    found = await asking.own(db, me, brand_id)
    there = (await store.documents(db, [brand_id])).get(brand_id, [])
    gone = [one for one in there if one.id == document_id]
    if not gone:
        return there
    # What the desk looks at does not change under its eyes.
    if found.state != "draft":
        raise BrandNotNow(state=found.state)
    await store.drop_document(db, document_id)
    left = [one for one in there if one.id != document_id]
    if gone[0].sha256 not in {one.sha256 for one in left}:
        for file in await files.of_owner(db, brand_id):
            if file.sha256 == gone[0].sha256:
                await files.forget(db, await files.disown(db, brand_id, file.id))
    return left


async def seen_at_desk(db: Db, by: UUID, brand_id: UUID, document_id: UUID) -> BrandDocument:
    """For an operator; that they looked is noted. Raises `NoBrand`."""
    found = await store.document(db, document_id)
    if found is None or found.brand_id != brand_id or await _draft(db, brand_id):
        raise NoBrand
    await store.note_view(db, document_id, by)
    return found


async def _draft(db: Db, brand_id: UUID) -> bool:
    """What was not handed in is not for the desk."""
    found: Brand | None = await store.find(db, brand_id)
    return found is None or found.state == "draft"
