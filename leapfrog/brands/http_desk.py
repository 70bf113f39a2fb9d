"""Routes of the town's desk for brands and their complaints."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Response, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import market
from leapfrog.brands import deciding, documents, ruling, shapes, store, store_complaints
from leapfrog.brands.http_complaints import PRIVATE, Text
from leapfrog.brands.model import Brand, BrandDecision, MisuseRuling
from leapfrog.brands.shapes import ComplaintShown, OwnBrandShown
from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.paging import Position, Size, checked_position, next_of
from leapfrog.market import Front

BrandId = FromPath[UUID]
After = Annotated[
    str | None,
    QueryParameter(max_length=100, description="The `next` of the page before, or nothing."),
]

Holding = Annotated[bool, QueryParameter(description="Those that are verified now, instead.")]


class BrandDecisionInput(Input, frozen=True):
    """`until`: it is verified so long; null: it is refused. What was checked, or why not."""

    reason: Text
    until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class BrandEndInput(Input, frozen=True):
    """Why it is none any more."""

    reason: Text


class MisuseRulingInput(Input, frozen=True):
    """`upheld`: it is taken down, with notice and appeal; `false`: it counts against the brand. A
    sentence for each side.
    """

    outcome: Literal["upheld", "rejected", "false"]
    for_brand: Text
    for_shop: Text


class BrandAtDesk(msgspec.Struct, frozen=True):
    """A brand at the desk, with the front of its shop, other verified brands of that name, and how
    many of its complaints within a year were false.
    """

    brand: OwnBrandShown
    front: Front
    alike: list[str]
    false: int


class BrandDesk(msgspec.Struct, frozen=True):
    """Who waits longest first, or of the brands that hold the one that ends first; `next` is the
    `after` of the next page.
    """

    brands: list[BrandAtDesk]
    next: str | None


class ComplaintsAtDesk(msgspec.Struct, frozen=True):
    """Complaints that nobody ruled, the oldest first; `next` is the `after` of the next page."""

    complaints: list[ComplaintShown]
    next: str | None


@get("/desk/brands", summary="List brands for the desk", guards=[operator_only])
async def list_brands_for_desk(
    db: DbIn,
    signed: SignedIn,
    holding: Holding = False,
    after: After = None,
    limit: Size = 20,
) -> BrandDesk:
    """Brands that wait for the desk, or those that hold. Raises `Invalid`."""
    read = store.holding if holding else store.waiting
    found = await read(db, checked_position(after), limit)

    def place(one: Brand) -> Position:
        return Position(one.until if holding else one.asked_at, one.id)

    return BrandDesk(await _at_desk(db, found), next_of(found, limit, place))


@put(
    "/desk/brands/{brand_id:uuid}/decision",
    summary="Decide about a brand",
    guards=[operator_only],
)
async def decide_about_brand(
    db: DbIn, signed: SignedIn, brand_id: BrandId, data: JSONBody[BrandDecisionInput]
) -> BrandAtDesk:
    """Verified for at most two years, or refused, with a reason. The same again is the same. Raises
    `BrandNotNow`, `Invalid`, `NoBrand`, `OwnBrand`.
    """
    decision = BrandDecision(data.reason, data.until)
    found = await deciding.decide(db, signed.person_id, brand_id, decision)
    return (await _at_desk(db, [found]))[0]


@put("/desk/brands/{brand_id:uuid}/end", summary="End a mark", guards=[operator_only])
async def end_brand(
    db: DbIn, signed: SignedIn, brand_id: BrandId, data: JSONBody[BrandEndInput]
) -> BrandAtDesk:
    """A brand is none any more from now on. Again is the same. Raises `BrandNotNow`, `Invalid`,
    `NoBrand`, `OwnBrand`.
    """
    found = await deciding.withdraw(db, signed.person_id, brand_id, data.reason)
    return (await _at_desk(db, [found]))[0]


@get(
    "/desk/brands/{brand_id:uuid}/documents/{document_id:uuid}",
    summary="Look at a document of a brand",
    media_type="application/octet-stream",
    guards=[operator_only],
)
async def look_at_brand_document(
    town: TownIn, signed: SignedIn, brand_id: BrandId, document_id: FromPath[UUID]
) -> Response[bytes]:
    """A picture, or a PDF to be saved; that one looked is noted. Raises `NoBrand`."""
    async with town.database.transaction() as db:
        found = await documents.seen_at_desk(db, signed.person_id, brand_id, document_id)
    content = await town.files.get(found.sha256)
    headers = dict(PRIVATE)
    if found.media_type == documents.PDF:
        headers["content-disposition"] = f'attachment; filename="{document_id}.pdf"'
    return Response(content, media_type=found.media_type, headers=headers)


@get("/desk/brands/complaints", summary="List complaints of brands", guards=[operator_only])
async def list_waiting_complaints(
    db: DbIn, signed: SignedIn, after: After = None, limit: Size = 20
) -> ComplaintsAtDesk:
    """Complaints that nobody ruled, with what both sides say and show. Raises `Invalid`."""
    found = await store_complaints.waiting(db, checked_position(after), limit)
    shown = await shapes.complaints_shown(db, found, None)
    following = next_of(found, limit, lambda one: Position(one.at, one.id))
    return ComplaintsAtDesk(shown, following)


@put(
    "/desk/brands/complaints/{complaint_id:uuid}/ruling",
    summary="Rule on a complaint of a brand",
    guards=[operator_only],
)
async def rule_on_complaint(
    db: DbIn, signed: SignedIn, complaint_id: FromPath[UUID], data: JSONBody[MisuseRulingInput]
) -> ComplaintShown:
    """What is upheld is taken down, after the shop answered, or three days, or at once where there
    is danger. The same again is the same. Raises `AlreadyDecided`, `AnswerFirst`, `ComplaintOver`,
    `Invalid`, `NoBrandComplaint`, `NoPerson`, `NoPost`, `NoReport`, `NoTopic`, `OwnBrand`.
    """
    wanted = MisuseRuling(data.outcome, data.for_brand, data.for_shop)
    found = await ruling.rule(db, signed.person_id, complaint_id, wanted)
    return (await shapes.complaints_shown(db, [found], None))[0]


async def _at_desk(db: Db, found: list[Brand]) -> list[BrandAtDesk]:
    fronts = await market.fronts(db, {one.merchant_id for one in found})
    named = await store.alike_verified(db, {one.alike for one in found})
    signs = await market.fronts(db, {one.merchant_id for one in named})
    false = await store_complaints.false_ones(db, [one.merchant_id for one in found])
    shown = await shapes.owns_shown(db, found)
    return [
        BrandAtDesk(
            each,
            fronts[one.merchant_id],
            [
                f"{other.name} · {signs[other.merchant_id].sign}"
                for other in named
                if other.alike == one.alike and other.merchant_id != one.merchant_id
            ],
            len(false.get(one.merchant_id, [])),
        )
        for one, each in zip(found, shown, strict=True)
    ]


routes: list[HTTPRouteHandler] = [
    list_brands_for_desk,
    decide_about_brand,
    end_brand,
    look_at_brand_document,
    list_waiting_complaints,
    rule_on_complaint,
]
