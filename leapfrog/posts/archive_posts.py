"""Record sets of what a person wrote: posts with their history, files, comments, drafts."""

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
    store_comments,
    store_drafts,
    store_home,
    store_leaving,
    writing,
)
from leapfrog.posts.model import OPEN, NewPost, PostContent, PostRow
from leapfrog.posts.restoring import BROUGHT, PostRecord, prepared


class CommentRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """A comment as it is taken out; `under`: whose post it stands under."""

    id: UUID
    post_id: UUID
    under: str
    text: str
    at: datetime
    parent_id: UUID | None = None
    answers_id: UUID | None = None
    warning: str = ""
    language: str = ""


async def export_posts(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    mine = await store_archive.posts(db, person_id)
    said = {own.kept.id: own.kept.said for own in mine}
    named = [mention.person_id for one in said.values() for mention in one.mentions]
    originals = await _originals(db, [own.kept.of_id for own in mine if own.kept.of_id])
    people = await addresses(db, [*named, *(one.author_id for one in originals.values())])
    edits = await store_archive.edits(db, person_id)
    for own in mine:
        kept, what = own.kept, said[own.kept.id]
        original = originals.get(kept.of_id) if kept.of_id else None
        author = people.get(original.author_id) if original else None
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
    taken = msgspec.convert(records, list[PostRecord])
    restoring = await prepared(db, person_id, taken)
    new = await bringing.keep(db, [restoring.post(one) for one in taken])
    edits = [version for one in taken for version in restoring.versions(one)]
    await store_archive.restore_edits(db, [one for one in edits if one.post_id in new])
    return restored(len(new), records)


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


async def export_comments(db: Db, person_id: UUID) -> AsyncIterator[Record]:
    rows = await store_archive.comments(db, person_id)
    people = await addresses(db, [row.under_id for row in rows])
    for row in rows:
        them = people.get(row.under_id)
        yield msgspec.to_builtins(
            CommentRecord(
                id=row.id,
                post_id=row.post_id,
                under=them.address if them else "",
                text=row.text,
                at=row.at,
                parent_id=row.parent_id,
                answers_id=row.answers_id,
                warning=row.warning,
                language=row.language,
            )
        )


async def restore_comments(db: Db, person_id: UUID, records: list[Record]) -> Restored:
    """Under one's own posts that came along; nobody else's word stands with them."""
    new = left = 0
    for kept in msgspec.convert(records, list[CommentRecord]):
        post = await store.find(db, kept.post_id)
        if post is None or post.author_id != person_id or not kept.text:
            left += 1
            continue
        parent = await store_comments.find(db, kept.parent_id) if kept.parent_id else None
        above = parent.id if parent else None
        one = store_comments.CommentRow(
            id=kept.id,
            post_id=post.id,
            author_id=person_id,
            parent_id=above,
            answers_id=above,
            text=kept.text,
            at=min(kept.at, db.now),
            warning=kept.warning,
            language=kept.language,
        )
        if await store_comments.add(db, one, [], BROUGHT):
            await store.count_comments(db, post.id, 1)
            new += 1
    return restored(new, records, left, "their_post")


async def erase_comments(db: Db, person_id: UUID) -> int:
    gone = await store_comments.delete_by(db, person_id)
    await notifications.forget_comments(db, [one.id for one in gone])
    return len(gone)


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
