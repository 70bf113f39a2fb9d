"""What one does about a status: like, repost, keep, pin, hush; and who did."""

from typing import Any

from leapfrog import posts, timelines
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon import store_preferences
from leapfrog.mastodon.call import ApiCall, Routes, paged
from leapfrog.mastodon.calls.composing import audience
from leapfrog.mastodon.calls.threads import again, meant
from leapfrog.mastodon.entities.accounts import listed
from leapfrog.mastodon.entities.statuses import status, statuses, talk_of
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.posts import POSTING, REACTING, NewPost, Post

routes = Routes()


async def _post(call: ApiCall) -> Post:
    call.take(REACTING)
    return await meant(call.db, call.me, await call.status())


async def _like(call: ApiCall, likes: bool) -> Any:
    post = await _post(call)
    return await status(call, await posts.like_post(call.db, call.me, post.id, likes))


@routes("POST", "/api/v1/statuses/{id}/favourite", "write:favourites")
async def favourite(call: ApiCall) -> Any:
    return await _like(call, True)


@routes("POST", "/api/v1/statuses/{id}/unfavourite", "write:favourites")
async def unfavourite(call: ApiCall) -> Any:
    return await _like(call, False)


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
        wanted = NewPost(form="repost", of=post.id, audience=_audience(call, post))
        await posts.publish(call.db, call.me, repost, wanted)
    return await status(call, await posts.post_for(call.db, call.me, repost))


def _audience(call: ApiCall, post: Post) -> posts.Audience:
    """For whom a repost is: of what is for one's own followers, for these. Raises `ApiRefused` for
    a visibility that a repost cannot have.
    """
    wanted = audience(call, "public")
    if wanted == "mentioned":
        raise ApiRefused("Validation failed: visibility of a reblog is public, unlisted or private")
    return "followers" if post.author.id == call.me and post.audience == "followers" else wanted


@routes("POST", "/api/v1/statuses/{id}/unreblog", "write:statuses")
async def unreblog(call: ApiCall) -> Any:
    post = await _post(call)
    repost = (await posts.my_reposts(call.db, call.me, [post.id])).get(post.id)
    if repost:
        await posts.delete_post(call.db, call.me, repost)
    return await again(call, post.id)


async def _hush(call: ApiCall, yes: bool) -> Any:
    post = await _post(call)
    await store_preferences.hush(call.db, call.me, talk_of(post), yes)
    return await status(call, post)


@routes("POST", "/api/v1/statuses/{id}/mute", "write:mutes")
async def mute(call: ApiCall) -> Any:
    """No notifications about the talk under it any more."""
    return await _hush(call, True)


@routes("POST", "/api/v1/statuses/{id}/unmute", "write:mutes")
async def unmute(call: ApiCall) -> Any:
    return await _hush(call, False)


@routes("GET", "/api/v1/statuses/{id}/favourited_by", "read:accounts")
async def favourited_by(call: ApiCall) -> Any:
    post = await meant(call.db, call.me, await call.status())
    likers = await posts.likers(call.db, call.me, post.id)
    return await listed(call, [one.id for one in likers][: call.limit(40, 80)])


@routes("GET", "/api/v1/statuses/{id}/reblogged_by", "read:accounts")
async def reblogged_by(call: ApiCall) -> Any:
    page = await _reposts(call)
    people = [one.author.id for one in page.posts if one.form == "repost" and not one.text]
    return paged(call, await listed(call, people), None, page.next)


@routes("GET", "/api/v1/statuses/{id}/quotes", "read:statuses")
async def quotes(call: ApiCall) -> Any:
    page = await _reposts(call)
    found = [one for one in page.posts if one.form == "quote" or one.text]
    return paged(call, await statuses(call, found), None, page.next)


@routes("POST", "/api/v1/statuses/{id}/quotes/{quote}/revoke", "write:statuses")
async def revoke_quote(call: ApiCall) -> Any:
    """Takes one's own post out of somebody's quote."""
    quote = await posts.post_for(call.db, call.me, await call.status(call.path["quote"]))
    if not quote.detached and (quote.of is None or quote.of.id != await call.status()):
        raise posts.NoPost
    await posts.detach_quote(call.db, call.me, quote.id, detached=True)
    return await status(call, await posts.post_for(call.db, call.me, quote.id))


async def _reposts(call: ApiCall) -> posts.PostPage:
    post = await meant(call.db, call.me, await call.status())
    where = (call.text("max_id") or None, call.limit(40, 80))
    return await timelines.reposts(call.db, call.me, post.id, *where)


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
    """Once; where many may be chosen, others can be added later."""
    call.take(REACTING)
    choices = [str(one) for one in call.several("choices")]
    if not choices or not all(one.isascii() and one.isdigit() for one in choices):
        raise ApiRefused("Validation failed: Choices are numbers of options")
    numbers = {int(one[:9]) for one in choices}
    before = await posts.post_for(call.db, call.me, await call.status())
    mine, asked = before.results.mine if before.results else [], posts.content_of(before).poll
    if asked and asked.ends_at <= call.db.now:
        raise ApiRefused("Validation failed: The poll has already ended")
    if mine and asked and (not asked.multiple or numbers.intersection(mine)):
        raise ApiRefused("Validation failed: You have already voted on this poll")
    post = await posts.vote(call.db, call.me, before.id, sorted(numbers), more=True)
    return (await status(call, post))["poll"]
