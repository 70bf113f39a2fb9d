"""Who sees what: the one rule by which every post is shown or not. Pure; the facts come from the
rows.
"""

from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from leapfrog.contacts import RelationshipRow
from leapfrog.posts.model import MOMENTS, OPEN, Audience, Quoting, Replies


class AudienceFacts(Protocol):
    """What is known of a post, its author's wishes, and the one who looks."""

    @property
    def author_id(self) -> UUID: ...
    @property
    def under_id(self) -> UUID | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def circles(self) -> list[UUID]: ...
    @property
    def replies(self) -> Replies: ...
    @property
    def removed(self) -> bool: ...
    @property
    def follows(self) -> bool: ...
    @property
    def mentioned(self) -> bool: ...
    @property
    def kept_from(self) -> bool: ...
    @property
    def quotes(self) -> Quoting | None: ...
    @property
    def days(self) -> int | None: ...


def visible(
    viewer: UUID | None, facts: AudienceFacts, standing: RelationshipRow, now: datetime
) -> bool:
    """Whether `viewer` (None: a passer-by) may see the post.

    Its author always; nobody else what the operator took down, nor anything of who blocked them or
    whom they blocked. Moments need both to be contacts, and follow the author's wishes: "not my
    posts for them", and only so many days back. Of a comment, the post under which it stands must
    be theirs to see as well; for what is for a thread, that decides.
    """
    if viewer == facts.author_id:
        return True
    if facts.removed or standing.apart:
        return False
    if facts.audience in OPEN or (facts.audience == "thread" and facts.under_id is not None):
        return True
    if viewer is None or facts.audience == "me":
        return False
    if facts.audience in MOMENTS:
        return _moment(facts, standing, now)
    return facts.mentioned or (facts.audience == "followers" and facts.follows)


def may_comment(viewer: UUID | None, facts: AudienceFacts, standing: RelationshipRow) -> bool:
    """Whether `viewer`, who sees the post, may say something under it: its author and who is named
    in it always, a passer-by never.
    """
    if viewer is None:
        return False
    if facts.replies == "everyone" or viewer == facts.author_id or facts.mentioned:
        return True
    if facts.replies == "followers":
        return facts.follows
    return facts.replies == "contacts" and standing.connected


def may_quote(viewer: UUID | None, facts: AudienceFacts) -> bool:
    """Whether the author lets `viewer`, who sees the post, quote it."""
    if viewer is None:
        return False
    wish = facts.quotes or "everyone"
    return (
        viewer == facts.author_id or wish == "everyone" or (wish == "followers" and facts.follows)
    )


def _moment(facts: AudienceFacts, standing: RelationshipRow, now: datetime) -> bool:
    if not standing.connected or facts.kept_from:
        return False
    if facts.days is not None and facts.at < now - timedelta(days=facts.days):
        return False
    return facts.audience == "contacts" or not set(facts.circles).isdisjoint(standing.circles)
