"""SQL of the rankings, as docs/ranking.md tells everybody; nothing else moves a post or a topic.

A person counts once for a post, by the strongest thing that they did; its author does not count.
"""

from datetime import datetime

from leapfrog.kernel.db import Db
from leapfrog.topics import RankedTopic

# heat = points / (hours + 2) ^ 1.6; a like is one point, a comment two, a repost three.
HEAT = """
with lately as (
    select p.id, p.author_id, p.at from posts_post p
    where p.audience = 'public' and p.removed_at is null and p.imported_from is null
        and p.under_id is null and p.form <> 'repost'
        and p.at > $1::timestamptz - interval '72 hours' and p.at <= $1
), operations as (
    select l.post_id, l.person_id, 1 as points from lately p join posts_like l on l.post_id = p.id
    union all
    select c.under_id, c.author_id, 2 from lately p join posts_post c on c.under_id = p.id
        where c.removed_at is null
    union all
    select r.of_id, r.author_id, 3 from lately p join posts_post r on r.of_id = p.id
        where r.audience in ('public', 'unlisted') and r.removed_at is null
), strongest as (
    select d.post_id, d.person_id, max(d.points) as points from operations d group by 1, 2
), scored as (
    select p.id, coalesce(sum(s.points) filter (where s.person_id <> p.author_id), 0)
        / power(extract(epoch from $1::timestamptz - p.at) / 3600 + 2, 1.6) as heat
    from lately p left join strongest s on s.post_id = p.id group by p.id, p.at
)
update posts_post p set heat = coalesce(s.heat, 0)
from posts_post o left join scored s on s.id = o.id
where p.id = o.id and (s.id is not null or o.heat > 0) and p.heat <> coalesce(s.heat, 0)
"""
# heat = for each of its authors, by the newest post of theirs, 1 / (hours / 6 + 1).
TOPICS = """
with newest as (
    select t.name, p.author_id, max(p.at) as at from posts_post_topic t
    join posts_post p on p.id = t.post_id
    where t.at > $1::timestamptz - interval '48 hours' and p.removed_at is null
        and p.imported_from is null
    group by 1, 2
), scored as (
    select n.name, sum(1 / (extract(epoch from $1::timestamptz - n.at) / 21600 + 1)) as heat
    from newest n group by 1
), weekly as (
    select t.name, count(*)::int as posts from posts_post_topic t
    where t.at > $1::timestamptz - interval '7 days' group by 1
)
select o.name, coalesce(s.heat, 0)::float8 as heat, coalesce(w.posts, 0) as posts
from topics_topic o left join scored s on s.name = o.name left join weekly w on w.name = o.name
where (o.heat, o.posts) is distinct from (coalesce(s.heat, 0)::float8, coalesce(w.posts, 0))
"""


async def heat(db: Db, now: datetime) -> int:
    """Every public post's heat as of now; answers how many changed."""
    return await db.run(HEAT, now)


async def topics(db: Db, now: datetime) -> list[RankedTopic]:
    """Every topic's heat as of now, and its posts of a week, where they changed."""
    return await db.all_as(RankedTopic, TOPICS, now)
