"""What one does about a status: like, repost, keep, pin, hush; and who did."""

from typing import Any
from uuid import UUID

from leapfrog import posts, timelines
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon import store_preferences
from leapfrog.mastodon.call import ApiCall, Routes, paged
from leapfrog.mastodon.calls.composing import audience
from leapfrog.mastodon.calls.threads import StatusOrReply, again, entity, meant
from leapfrog.mastodon.entities.accounts import listed
from leapfrog.mastodon.entities.statuses import status, statuses
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.posts import POSTING, REACTING, NewPost

routes = Routes()


async def _meant(call: ApiCall) -> StatusOrReply:
    call.take(REACTING)
    return await meant(call.db, call.me, await call.status())


async def _like(call: ApiCall, likes: bool) -> Any:
    said = await _meant(call)
    if said.comment:
        comment = await posts.like_comment(call.db, call.me, said.comment.id, likes)
        return await entity(call, StatusOrReply(said.post, comment))
    return await status(call, await posts.like_post(call.db, call.me, said.post.id, likes))


@routes("POST", "/api/v1/statuses/{id}/favourite", "write:favourites")
async def favourite(call: ApiCall) -> Any:
    return await _like(call, True)


@routes("POST", "/api/v1/statuses/{id}/unfavourite", "write:favourites")
async def unfavourite(call: ApiCall) -> Any:
    return await _like(call, False)


async def _post(call: ApiCall) -> posts.Post:
    """What is for posts alone. Raises `ApiRefused` for a comment."""
    said = await _meant(call)
    if said.comment:
        raise ApiRefused("Validation failed: This can be done with posts, not with comments")
    return said.post


@routes("POST", "/api/v1/statuses/{id}/bookmark", "write:bookmarks")
async def bookmark(call: ApiCall) -> Any:
    post = await _post(call)
    return await status(call, await posts.save_post(call.db, call.me, post.id, True))


@routes("POST", "/api/v1/statuses/{id}/unbookmark", "write:bookmarks")
async def unbookmark(call: ApiCall) -> Any:
    post = await _post(call)
    return await status(call, await posts.save_post(call.db, call.me, post.id, False))


@routes("POST", "/api/v1/statuses/{id}/pin", "write:accounts")
async def pin(call: ApiCall) -> Any:
    post = await _post(call)
    return await status(call, await posts.pin_post(call.db, call.me, post.id, True))


@routes("POST", "/api/v1/statuses/{id}/unpin", "write:accounts")
async def unpin(call: ApiCall) -> Any:
    post = await _post(call)
    return await status(call, await posts.pin_post(call.db, call.me, post.id, False))


@routes("POST", "/api/v1/statuses/{id}/reblog", "write:statuses")
async def reblog(call: ApiCall) -> Any:
    """Reposts without a word; again, it is the same repost."""
    call.take(POSTING)
    post = await _post(call)
    repost = (await posts.my_reposts(call.db, call.me, [post.id])).get(post.id)
    if repost is None:
        repost = new_id()
        wanted = NewPost(form="repost", of=post.id, audience=_audience(call))
        await posts.publish(call.db, call.me, repost, wanted)
    return await status(call, await posts.post_for(call.db, call.me, repost))


def _audience(call: ApiCall) -> posts.Audience:
    """Raises `ApiRefused` for a visibility that a repost cannot have."""
    wanted = audience(call, "public")
    if wanted == "mentioned":
        raise ApiRefused("Validation failed: visibility of a reblog is public, unlisted or private")
    return wanted


@routes("POST", "/api/v1/statuses/{id}/unreblog", "write:statuses")
async def unreblog(call: ApiCall) -> Any:
    post = await _post(call)
    repost = (await posts.my_reposts(call.db, call.me, [post.id])).get(post.id)
    if repost:
        await posts.delete_post(call.db, call.me, repost)
    return await again(call, post.id)


async def _hush(call: ApiCall, yes: bool) -> Any:
    said = await _meant(call)
    await store_preferences.hush(call.db, call.me, said.post.id, yes)
    return await entity(call, said)


@routes("POST", "/api/v1/statuses/{id}/mute", "write:mutes")
async def mute(call: ApiCall) -> Any:
    """No notifications about the talk under it any more."""
    return await _hush(call, True)


@routes("POST", "/api/v1/statuses/{id}/unmute", "write:mutes")
async def unmute(call: ApiCall) -> Any:
    return await _hush(call, False)


@routes("GET", "/api/v1/statuses/{id}/favourited_by", "read:accounts")
async def favourited_by(call: ApiCall) -> Any:
    said = await meant(call.db, call.me, await call.status())
    if said.comment:
        return []
    likers = await posts.likers(call.db, call.me, said.post.id)
    return await listed(call, [one.id for one in likers][: call.limit(40, 80)])


@routes("GET", "/api/v1/statuses/{id}/reblogged_by", "read:accounts")
async def reblogged_by(call: ApiCall) -> Any:
    people: list[UUID] = []
    page = await _reposts(call)
    if page is not None:
        people = [one.author.id for one in page.posts if one.form == "repost" and not one.text]
    return paged(call, await listed(call, people), None, page.next if page else None)


@routes("GET", "/api/v1/statuses/{id}/quotes", "read:statuses")
async def quotes(call: ApiCall) -> Any:
    page = await _reposts(call)
    found = [one for one in page.posts if one.form == "quote" or one.text] if page else []
    return paged(call, await statuses(call, found), None, page.next if page else None)


@routes("POST", "/api/v1/statuses/{id}/quotes/{quote}/revoke", "write:statuses")
async def revoke_quote(call: ApiCall) -> Any:
    """Takes one's own post out of somebody's quote."""
    quote = await posts.post_for(call.db, call.me, await call.status(call.path["quote"]))
    if not quote.detached and (quote.of is None or quote.of.id != await call.status()):
        raise posts.NoPost
    await posts.detach_quote(call.db, call.me, quote.id, detached=True)
    return await status(call, await posts.post_for(call.db, call.me, quote.id))


async def _reposts(call: ApiCall) -> posts.PostPage | None:
    said = await meant(call.db, call.me, await call.status())
    if said.comment:
        return None
    where = (call.text("max_id") or None, call.limit(40, 80))
    return await timelines.reposts(call.db, call.me, said.post.id, *where)


@routes("GET", "/api/v1/polls/{id}", "read:statuses", public=True)
async def poll(call: ApiCall) -> Any:
    """A poll's id is that of its post."""
    post = await posts.post_for(call.db, call.viewer, await call.status())
    found = (await status(call, post))["poll"]
    if found is None:
        raise posts.NoPost
    return found


@routes("POST", "/api/v1/polls/{id}/votes", "write:statuses")
async def vote(call: ApiCall) -> Any:
    call.take(REACTING)
    choices = [str(one) for one in call.several("choices")]
    if not choices or not all(one.isascii() and one.isdigit() for one in choices):
        raise ApiRefused("Validation failed: Choices are numbers of options")
    numbers = [int(one[:9]) for one in choices]
    post = await posts.vote(call.db, call.me, await call.status(), numbers)
    return (await status(call, post))["poll"]
