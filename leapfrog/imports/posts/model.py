"""An archive of posts on its way in: under which ids, and for whom."""

from uuid import UUID, uuid5

from leapfrog.imports.model import Widest
from leapfrog.post_archives import ArchivedPost, Source
from leapfrog.posts import Audience

LARGEST = 4_000_000_000
MOST_POSTS = 500_000

NAMES: dict[Source, str] = {
    "leapfrog": "Leapfrog",
    "mastodon": "Mastodon",
    "x": "X",
    "facebook": "Facebook",
    "instagram": "Instagram",
    "weibo": "Weibo",
    "bluesky": "Bluesky",
    "misskey": "Misskey",
    "pixelfed": "Pixelfed",
    "threads": "Threads",
    "linkedin": "LinkedIn",
    "wordpress": "WordPress",
    "reddit": "Reddit",
}


def post_id(owner: UUID, source: Source, sent: ArchivedPost) -> UUID:
    """The same each time for this post, whoever makes the file; of our own archives, its own."""
    return sent.own.id if sent.own else uuid5(owner, f"{source} {sent.id}")


_NARROWER: dict[Audience, frozenset[Widest]] = {
    "public": frozenset(),
    "unlisted": frozenset(("public",)),
    "followers": frozenset(("public", "unlisted")),
    "contacts": frozenset(("public", "unlisted", "followers")),
}


def audience_of(was: Audience, widest: Widest) -> Audience:
    """For whom something is here, that was for these there."""
    if was in ("mentioned", "circles", "me"):
        return "me"
    return was if widest in _NARROWER[was] else widest
