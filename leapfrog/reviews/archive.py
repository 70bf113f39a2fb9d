"""Record sets: what somebody said of goods, what they found helpful, what they answered."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel import files
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.reviews import store
from leapfrog.reviews.model import LONGEST, BroughtReview, Review
from leapfrog.reviews.photos import MEDIA_TYPE

LONGEST_NAME = 200


class ReviewRecord(msgspec.Struct, frozen=True):
    """What of a record is read where somebody arrives."""

    id: UUID
    stars: Annotated[int, msgspec.Meta(ge=1, le=5)]
    created_at: Annotated[datetime, msgspec.Meta(tz=True)]
    shop: str = ""
    title: str = ""
    text: str = ""
    later: str | None = None


async def export_reviews(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person said, the oldest first, here and in the towns before."""
    written = await store.all_of_author(db, person_id)
    ids = [one.id for one in written]
    pictures, edits = await store.pictures(db, ids), await store.edits(db, ids)
    titles = await store.titles(db, person_id)
    shops = await till.merchants_by_id(db, {one.merchant_id for one in written})
    for one in written:
        yield {
            **_plain(one),
            "title": titles[one.item_id],
            "shop": shops[one.merchant_id].name,
            "before": [
                {"stars": e.stars, "text": e.text, "at": e.at.isoformat()}
                for e in edits.get(one.id, [])
            ],
            "pictures": [
                {"id": str(p.id), "sha256": p.sha256.hex(), "media_type": MEDIA_TYPE}
                for p in pictures.get(one.id, [])
            ],
        }
    for kept in await store.brought(db, person_id):
        yield msgspec.to_builtins(kept)


def _plain(one: Review) -> Record:
    shown: Record = msgspec.to_builtins(one)
    for name in ("author_id", "answered_by"):
        del shown[name]
    return shown


async def restore_reviews(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """The goods are of another town: they are the person's to read, and count nowhere."""
    here = {one.id for one in await store.all_of_author(db, person_id)}
    new = 0
    for one in msgspec.convert(records, list[ReviewRecord]):
        if one.id not in here:
            new += await store.bring(db, person_id, _brought(one))
    return restored(new, records)


def _brought(one: ReviewRecord) -> BroughtReview:
    return BroughtReview(
        one.id,
        shop=plain(one.shop)[:LONGEST_NAME],
        title=plain(one.title)[:LONGEST_NAME],
        stars=one.stars,
        text=plain(one.text)[:LONGEST],
        later=plain(one.later or "")[:LONGEST],
        created_at=one.created_at,
    )


async def erase_reviews(db: Db, person_id: UUID) -> int:
    """Words and pictures are gone. The stars stay, by somebody who left: a score that people could
    change by leaving would be worth nothing.
    """
    gone = await store.forget_author(db, person_id)
    await files.forget(db, await files.disown_several(db, gone))
    return len(gone) + await store.drop_brought(db, person_id)


async def export_votes(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for review_id, at in await store.votes_of(db, person_id):
        yield {"review_id": str(review_id), "at": at.isoformat()}


async def erase_votes(db: Db, person_id: UUID) -> int:
    return await store.forget_votes(db, person_id)


async def export_answers(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    """What the person answered for a shop."""
    for one in await store.answered_by(db, person_id):
        assert one.answered_at
        yield {
            "review_id": str(one.id),
            "merchant_id": str(one.merchant_id),
            "answer": one.answer,
            "at": one.answered_at.isoformat(),
        }


async def erase_answers(db: Db, person_id: UUID) -> int:
    return await store.forget_answers(db, person_id)


# Votes and answers stay with what they are about.
RECORD_SETS = (
    RecordSet("reviews", export_reviews, restore_reviews, erase_reviews),
    RecordSet("review_votes", export_votes, None, erase_votes),
    RecordSet("review_answers", export_answers, None, erase_answers),
)
