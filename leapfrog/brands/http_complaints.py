"""Routes of complaints of brands, for both sides."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import market
from leapfrog.brands import complaining, shapes, store_complaints
from leapfrog.brands.model import BrandComplaint, MisuseWishes
from leapfrog.brands.shapes import ComplaintShown
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.images import whole_webp
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of

LARGEST_PICTURE, SIDE = 8 << 20, 1600
COMPLAINING = Limit("brand_complaint", 50, 86_400)
SHOWING = Limit("brand_evidence", 100, 3600)
# Given out to be looked at here, and kept nowhere on the way.
PRIVATE = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; sandbox",
}
ComplaintId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=4_000)]


class MisuseInput(Input, frozen=True):
    """`by_id`: the shop of the brand; the shop that misuses its name, or one of its items, how, and
    what shows it. `danger`: the goods may hurt somebody, and cannot wait for an answer.
    """

    by_id: UUID
    merchant_id: UUID
    kind: Literal["counterfeit", "name", "pictures"]
    words: Text
    item_id: UUID | None = None
    danger: bool = False


class MisuseAnswerInput(Input, frozen=True):
    """What the shop says to it."""

    words: Text


class ShopComplaints(msgspec.Struct, frozen=True):
    """Those that a shop made as a brand, and those about it, the last first; `next` is the `before`
    of the next page.
    """

    complaints: list[ComplaintShown]
    next: str | None


@put("/brands/complaints/{complaint_id:uuid}", summary="Complain of a misuse of a brand")
async def complain_of_misuse(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    complaint_id: ComplaintId,
    data: JSONBody[MisuseInput],
) -> ComplaintShown:
    """A verified brand that one leads names a shop, or an item of it. The shop has three days to
    answer, the town rules. The same id again is the same. Raises `BrandIdUsed`,
    `ComplaintUnderWay`, `ComplaintsSuspended`, `Invalid`, `NoBrand`, `NoFront`, `NoItem`,
    `NoMerchant`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(COMPLAINING, str(signed.person_id))
    wanted = MisuseWishes(data.merchant_id, data.item_id, data.kind, data.words, data.danger)
    made = await complaining.complain(db, signed.person_id, complaint_id, data.by_id, wanted)
    return (await shapes.complaints_shown(db, [made], data.by_id))[0]


@get("/brands/shops/{merchant_id:uuid}/complaints", summary="List complaints of and about a shop")
async def list_complaints(
    db: DbIn,
    signed: SignedIn,
    merchant_id: FromPath[UUID],
    before: Before = None,
    limit: Size = 20,
) -> ShopComplaints:
    """Of a shop that one leads. Raises `Invalid`, `NoFront`, `NoMerchant`, `RoleNeeded`."""
    await market.look_front(db, signed.person_id, merchant_id)
    found = await store_complaints.of_shop(db, merchant_id, checked_position(before), limit)
    shown = await shapes.complaints_shown(db, found, merchant_id)
    following = next_of(found, limit, lambda one: Position(one.at, one.id))
    return ShopComplaints(shown, following)


@get("/brands/complaints/{complaint_id:uuid}", summary="Read a complaint")
async def read_complaint(db: DbIn, signed: SignedIn, complaint_id: ComplaintId) -> ComplaintShown:
    """Of a brand that one leads, or about a shop that one leads. Raises `NoBrandComplaint`."""
    found, _ = await complaining.either(db, signed.person_id, complaint_id)
    return await _shown(db, signed.person_id, found)


@put("/brands/complaints/{complaint_id:uuid}/answer", summary="Answer a complaint")
async def answer_complaint(
    db: DbIn, signed: SignedIn, complaint_id: ComplaintId, data: JSONBody[MisuseAnswerInput]
) -> ComplaintShown:
    """What a shop that one leads says, once, until the town has ruled. Raises `ComplaintOver`,
    `Invalid`, `NoBrandComplaint`.
    """
    found = await complaining.answer(db, signed.person_id, complaint_id, data.words)
    return await _shown(db, signed.person_id, found)


@delete(
    "/brands/complaints/{complaint_id:uuid}",
    status_code=200,
    summary="Let a complaint be",
)
async def withdraw_complaint(
    db: DbIn, signed: SignedIn, complaint_id: ComplaintId
) -> ComplaintShown:
    """A brand that one leads lets it be, until the shop has answered. Raises `ComplaintOver`,
    `NoBrandComplaint`.
    """
    found = await complaining.withdraw(db, signed.person_id, complaint_id)
    return await _shown(db, signed.person_id, found)


@put(
    "/brands/complaints/{complaint_id:uuid}/evidence/{evidence_id:uuid}",
    summary="Show a picture for a complaint",
    request_max_body_size=LARGEST_PICTURE,
)
async def show_evidence(
    town: TownIn,
    signed: SignedIn,
    complaint_id: ComplaintId,
    evidence_id: FromPath[UUID],
    request: AnyRequest,
) -> ComplaintShown:
    """Either side, any usual picture of at most 8 MB, as the raw body; both sides and the desk see
    it. Raises `BrandIdUsed`, `ComplaintOver`, `DiskFull`, `Invalid`, `NoBrandComplaint`,
    `NotAPicture`, `QuotaFull`, `RateLimited`, `TooLarge`, `TooManyDocuments`.
    """
    me = signed.person_id
    town.limit(SHOWING, str(me))
    async with town.database.glance() as db:
        await complaining.either(db, me, complaint_id)
    picture = await whole_webp(await read_body(request, LARGEST_PICTURE), SIDE, SIDE)
    async with town.database.transaction() as db:
        await complaining.show(db, town, me, complaint_id, evidence_id, picture)
        found, _ = await complaining.either(db, me, complaint_id)
        return await _shown(db, me, found)


@get(
    "/brands/complaints/{complaint_id:uuid}/evidence/{evidence_id:uuid}",
    summary="Look at a picture of a complaint",
    media_type="image/webp",
)
async def read_evidence(
    town: TownIn, signed: SignedIn, complaint_id: ComplaintId, evidence_id: FromPath[UUID]
) -> Response[bytes]:
    """For both sides and for those who run the town. Raises `NoBrandComplaint`."""
    async with town.database.reading() as db:
        found = await complaining.seen(db, signed.person_id, complaint_id, evidence_id)
    content = await town.files.get(found.sha256)
    return Response(content, media_type="image/webp", headers=PRIVATE)


async def _shown(db: Db, me: UUID, found: BrandComplaint) -> ComplaintShown:
    _, side = await complaining.either(db, me, found.id)
    whose = (await complaining.shops_of(db, found))[side]
    return (await shapes.complaints_shown(db, [found], whose))[0]


routes: list[HTTPRouteHandler] = [
    complain_of_misuse,
    list_complaints,
    read_complaint,
    answer_complaint,
    withdraw_complaint,
    show_evidence,
    read_evidence,
]
