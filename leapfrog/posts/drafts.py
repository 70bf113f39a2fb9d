"""Drafts: kept until they are shown, by hand or by themselves at their time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.kernel.timers import cancel, schedule
from leapfrog.post_media import PostIdUsed
from leapfrog.posts import store, store_drafts, writing
from leapfrog.posts.content import LIMITS
from leapfrog.posts.errors import LongPost, NoDraft
from leapfrog.posts.model import NewPost, Post
from leapfrog.posts.store_drafts import PostDraft

DUE = "posts.due"
MOST = 200


async def put(
    db: Db, author: UUID, draft_id: UUID, body: NewPost, due_at: datetime | None
) -> Sequence[PostDraft]:
    """Keeps a draft, however unfinished, to be published by itself at `due_at` if there is one;
    answers all drafts of its author. Its id becomes the post's. Raises `Invalid`, `LongPost`,
    `NoDraft` for another's, `PostIdUsed`.
    """
    if due_at is not None and due_at <= db.now:
        raise Invalid("It can be shown later, not earlier.")
    if len(body.text) > LIMITS.article:
        raise LongPost
    if await store_drafts.count(db, author, draft_id) >= MOST:
        raise Invalid(f"At most {MOST} drafts.")
    if await store.find(db, draft_id):
        raise PostIdUsed
    if not await store_drafts.put(db, author, draft_id, body, due_at):
        raise NoDraft
    if due_at is None:
        await cancel(db, DUE, str(draft_id))
    else:
        await schedule(db, DUE, str(draft_id), due_at)
    return await store_drafts.mine(db, author)


async def mine(db: Db, author: UUID) -> Sequence[PostDraft]:
    """The drafts of a person: those to be published by themselves first, by time, then the others,
    the last changed one first.
    """
    return await store_drafts.mine(db, author)


async def delete(db: Db, author: UUID, draft_id: UUID) -> None:
    """Deletes a draft of one's own, which is not published then. Again, nothing happens. Raises
    `NoDraft` for another's.
    """
    if await store_drafts.delete(db, author, draft_id):
        await cancel(db, DUE, str(draft_id))
    elif await store_drafts.find(db, draft_id):
        raise NoDraft


async def publish(db: Db, author: UUID, draft_id: UUID, wanted: NewPost) -> Post:
    """Shows a post now; the draft of this id, if there is one, is done."""
    post = await writing.publish(db, author, draft_id, wanted)
    if await store_drafts.delete(db, author, draft_id):
        await cancel(db, DUE, str(draft_id))
    return post


async def fall_due(db: Db, ref: str, _body: object) -> None:
    """Its time has come. What cannot be shown stays a draft that says why."""
    draft_id = UUID(ref)
    found = await store_drafts.find(db, draft_id)
    if found is None or found.due_at is None:
        return
    author = found.author_id
    try:
        async with db.savepoint():
            await writing.publish(db, author, draft_id, found.wanted)
    except Problem as refused:
        await store_drafts.fail(db, draft_id, refused.code)
    else:
        await store_drafts.delete(db, author, draft_id)
