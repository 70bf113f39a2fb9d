"""Routes of reviews."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, QueryParameter

from leapfrog import market
from leapfrog.identity import SignedIn
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn, read_body
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.paging import Before, Position, Size, checked_position, next_of
from leapfrog.moderation import REPORTING
from leapfrog.reviews import photos, recommended, shapes, store, writing
from leapfrog.reviews.model import BroughtReview, Review, Sort
from leapfrog.reviews.recommended import RecommendedItem
from leapfrog.reviews.scores import ShopScore
from leapfrog.reviews.shapes import ReviewPictureShown, ReviewShown, StarsOfItem, ToReview

LARGEST_PICTURE = 12_000_000
SHOWING = Limit("review_picture", 100, 3600)
WRITING = Limit("review", 200, 3600)
MOST_SKIPPED = 1_000
Text = Annotated[str, msgspec.Meta(max_length=5_000)]
ReviewId = FromPath[UUID]
Order = Annotated[
    Sort,
    QueryParameter(
        description="`helpful`: and new; `pictures`: only those with some; `lowest` stars first."
    ),
]
Place = Annotated[
    int,
    QueryParameter(ge=0, le=MOST_SKIPPED, description="The `next` of the page before, or 0."),
]


class ReviewInput(Input, frozen=True):
    """One to five stars, and words; `anonymous`: as "a buyer"."""

    order_id: UUID
    item_id: UUID
    stars: int
    text: Text = ""
    anonymous: bool = False


class ReviewText(Input, frozen=True):
    text: Text


class ReviewVote(Input, frozen=True):
    helpful: bool


class ItemReviews(msgspec.Struct, frozen=True):
    """What buyers say of an item; `next`: where the next page begins."""

    stars: StarsOfItem
    reviews: list[ReviewShown]
    next: int | None


class ShopReviews(msgspec.Struct, frozen=True):
    """The score of a shop by the published formula, and what buyers said, the newest first."""

    score: ShopScore
    reviews: list[ReviewShown]
    next: int | None


class RecommendedItems(msgspec.Struct, frozen=True):
    """What one's contacts recommend or speak of; first what most of them recommend."""

    items: list[RecommendedItem]


class OwnReviews(msgspec.Struct, frozen=True):
    """What one can say something of, what one said, and what one brought from another town. `next`
    is the `before` of the next page of what one said, on which nothing else stands.
    """

    waiting: list[ToReview]
    written: list[ReviewShown]
    brought: list[BroughtReview]
    next: str | None


class OrderReviews(msgspec.Struct, frozen=True):
    """What of an order one can say something of, and what one said of it."""

    waiting: list[ToReview]
    written: list[ReviewShown]


@get("/market/items/{item_id:uuid}/reviews")
async def list_item_reviews(
    db: DbIn,
    signed: SignedIn,
    item_id: FromPath[UUID],
    sort: Order = "helpful",
    skip: Place = 0,
    limit: Size = 10,
) -> ItemReviews:
    """What those say of an item who bought and received it."""
    found = await store.of_item(db, item_id, sort, limit + 1, skip)
    stars = await shapes.stars_of(db, item_id)
    made = await shapes.shown(db, signed.person_id, found[:limit])
    return ItemReviews(stars, made, _next(found, limit, skip))


@get("/market/fronts/{merchant_id:uuid}/reviews")
async def list_shop_reviews(
    db: DbIn, signed: SignedIn, merchant_id: FromPath[UUID], skip: Place = 0, limit: Size = 10
) -> ShopReviews:
    """The score of a shop, and what buyers say of what it sells. Raises `NoFront`."""
    await market.front_shown(db, merchant_id)
    found = await store.of_shop(db, merchant_id, limit + 1, skip)
    score = await shapes.score_of(db, merchant_id)
    made = await shapes.shown(db, signed.person_id, found[:limit])
    return ShopReviews(score, made, _next(found, limit, skip))


def _next(found: list[Review], limit: int, skipped: int) -> int | None:
    following = skipped + limit
    return following if len(found) > limit and following <= MOST_SKIPPED else None


@get("/market/recommended", summary="List what contacts recommend")
async def list_recommended(db: DbIn, town: TownIn, signed: SignedIn) -> RecommendedItems:
    """What one's contacts reviewed with four stars or five under their names, or spoke of in public
    posts, in the last 180 days, in shops that are open. What anybody bought is told to nobody.
    """
    origin = town.settings.origin
    return RecommendedItems(await recommended.recommended(db, signed.person_id, origin))


@get("/reviews/own")
async def list_own_reviews(
    db: DbIn, signed: SignedIn, before: Before = None, limit: Size = 20
) -> OwnReviews:
    """What one received and can say something of, and what one said, the last first. Raises
    `Invalid`.
    """
    me, place = signed.person_id, checked_position(before)
    written = await store.of_author(db, me, place, limit)
    is_first = place.at is None
    return OwnReviews(
        await shapes.waiting(db, me) if is_first else [],
        await shapes.shown(db, me, written),
        await store.brought(db, me) if is_first else [],
        next_of(written, limit, lambda one: Position(one.created_at, one.id)),
    )


@get("/reviews/own/orders/{order_id:uuid}", summary="List one's reviews of an order")
async def list_reviews_of_order(
    db: DbIn, signed: SignedIn, order_id: FromPath[UUID]
) -> OrderReviews:
    """What of an order that one bought and received can be reviewed, and what one said of it;
    nothing of anybody else's.
    """
    me = signed.person_id
    return OrderReviews(
        await shapes.waiting(db, me, order_id),
        await shapes.shown(db, me, await store.of_order(db, me, order_id)),
    )


@put("/reviews/{review_id:uuid}", summary="Write a review")
async def put_review(
    db: DbIn, town: TownIn, signed: SignedIn, review_id: ReviewId, data: JSONBody[ReviewInput]
) -> ReviewShown:
    """Says how something is that one bought and received: once for each order and item, within 90
    days of the receipt. Within 30 days it can be changed; what it said before stays to be seen.
    Raises `AlreadyReviewed`, `Invalid`, `NotReceived`, `RateLimited`, `ReviewIdUsed`,
    `ReviewTooLate`, `ReviewVersionsUsed`.
    """
    town.limit(WRITING, str(signed.person_id))
    wish = writing.ReviewWish(review_id, **msgspec.structs.asdict(data))
    return await _shown(db, signed.person_id, await writing.put(db, signed.person_id, wish))


@put("/reviews/{review_id:uuid}/addition", summary="Add to a review")
async def add_to_review(
    db: DbIn, signed: SignedIn, review_id: ReviewId, data: JSONBody[ReviewText]
) -> ReviewShown:
    """Adds to one's own review some time after, once, within 180 days. Raises `AlreadyAdded`,
    `Invalid`, `NoReview`, `ReviewTooLate`.
    """
    one = await writing.add_later(db, signed.person_id, review_id, data.text)
    return await _shown(db, signed.person_id, one)


@put("/reviews/{review_id:uuid}/answer", summary="Answer a review")
async def answer_review(
    db: DbIn, town: TownIn, signed: SignedIn, review_id: ReviewId, data: JSONBody[ReviewText]
) -> ReviewShown:
    """What the shop that one leads says to a review; an empty text takes it away. Raises `Invalid`,
    `NoReview`, `RateLimited`, `RoleNeeded`.
    """
    town.limit(WRITING, str(signed.person_id))
    one = await writing.answer(db, signed.person_id, review_id, data.text)
    return await _shown(db, signed.person_id, one)


@put("/reviews/{review_id:uuid}/vote", summary="Find a review helpful")
async def vote_for_review(
    db: DbIn, signed: SignedIn, review_id: ReviewId, data: JSONBody[ReviewVote]
) -> ReviewShown:
    """One finds it helpful, or not any more. Raises `NoReview`, `OwnReview`."""
    one = await writing.vote(db, signed.person_id, review_id, helpful=data.helpful)
    return await _shown(db, signed.person_id, one)


@put("/reviews/{review_id:uuid}/reports/{report_id:uuid}", status_code=204)
async def report_review(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    review_id: ReviewId,
    report_id: FromPath[UUID],
    data: JSONBody[ReviewText],
) -> None:
    """Shows a review to those who run the town, as it is now. The same id again is the same report.
    Raises `Invalid`, `NoReview`, `RateLimited`.
    """
    town.limit(REPORTING, str(signed.person_id))
    await writing.report(db, signed.person_id, review_id, report_id, data.text)


@put(
    "/reviews/{review_id:uuid}/pictures/{picture_id:uuid}",
    request_max_body_size=LARGEST_PICTURE,
)
async def add_review_picture(
    town: TownIn,
    signed: SignedIn,
    review_id: ReviewId,
    picture_id: FromPath[UUID],
    request: AnyRequest,
) -> ReviewPictureShown:
    """One more picture of one's own review: any usual one of at most 12 MB, as the raw body. Raises
    `Invalid`, `NoReview`, `NotAPicture`, `QuotaFull`, `RateLimited`, `ReviewIdUsed`,
    `ReviewTooLate`, `TooLarge`, `TooManyReviewPictures`.
    """
    town.limit(SHOWING, str(signed.person_id))
    async with town.database.transaction() as db:
        await writing.own_editable(db, signed.person_id, review_id)
    made = await market.made_picture(await read_body(request, LARGEST_PICTURE))
    async with town.database.transaction() as db:
        kept = await photos.add(db, town, signed.person_id, review_id, picture_id, made)
    return shapes.picture_shown(kept)


@delete("/reviews/{review_id:uuid}/pictures/{picture_id:uuid}", status_code=204)
async def drop_review_picture(
    db: DbIn, signed: SignedIn, review_id: ReviewId, picture_id: FromPath[UUID]
) -> None:
    """Takes a picture away from one's own review. Raises `NoReview`, `ReviewTooLate`."""
    await photos.drop(db, signed.person_id, review_id, picture_id)


async def _shown(db: Db, me: UUID, one: Review) -> ReviewShown:
    [made] = await shapes.shown(db, me, [one])
    return made


routes: list[HTTPRouteHandler] = [
    list_item_reviews,
    list_shop_reviews,
    list_recommended,
    list_own_reviews,
    list_reviews_of_order,
    put_review,
    add_to_review,
    answer_review,
    vote_for_review,
    report_review,
    add_review_picture,
    drop_review_picture,
]
