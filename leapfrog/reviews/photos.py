"""Pictures of reviews, made anew and kept publicly."""

import hashlib
from uuid import UUID

from leapfrog import market
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import check_new_id
from leapfrog.reviews import store, writing
from leapfrog.reviews.errors import ReviewIdUsed, TooManyReviewPictures
from leapfrog.reviews.model import MOST_PICTURES, ReviewPicture

PURPOSE, MEDIA_TYPE = "review_picture", "image/webp"


async def add(
    db: Db, town: Town, me: UUID, review_id: UUID, picture_id: UUID, made: market.MadePicture
) -> ReviewPicture:
    """One more picture of my review, the last of all, while it can be changed. The same id again
    changes nothing. Raises `NoReview`, `ReviewIdUsed`, `ReviewTooLate`, `TooManyReviewPictures`,
    `QuotaFull`.
    """
    check_new_id(picture_id)
    await writing.own_editable(db, me, review_id)
    known = await store.picture(db, picture_id)
    if known is not None:
        if known.review_id != review_id:
            raise ReviewIdUsed
        return known
    there = (await store.pictures(db, [review_id])).get(review_id, [])
    if len(there) >= MOST_PICTURES:
        raise TooManyReviewPictures(most=MOST_PICTURES)
    digests = [await _keep(db, town, picture_id, one, me) for one in (made.whole, made.small)]
    new = ReviewPicture(
        id=picture_id,
        review_id=review_id,
        place=there[-1].place + 1 if there else 0,
        sha256=digests[0],
        small=digests[1],
        width=made.width,
        height=made.height,
    )
    await store.add_picture(db, new)
    return new


async def _keep(db: Db, town: Town, picture_id: UUID, content: bytes, person: UUID) -> bytes:
    digest = hashlib.sha256(content).digest()
    owned = (PURPOSE, digest, MEDIA_TYPE)
    size = len(content)
    await files.own(db, picture_id, *owned, size=size, person=person, public=True)
    await town.files.put(content)
    return digest


async def drop(db: Db, me: UUID, review_id: UUID, picture_id: UUID) -> None:
    """It is gone; again, nothing happens. Raises `NoReview`, `ReviewTooLate`."""
    await writing.own_editable(db, me, review_id)
    there = (await store.pictures(db, [review_id])).get(review_id, [])
    if picture_id in {one.id for one in there}:
        await store.drop_picture(db, picture_id)
        await files.forget(db, await files.disown_all(db, picture_id))
