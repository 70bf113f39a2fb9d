"""SQL of timelines: one statement for a page, with the originals of reposts. The tables are those
of posts, and of the floors below.

In all of these $1 is who looks (null: a passer-by) and $2 the time.

Planning such a statement takes longer than its page does, so PostgreSQL should come to keep one
plan for all: that it does when a plan without the values promises no worse than one with them. So
where a page begins is a comparison of rows whatever the values, and how long it is stands in it.
"""

from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.records import read_rows
from leapfrog.posts import ShownPostRow, shown_sql

# On no list of the town is who was made quiet there.
HEARD = """
not exists (
    select from posts_limited q
    where q.person_id = p.author_id and (q.until is null or q.until > $2)
)
"""
OPEN = f"p.audience = 'public' and p.removed_at is null and {HEARD}"
# Without comments, which are found and quoted like posts, but are on no list of the town.
PUBLIC = f"p.under_id is null and {OPEN}"


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
        'to', c.whom, 'text', c.text, 'at', c.at, 'parent', c.parent_id,
        'mentions', c.content -> 'mentions', 'warning', c.content -> 'warning',
        'media', c.content -> 'media') order by c.at, c.id), '[]')
    from (
        select t.id, t.author_id, t.text, t.at, t.parent_id, t.content,
            case when t.answers_id <> t.under_id then t.answers_author_id end as whom
        from posts_post t where t.under_id = p.id and t.removed_at is null
        order by t.at, t.id limit 50
    ) c
))"""


def newest(source: str, talk: str = "null::jsonb") -> str:
    """Pages of `source`, which answers (at, id), by time. $3, $4: after what."""
    asked = f"""
    select id, row_number() over (order by at desc, id desc) as ord, at::text as mark
    from ({source}) found order by at desc, id desc {LIMIT}
"""
    return shown_sql(asked, talk)


LATEST = f"order by p.at desc, p.id desc {LIMIT}"
# An answer to somebody else is for who follows both.
FOR_BOTH = """(
p.answers_author_id is null or p.answers_author_id in (p.author_id, $1) or exists (
    select from follows_follow b
    where (b.follower_id, b.followed_id, b.state) = ($1, p.answers_author_id, 'follows')
))"""
# What of somebody comes onto the timeline of who follows them, as a source to join with.
THEIRS = f"""(
select p.at, p.id from posts_post p
where p.author_id = o.id and p.audience in ('public', 'unlisted', 'followers')
    and p.under_id is null and {FOR_BOTH} and {BEFORE} {LATEST}
)"""

# What was copied, the newest first, and what is looked up.
COPIED = f"""
from posts_home h where h.owner_id = $1 and (h.at, h.post_id) < {PLACE}
order by h.at desc, h.post_id desc {LIMIT}
"""
LOOKED_UP = f"""
from follows_follow f
cross join lateral (select f.followed_id as id) o cross join lateral {THEIRS} p
where f.follower_id = $1 and f.pull_only and f.state = 'follows'
"""
HOME = newest(f"""
(select h.at, h.post_id as id {COPIED}) union (select p.at, p.id {LOOKED_UP})
""")
OF_LIST = newest(f"""
select p.at, p.id from follows_list l join follows_list_member m on m.list_id = l.id
cross join lateral (
    select p.at, p.id from posts_post p
    where p.author_id = m.person_id and p.audience in ('public', 'unlisted', 'followers')
        and p.under_id is null and case when l.replies = 'followed' then {FOR_BOTH}
            else p.answers_author_id is null or p.answers_author_id = p.author_id
                or (l.replies = 'list' and exists (
                    select from follows_list_member b
                    where (b.list_id, b.person_id) = (l.id, p.answers_author_id)
                )) end
        and {BEFORE} {LATEST}
) p
where l.id = $5 and l.owner_id = $1
""")
EVERYBODY = newest(f"select p.at, p.id from posts_post p where {PUBLIC} and {BEFORE} {LATEST}")
OF_PERSON = newest(f"""
select p.at, p.id from posts_post p
where p.author_id = $5 and p.under_id is null
    and p.audience in ('public', 'unlisted', 'followers', 'mentioned') and {BEFORE} {LATEST}
""")
# Comments under moments are for who sees these there.
WITH_COMMENTS = newest(f"""
select p.at, p.id from posts_post p left join posts_post u on u.id = p.under_id
where p.author_id = $5 and p.audience not in ('contacts', 'circles', 'me')
    and (u.audience is null or u.audience not in ('contacts', 'circles', 'me'))
    and {BEFORE} {LATEST}
""")
# Comments, and what else answers somebody.
ANSWERS_OF = newest(f"""
select p.at, p.id from posts_post p left join posts_post u on u.id = p.under_id
where p.author_id = $5 and p.answers_author_id is not null
    and (u.audience is null or u.audience not in ('contacts', 'circles', 'me'))
    and {BEFORE} {LATEST}
""")
PINNED = shown_sql("""
select p.id, row_number() over (order by p.pinned_at desc, p.id desc) as ord, null::text as mark
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
select p.at, p.id from posts_post p where p.of_id = $5 and {OPEN} and {BEFORE} {LATEST}
""")
# How long it is comes as a value, so that each word is planned for: how common it is decides
# whether to look through what is newest or for the word.
FOUND = newest(f"""
select p.at, p.id from posts_post p
where p.tokens @> $5::integer[] and {OPEN} and {BEFORE} order by p.at desc, p.id desc limit $6
""")
# For what has no token of its own, like a single letter: among what is public, the newest first.
FOUND_SHORT = newest(f"""
select p.at, p.id from posts_post p
where p.tokens is not null and position($5 in lower(p.text)) > 0 and {OPEN} and {BEFORE} {LATEST}
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
    select from mutes_moments_rule r where (r.owner_id, r.person_id) = ($1, o.id) and r.hide_theirs
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
HOT = shown_sql(f"""
select p.id, row_number() over (order by p.heat desc, p.id desc) as ord, p.heat::text as mark
from posts_post p
where p.heat > 0 and {PUBLIC} and (p.heat, p.id) < (coalesce($3::float8, 'infinity'), {AFTER})
order by p.heat desc, p.id desc {LIMIT}
""")
AT = "select at from posts_post where id = $1"


class PageKey(msgspec.Struct, frozen=True):
    """After which post a page begins: by its time, or its heat, and its id."""

    mark: datetime | float | None = None
    id: UUID | None = None


FIRST = PageKey()


class TimelineQuery(msgspec.Struct, frozen=True):
    """A page of at most `limit` posts of one of the timelines above; `values`: from $5 on."""

    sql: str
    viewer: UUID | None
    after: PageKey
    limit: int
    values: tuple[Any, ...] = ()


@lru_cache(maxsize=256)
def sized(sql: str, limit: int) -> str:
    """A statement of one of the timelines above with so many posts on a page."""
    return sql.replace(LIMIT, f"limit {limit:d}")


async def pages(db: Db, query: TimelineQuery) -> list[ShownPostRow]:
    sql, after = sized(query.sql, query.limit), query.after
    rows = await db.rows(sql, query.viewer, db.now, after.mark, after.id, *query.values)
    return read_rows(ShownPostRow, rows)


async def shown_at(db: Db, post_id: UUID) -> datetime | None:
    """When a post was shown; None for one that is not there."""
    found: datetime | None = await db.value(AT, post_id)
    return found


async def pinned(db: Db, viewer: UUID | None, person_id: UUID) -> list[ShownPostRow]:
    """What a person put at the top of their page, the last one first."""
    return await db.all_as(ShownPostRow, PINNED, viewer, db.now, person_id)
