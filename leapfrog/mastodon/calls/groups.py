"""Notifications in groups: of one page, alike ones about one thing on one day; and one group."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from leapfrog import notifications
from leapfrog.kernel.errors import NotFound
from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, ApiResponse, Routes, paged
from leapfrog.mastodon.calls.notifications import page
from leapfrog.mastodon.entities.notifications import ALONE, KINDS, Entity, notification_entities
from leapfrog.notifications import NotificationRow

PATH = "/api/v2/notifications"
GROUP = re.compile(r"([a-z_]+)-\d*-(\d{4}-\d\d-\d\d)")
DAY, SLACK = timedelta(days=1), timedelta(minutes=1)
MOST = 400

routes = Routes()


@routes("GET", PATH, "read:notifications")
async def grouped(call: ApiCall) -> Any:
    """Of those on this page, alike ones about one thing are one group."""
    told = await page(call, call.limit(40, 80))
    shown = await notification_entities(call, told)
    found = _groups(shown)
    newest, oldest = (ids.shown(told[0].id), ids.shown(told[-1].id)) if told else (None, None)
    return ApiResponse(found, headers=paged(call, [], newest, oldest).headers)


@routes("GET", PATH + "/{key}", "read:notifications")
async def one(call: ApiCall) -> Any:
    return _groups(await _members(call))


@routes("GET", PATH + "/{key}/accounts", "read:notifications")
async def people(call: ApiCall) -> Any:
    """All who did it."""
    return list({each["account"]["id"]: each["account"] for each in await _members(call)}.values())


@routes("POST", PATH + "/{key}/dismiss", "write:notifications")
async def dismiss(call: ApiCall) -> Any:
    asked = [each["id"] for each in await _members(call)]
    await notifications.dismiss(call.db, call.me, await call.owns("notification", asked))
    return {}


async def _members(call: ApiCall) -> list[Entity]:
    """The notifications of a group, the newest first. Raises `NotFound`."""
    key = call.path["key"]
    shown = await notification_entities(call, await _told(call, key))
    found = [each for each in shown if each["group_key"] == key]
    if not found:
        raise NotFound
    return found


async def _told(call: ApiCall, key: str) -> list[NotificationRow]:
    """Those among which the members are: ids sort by time, so the day is between two of them."""
    if key.startswith(ALONE):
        alone = await call.own("notification", key.removeprefix(ALONE))
        told = await notifications.exactly(call.db, call.me, alone)
        return [told] if told else []
    asked = GROUP.fullmatch(key)
    if asked is None:
        raise NotFound
    kinds = [kind for kind, type in KINDS.items() if type == asked[1]]
    day = datetime.fromisoformat(asked[2]).replace(tzinfo=UTC)
    place = notifications.NotificationCursor(
        ids.first_of(day + DAY + SLACK), ids.first_of(day - SLACK)
    )
    return await notifications.each(call.db, call.me, kinds, place, MOST)


def _groups(shown: list[Entity]) -> Entity:
    groups: dict[str, list[Entity]] = {}
    for each in shown:
        groups.setdefault(each["group_key"], []).append(each)
    accounts = {each["account"]["id"]: each["account"] for each in shown}
    statuses = {each["status"]["id"]: each["status"] for each in shown if "status" in each}
    return {
        "accounts": list(accounts.values()),
        "partial_accounts": [],
        "statuses": list(statuses.values()),
        "notification_groups": [_group(key, members) for key, members in groups.items()],
    }


def _group(key: str, members: list[Entity]) -> Entity:
    """NotificationGroup; the newest member first."""
    first, last = members[0], members[-1]
    people = list(dict.fromkeys(each["account"]["id"] for each in members))
    found = {
        "group_key": key,
        "notifications_count": len(members),
        "type": first["type"],
        "most_recent_notification_id": first["id"],
        "page_min_id": last["id"],
        "page_max_id": first["id"],
        "latest_page_notification_at": first["created_at"],
        "sample_account_ids": people[:8],
    }
    return found | ({"status_id": first["status"]["id"]} if "status" in first else {})
