"""Poll: the question of a post."""

from typing import Any

from leapfrog.mastodon import ids
from leapfrog.mastodon.call import ApiCall, moment
from leapfrog.mastodon.entities.emojis import emojis
from leapfrog.posts import PostContent, ShownPost


def poll(post: ShownPost, said: PostContent, call: ApiCall) -> dict[str, Any] | None:
    """Its id is that of its post."""
    asked, results = said.poll, post.results
    if asked is None:
        return None
    votes = results.votes if results else [0] * len(asked.options)
    mine = results.mine if results else []
    return {
        "id": ids.shown(post.id),
        "expires_at": moment(asked.ends_at),
        "expired": asked.ends_at <= call.db.now,
        "multiple": asked.multiple,
        "votes_count": sum(votes),
        "voters_count": results.voters if results else 0,
        "voted": bool(mine),
        "own_votes": mine,
        "options": [
            {"title": title, "votes_count": count}
            for title, count in zip(asked.options, votes, strict=True)
        ],
        "emojis": emojis(said.emojis, call.at),
    }
