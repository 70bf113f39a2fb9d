"""SQL of posts as somebody sees them: one statement for a page, with the originals of reposts.

In all of these $1 is who looks (null: a passer-by) and $2 the time.

Planning such a statement takes longer than its page does, so PostgreSQL should come to keep one
plan for all: that it does when a plan without the values promises no worse than one with them. So
where a page begins is a comparison of rows whatever the values, and how long it is stands in it.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.records import read_rows
from leapfrog.posts.model import Audience, Form, Quoting, Replies

COLUMNS = """
w.ord, p.id, p.author_id, p.at, p.audience, p.circles, p.form, p.text, p.content::text, p.replies,
p.edited_at, p.pinned_at is not null as pinned, p.removed_at is not null as removed, p.detached,
p.imported_from, p.uri, p.of_id, coalesce(n.likes, 0) as likes, coalesce(n.comments, 0) as comments,
coalesce(n.reposts, 0) as reposts,
exists (select from posts_like l where (l.post_id, l.person_id) = (p.id, $1)) as liked,
exists (select from posts_save k where (k.person_id, k.post_id) = ($1, p.id)) as saved,
exists (
    select from posts_follow f
    where (f.follower_id, f.followed_id) = ($1, p.author_id) and f.state = 'follows'
) as follows,
coalesce($1 = any(p.mentions), false) as mentioned,
p.audience in ('contacts', 'circles') and exists (
    select from posts_moments_rule r
    where (r.owner_id, r.person_id) = (p.author_id, $1) and r.hide_mine
) as kept_from,
s.moments_days as days, s.quotes, v.kind as mark_kind, v.reason as mark_reason,
v.name as mark_name,
exists (
    select from posts_mute m
    where m.owner_id = $1 and (m.until is null or m.until > $2) and case m.kind
        when 'person' then m.value = p.author_id::text
        when 'topic' then m.value = any(p.topics)
        when 'word' then position(m.value in lower(p.text)) > 0
        else false end
) as muted,
array(select m.value from posts_mute m where m.owner_id = $1 and m.kind = 'domain') as domains,
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
p.answers_post_id, p.answers_comment_id, p.answers_author_id, w.mark
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
left join posts_verified v on v.person_id = p.author_id
"""
# On no list of the town is who was made quiet there.
HEARD = """
not exists (
    select from posts_limited q
    where q.person_id = p.author_id and (q.until is null or q.until > $2)
)
"""
PUBLIC = f"p.audience = 'public' and p.removed_at is null and {HEARD}"


PAGE = 20
LIMIT = f"limit {PAGE}"
AFTER = "coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')"
PLACE = f"(coalesce($3::timestamptz, 'infinity'), {AFTER})"
BEFORE = f"(p.at, p.id) < {PLACE}"


# What is said under a moment, and who likes it, as far as it stands on the timeline itself.
TALK = """jsonb_build_object('likes', (
    select coalesce(jsonb_agg(l.person_id order by l.at), '[]') from (
        select person_id, at from posts_like where post_id = p.id order by at limit 50
    ) l
), 'comments', (
    select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'author', c.author_id,
        'to', a.author_id, 'text', c.text, 'at', c.at, 'parent', c.parent_id,
        'mentions', c.mentions, 'warning', c.warning) order by c.at, c.id), '[]')
    from (
        select * from posts_comment where post_id = p.id and removed_at is null
        order by at, id limit 50
    ) c left join posts_comment a on a.id = c.answers_id
))"""


def view(asked: str, talk: str = "null::jsonb") -> str:
    """The statement that shows what `asked` answers: (id, ord, mark), and the originals of it.

    Rows of originals have no `ord`; `mark` says where a page ends.
    """
    return f"""
with asked as ({asked}), wanted as (
    select id, ord, mark from asked
    union all
    select o.of_id, null, null from asked a join posts_post o on o.id = a.id
    where o.of_id is not null
)
select {COLUMNS}, {talk} as talk {SOURCE}
"""


def newest(source: str, talk: str = "null::jsonb") -> str:
    """Pages of `source`, which answers (at, id), by time. $3, $4: after what."""
    asked = f"""
    select id, row_number() over (order by at desc, id desc) as ord, at::text as mark
    from ({source}) found order by at desc, id desc {LIMIT}
"""
    return view(asked, talk)


LATEST = f"order by p.at desc, p.id desc {LIMIT}"
# An answer to somebody else is for who follows both.
FOR_BOTH = """(
p.answers_author_id is null or p.answers_author_id in (p.author_id, $1) or exists (
    select from posts_follow b
    where (b.follower_id, b.followed_id, b.state) = ($1, p.answers_author_id, 'follows')
))"""
# What of somebody comes onto the timeline of who follows them, as a source to join with.
THEIRS = f"""(
select p.at, p.id from posts_post p
where p.author_id = o.id and p.audience in ('public', 'unlisted', 'followers') and {FOR_BOTH}
    and {BEFORE} {LATEST}
)"""

BY_IDS = view(
    "select id, ord, null::text as mark from unnest($3::uuid[]) with ordinality as g (id, ord)"
)
HOME = newest(f"""
(
    select h.at, h.post_id as id from posts_home h
    where h.owner_id = $1 and (h.at, h.post_id) < {PLACE}
    order by h.at desc, h.post_id desc {LIMIT}
) union (
    select p.at, p.id from posts_follow f
    cross join lateral (select f.followed_id as id) o cross join lateral {THEIRS} p
    where f.follower_id = $1 and f.pull_only and f.state = 'follows'
)
""")
OF_LIST = newest(f"""
select p.at, p.id from posts_list l join posts_list_member m on m.list_id = l.id
cross join lateral (
    select p.at, p.id from posts_post p
    where p.author_id = m.person_id and p.audience in ('public', 'unlisted', 'followers')
        and case when l.replies = 'followed' then {FOR_BOTH}
            else p.answers_author_id is null or p.answers_author_id = p.author_id
                or (l.replies = 'list' and exists (
                    select from posts_list_member b
                    where (b.list_id, b.person_id) = (l.id, p.answers_author_id)
                )) end
        and {BEFORE} {LATEST}
) p
where l.id = $5 and l.owner_id = $1
""")
EVERYBODY = newest(f"select p.at, p.id from posts_post p where {PUBLIC} and {BEFORE} {LATEST}")
OF_PERSON = newest(f"""
select p.at, p.id from posts_post p
where p.author_id = $5 and (p.audience in ('contacts', 'circles', 'me')) = $6::boolean
    and {BEFORE} {LATEST}
""")
ANSWERS = view("""
select p.id, row_number() over (order by p.at, p.id) as ord, null::text as mark
from posts_post p where p.answers_post_id = any($3::uuid[]) order by p.at, p.id limit $4
""")
PINNED = view("""
select p.id, row_number() over (order by p.pinned_at desc) as ord, null::text as mark
from posts_post p where p.author_id = $3 and p.pinned_at is not null
""")
OF_TOPIC = newest(f"""
select t.at, t.post_id as id from posts_post_topic t join posts_post p on p.id = t.post_id
where t.name = $5 and {PUBLIC} and {BEFORE} order by t.at desc, t.post_id desc {LIMIT}
""")
OF_TOPICS = newest(f"""
select distinct p.at, p.id from unnest($5::text[]) as o (name)
cross join lateral (
    select t.at, t.post_id as id from posts_post_topic t join posts_post p on p.id = t.post_id
    where t.name = o.name and {PUBLIC} and {BEFORE} order by t.at desc, t.post_id desc {LIMIT}
) p
""")
NEARBY = newest(f"""
select p.at, p.id from posts_post p
where p.spot <@ $5::box and {PUBLIC} and {BEFORE} {LATEST}
""")
SAVED = newest(f"""
select k.at, k.post_id as id from posts_save k
where k.person_id = $1 and (k.at, k.post_id) < {PLACE}
order by k.at desc, k.post_id desc {LIMIT}
""")
LIKED = newest(f"""
select k.at, k.post_id as id from posts_like k
where k.person_id = $1 and (k.at, k.post_id) < {PLACE}
order by k.at desc, k.post_id desc {LIMIT}
""")
REPOSTS = newest(f"""
select p.at, p.id from posts_post p where p.of_id = $5 and {PUBLIC} and {BEFORE} {LATEST}
""")
# How long it is comes as a value, so that each word is planned for: how common it is decides
# whether to look through what is newest or for the word.
FOUND = newest(f"""
select p.at, p.id from posts_post p
where p.tokens @> $5::integer[] and {PUBLIC} and {BEFORE} order by p.at desc, p.id desc limit $6
""")
# For what has no token of its own, like a single letter: among what is public, the newest first.
FOUND_SHORT = newest(f"""
select p.at, p.id from posts_post p
where p.tokens is not null and position($5 in lower(p.text)) > 0 and {PUBLIC} and {BEFORE} {LATEST}
""")
# Of contacts; without those whose moments who looks does not want to see.
MOMENTS = newest(
    f"""
select p.at, p.id from unnest($5::uuid[]) as o (id)
cross join lateral (
    select p.at, p.id from posts_post p
    where p.author_id = o.id and p.audience in ('contacts', 'circles', 'me') and {BEFORE} {LATEST}
) p
where not exists (
    select from posts_moments_rule r where (r.owner_id, r.person_id) = ($1, o.id) and r.hide_theirs
)
""",
    TALK,
)
MOMENTS_OF = newest(
    f"""
select p.at, p.id from posts_post p
where p.author_id = $5 and p.audience in ('contacts', 'circles', 'me') and {BEFORE} {LATEST}
""",
    TALK,
)
HOT = view(f"""
select p.id, row_number() over (order by p.heat desc, p.id desc) as ord, p.heat::text as mark
from posts_post p
where p.heat > 0 and {PUBLIC} and (p.heat, p.id) < (coalesce($3::float8, 'infinity'), {AFTER})
order by p.heat desc, p.id desc {LIMIT}
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
    answers_post_id: UUID | None
    answers_comment_id: UUID | None
    answers_author_id: UUID | None
    mark: str | None
    talk: dict[str, Any] | None


Key = tuple[Any, UUID | None]
FIRST: Key = (None, None)


@lru_cache(maxsize=256)
def _sized(sql: str, limit: int) -> str:
    """One of the pages above with so many posts."""
    return sql.replace(LIMIT, f"limit {limit:d}")


async def pages(
    db: Db, sql: str, viewer: UUID | None, key: Key, limit: int, *more: Any
) -> list[ShownPostRow]:
    """One of the pages above, after `key`."""
    rows = await db.rows(_sized(sql, limit), viewer, db.now, *key, *more)
    return read_rows(ShownPostRow, rows)


async def by_ids(db: Db, viewer: UUID | None, ids: Sequence[UUID]) -> list[ShownPostRow]:
    """These posts, in their order."""
    return await db.all_as(ShownPostRow, BY_IDS, viewer, db.now, list(ids))


async def answers(
    db: Db, viewer: UUID | None, ids: Sequence[UUID], limit: int
) -> list[ShownPostRow]:
    """Posts that answer one of these posts, or a comment under one; the oldest first."""
    return await db.all_as(ShownPostRow, ANSWERS, viewer, db.now, list(ids), limit)


async def pinned(db: Db, viewer: UUID | None, person_id: UUID) -> list[ShownPostRow]:
    """What a person put at the top of their page, the last one first."""
    return await db.all_as(ShownPostRow, PINNED, viewer, db.now, person_id)
