"""Markers, preferences, reports; and what this town does not have, answered politely."""

from typing import Any
from uuid import UUID

from leapfrog import moderation, notifications, posts
from leapfrog.identity import languages
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.mastodon import ids, store_preferences
from leapfrog.mastodon.call import ApiCall, ApiResponse, Routes, moment
from leapfrog.mastodon.calls.threads import meant
from leapfrog.mastodon.entities.accounts import LANGUAGES, QUOTES, accounts
from leapfrog.mastodon.errors import ApiRefused
from leapfrog.moderation import REPORTING

TIMELINES = ("home", "notifications")
LONGEST_ID = 100
LANGUAGE_NAMES = {"en": "English", "zh-CN": "简体中文"}

routes = Routes()


@routes("GET", "/api/v1/markers", "read:statuses")
async def markers(call: ApiCall) -> Any:
    wanted = [str(one) for one in call.several("timeline")] or list(TIMELINES)
    kept = await store_preferences.markers(call.db, call.me)
    return {
        one.timeline: {
            "last_read_id": one.last_read_id,
            "version": one.version,
            "updated_at": moment(one.updated_at),
        }
        for one in kept
        if one.timeline in wanted
    }


@routes("POST", "/api/v1/markers", "write:statuses")
async def mark(call: ApiCall) -> Any:
    """Of notifications, those up to here have been seen in our own app as well."""
    for timeline in TIMELINES:
        given = call.given.get(timeline)
        last = given.get("last_read_id") if isinstance(given, dict) else None
        if last is not None:
            if len(str(last)) > LONGEST_ID:
                raise ApiRefused("Validation failed: Last read is invalid")
            await store_preferences.mark(call.db, call.me, timeline, str(last))
            if timeline == "notifications":
                await notifications.seen(call.db, call.me)
    return await markers(call)


@routes("GET", "/api/v1/preferences", "read:accounts")
async def preferences(call: ApiCall) -> Any:
    spoken = await languages(call.db, [call.me])
    defaults = await store_preferences.defaults(call.db, call.me)
    settings = await posts.settings_of(call.db, call.me)
    return {
        "posting:default:visibility": defaults.privacy,
        "posting:default:sensitive": defaults.sensitive,
        "posting:default:language": defaults.language or LANGUAGES.get(spoken.get(call.me, "en")),
        "posting:default:quote_policy": QUOTES[settings.quotes],
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }


def _reporting(call: ApiCall, kind: moderation.ReportKind, ref: UUID) -> moderation.NewPostReport:
    category, comment = call.text("category", "other"), call.text("comment")
    words = f"{category}: {comment}" if comment and category != "other" else comment or category
    return moderation.NewPostReport(kind, ref, words, call.flag("forward"))


@routes("POST", "/api/v1/reports", "write:reports")
async def report(call: ApiCall) -> Any:
    """A report of each status that is named, or of the person."""
    call.only("rule_ids", (), "are not known: this town has no numbered rules")
    call.only("collection_ids", (), "are not known: there are no collections here")
    call.take(REPORTING)
    person_id = await call.account(call.text("account_id"))
    ident = new_id()
    told = False
    status_ids = await call.statuses("status_ids", every=True)
    for status_id in status_ids:
        post = await meant(call.db, call.me, status_id)
        await moderation.report(call.db, call.me, new_id(), _reporting(call, "post", post.id))
        told = True
    if not told:
        what = _reporting(call, "person", person_id)
        await moderation.report(call.db, call.me, ident, what)
    return {
        "id": ids.shown(ident),
        "action_taken": False,
        "action_taken_at": None,
        "category": call.text("category", "other"),
        "comment": call.text("comment"),
        "forwarded": call.flag("forward"),
        "created_at": moment(call.db.now),
        "status_ids": [ids.shown(one) for one in status_ids],
        "rule_ids": [],
        "collection_ids": [],
        "target_account": (await accounts(call, [person_id]))[person_id],
    }


@routes("GET", "/api/v1/custom_emojis", public=True)
@routes("GET", "/api/v1/announcements", public=True)
@routes("GET", "/api/v1/instance/peers", public=True)
@routes("GET", "/api/v1/instance/rules", public=True)
@routes("GET", "/api/v1/instance/domain_blocks", public=True)
@routes("GET", "/api/v1/endorsements", public=True)
@routes("GET", "/api/v1/featured_tags", public=True)
@routes("GET", "/api/v1/featured_tags/suggestions", public=True)
@routes("GET", "/api/v1/suggestions", public=True)
@routes("GET", "/api/v1/notifications/requests", public=True)
@routes("GET", "/api/v1/timelines/direct", public=True)
async def none(call: ApiCall) -> Any:
    """None of these."""
    return []


@routes("GET", "/api/v1/conversations", "read:statuses")
async def conversations(call: ApiCall) -> Any:
    """Private talk is in the town's chats, which no client app of others reads."""
    return []


@routes("GET", "/api/v1/annual_reports", public=True)
async def annual_reports(call: ApiCall) -> Any:
    return {"annual_reports": [], "accounts": [], "statuses": []}


@routes("GET", "/api/v1/notifications/requests/merged", public=True)
async def merged(call: ApiCall) -> Any:
    return {"merged": True}


@routes("GET", "/api/v1/instance/languages", public=True)
async def spoken(call: ApiCall) -> Any:
    return [{"code": code, "name": LANGUAGE_NAMES[code]} for code in LANGUAGES.values()]


@routes("GET", "/api/v1/instance/translation_languages", public=True)
async def translations(call: ApiCall) -> Any:
    return {}


@routes("GET", "/api/v1/instance/extended_description", public=True)
async def description(call: ApiCall) -> Any:
    return {"updated_at": None, "content": ""}


@routes("GET", "/api/v1/instance/activity", public=True)
async def activity(call: ApiCall) -> Any:
    """Raises `NotFound`, as towns of Mastodon do that tell nobody how much happens in a week."""
    raise NotFound


@routes("POST", "/api/v1/featured_tags", "write:accounts")
@routes("POST", "/api/v1/tags/{id}/feature", "write:accounts")
async def no_featured_tag(call: ApiCall) -> Any:
    """Raises `ApiRefused`: `max_featured_tags` is 0."""
    raise ApiRefused("Validation failed: name cannot be featured: profiles here feature no tags")


@routes("POST", "/api/v1/accounts/{id}/pin", "write:accounts")
@routes("POST", "/api/v1/accounts/{id}/endorse", "write:accounts")
async def no_endorsement(call: ApiCall) -> Any:
    """Raises `ApiRefused`."""
    raise ApiRefused("Validation failed: people cannot be featured: profiles here name nobody")


@routes("GET", "/health", public=True)
@routes("GET", "/api/v1/streaming/health", public=True)
async def health(call: ApiCall) -> Any:
    return ApiResponse(b"OK", headers={"content-type": "text/plain"})
