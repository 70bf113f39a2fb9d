"""SQL of somebody who leaves the town for good: what of theirs is in rows of others."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.kernel.db import Db

# What holds for who is here.
FORGET = (
    "delete from posts_limited where person_id = $1",
    "update posts_topic set host_id = null, about = '' where host_id = $1",
)
TOPICS = """
select distinct t.name from posts_post p join posts_post_topic t on t.post_id = p.id
where p.author_id = $1
"""
# Words that nobody else wrote or follows; what the operators hid stays hidden.
DROP_TOPICS = """
delete from posts_topic t where t.name = any($1::text[]) and not t.hidden
    and not exists (select from posts_post_topic p where p.name = t.name)
    and not exists (select from posts_topic_follow f where f.name = t.name)
"""


async def forget(db: Db, person_id: UUID) -> None:
    """What others keep about them or in their words."""
    for statement in FORGET:
        await db.run(statement, person_id)


async def topics(db: Db, person_id: UUID) -> list[str]:
    """What they wrote about."""
    return [one for (one,) in await db.rows(TOPICS, person_id)]


async def drop_topics(db: Db, names: Sequence[str]) -> None:
    """Those of them that nobody else knows."""
    await db.run(DROP_TOPICS, list(names))
