"""Statuses that will show themselves: drafts with a time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from leapfrog import post_media, posts
from leapfrog.kernel.errors import NotFound
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, Routes, moment
from leapfrog.mastodon.entities.media import attachment
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.posts import PostDraft

SOONEST = timedelta(minutes=5)
VISIBILITY = {"public": "public", "unlisted": "unlisted", "followers": "private"}

routes = Routes()


def when(call: ApiCall) -> datetime | None:
    """`scheduled_at`. Raises `ApiRefused` for what is no time, or too soon."""
    text = call.text("scheduled_at")
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ApiRefused("Validation failed: Scheduled at is not a time") from None
    due_at = found if found.tzinfo else found.replace(tzinfo=UTC)
    if due_at < call.db.now + SOONEST:
        raise ApiRefused("Validation failed: Scheduled at must be at least 5 minutes in the future")
    return due_at


async def scheduled(call: ApiCall, draft: PostDraft) -> dict[str, Any]:
    """ScheduledStatus."""
    body = draft.body
    files = [await post_media.known(call.db, call.me, file_id) for file_id, _ in body.files]
    poll = {
        "options": list(body.options),
        "multiple": body.multiple,
        "expires_in": body.minutes * 60,
        "hide_totals": False,
    }
    return {
        "id": ids.shown(draft.id),
        "scheduled_at": moment(draft.due_at) if draft.due_at else None,
        "params": {
            "text": body.text,
            "visibility": VISIBILITY.get(body.audience, "direct"),
            "spoiler_text": body.warning,
            "sensitive": bool(body.warning),
            "media_ids": [ids.shown(file_id) for file_id, _ in body.files] or None,
            "poll": poll if body.options else None,
            "in_reply_to_id": ids.shown(body.answers) if body.answers else None,
            "language": body.language or None,
            "scheduled_at": None,
            "idempotency": None,
            "with_rate_limit": False,
            "application_id": None,
        },
        "media_attachments": [attachment(one, call.at, call.me) for one in files if one],
    }


async def _mine(call: ApiCall) -> PostDraft:
    for draft in await posts.my_drafts(call.db, call.me):
        if ids.shown(draft.id) == call.path["id"] and draft.due_at:
            return draft
    raise NotFound


@routes("GET", "/api/v1/scheduled_statuses", "read:statuses")
async def listed(call: ApiCall) -> Any:
    drafts = await posts.my_drafts(call.db, call.me)
    return [await scheduled(call, draft) for draft in drafts if draft.due_at]


@routes("GET", "/api/v1/scheduled_statuses/{id}", "read:statuses")
async def one(call: ApiCall) -> Any:
    return await scheduled(call, await _mine(call))


@routes("PUT", "/api/v1/scheduled_statuses/{id}", "write:statuses")
async def move(call: ApiCall) -> Any:
    draft = await _mine(call)
    due_at = when(call) or draft.due_at
    await posts.put_draft(call.db, call.me, draft.id, draft.body, due_at)
    return await scheduled(call, msgspec.structs.replace(draft, due_at=due_at))


@routes("DELETE", "/api/v1/scheduled_statuses/{id}", "write:statuses")
async def cancel(call: ApiCall) -> Any:
    draft = await _mine(call)
    await posts.delete_draft(call.db, call.me, draft.id)
    return {}
