"""Ours: a town with the story's people and posts, as they stand in its tables when each was shown
by its author to all who follow.
"""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from bench.chat.town import Town
from bench.people import SESSION
from bench.posts.story import AUTHORS, POSTS, posted, said
from leapfrog import identity
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.identity import NewPerson
from leapfrog.kernel.clock import SystemClock
from leapfrog.kernel.ids import new_id, new_secret, secret_hash
from leapfrog.kernel.migrations import migrate
from leapfrog.kernel.settings import Settings
from leapfrog.post_text import topic_name, topics_in
from leapfrog.web import open_town

# One more, and their author's posts would be looked up instead of copied.
FANS = 9_999
PEOPLE = """
insert into identity_person (id, kind, handle, display_name, created_at)
select id, 'person', 'fan_' || n, 'Fan Number ' || n, now()
from unnest($1::uuid[]) with ordinality as g (id, n)
"""
FOLLOW = """
insert into follows_follow (follower_id, followed_id, state, at)
select f, o, 'follows', now() from unnest($1::uuid[]) f cross join unnest($2::uuid[]) o
"""
HOME = "insert into posts_home (owner_id, at, post_id) select $1, at, id from posts_post"
# Likes, comments and reposts in the slots of several connections.
COUNTS = """
insert into posts_count (ref, slot, likes, comments, reposts)
select id, slot, 9, 2, 1 from posts_post cross join generate_series(0, 2) slot
"""
LIKES = """
insert into posts_like (post_id, person_id, at)
select id, $1, at from posts_post where get_byte(uuid_send(id), 15) < 26
"""
COLUMNS = (
    *("id", "author_id", "at", "audience", "form", "of_id", "text", "content", "topics"),
    "replies",
)
# Every tenth post is a repost of one before it.
REPOSTS, EARLIER = 10, 5


def settled(home: Path) -> Town:
    """A new town in this folder. Three people have sessions: who reads, an author whom `FANS`
    follow, and the last of those.
    """
    settings = Settings(home=home, demo=False, alone=True, rate_limits=False)
    with EmbeddedPostgres(settings) as dsn:
        return asyncio.run(_settle(msgspec.structs.replace(settings, database_url=dsn)))


async def _settle(settings: Settings) -> Town:
    connection = await asyncpg.connect(settings.database_url)
    await migrate(connection)
    ids, fans = [new_id() for _ in range(AUTHORS + 2)], [new_id() for _ in range(FANS)]
    reader, star, *authors = ids
    seen, tokens = [reader, star, fans[-1]], [new_secret() for _ in range(3)]
    async with open_town(settings, SystemClock()) as town, town.database.transaction() as db:
        for n, person in enumerate(ids):
            await identity.add(db, NewPerson(person, f"bench_{n}", f"Bench Person {n}", "en"))
        await db.run(PEOPLE, fans)
        for token, person in zip(tokens, seen, strict=True):
            await db.run(SESSION, new_id(), person, secret_hash(token))
    await _write(connection, reader, authors)
    await connection.execute(FOLLOW, fans, [star])
    await connection.execute("vacuum analyze")
    await connection.close()
    return Town(settings.home, seen, tokens, [], new_id())


async def _write(connection: Any, reader: UUID, authors: Sequence[UUID]) -> None:
    await connection.execute(FOLLOW, [reader], authors)
    await connection.copy_records_to_table("posts_post", records=rows(authors), columns=COLUMNS)
    await connection.execute(HOME, reader)
    await connection.execute(COUNTS)
    await connection.execute(LIKES, reader)


def rows(authors: Sequence[UUID]) -> Iterator[tuple[object, ...]]:
    """The posts, the newest first, as columns of the table."""
    ids = [new_id() for _ in range(POSTS)]
    for n, post_id in enumerate(ids):
        text = said(n)
        topics = topics_in(text)
        of = ids[n + EARLIER] if n % REPOSTS == 0 and n + EARLIER < POSTS else None
        names = [topic_name(one) for one in topics]
        content = msgspec.json.encode({"topics": topics} if topics else {}).decode()
        what = ("repost" if of else "post", of, text, content, names, "everyone")
        yield (post_id, authors[n % AUTHORS], posted(n), "public", *what)
