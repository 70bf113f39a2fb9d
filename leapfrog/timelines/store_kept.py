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
from leapfrog.timelines.store import COPIED, LOOKED_UP, sized

MADE_OF = (
    f"select h.post_id {COPIED}",
    f"select p.id {LOOKED_UP}",
    "select p.xmin from posts_post p where p.id = any($5::uuid[])",
    "select c.xmin from posts_count c where c.ref = any($5)",
    "select l.xmin from posts_like l where l.post_id = any($5) and l.person_id = $1",
    "select k.xmin from posts_save k where k.person_id = $1 and k.post_id = any($5)",
    """select f.xmin from follows_follow f
        where f.follower_id = $1 and f.followed_id = any($6::uuid[])""",
    "select m.xmin from mutes_mute m where m.owner_id = $1",
    "select s.xmin from posts_settings s where s.person_id = any($6)",
    "select v.xmin from follows_verified v where v.person_id = any($6)",
    "select i.xmin from identity_person i where i.id = any($6)",
    "select t.xmin from identity_town t",
    """select c.xmin from contacts_contact c
        where c.owner_id = $1 and c.person_id = any($6) and not c.deleted""",
    """select c.xmin from contacts_contact c
        where c.owner_id = any($6) and c.person_id = $1 and not c.deleted""",
    "select b.xmin from contacts_block b where b.owner_id = $1 and b.person_id = any($6)",
    "select b.xmin from contacts_block b where b.owner_id = any($6) and b.person_id = $1",
)

# $1 to $4 as in `store.HOME`, whose candidates these are. $5: the posts and originals, $6: their
# authors, and whom they answer. All tables that `store.HOME` and `contacts.seen_by` read are here,
# as far as they decide about posts that `is_plain`; a test compares them. As bytes, which are
# compared faster than lists.
STAMP = f"""
select {", ".join(f"array_send(array({rows}))" for rows in MADE_OF)},
    (select min(m.until) from mutes_mute m where m.owner_id = $1 and m.until > $2)
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
