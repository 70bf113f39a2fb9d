"""Routes of single posts: shown, edited, taken back, liked, kept, voted on."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, patch, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.follows import Author
from leapfrog.identity import SignedIn
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.posts import drafts, hydration, reacting, reposting, writing
from leapfrog.posts.http_input import COMMENTING, POSTING, REACTING, DraftInput, PostInput
from leapfrog.posts.model import Post, PostContent
from leapfrog.posts.store_drafts import PostDraft


class VoteInput(Input, frozen=True):
    """The numbers of the answers, from 0 on."""

    choices: Annotated[tuple[int, ...], msgspec.Meta(min_length=1, max_length=10)]


class PostVersion(msgspec.Struct, frozen=True):
    """What a post said from `at` on."""

    at: datetime
    text: str
    content: PostContent


class Versions(msgspec.Struct, frozen=True):
    """The first version first."""

    versions: list[PostVersion]


class Likers(msgspec.Struct, frozen=True):
    """The last one first."""

    people: list[Author]


class Drafts(msgspec.Struct, frozen=True):
    """Those that show themselves first, by time."""

    drafts: list[PostDraft]


@put("/posts/{post_id:uuid}", summary="Publish a post")
async def publish(
    db: DbIn, town: TownIn, signed: SignedIn, post_id: FromPath[UUID], data: JSONBody[PostInput]
) -> Post:
    """Shows a post to its audience, or a comment: with `answers` it stands under that post, for no
    more people than that is for, unless it is for followers or those named. A draft of the same id
    is done with that; the same id again is the same post. Raises `BadPost`, `EmptyPost`, `Invalid`,
    `LongPost`, `NoCircle`, `NoPost`, `NoPostFile`, `NoQuotes`, `NoReplies`, `NotShareable`,
    `PostIdUsed`, `PostingClosed`.
    """
    town.limit(COMMENTING if data.answers else POSTING, str(signed.person_id))
    check_new_id(post_id)
    return await drafts.publish(db, signed.person_id, post_id, data.writing)


@patch("/posts/{post_id:uuid}")
async def edit_post(
    db: DbIn, town: TownIn, signed: SignedIn, post_id: FromPath[UUID], data: JSONBody[PostInput]
) -> Post:
    """A post of one's own says something else: the whole of it, as for a new post. For whom it is
    stays. Raises `BadPost`, `EmptyPost`, `LongPost`, `NoPost`, `NoPostFile`, `NotYourPost`,
    `PostingClosed`.
    """
    town.limit(POSTING, str(signed.person_id))
    return await writing.edit(db, signed.person_id, post_id, data.writing)


@delete("/posts/{post_id:uuid}", status_code=204)
async def delete_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> None:
    """Takes a post of one's own back, with its comments; or a comment of one's own, or under one's
    own post, with what stands below it. Again, nothing happens. Raises `NoPost`, `NotYourPost`.
    """
    await writing.delete(db, signed.person_id, post_id)


@get("/posts/{post_id:uuid}")
async def read_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """One post that one may see. Raises `NoPost`."""
    return await hydration.one(db, signed.person_id, post_id)


@get("/posts/{post_id:uuid}/history", summary="Read versions of a post")
async def read_history(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Versions:
    """What a post said before it was edited, each version with its time. Raises `NoPost`."""
    found = await writing.history(db, signed.person_id, post_id)
    return Versions([PostVersion(one.at, one.text, one.content) for one in found])


@put("/posts/{post_id:uuid}/like")
async def like_post(db: DbIn, town: TownIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """Likes a post. Twice is one operation. Raises `NoPost`."""
    town.limit(REACTING, str(signed.person_id))
    return await reacting.like(db, signed.person_id, post_id, True)


@delete("/posts/{post_id:uuid}/like", status_code=200)
async def unlike_post(db: DbIn, town: TownIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """Likes a post no longer. Again, nothing happens. Raises `NoPost`."""
    town.limit(REACTING, str(signed.person_id))
    return await reacting.like(db, signed.person_id, post_id, False)


@get("/posts/{post_id:uuid}/likers")
async def list_likers(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Likers:
    """Who likes a post, the last one first; of a moment, those whom one knows. Raises `NoPost`."""
    return Likers(await reacting.likers(db, signed.person_id, post_id))


@put("/posts/{post_id:uuid}/saved")
async def save_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """Keeps a post for oneself; nobody sees that. Twice is one operation. Raises `NoPost`."""
    return await reacting.save(db, signed.person_id, post_id, True)


@delete("/posts/{post_id:uuid}/saved", status_code=200)
async def unsave_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """Keeps a post no longer. Again, nothing happens. Raises `NoPost`."""
    return await reacting.save(db, signed.person_id, post_id, False)


@put("/posts/{post_id:uuid}/pinned")
async def pin_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """Puts a post of one's own at the top of one's page. Twice is one operation. Raises `BadPost`,
    `NoPost`, `NotYourPost`.
    """
    return await writing.pin(db, signed.person_id, post_id, True)


@delete("/posts/{post_id:uuid}/pinned", status_code=200)
async def unpin_post(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> Post:
    """A post is no longer at the top of one's page. Again, nothing happens. Raises `BadPost`,
    `NoPost`, `NotYourPost`.
    """
    return await writing.pin(db, signed.person_id, post_id, False)


@put("/posts/{post_id:uuid}/vote", summary="Vote in a poll")
async def vote(
    db: DbIn, town: TownIn, signed: SignedIn, post_id: FromPath[UUID], data: JSONBody[VoteInput]
) -> Post:
    """Votes in a post's poll, once; the same votes again are the same operation. Raises
    `AlreadyVoted`, `BadPost`, `NoPost`, `PollOver`.
    """
    town.limit(REACTING, str(signed.person_id))
    return await reacting.vote(db, signed.person_id, post_id, data.choices)


@put("/posts/{post_id:uuid}/detached", status_code=204)
async def detach_quote(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> None:
    """Whose post is quoted takes it out of the quote. Raises `NoPost`, `NotYourPost`."""
    await reposting.detach(db, signed.person_id, post_id, detached=True)


@delete("/posts/{post_id:uuid}/detached", status_code=204)
async def attach_quote(db: DbIn, signed: SignedIn, post_id: FromPath[UUID]) -> None:
    """Whose post was taken out of a quote puts it back. Raises `NoPost`, `NotYourPost`."""
    await reposting.detach(db, signed.person_id, post_id, detached=False)


@get("/drafts")
async def list_drafts(db: DbIn, signed: SignedIn) -> Drafts:
    """One's drafts, with those that show themselves at a time."""
    return Drafts(list(await drafts.mine(db, signed.person_id)))


@put("/drafts/{draft_id:uuid}")
async def keep_draft(
    db: DbIn, town: TownIn, signed: SignedIn, draft_id: FromPath[UUID], data: JSONBody[DraftInput]
) -> Drafts:
    """Keeps a draft as it is; with `due_at` it shows itself at that time. Its id becomes the
    post's. Answers all drafts. Raises `Invalid`, `LongPost`, `NoDraft`, `PostIdUsed`.
    """
    town.limit(REACTING, str(signed.person_id))
    check_new_id(draft_id)
    what = (data.body.writing, data.due_at)
    return Drafts(list(await drafts.put(db, signed.person_id, draft_id, *what)))


@delete("/drafts/{draft_id:uuid}", status_code=204)
async def delete_draft(db: DbIn, signed: SignedIn, draft_id: FromPath[UUID]) -> None:
    """Throws a draft away. Again, nothing happens. Raises `NoDraft`."""
    await drafts.delete(db, signed.person_id, draft_id)


routes: list[HTTPRouteHandler] = [
    publish,
    edit_post,
    delete_post,
    read_post,
    read_history,
    like_post,
    unlike_post,
    list_likers,
    save_post,
    unsave_post,
    pin_post,
    unpin_post,
    vote,
    detach_quote,
    attach_quote,
    list_drafts,
    keep_draft,
    delete_draft,
]
