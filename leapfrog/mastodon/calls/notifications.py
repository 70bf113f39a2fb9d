"""Notifications, one by one; what is not wanted among them; how many are new."""

from typing import Any

from leapfrog import notifications
from leapfrog.kernel.errors import NotFound
from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import FALSE, ApiCall, Routes, paged
from leapfrog.mastodon.entities.notifications import KINDS, notification_entities
from leapfrog.notifications import NotificationRow

V1, V2 = "/api/v1/notifications", "/api/v2/notifications"
MOST_COUNTED = 100
WHOM = (
    "not_following",
    "not_followers",
    "new_accounts",
    "private_mentions",
    "bots",
    "limited_accounts",
)

routes = Routes()


def _kinds(call: ApiCall) -> list[str]:
    """Ours, of those types that a client app wants."""
    wanted = {str(one) for one in call.several("types")}
    never = {str(one) for one in call.several("exclude_types")}
    return [
        kind for kind, type in KINDS.items() if type not in never and (not wanted or type in wanted)
    ]


async def page(call: ApiCall, limit: int) -> list[NotificationRow]:
    """The newest first; nothing about talk that they do not want to hear of."""
    before, after = call.between()
    place = notifications.NotificationCursor(before, after, call.has("min_id"))
    told = await notifications.each(call.db, call.me, _kinds(call), place, limit)
    quiet = await store_preferences.quiet(call.db, call.me)
    wanted = await call.account(call.text("account_id")) if call.text("account_id") else None
    return [one for one in told if one.post_id not in quiet and wanted in (None, one.actor_id)]


@routes("GET", V1, "read:notifications")
async def listing(call: ApiCall) -> Any:
    limit = call.limit(40, 80)
    told = await page(call, limit)
    shown = await notification_entities(call, told)
    newest, oldest = (ids.shown(told[0].id), ids.shown(told[-1].id)) if told else (None, None)
    return paged(call, shown, newest, oldest)


@routes("GET", V1 + "/unread_count", "read:notifications")
@routes("GET", V2 + "/unread_count", "read:notifications")
async def unread(call: ApiCall) -> Any:
    """Since the marker, at most so many."""
    kept = await store_preferences.markers(call.db, call.me)
    last = next((one.last_read_id for one in kept if one.timeline == "notifications"), "")
    after = ids.read(last).last if last else None
    place = notifications.NotificationCursor(None, after, False)
    told = await notifications.each(call.db, call.me, _kinds(call), place, MOST_COUNTED)
    return {"count": len(told)}


@routes("GET", V1 + "/{id}", "read:notifications")
async def one(call: ApiCall) -> Any:
    told = await notifications.exactly(call.db, call.me, await call.own("notification"))
    shown = await notification_entities(call, [told] if told else [])
    if not shown:
        raise NotFound
    return shown[0]


@routes("POST", V1 + "/clear", "write:notifications")
async def clear(call: ApiCall) -> Any:
    await notifications.clear(call.db, call.me)
    return {}


@routes("POST", V1 + "/{id}/dismiss", "write:notifications")
async def dismiss(call: ApiCall) -> Any:
    if not await notifications.dismiss(call.db, call.me, [await call.own("notification")]):
        raise NotFound
    return {}


@routes("GET", V1 + "/policy", "read:notifications")
@routes("PATCH", V1 + "/policy", "write:notifications")
@routes("GET", V2 + "/policy", "read:notifications")
@routes("PATCH", V2 + "/policy", "write:notifications")
async def policy(call: ApiCall) -> Any:
    """All are let through; who is not wanted is muted or blocked. Raises `Refused`."""
    why = "cannot be chosen: all notifications are let through here"
    for one in WHOM:
        call.only(f"for_{one}", ("accept",), why)
        call.only(f"filter_{one}", FALSE, why)
    return {
        **{f"for_{one}": "accept" for one in WHOM},
        "summary": {"pending_requests_count": 0, "pending_notifications_count": 0},
    }
