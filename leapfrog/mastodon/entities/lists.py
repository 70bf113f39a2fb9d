"""List: a private group of people to read."""

from typing import Any
from uuid import UUID

from leapfrog.mastodon import ids


def reading_list(list_id: UUID, name: str, replies: str) -> dict[str, Any]:
    return {
        "id": ids.shown(list_id),
        "title": name,
        "replies_policy": replies,
        "exclusive": False,
    }
