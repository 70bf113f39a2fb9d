"""The town, as client apps ask about it first."""

from importlib.metadata import version
from typing import Any

from leapfrog import census
from leapfrog.identity import LONGEST_ABOUT, LONGEST_NAME
from leapfrog.mastodon.call import ApiCall, Routes
from leapfrog.mastodon.entities.accounts import NO_HEADER, NO_PICTURE
from leapfrog.push import public_key

# Client apps read the number of Mastodon's version to know what they may ask.
VERSION = f"4.5.0 (compatible; Leapfrog {version('leapfrog')})"
API_VERSIONS = {"mastodon": 7}
SOURCE = "/source.tar.gz"
IMAGES = ["image/jpeg", "image/png", "image/gif", "image/heic", "image/webp", "image/avif"]
FILMS = ["video/webm", "video/mp4", "video/quicktime"]
VOICES = ["audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "audio/mp4", "audio/aac"]
LONGEST, PER_URL, MOST_FILES = 2_000, 23, 9
LANGUAGES = ["en", "zh-CN"]

routes = Routes()


async def configuration(call: ApiCall) -> dict[str, Any]:
    """How much of everything is taken here."""
    largest = call.town.settings.largest_file * 1_000_000
    streams = call.at.origin.replace("http", "ws", 1)
    return {
        "urls": {"streaming": streams, "status": None, "about": call.at.here("/")},
        "vapid": {"public_key": await public_key(call.db)},
        "accounts": {
            "max_display_name_length": LONGEST_NAME,
            "max_note_length": LONGEST_ABOUT,
            "max_avatar_description_length": 0,
            "max_header_description_length": 0,
            "max_featured_tags": 0,
            "max_pinned_statuses": 3,
            "max_profile_fields": 0,
            "profile_field_name_limit": 0,
            "profile_field_value_limit": 0,
        },
        "statuses": {
            "max_characters": LONGEST,
            "max_media_attachments": MOST_FILES,
            "characters_reserved_per_url": PER_URL,
        },
        "media_attachments": {
            "supported_mime_types": IMAGES + FILMS + VOICES,
            "description_limit": 1_500,
            "image_size_limit": largest,
            "image_matrix_limit": 33_177_600,
            "video_size_limit": largest,
            "video_frame_rate_limit": 120,
            "video_matrix_limit": 8_294_400,
        },
        "polls": {
            "max_options": 10,
            "max_characters_per_option": 60,
            "min_expiration": 300,
            "max_expiration": 2_678_400,
        },
        "translation": {"enabled": False},
        "timelines_access": {
            "live_feeds": {"local": "public", "remote": "public"},
            "hashtag_feeds": {"local": "public", "remote": "public"},
            "trending_link_feeds": {"local": "disabled", "remote": "disabled"},
        },
        "limited_federation": False,
    }


@routes("GET", "/api/v2/instance")
async def instance(call: ApiCall) -> Any:
    name = call.town.settings.town_name
    found = await census.last(call.db)
    return {
        "domain": call.at.domain,
        "title": name,
        "version": VERSION,
        "source_url": call.at.here(SOURCE),
        "description": name,
        "usage": {"users": {"active_month": found.month}},
        "thumbnail": {
            "url": call.at.here(NO_HEADER),
            "blurhash": None,
            "description": "",
            "versions": {},
        },
        "icon": [{"src": call.at.here(NO_PICTURE), "size": "192x192"}],
        "languages": LANGUAGES,
        "configuration": await configuration(call),
        "registrations": {
            "enabled": True,
            "approval_required": False,
            "reason_required": False,
            "message": None,
            "min_age": None,
            "url": call.at.here("/join"),
        },
        "api_versions": API_VERSIONS,
        "contact": {"email": "", "account": None},
        "rules": [],
    }


@routes("GET", "/api/v1/instance")
async def instance_1(call: ApiCall) -> Any:
    name = call.town.settings.town_name
    found, counted = await configuration(call), await census.last(call.db)
    return {
        "uri": call.at.domain,
        "title": name,
        "short_description": name,
        "description": name,
        "email": "",
        "version": VERSION,
        "urls": {"streaming_api": found["urls"]["streaming"]},
        "stats": {
            "user_count": counted.people,
            "status_count": counted.posts + counted.comments,
            "domain_count": counted.towns,
        },
        "thumbnail": call.at.here(NO_HEADER),
        "languages": LANGUAGES,
        "registrations": True,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": found,
        "contact_account": None,
        "rules": [],
    }
