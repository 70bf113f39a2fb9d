"""Tag: a topic."""

from datetime import UTC, datetime
from typing import Any

from leapfrog.mastodon.call import ApiCall
from leapfrog.topics import Topic


def tag(call: ApiCall, topic: Topic) -> dict[str, Any]:
    """With the uses of the last week, which are counted together and so stand at its last day."""
    today = datetime.combine(call.db.now.astimezone(UTC).date(), datetime.min.time(), UTC)
    uses = {"day": str(int(today.timestamp())), "uses": str(topic.posts), "accounts": "0"}
    return {
        "id": topic.name,
        "name": topic.shown,
        "url": call.at.topic(topic.shown),
        "history": [uses],
        "following": topic.followed,
        "featuring": False,
    }
