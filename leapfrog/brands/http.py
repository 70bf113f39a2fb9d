"""Routes of verified brands: their pages, and how a shop becomes one."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import market
from leapfrog.brands import asking, documents, paging, shapes, store
from leapfrog.brands.http_complaints import routes as complaints
from leapfrog.brands.http_desk import routes as desk
from leapfrog.brands.model import BrandDocument, BrandPage, BrandShelf, BrandWishes
from leapfrog.brands.shapes import (
    BrandOfShop,
    BrandShown,
    DocumentShown,
    OwnBrandShown,
    OwnPage,
    own_page,
)
from leapfrog.identity import SignedIn, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.images import whole_webp
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Size
from leapfrog.market import FrontShown

LARGEST_FILE = 8 << 20
ADDING = Limit("brand_file", 100, 3600)
MOST_SKIPPED = 1_000
MerchantId = FromPath[UUID]
BrandId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=4_000)]
Name = Annotated[str, QueryParameter(max_length=200, description="What it is.")]
Alt = Annotated[str, QueryParameter(max_length=500, description="What is seen on the picture.")]
Place = Annotated[
    int,
    QueryParameter(ge=0, le=MOST_SKIPPED, description="The `next` of the page before, or 0."),
]


class BrandInput(Input, frozen=True):
    """Which brand a shop says it is, as its owner, under a licence, or as a dealer whom the owner
    names; where the trade mark is registered, and what the desk should know.
    """

    merchant_id: UUID
    name: Text
    claim: Literal["owner", "licensee", "dealer"]
    register: Text = ""
    words: Text = ""


class BrandAppealInput(Input, frozen=True):
    """What is wrong with the refusal."""

    words: Text


class ShelfInput(Input, frozen=True):
    """Items in a row, in this order; `titles` in `en` and `zh`."""

    title: Text
    items: Annotated[list[UUID], msgspec.Meta(max_length=100)]
    titles: dict[str, Text] = msgspec.field(default_factory=dict)


class PageInput(Input, frozen=True):
    """All shelves in order. `seen`: the `changed_at` of what one changes; null: there was none."""

    words: Text
    shelves: Annotated[list[ShelfInput], msgspec.Meta(max_length=50)]
    seen: datetime | None = None


class Brands(msgspec.Struct, frozen=True):
    """Shops of verified brands, by name; `next`: where the next page begins."""

    shops: list[FrontShown]
    next: int | None


class BrandDocuments(msgspec.Struct, frozen=True):
    """What the desk will look at."""

    documents: list[DocumentShown]


@get("/brands", summary="List verified brands")
async def list_brands(db: DbIn, signed: SignedIn, skip: Place = 0, limit: Size = 30) -> Brands:
    """The shops of brands that the town has verified and that sell now, by name."""
    found = await shapes.directory(db, limit + 1, skip)
    following = skip + limit
    more = len(found) > limit and following <= MOST_SKIPPED
    return Brands(found[:limit], following if more else None)


@get("/brands/{merchant_id:uuid}", summary="Read the page of a brand")
async def read_brand(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> BrandShown:
    """What the town checked, and the shelves with what is for sale now. Raises `NoBrand`,
    `NoFront`.
    """
    return await shapes.brand_shown(db, merchant_id)


@get("/brands/shops/{merchant_id:uuid}", summary="Read how a shop stands as a brand")
async def read_brand_of_shop(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> BrandOfShop:
    """Of a shop that one leads. Raises `NoFront`, `NoMerchant`, `RoleNeeded`."""
    await market.look_front(db, signed.person_id, merchant_id)
    return await shapes.of_shop(db, merchant_id)


@put("/brands/requests/{brand_id:uuid}", summary="Say which brand a shop is", guards=[own_device])
async def put_brand(
    db: DbIn, signed: SignedIn, brand_id: BrandId, data: JSONBody[BrandInput]
) -> OwnBrandShown:
    """Of a shop that one leads, before it is handed in; the same id changes it. Raises
    `BrandIdUsed`, `BrandNotNow`, `BrandUnderWay`, `Invalid`, `NoFront`, `NoMerchant`,
    `NotATrader`, `RoleNeeded`.
    """
    wanted = BrandWishes(data.name, data.claim, data.register, data.words)
    await asking.put(db, signed.person_id, brand_id, data.merchant_id, wanted)
    return await _own(db, brand_id)


@put("/brands/requests/{brand_id:uuid}/submission", summary="Hand it in", guards=[own_device])
async def hand_in_brand(db: DbIn, signed: SignedIn, brand_id: BrandId) -> OwnBrandShown:
    """The desk looks at it from now on; again is the same. Raises `BrandNotNow`, `NoBrand`,
    `NoDocuments`, `RoleNeeded`.
    """
    await asking.hand_in(db, signed.person_id, brand_id)
    return await _own(db, brand_id)


@put("/brands/requests/{brand_id:uuid}/appeal", guards=[own_device])
async def appeal_brand(
    db: DbIn, signed: SignedIn, brand_id: BrandId, data: JSONBody[BrandAppealInput]
) -> OwnBrandShown:
    """Says what is wrong with a refusal, once; the desk looks again. Raises `BrandNotNow`,
    `BrandUnderWay`, `Invalid`, `NoBrand`, `RoleNeeded`.
    """
    await asking.appeal(db, signed.person_id, brand_id, data.words)
    return await _own(db, brand_id)


@delete(
    "/brands/requests/{brand_id:uuid}",
    status_code=204,
    summary="Ask no longer, or give the mark up",
    guards=[own_device],
)
async def give_brand_up(db: DbIn, signed: SignedIn, brand_id: BrandId) -> None:
    """What was not decided is erased at once with its documents; a mark ends. Raises
    `BrandNotNow`, `NoBrand`, `RoleNeeded`.
    """
    await asking.give_up(db, signed.person_id, brand_id)


@put(
    "/brands/requests/{brand_id:uuid}/documents/{document_id:uuid}",
    summary="Add a document",
    request_max_body_size=LARGEST_FILE,
    guards=[own_device],
)
async def add_brand_document(
    town: TownIn,
    signed: SignedIn,
    brand_id: BrandId,
    document_id: FromPath[UUID],
    request: AnyRequest,
    name: Name,
) -> BrandDocuments:
    """A picture or a PDF of at most 8 MB, as the raw body. The desk alone looks at it, and that it
    did is noted. Raises `BrandIdUsed`, `BrandNotNow`, `DiskFull`, `Invalid`, `NoBrand`,
    `NotADocument`, `QuotaFull`, `RateLimited`, `RoleNeeded`, `TooLarge`, `TooManyDocuments`.
    """
    town.limit(ADDING, str(signed.person_id))
    async with town.database.transaction() as db:
        await asking.own(db, signed.person_id, brand_id)
    content, kind = await documents.readable(await read_body(request, LARGEST_FILE))
    async with town.database.transaction() as db:
        new = BrandDocument(document_id, brand_id, name, kind, len(content), b"", added_at=db.now)
        found = await documents.add(db, town, signed.person_id, new, content)
    return _documents(found)


@delete(
    "/brands/requests/{brand_id:uuid}/documents/{document_id:uuid}",
    status_code=200,
    summary="Take a document away",
    guards=[own_device],
)
async def drop_brand_document(
    db: DbIn, signed: SignedIn, brand_id: BrandId, document_id: FromPath[UUID]
) -> BrandDocuments:
    """Before it is handed in. Answers those that are left. Raises `BrandNotNow`, `NoBrand`,
    `RoleNeeded`.
    """
    return _documents(await documents.drop(db, signed.person_id, brand_id, document_id))


@put("/brands/pages/{merchant_id:uuid}", summary="Change the page of a brand")
async def put_brand_page(
    db: DbIn, signed: SignedIn, merchant_id: MerchantId, data: JSONBody[PageInput]
) -> OwnPage:
    """The words and all shelves of a verified brand that one leads. Raises `Invalid`, `NoBrand`,
    `NoItem`, `NoMerchant`, `PageChanged`, `RoleNeeded`.
    """
    shelves = [BrandShelf(one.title, one.items, dict(one.titles)) for one in data.shelves]
    wanted = BrandPage(merchant_id, data.words, shelves, db.now)
    return own_page(await paging.put(db, signed.person_id, merchant_id, data.seen, wanted))


@put(
    "/brands/pages/{merchant_id:uuid}/head",
    summary="Set the picture of a brand's page",
    request_max_body_size=LARGEST_FILE,
)
async def put_brand_head(
    town: TownIn, signed: SignedIn, merchant_id: MerchantId, request: AnyRequest, alt: Alt = ""
) -> OwnPage:
    """Any usual picture of at most 8 MB, as the raw body. Raises `DiskFull`, `Invalid`, `NoBrand`,
    `NoMerchant`, `NotAPicture`, `QuotaFull`, `RateLimited`, `RoleNeeded`, `TooLarge`.
    """
    town.limit(ADDING, str(signed.person_id))
    async with town.database.transaction() as db:
        await paging.own(db, signed.person_id, merchant_id)
    sides = (paging.HEAD_WIDTH, paging.HEAD_HEIGHT)
    picture = await whole_webp(await read_body(request, LARGEST_FILE), *sides)
    async with town.database.transaction() as db:
        kept = await paging.put_head(db, town, signed.person_id, merchant_id, picture, alt)
    return own_page(kept)


@delete("/brands/pages/{merchant_id:uuid}/head", status_code=200)
async def drop_brand_head(db: DbIn, signed: SignedIn, merchant_id: MerchantId) -> OwnPage:
    """The page has no picture. Raises `NoBrand`, `NoMerchant`, `RoleNeeded`."""
    return own_page(await paging.drop_head(db, signed.person_id, merchant_id))


async def _own(db: Db, brand_id: UUID) -> OwnBrandShown:
    found = await store.find(db, brand_id)
    assert found
    return (await shapes.owns_shown(db, [found]))[0]


def _documents(found: list[BrandDocument]) -> BrandDocuments:
    return BrandDocuments(
        [DocumentShown(one.id, one.name, one.media_type, one.size, one.added_at) for one in found]
    )


routes: list[HTTPRouteHandler] = [
    list_brands,
    read_brand,
    read_brand_of_shop,
    put_brand,
    hand_in_brand,
    appeal_brand,
    give_brand_up,
    add_brand_document,
    drop_brand_document,
    put_brand_page,
    put_brand_head,
    drop_brand_head,
    *complaints,
    *desk,
]
