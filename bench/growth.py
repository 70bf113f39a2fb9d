"""`make bench-growth`: what everyday deeds cost in a town that has more and more in it.

The deeds of `make bench-scaling`, by the same two hundred people over HTTP, in CPU of the program
and of its PostgreSQL: in a small town, in one with ten times and in one with a hundred times as
much. The reference is the small town: flat is what costs no more in the large one.

`BENCH_GROWTH=10000000`: so many messages at the end, beside a tenth as many accounts and a
hundredth as many people, each of whom wrote `BENCH_POSTS=1000`. What others wrote is put into the
tables as it would stand there; the search of chats takes it for read.
"""

import asyncio
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import asyncpg

from bench.buyers import opened
from bench.harness import Figure, report, seconds
from bench.money import opened as accounts_opened
from bench.scaling import AUTHORS, FEW, MANY, PEOPLE, Callers, costs, met
from bench.simulated_town import Cost
from leapfrog.embedded_postgres import EmbeddedPostgres
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings

SMOKE = 3
DEFAULT = 1_000_000 if seconds(5) >= SMOKE else 20_000
MESSAGES = int(os.environ.get("BENCH_GROWTH", DEFAULT))
POSTS = int(os.environ.get("BENCH_POSTS", "10"))
# One of so many messages is in each talk of the callers; for ten of these an author whom they
# follow has posted once.
OWN, READ = 1_000, 10_000
SAID, FLAT = 100, 1.25
BEGIN = """
create temporary table new_one (n bigint, person uuid, talk uuid)
"""
NEW = "insert into new_one select n, uuidv7(), uuidv7() from generate_series($1::bigint, $2) n"
# What others have: each a group with the one before, in which they said a hundred things.
OTHERS = (
    """
    insert into identity_person (id, kind, handle, display_name, created_at)
    select person, 'person', 'many_' || n, 'One of many ' || n, now() from new_one
    """,
    """
    insert into chat_conversation (id, kind, last_seq, last_ord, shown_seq, last_at, created_at)
    select talk, 'group', 100, 100, 100, now(), now() from new_one
    """,
    """
    insert into chat_member (conversation_id, person_id)
    select talk, person from new_one
    union all select * from (select talk, lag(person) over (order by n) as other from new_one) o
    where other is not null
    """,
    """
    insert into chat_message
        (conversation_id, seq, ord, client_id, sender_id, kind, body, created_at)
    select talk, s, s, uuidv7(), person, 'text', 'What was said as number ' || s, now()
    from new_one cross join generate_series(1, 100) s
    """,
)
POSTED = """
insert into posts_post (id, author_id, at, audience, form, text, replies)
select uuidv7(), person, now() - make_interval(secs => n * 7 % 86400 + s * 86400.0), 'public',
    'post', 'What was posted as number ' || s, 'everyone'
from new_one cross join generate_series(1, $1::int) s
"""
# What the callers have: so many more messages in each talk.
TALKS = """
insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, created_at)
select id, last_seq + s, last_ord + s, uuidv7(), one_id, 'text', 'What was said before', now()
from chat_conversation cross join generate_series(1, $1::int) s where kind = 'direct'
"""
LONGER = """
update chat_conversation
set last_seq = last_seq + $1, last_ord = last_ord + $1, shown_seq = last_seq + $1
where kind = 'direct'
"""
# The search begins after all that: who looks for what is not in it yet would work beside the deeds.
SEARCHED = """
insert into chat_search_indexed (conversation_id, seq)
select id, last_seq from chat_conversation
on conflict (conversation_id) do update set seq = excluded.seq
"""
# So many more posts of each author whom the callers follow, as they stand in their timelines.
READS = """
with post as (
    insert into posts_post (id, author_id, at, audience, form, text, replies)
    select uuidv7(), a, now() - make_interval(secs => s), 'public', 'post', 'What they read',
        'everyone'
    from unnest($1::uuid[]) a cross join generate_series(1, $2::int) s
    returning id, author_id, at
)
insert into posts_home (owner_id, at, post_id)
select f.follower_id, p.at, p.id from post p join follows_follow f on f.followed_id = p.author_id
"""


async def grow(dsn: str, callers: Callers, before: int, size: int) -> int:
    """From so many messages to so many, and all else with them; answers the bytes on the disk."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(BEGIN)
    await connection.execute(NEW, before // SAID, size // SAID - 1)
    for statement in OTHERS:
        await connection.execute(statement)
    await connection.execute(POSTED, POSTS)
    more = size // OWN - before // OWN
    await connection.execute(TALKS, more)
    await connection.execute(LONGER, more)
    await connection.execute(SEARCHED)
    authors = callers.buyers.people[:AUTHORS]
    await connection.execute(READS, authors, size // READ - before // READ)
    database = await Database.connect(dsn, 1)
    await accounts_opened(database, (size - before) // 10, f"growth {size}")
    await database.close()
    await connection.execute("vacuum analyze")
    await connection.execute("checkpoint")
    found: int = await connection.fetchval("select pg_database_size(current_database())")
    await connection.close()
    return found


def figures(found: Mapping[int, Mapping[str, list[Cost]]]) -> list[Figure]:
    """Of each deed in each town, beside the smallest one."""
    smallest, *others = found
    lines = []
    for name, first in found[smallest].items():
        for n, callers in enumerate((FEW, MANY)):
            base = _cpu(first[n])
            for size in others:
                cpu = _cpu(found[size][name][n])
                lines.append(
                    Figure(
                        name=f"{name}, {callers} callers, {size:,} messages",
                        unit="us CPU",
                        ours=cpu,
                        reference=f"of {smallest:,}",
                        reference_value=base,
                        ratio=cpu / base,
                        aim=f"<= {FLAT}x",
                        holds=cpu <= FLAT * base,
                    )
                )
    return lines


def _cpu(cost: Cost) -> float:
    return cost.program + cost.database


def main() -> None:
    found: dict[int, dict[str, list[Cost]]] = {}
    sizes, disk, before = [MESSAGES // 100, MESSAGES // 10, MESSAGES], {}, 0
    with tempfile.TemporaryDirectory(prefix="leapfrog-bench-", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        home = Path(folder) / "home"
        with EmbeddedPostgres(Settings(home=home), {"max_wal_size": "4GB"}) as dsn:
            buyers = asyncio.run(opened(dsn, Settings(home=home, money="units"), PEOPLE, 900_000))
            callers = asyncio.run(met(dsn, buyers))
            for size in sizes:
                disk[size] = asyncio.run(grow(dsn, callers, before, size))
                print(f"{size:,} messages, {disk[size] / 1e6:,.0f} MB", flush=True)
                found[size] = costs(home, dsn, callers, 1)
                before = size
    report("growth", figures(found), disk=disk, posts_of_each=POSTS)


if __name__ == "__main__":
    main()
