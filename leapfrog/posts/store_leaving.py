"""SQL of somebody who leaves the town for good: what of theirs is in rows of others."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

# What holds for who is here.
FORGET = ("delete from posts_limited where person_id = $1",)
TOPICS = """
select distinct t.name from posts_post p join posts_post_topic t on t.post_id = p.id
where p.author_id = $1
"""
UNWRITTEN = """
select w.name from unnest($1::text[]) as w (name)
where not exists (select from posts_post_topic p where p.name = w.name)
"""


async def forget(db: Db, person_id: UUID) -> None:
    """What others keep about them or in their words."""
    for statement in FORGET:
        await db.run(statement, person_id)


async def topics(db: Db, person_id: UUID) -> list[str]:
    """What they wrote about."""
    return [one for (one,) in await db.rows(TOPICS, person_id)]


async def unwritten(db: Db, names: Sequence[str]) -> list[str]:
    """Those of these topics about which there is no post any more."""
    return [one for (one,) in await db.rows(UNWRITTEN, list(names))]
