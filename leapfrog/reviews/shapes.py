"""Reviews as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import market
from leapfrog.identity import Person, avatar_url, named
from leapfrog.kernel.db import Db
from leapfrog.reviews import scores, store
from leapfrog.reviews.model import ADDING, EDITING, WRITING, Review, ReviewPicture, Sort
from leapfrog.reviews.scores import ShopScore


class ReviewPictureShown(msgspec.Struct, frozen=True):
    """`url` is the whole of it, `small` the middle square; width and height of the whole."""

    id: UUID
    url: str
    small: str
    width: int
    height: int


class ReviewBefore(msgspec.Struct, frozen=True):
    """What a review said until then."""

    stars: int
    text: str
    until: datetime


class ReviewShown(msgspec.Struct, frozen=True):
    """A review. `author` null: it was written as "a buyer"; of somebody who left the town the kind
    is `erased`. `later`: added some time after; `before`: what it said earlier; `own`: one wrote it
    oneself; `voted`: one found it helpful. `may_edit`, `may_add`: the author, now.
    """

    id: UUID
    order_id: UUID | None
    item_id: UUID
    merchant_id: UUID
    author: Person | None
    options: list[str]
    stars: int
    text: str
    pictures: list[ReviewPictureShown]
    before: list[ReviewBefore]
    later: str | None
    later_at: datetime | None
    answer: str | None
    answered_at: datetime | None
    helpful: int
    voted: bool
    own: bool
    may_edit: bool
    may_add: bool
    anonymous: bool
    taken_down: bool
    created_at: datetime


class StarsOfItem(msgspec.Struct, frozen=True):
    """What was said of an item in one number: the plain `mean` of all stars, null without any;
    `counts`: of one star, two, … five.
    """

    n: int
    mean: float | None
    counts: list[int]


class ToReview(msgspec.Struct, frozen=True):
    """Something that one received and has said nothing of; `until`: as long as one can."""

    order_id: UUID
    item_id: UUID
    title: str
    options: list[str]
    picture_url: str | None
    received_at: datetime
    until: datetime


async def shown(db: Db, me: UUID, of: Sequence[Review]) -> list[ReviewShown]:
    """These, in their order, as somebody sees them."""
    ids = [one.id for one in of]
    pictures, edits = await store.pictures(db, ids), await store.edits(db, ids)
    voted = await store.voted(db, me, ids)
    people = await named(db, [one.author_id for one in of if not one.anonymous])
    return [
        ReviewShown(
            id=one.id,
            order_id=one.order_id if one.author_id == me else None,
            item_id=one.item_id,
            merchant_id=one.merchant_id,
            author=None if one.anonymous else people[one.author_id],
            options=one.options,
            stars=one.stars,
            text=one.text,
            pictures=[picture_shown(each) for each in pictures.get(one.id, [])],
            before=[ReviewBefore(e.stars, e.text, e.at) for e in edits.get(one.id, [])],
            later=one.later,
            later_at=one.later_at,
            answer=one.answer,
            answered_at=one.answered_at,
            helpful=one.helpful,
            voted=one.id in voted,
            own=one.author_id == me,
            may_edit=one.author_id == me and db.now <= one.created_at + EDITING,
            may_add=_may_add(one, me, db.now),
            anonymous=one.anonymous,
            taken_down=one.taken_down,
            created_at=one.created_at,
        )
        for one in of
    ]


def _may_add(one: Review, me: UUID, now: datetime) -> bool:
    return one.author_id == me and one.later is None and now <= one.created_at + ADDING


def picture_shown(one: ReviewPicture) -> ReviewPictureShown:
    whole, small = avatar_url(one.sha256) or "", avatar_url(one.small) or ""
    return ReviewPictureShown(one.id, whole, small, one.width, one.height)


async def stars_of(db: Db, item_id: UUID) -> StarsOfItem:
    """How many reviews an item has, their mean (two decimals, None without one), and how many have
    each of one to five stars.
    """
    found = await store.stars_of_item(db, item_id)
    n = sum(found.values())
    mean = round(sum(stars * each for stars, each in found.items()) / n, 2) if n else None
    return StarsOfItem(n, mean, [found.get(stars, 0) for stars in range(1, 6)])


async def score_of(db: Db, merchant_id: UUID) -> ShopScore:
    """The score of a shop by the ratings of its buyers, as `docs/reviews.md` describes it."""
    mean = scores.mean_of(await store.stars_of_town(db))
    return scores.score(await store.ratings_of_shop(db, merchant_id), mean, db.now)


async def of_item(db: Db, item_id: UUID, sort: Sort, most: int) -> list[Review]:
    """The first `most` reviews of an item in this order; without those that were taken down."""
    return await store.of_item(db, item_id, sort, most, 0)


async def waiting(db: Db, me: UUID, order_id: UUID | None = None) -> list[ToReview]:
    """What I received within 90 days and have said nothing of, the last first; of one order, if one
    is named.
    """
    found = await store.waiting(db, me, db.now - WRITING, order_id)
    pictures = await market.pictures(db, {one.picture for one in found if one.picture})
    urls = {each: avatar_url(one.small) for each, one in pictures.items()}
    return [
        ToReview(
            one.order_id,
            one.item_id,
            title=one.title,
            options=one.options,
            picture_url=urls.get(one.picture) if one.picture else None,
            received_at=one.received_at,
            until=one.received_at + WRITING,
        )
        for one in found
    ]
