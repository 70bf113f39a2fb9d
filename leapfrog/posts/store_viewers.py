"""SQL of what decides whether people may see a post: of many at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import Audience, Quoting, Replies

FACTS = """
select w.id as viewer_id, p.author_id, p.under_id, p.at, p.audience, p.circles, p.replies,
    p.removed_at is not null as removed,
    exists (
        select from follows_follow f
        where (f.follower_id, f.followed_id) = (w.id, p.author_id) and f.state = 'follows'
    ) as follows,
    w.id = any(p.mentions) as mentioned,
    exists (
        select from mutes_moments_rule r
        where (r.owner_id, r.person_id) = (p.author_id, w.id) and r.hide_mine
    ) as kept_from,
    s.quotes, s.moments_days as days,
    array(select m.value from mutes_mute m where m.owner_id = w.id and m.kind = 'domain') as domains
from unnest($2::uuid[]) as w (id) join posts_post p on p.id = $1
left join posts_settings s on s.person_id = p.author_id
"""


class ViewerFacts(msgspec.Struct, frozen=True):
    """What of a post, its author's wishes and a person decides whether they may see it."""

    viewer_id: UUID
    author_id: UUID
    under_id: UUID | None
    at: datetime
    audience: Audience
    circles: list[UUID]
    replies: Replies
    removed: bool
    follows: bool
    mentioned: bool
    kept_from: bool
    quotes: Quoting | None
    days: int | None
    domains: list[str]


async def facts(db: Db, post_id: UUID, people: Sequence[UUID]) -> list[ViewerFacts]:
    return await db.all_as(ViewerFacts, FACTS, post_id, list(people))
