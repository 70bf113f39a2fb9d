"""QuoteApproval: who may quote, and whether who looks may."""

from typing import Any

from leapfrog.posts import OPEN, ShownPost

NOBODY = {"automatic": [], "manual": [], "current_user": "denied"}
WHO = {"everyone": ["public"], "followers": ["followers"], "nobody": []}


def approval(post: ShownPost, quotes: str, *, mine: bool, signed: bool) -> dict[str, Any]:
    """As its author wants it (`quotes`); of somebody elsewhere, their town is asked."""
    if post.audience not in OPEN or post.removed:
        return NOBODY
    how = "manual" if post.author.remote else "automatic"
    may = signed and (mine or quotes == "everyone" or (quotes == "followers" and post.follows))
    return {**NOBODY, how: WHO[quotes], "current_user": how if may else "denied"}
