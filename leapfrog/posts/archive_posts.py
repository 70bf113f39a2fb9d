"""Record sets of what a person wrote: posts and comments with their history and files, drafts."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog import notifications, topics
from leapfrog.identity import addresses
from leapfrog.kernel.archive import Record, RecordSet, Restored, restored
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.posts import (
    answering,
    bringing,
    drafts,
    store,
    store_archive,
    store_drafts,
    store_home,
    store_leaving,
    writing,
)
from leapfrog.posts.model import OPEN, NewPost, PostContent, PostRow
from leapfrog.posts.restoring import PostRecord, prepared


class EarlierComment(msgspec.Struct, frozen=True):
    """A comment as it was taken out before it was a post (0.1.0)."""

    id: UUID
    post_id: UUID
    text: str
    at: datetime
    parent_id: UUID | None = None
    warning: str = ""
    language: str = ""

    @property
    def record(self) -> PostRecord:
        """This record as a comment is taken out now."""
        said = PostContent(warning=self.warning, language=self.language)
        return PostRecord(
            id=self.id,
            at=self.at,
            audience="thread",
            form="post",
            text=self.text,
            content=said,
            replies="everyone",
            under=self.post_id,
            parent=self.parent_id,
        )


def export_posts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    return _export(db, person_id, comments=False)


def export_comments(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    return _export(db, person_id, comments=True)


async def _export(db: Db, person_id: UUID, *, comments: bool) -> AsyncIterator[Record]:
    mine = await store_archive.posts(db, person_id, comments=comments)
    said = {own.kept.id: own.kept.said for own in mine}
    named = [mention.person_id for one in said.values() for mention in one.mentions]
    originals = await _originals(db, [own.kept.of_id for own in mine if own.kept.of_id])
    answered = [own.kept.answers_author_id for own in mine if own.kept.answers_author_id]
    authors = [one.author_id for one in originals.values()]
    people = await addresses(db, [*named, *authors, *answered])
    edits = await store_archive.edits(db, person_id)
    for own in mine:
        kept, what = own.kept, said[own.kept.id]
        original = originals.get(kept.of_id) if kept.of_id else None
        author = people.get(original.author_id) if original else None
        to = people.get(kept.answers_author_id) if kept.answers_author_id else None
        yield msgspec.to_builtins(
            PostRecord(
                id=kept.id,
                at=kept.at,
                audience=kept.audience,
                form=kept.form,
                text=kept.text,
                content=_unnamed(what),
                replies=kept.replies,
                circles=kept.circles,
                of_id=kept.of_id,
                via_id=kept.via_id,
                of=(author.address, original.text) if author and original else None,
                edited_at=own.edited_at,
                pinned_at=own.pinned_at,
                imported_from=own.imported_from,
                edits=[
                    store.VersionRow(one.at, one.text, _unnamed(one.said))
                    for one in edits.get(kept.id, ())
                ],
                named=[
                    (one.handle, them.address, them.name)
                    for one in what.mentions
                    if (them := people.get(one.person_id))
                ],
                answers=answering.of(kept),
                to=to.address if to else "",
                under=kept.under_id,
                parent=kept.parent_id,
            )
        )


def _unnamed(said: PostContent) -> PostContent:
    """Who was named stands beside it, or of what was before in the text only."""
    return msgspec.structs.replace(said, mentions=[])


async def _originals(db: Db, ids: Sequence[UUID]) -> dict[UUID, PostRow]:
    """Those of these posts that all may see."""
    return {one.id: one for one in await store.by_ids(db, ids) if one.audience in OPEN}


async def restore_posts(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """At their own times, on nobody's timeline. What was for a circle that is not here is for
    nobody but oneself.
    """
    return await _restore(db, person_id, msgspec.convert(records, list[PostRecord]))


async def restore_comments(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Under one's own posts that came along; nobody else's word stands with them."""
    several = [
        msgspec.convert(one, EarlierComment).record
        if "post_id" in one
        else msgspec.convert(one, PostRecord)
        for one in records
    ]
    return await _restore(db, person_id, several)


async def _restore(db: Db, person_id: UUID, several: Sequence[PostRecord]) -> Restored:
    restoring = await prepared(db, person_id, several)
    taken = [one for one in several if restoring.fits(one)]
    new = await bringing.keep(db, [restoring.post(one) for one in taken])
    edits = [version for one in taken for version in restoring.versions(one)]
    await store_archive.restore_edits(db, [one for one in edits if one.post_id in new])
    left = len(several) - len(taken)
    return Restored(len(new), len(taken) - len(new), left, "their_post")


async def erase_posts(db: Db, person_id: UUID) -> int:
    """Posts, what is told of them, and what else the Square has of this person."""
    written = await store_leaving.topics(db, person_id)
    mine = await store.by_author(db, person_id)
    await writing.remove(db, mine)
    await store_home.erase(db, person_id)
    await notifications.forget_person(db, person_id)
    await store_leaving.forget(db, person_id)
    await topics.drop_unfollowed(db, await store_leaving.unwritten(db, written))
    return len(mine)


async def erase_comments(db: Db, person_id: UUID) -> int:
    """With what others said below them."""
    mine = [one for one in await store.by_author(db, person_id) if one.under_id]
    await writing.remove(db, mine)
    return len(mine)


async def export_drafts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    for draft in await store_drafts.mine(db, person_id):
        yield {"id": str(draft.id), "body": msgspec.to_builtins(draft.body)}


async def restore_drafts(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """As drafts without a time: nothing shows itself in a town that one just came to."""
    before = {draft.id for draft in await store_drafts.mine(db, person_id)}
    new = 0
    for record in records[: drafts.MOST]:
        body = msgspec.convert(record.get("body"), NewPost)
        draft_id = derived_id(msgspec.convert(record.get("id"), UUID), person_id.hex)
        if draft_id not in before:
            new += await store_drafts.put(db, person_id, draft_id, body, None)
    return restored(new, records)


async def erase_drafts(db: Db, person_id: UUID) -> int:
    return await store_archive.erase(db, person_id, store_archive.ERASE_DRAFTS)


RECORD_SETS = [
    RecordSet("posts", export_posts, restore_posts, erase_posts),
    RecordSet("post_comments", export_comments, restore_comments, erase_comments),
    RecordSet("post_drafts", export_drafts, restore_drafts, erase_drafts),
]
