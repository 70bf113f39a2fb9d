"""MediaAttachment: pictures, films and voices."""

from typing import Any
from uuid import UUID

from leapfrog.mastodon import ids
from leapfrog.mastodon.addresses import Addresses
from leapfrog.post_media import PostMedia

KINDS = {"image": "image", "video": "video", "voice": "audio"}


def attachment(media: PostMedia, at: Addresses, viewer: UUID | None) -> dict[str, Any]:
    """A file as `viewer` may load it."""
    url = at.file(media.file, "whole", viewer)
    small = None if media.kind == "voice" else at.file(media.file, "thumb", viewer)
    return {
        "id": ids.shown(media.file),
        "type": KINDS[media.kind],
        "url": url,
        "preview_url": small or url,
        "remote_url": None,
        "preview_remote_url": None,
        "text_url": None,
        "meta": {"original": _measures(media)},
        "description": media.alt or None,
        "blurhash": None,
    }


def _measures(media: PostMedia) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if media.width and media.height:
        found = {
            "width": media.width,
            "height": media.height,
            "size": f"{media.width}x{media.height}",
            "aspect": media.width / media.height,
        }
    if media.duration_ms:
        found["duration"] = media.duration_ms / 1000
    return found
