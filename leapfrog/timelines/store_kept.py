"""SQL of what a page of the home timeline was made of, to see whether it is still right.

Each version of a row bears the number of the transaction that wrote it (`xmin`), which no other
transaction ever has. So a row that changed has another number, one that went is missing, and one
that came has a number that was not there: the same numbers are the same rows, whoever writes them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.timelines.store import HOME_FOUND, sized

# $1 to $4 as in `store.HOME`, of which these are the same candidates. $5: the posts and originals,
# $6: their authors, and whom they answer. All tables that `store.HOME` and `contacts.seen_by` read
# are here, as far as they decide about posts that `is_plain`; a test compares them.
STAMP = f"""
select array(
    select id from ({HOME_FOUND}) found order by at desc, id desc limit 20
) as asked,
array(select p.xmin from posts_post p where p.id = any($5::uuid[])) as posts,
array(select c.xmin from posts_count c where c.ref = any($5)) as counts,
array(select l.xmin from posts_like l where l.post_id = any($5) and l.person_id = $1) as likes,
array(select k.xmin from posts_save k where k.person_id = $1 and k.post_id = any($5)) as saves,
array(
    select f.xmin from follows_follow f where f.follower_id = $1 and f.followed_id = any($6::uuid[])
) as follows,
array(select m.xmin from mutes_mute m where m.owner_id = $1) as mutes,
(select min(m.until) from mutes_mute m where m.owner_id = $1 and m.until > $2) as until,
array(select s.xmin from posts_settings s where s.person_id = any($6)) as settings,
array(select v.xmin from follows_verified v where v.person_id = any($6)) as verified,
array(select i.xmin from identity_person i where i.id = any($6)) as people,
array(select t.xmin from identity_town t) as town,
array(
    select c.xmin from contacts_contact c
    where c.owner_id = $1 and c.person_id = any($6) and not c.deleted
) as mine,
array(
    select c.xmin from contacts_contact c
    where c.owner_id = any($6) and c.person_id = $1 and not c.deleted
) as theirs,
array(
    select b.xmin from contacts_block b where b.owner_id = $1 and b.person_id = any($6)
) as blocked,
array(
    select b.xmin from contacts_block b where b.owner_id = any($6) and b.person_id = $1
) as blocking
"""

Stamp = tuple[Any, ...]


class PageSource(msgspec.Struct, frozen=True):
    """Whose page it is, of how many posts; the posts on it with their originals, and the people who
    wrote these or are answered there, whether they are found or not.
    """

    owner: UUID
    limit: int
    posts: Sequence[UUID]
    people: Sequence[UUID]


async def stamp(db: Db, source: PageSource) -> Stamp:
    """What a page is made of; another one as soon as anything of it is other than it was."""
    sql = sized(STAMP, source.limit)
    row = await db.row(sql, source.owner, db.now, None, None, source.posts, source.people)
    return tuple(row or ())
