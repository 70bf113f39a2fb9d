"""Reviews written, changed, added to, answered, found helpful."""

from datetime import timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import check_new_id
from leapfrog.moderation import ForeignCopy, report_copy
from leapfrog.reviews import store
from leapfrog.reviews.errors import (
    AlreadyAdded,
    AlreadyReviewed,
    NoReview,
    NotReceived,
    OwnReview,
    ReviewIdUsed,
    ReviewTooLate,
    ReviewVersionsUsed,
)
from leapfrog.reviews.events import ReviewWritten
from leapfrog.reviews.model import ADDING, EDITING, LONGEST, MOST_VERSIONS, WRITING, Review

CHANGED = {"t": "changed", "what": "reviews"}


class ReviewWish(msgspec.Struct, frozen=True):
    """What somebody wants to say of an item of an order. `anonymous`: as "a buyer"."""

    id: UUID
    order_id: UUID
    item_id: UUID
    stars: int
    text: str = ""
    anonymous: bool = False


def checked(text: str, least: int = 0) -> str:
    """Words as they are kept. Raises `Invalid`."""
    kept = plain(text)
    if not least <= len(kept) <= LONGEST:
        raise Invalid(f"{least} to {LONGEST} characters.", field="text")
    return kept


async def put(db: Db, me: UUID, wish: ReviewWish) -> Review:
    """Writes a review of something that I bought, or changes it within 30 days; what was said
    before stays to be seen. Raises `Invalid`, `NotReceived`, `AlreadyReviewed`, `ReviewIdUsed`,
    `ReviewTooLate`, `ReviewVersionsUsed`.
    """
    check_new_id(wish.id)
    if not 1 <= wish.stars <= 5:
        raise Invalid("One to five stars.", field="stars")
    said = replace(wish, text=checked(wish.text))
    known = await store.lock(db, wish.id)
    if known is None:
        return await _add(db, me, said)
    if (known.author_id, known.order_id, known.item_id) != (me, wish.order_id, wish.item_id):
        raise ReviewIdUsed
    after = replace(known, stars=said.stars, text=said.text, anonymous=said.anonymous)
    if after != known:
        _check_time(db, known, EDITING)
        if await store.count_edits(db, known.id) + 1 >= MOST_VERSIONS:
            raise ReviewVersionsUsed(most=MOST_VERSIONS)
        await store.edit(db, known, after)
        stream.tell(db, [me], CHANGED)
    return after


async def _add(db: Db, me: UUID, wish: ReviewWish) -> Review:
    got = await store.received(db, me, wish.order_id, wish.item_id)
    if got is None:
        raise NotReceived
    before = await store.id_of(db, wish.order_id, wish.item_id)
    if before is not None:
        raise AlreadyReviewed(review_id=str(before))
    if db.now > got.received_at + WRITING:
        raise ReviewTooLate(days=WRITING.days)
    new = Review(
        id=wish.id,
        order_id=wish.order_id,
        item_id=wish.item_id,
        merchant_id=got.merchant_id,
        author_id=me,
        options=got.options,
        stars=wish.stars,
        text=wish.text,
        anonymous=wish.anonymous,
        created_at=db.now,
        changed_at=db.now,
    )
    if not await store.add(db, new):
        raise AlreadyReviewed(review_id=str(await store.id_of(db, wish.order_id, wish.item_id)))
    staff = (await till.shop_staff(db, [new.merchant_id])).get(new.merchant_id, set())
    stream.tell(db, [me, *staff], CHANGED)
    await announce(db, ReviewWritten(new.id, new.merchant_id, new.item_id, new.stars))
    return new


def _check_time(db: Db, one: Review, within: timedelta) -> None:
    if db.now > one.created_at + within:
        raise ReviewTooLate(days=within.days)


async def own(db: Db, me: UUID, review_id: UUID) -> Review:
    """Mine, locked. Raises `NoReview`."""
    one = await store.lock(db, review_id)
    if one is None or one.author_id != me:
        raise NoReview
    return one


async def own_editable(db: Db, me: UUID, review_id: UUID) -> Review:
    """Mine, while it can be changed. Raises `NoReview`, `ReviewTooLate`."""
    one = await own(db, me, review_id)
    _check_time(db, one, EDITING)
    return one


async def add_later(db: Db, me: UUID, review_id: UUID, text: str) -> Review:
    """What I say of it some time after, once. The same again is the same. Raises `Invalid`,
    `NoReview`, `AlreadyAdded`, `ReviewTooLate`.
    """
    said = checked(text, 1)
    one = await own(db, me, review_id)
    if one.later == said:
        return one
    if one.later is not None:
        raise AlreadyAdded
    _check_time(db, one, ADDING)
    await store.add_later(db, one.id, said)
    return replace(one, later=said, later_at=db.now)


async def answer(db: Db, me: UUID, review_id: UUID, text: str) -> Review:
    """What the shop that I lead says to it; nothing takes that away. Raises `Invalid`, `NoReview`,
    `RoleNeeded`.
    """
    said = checked(text)
    one = await store.lock(db, review_id)
    if one is None or one.taken_down:
        raise NoReview
    try:
        await till.enter_shop(db, me, one.merchant_id, till.LEADING_ROLES)
    except till.NoMerchant:
        raise NoReview from None
    if said == (one.answer or ""):
        return one
    await store.answer(db, one.id, said, me)
    stream.tell(db, [one.author_id], CHANGED)
    by, at = (me, db.now) if said else (None, None)
    return replace(one, answer=said or None, answered_by=by, answered_at=at)


async def vote(db: Db, me: UUID, review_id: UUID, *, helpful: bool) -> Review:
    """I find it helpful, or not any more; again is the same. Raises `NoReview`, `OwnReview` for its
    author and for whoever works in the shop.
    """
    one = await store.lock(db, review_id)
    if one is None or one.taken_down:
        raise NoReview
    staff = (await till.shop_staff(db, [one.merchant_id])).get(one.merchant_id, set())
    if me == one.author_id or me in staff:
        raise OwnReview
    return replace(one, helpful=await store.vote(db, one, me, helpful=helpful))


async def report(db: Db, me: UUID, review_id: UUID, report_id: UUID, reason: str) -> None:
    """Shows it to those who run the town, as it is now. The same id again is the same report.
    Raises `Invalid`, `NoReview`.
    """
    one = (await store.find(db, [review_id])).get(review_id)
    if one is None or one.taken_down:
        raise NoReview
    said = "\n".join(part for part in (one.text, one.later) if part)
    kept = {"text": said, "stars": one.stars, "item_id": str(one.item_id)}
    copy = ForeignCopy("review", one.id, one.author_id, kept)
    await report_copy(db, me, report_id, copy, reason)


async def take_down(db: Db, review_id: UUID, *, down: bool) -> None:
    """Takes a review down as the town decided, or puts it back; again, nothing happens."""
    await store.take_down(db, review_id, down=down)
