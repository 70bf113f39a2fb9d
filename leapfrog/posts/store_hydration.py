"""SQL of posts as somebody sees them: one statement for several, with the originals of reposts.

In all of these $1 is who looks (null: a passer-by) and $2 the time.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.posts.model import Audience, Form, Quoting, Replies

# `follows` is a value and no `exists`, for which PostgreSQL would read all whom the viewer follows.
COLUMNS = """
w.ord, p.id, p.author_id, p.at, p.audience, p.circles, p.form, p.text, p.content::text, p.replies,
p.edited_at, p.pinned_at is not null as pinned, p.removed_at is not null as removed, p.detached,
p.imported_from, p.uri, p.of_id, coalesce(n.likes, 0) as likes, coalesce(n.comments, 0) as comments,
coalesce(n.reposts, 0) as reposts,
exists (select from posts_like l where (l.post_id, l.person_id) = (p.id, $1)) as liked,
exists (select from posts_save k where (k.person_id, k.post_id) = ($1, p.id)) as saved,
coalesce((
    select true from follows_follow f
    where (f.follower_id, f.followed_id) = ($1, p.author_id) and f.state = 'follows'
), false) as follows,
coalesce($1 = any(p.mentions), false) as mentioned,
p.audience in ('contacts', 'circles') and exists (
    select from mutes_moments_rule r
    where (r.owner_id, r.person_id) = (p.author_id, $1) and r.hide_mine
) as kept_from,
s.moments_days as days, s.quotes, v.kind as mark_kind, v.reason as mark_reason,
v.name as mark_name,
exists (
    select from mutes_mute m
    where m.owner_id = $1 and (m.until is null or m.until > $2) and case m.kind
        when 'person' then m.value = p.author_id::text
        when 'topic' then m.value = any(p.topics)
        when 'word' then position(m.value in lower(p.text)) > 0
        else false end
) as muted,
array(select m.value from mutes_mute m where m.owner_id = $1 and m.kind = 'domain') as domains,
case when p.tally is not null then p.tally when p.poll then array(
    select (select count(*)::int from posts_vote o where (o.post_id, o.choice) = (p.id, g.n))
    from generate_series(0, jsonb_array_length(p.content #> '{poll,options}') - 1) g (n)
    order by g.n
) end as votes,
case when p.tally is not null then p.voters when p.poll then (
    select count(distinct o.person_id) from posts_vote o where o.post_id = p.id
) end as voters,
case when p.poll then array(
    select o.choice from posts_vote o where (o.post_id, o.person_id) = (p.id, $1) order by 1
) end as mine,
p.under_id, p.parent_id, p.answers_id, p.answers_author_id, w.mark
"""
SOURCE = """
from wanted w
join posts_post p on p.id = w.id
left join lateral (
    select sum(c.likes)::int as likes, sum(c.comments)::int as comments,
        sum(c.reposts)::int as reposts
    from posts_count c where c.ref = p.id
) n on true
left join posts_settings s on s.person_id = p.author_id
left join follows_verified v on v.person_id = p.author_id
"""


def shown_sql(asked: str, talk: str = "null::jsonb") -> str:
    """A statement that shows the posts that the SQL `asked` answers as (id, ord, mark), with the
    originals of these, and the posts under which comments among all of them stand.

    Rows of the latter have no `ord`; `mark` says where a page ends.
    """
    return f"""
with asked as ({asked}), wanted as (
    select id, ord, mark from asked
    union all
    select distinct m.id, null::bigint, null::text from asked a join posts_post o on o.id = a.id
    left join posts_post f on f.id = o.of_id
    cross join lateral (values (o.of_id), (o.under_id), (f.under_id)) as m (id)
    where m.id is not null
)
select {COLUMNS}, {talk} as talk {SOURCE}
"""


BY_IDS = shown_sql(
    "select id, ord, null::text as mark from unnest($3::uuid[]) with ordinality as g (id, ord)"
)
ABOVE = shown_sql("""
with recursive up as (
    select p.answers_id as id, 1 as depth from posts_post p where p.id = $3
    union all
    select p.answers_id, u.depth + 1 from up u join posts_post p on p.id = u.id
    where u.depth < $4
)
select id, row_number() over (order by depth desc) as ord, null::text as mark from up
where id is not null
""")
# Archives name what answers what, and may name it in a circle.
BELOW = shown_sql("""
with recursive down as (
    select p.id, p.at from posts_post p where p.answers_id = $3
    union all
    select p.id, p.at from down d join posts_post p on p.answers_id = d.id
) search depth first by at, id set place cycle id set again using path
select id, row_number() over (order by place) as ord, null::text as mark from down
where not again order by place limit $4
""")


class ShownPostRow(msgspec.Struct, frozen=True):
    """A post and all that decides how, and whether, it is shown to who looks."""

    ord: int | None
    id: UUID
    author_id: UUID
    at: datetime
    audience: Audience
    circles: list[UUID]
    form: Form
    text: str
    content: str
    replies: Replies
    edited_at: datetime | None
    pinned: bool
    removed: bool
    detached: bool
    imported_from: str | None
    uri: str | None
    of_id: UUID | None
    likes: int
    comments: int
    reposts: int
    liked: bool
    saved: bool
    follows: bool
    mentioned: bool
    kept_from: bool
    days: int | None
    quotes: Quoting | None
    mark_kind: str | None
    mark_reason: str | None
    mark_name: str | None
    muted: bool
    domains: list[str]
    votes: list[int] | None
    voters: int | None
    mine: list[int] | None
    under_id: UUID | None
    parent_id: UUID | None
    answers_id: UUID | None
    answers_author_id: UUID | None
    mark: str | None
    talk: dict[str, Any] | None


async def by_ids(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[ShownPostRow]:
    """These posts, in their order."""
    return await db.all_as(ShownPostRow, BY_IDS, viewer, db.now, list(ids))


async def above(db: Db, viewer: UUID | None, post_id: UUID, limit: int) -> list[ShownPostRow]:
    """What it answers, and what that answers, at most so many; the first one first."""
    return await db.all_as(ShownPostRow, ABOVE, viewer, db.now, post_id, limit)


async def below(db: Db, viewer: UUID | None, post_id: UUID, limit: int) -> list[ShownPostRow]:
    """What answers it, each with what answers that; at most so many."""
    return await db.all_as(ShownPostRow, BELOW, viewer, db.now, post_id, limit)
