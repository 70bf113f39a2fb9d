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
from leapfrog.mastodon.calls.threads import StatusOrReply, again, context, entity, find, meant
from leapfrog.mastodon.entities.accounts import accounts
from leapfrog.mastodon.entities.emojis import emojis
from leapfrog.mastodon.entities.media import attachment
from leapfrog.mastodon.entities.statuses import statuses
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.mastodon.html import html_of
from leapfrog.mastodon.store_preferences import Defaults
from leapfrog.posts import COMMENTING, POSTING, NewPost, Saying

LONGEST_KEY, MOST_AT_ONCE = 200, 40

routes = Routes()


@routes("POST", "/api/v1/statuses", "write:statuses")
async def publish(call: ApiCall) -> Any:
    """A post; in answer to another status, a comment, or a post for fewer people; with
    `scheduled_at`, a draft that shows itself.
    """
    due_at = when(call)
    ident = await _first_id(call)
    defaults = await store_preferences.defaults(call.db, call.me)
    audience = composing.audience(call, composing.AUDIENCES[defaults.privacy])
    to = await composing.answered(call)
    await composing.check_quoting(call, audience)
    if to and composing.is_comment(to.post, audience):
        call.take(COMMENTING)
        return await _comment(call, ident, to, defaults)
    call.take(POSTING)
    wanted = await composing.writing(call, audience, defaults, to)
    if due_at is not None:
        drafts = await posts.put_draft(call.db, call.me, ident, wanted, due_at)
        return await scheduled(call, next(one for one in drafts if one.id == ident))
    return await entity(call, StatusOrReply(await posts.publish(call.db, call.me, ident, wanted)))


async def _first_id(call: ApiCall) -> UUID:
    """A new id, or the one that was made under the same Idempotency-Key."""
    key = call.headers.get(b"idempotency-key", b"").decode("latin-1")[:LONGEST_KEY]
    fresh = new_id()
    if not key or call.token is None:
        return fresh
    return await store.once(call.db, call.token.id, key, fresh)


async def _comment(call: ApiCall, ident: UUID, to: StatusOrReply, defaults: Defaults) -> Any:
    """Comments are words: what else is given is refused, not lost."""
    for name in ("media_ids", "poll", "scheduled_at", "quoted_status_id", "quote_id"):
        if call.several(name):
            raise ApiRefused(
                f"Validation failed: {name} is not for a reply to all who see the post"
            )
    answers = to.comment.id if to.comment else None
    warning = await composing.warning(call, defaults.sensitive)
    language = composing.check_language(call) or defaults.language
    said = Saying(call.text("status"), warning, answers, language)
    made = await posts.write_comment(call.db, call.me, ident, to.post.id, said)
    return await entity(call, StatusOrReply(to.post, made))


@routes("GET", "/api/v1/statuses", "read:statuses", public=True)
async def several(call: ApiCall) -> Any:
    wanted = (await call.statuses("id"))[:MOST_AT_ONCE]
    return await statuses(call, await posts.posts_for(call.db, call.viewer, wanted))


@routes("GET", "/api/v1/statuses/{id}", "read:statuses", public=True)
async def one(call: ApiCall) -> Any:
    return await entity(call, await find(call.db, call.viewer, await call.status()))


@routes("GET", "/api/v1/statuses/{id}/context", "read:statuses", public=True)
async def around(call: ApiCall) -> Any:
    return await context(call, await meant(call.db, call.viewer, await call.status()))


@routes("GET", "/api/v1/statuses/{id}/card", "read:statuses", public=True)
async def card(call: ApiCall) -> Any:
    found = await again(call, await call.status())
    return found["card"] or {}


@routes("DELETE", "/api/v1/statuses/{id}", "write:statuses")
async def delete(call: ApiCall) -> Any:
    """Answers what it was, to be written anew."""
    said = await find(call.db, call.me, await call.status())
    before = await entity(call, said)
    if said.comment:
        await posts.delete_comment(call.db, call.me, said.comment.id)
        return {**before, "text": said.comment.text}
    await posts.delete_post(call.db, call.me, said.post.id)
    return {**before, "text": said.post.text}


@routes("PUT", "/api/v1/statuses/{id}", "write:statuses")
async def edit(call: ApiCall) -> Any:
    """What is not given stays as it was."""
    said = await find(call.db, call.me, await call.status())
    if said.comment:
        call.take(COMMENTING)
        warning = await composing.warning_anew(call, said.comment.warning)
        for name in ("media_ids", "media_attributes", "poll"):
            call.only(name, (), "is not for a reply to all who see the post")
        text = call.text("status", said.comment.text)
        language = composing.check_language(call) or said.comment.language
        words = Saying(text, warning, language=language)
        await posts.edit_comment(call.db, call.me, said.comment.id, words)
        return await again(call, said.comment.id)
    call.take(POSTING)
    before = posts.content_of(said.post)
    files = tuple((one.file, one.alt) for one in before.media)
    composing.check_poll(call, before.poll)
    await composing.check_quoting(call, said.post.audience)
    wanted = NewPost(
        text=call.text("status", said.post.text),
        title=before.title,
        warning=await composing.warning_anew(call, before.warning),
        replies=said.post.replies,
        files=await composing.files(call, files),
        language=composing.check_language(call) or None,
        place=before.place,
    )
    await posts.edit_post(call.db, call.me, said.post.id, wanted)
    return await again(call, said.post.id)


@routes("GET", "/api/v1/statuses/{id}/source", "read:statuses")
async def source(call: ApiCall) -> Any:
    said = await find(call.db, call.me, await call.status())
    if (said.comment or said.post).author.id != call.me:
        raise posts.NotYourPost
    text = said.comment.text if said.comment else said.post.text
    warning = (said.comment or posts.content_of(said.post)).warning
    return {"id": call.path["id"], "text": text, "spoiler_text": warning}


@routes("GET", "/api/v1/statuses/{id}/history", "read:statuses", public=True)
async def history(call: ApiCall) -> Any:
    """All that it said, the first version first; of a comment only the last is kept."""
    said = await find(call.db, call.viewer, await call.status())
    if said.comment:
        found = await entity(call, said)
        told = found["edited_at"] or found["created_at"]
        kept = ("content", "spoiler_text", "sensitive", "account", "media_attachments", "emojis")
        return [{"created_at": told, "poll": None, **{name: found[name] for name in kept}}]
    author = (await accounts(call, [said.post.author.id]))[said.post.author.id]
    versions = await posts.history_of(call.db, call.viewer, said.post.id)
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
