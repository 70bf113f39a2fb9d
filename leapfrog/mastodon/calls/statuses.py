"""Statuses: read, written, changed, taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from leapfrog import posts
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon import store, store_preferences
from leapfrog.mastodon.call import ApiCall, Routes, moment
from leapfrog.mastodon.calls import composing
from leapfrog.mastodon.calls.scheduled import scheduled, when
from leapfrog.mastodon.calls.threads import again, context, meant
from leapfrog.mastodon.entities.accounts import accounts
from leapfrog.mastodon.entities.emojis import emojis
from leapfrog.mastodon.entities.media import attachment
from leapfrog.mastodon.entities.statuses import status, statuses
from leapfrog.mastodon.html import html_of
from leapfrog.posts import COMMENTING, POSTING, NewPost

LONGEST_KEY, MOST_AT_ONCE = 200, 40

routes = Routes()


@routes("POST", "/api/v1/statuses", "write:statuses")
async def publish(call: ApiCall) -> Any:
    """A post, or a reply; with `scheduled_at`, a draft that shows itself."""
    due_at = when(call)
    ident = await _first_id(call)
    defaults = await store_preferences.defaults(call.db, call.me)
    to = await composing.answered(call)
    audience = composing.audience(call, composing.AUDIENCES[defaults.privacy], to)
    await composing.check_quoting(call, audience, *([to.reach] if to else []))
    call.take(COMMENTING if to else POSTING)
    wanted = await composing.writing(call, audience, defaults, to)
    if due_at is not None:
        drafts = await posts.put_draft(call.db, call.me, ident, wanted, due_at)
        return await scheduled(call, next(one for one in drafts if one.id == ident))
    return await status(call, await posts.publish(call.db, call.me, ident, wanted))


async def _first_id(call: ApiCall) -> UUID:
    """A new id, or the one that was made under the same Idempotency-Key."""
    key = call.headers.get(b"idempotency-key", b"").decode("latin-1")[:LONGEST_KEY]
    fresh = new_id()
    if not key or call.token is None:
        return fresh
    return await store.once(call.db, call.token.id, key, fresh)


@routes("GET", "/api/v1/statuses", "read:statuses", public=True)
async def several(call: ApiCall) -> Any:
    wanted = (await call.statuses("id"))[:MOST_AT_ONCE]
    return await statuses(call, await posts.posts_for(call.db, call.viewer, wanted))


@routes("GET", "/api/v1/statuses/{id}", "read:statuses", public=True)
async def one(call: ApiCall) -> Any:
    return await status(call, await posts.post_for(call.db, call.viewer, await call.status()))


@routes("GET", "/api/v1/statuses/{id}/context", "read:statuses", public=True)
async def around(call: ApiCall) -> Any:
    return await context(call, await meant(call.db, call.viewer, await call.status()))


@routes("GET", "/api/v1/statuses/{id}/card", "read:statuses", public=True)
async def card(call: ApiCall) -> Any:
    found = await again(call, await call.status())
    return found["card"] or {}


@routes("DELETE", "/api/v1/statuses/{id}", "write:statuses")
async def delete(call: ApiCall) -> Any:
    """Answers what it was, to be written anew; its files wait a day for that."""
    post = await posts.post_for(call.db, call.me, await call.status())
    before = await status(call, post)
    await posts.delete_post(call.db, call.me, post.id, keep_files=True)
    return {**before, "text": post.text}


@routes("PUT", "/api/v1/statuses/{id}", "write:statuses")
async def edit(call: ApiCall) -> Any:
    """What is not given stays as it was."""
    post = await posts.post_for(call.db, call.me, await call.status())
    call.take(COMMENTING if post.answers else POSTING)
    before = posts.content_of(post)
    files = tuple((one.file, one.alt) for one in before.media)
    composing.check_poll(call, before.poll)
    await composing.check_quoting(call, post.reach)
    wanted = NewPost(
        text=call.text("status", post.text),
        title=before.title,
        warning=await composing.warning_anew(call, before.warning),
        replies=post.replies,
        files=await composing.files(call, files),
        language=composing.check_language(call) or None,
        place=before.place,
    )
    return await status(call, await posts.edit_post(call.db, call.me, post.id, wanted))


@routes("PUT", "/api/v1/statuses/{id}/interaction_policy", "write:statuses")
async def interaction_policy(call: ApiCall) -> Any:
    """Who may quote one's own status. Raises `ApiRefused` for another wish than that for all that
    one writes.
    """
    post = await posts.post_for(call.db, call.me, await call.status())
    if post.author.id != call.me:
        raise posts.NotYourPost
    await composing.check_quoting(call, post.reach)
    return await status(call, post)


@routes("GET", "/api/v1/statuses/{id}/source", "read:statuses")
async def source(call: ApiCall) -> Any:
    post = await posts.post_for(call.db, call.me, await call.status())
    warning = posts.content_of(post).warning
    return {"id": call.path["id"], "text": post.text, "spoiler_text": warning}


@routes("GET", "/api/v1/statuses/{id}/history", "read:statuses", public=True)
async def history(call: ApiCall) -> Any:
    """All that it said, the first version first."""
    post = await posts.post_for(call.db, call.viewer, await call.status())
    author = (await accounts(call, [post.author.id]))[post.author.id]
    versions = await posts.history_of(call.db, call.viewer, post.id)
    return [_version(call, one.at, one.text, one.content) | {"account": author} for one in versions]


def _version(call: ApiCall, at: datetime, text: str, said: posts.PostContent) -> dict[str, Any]:
    titles = said.poll.options if said.poll else []
    return {
        "content": html_of(text, {}, call.at, said.title),
        "spoiler_text": said.warning,
        "sensitive": bool(said.warning),
        "created_at": moment(at),
        "poll": {"options": [{"title": title} for title in titles]} if said.poll else None,
        "media_attachments": [attachment(one, call.at, call.viewer) for one in said.media],
        "emojis": emojis(said.emojis, call.at),
    }
