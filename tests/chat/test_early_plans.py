"""Plans of what reads chats, made while a town is empty and kept, look up what is asked for when it
has grown, and read no table and no index from end to end.
"""

import re
from hashlib import md5
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from leapfrog.chat import store, store_history
from leapfrog.contacts import store_relationships, store_requests
from tests.plans import blocks_read, text_of

# What is known of its tables is of this test alone.
pytestmark = pytest.mark.own_database

MANY, MOST_BLOCKS = 20_000, 130
# A town, which is read whole, for it is one row.
TOWN = "insert into identity_town (name, domain) values ('Lake', 'lake.example')"
# Each talks with the next one, and has them in the book, as all have the one who is asked for. In
# each tenth conversation one message has a reaction, and one was deleted by who said it.
GROWN = f"""
insert into identity_person (id, kind, handle, display_name, created_at)
    select md5('person' || n)::uuid, 'person', 'p' || n, 'P', now()
    from generate_series(1, {MANY}) n;
insert into chat_conversation
    (id, kind, one_id, other_id, last_seq, shown_seq, last_ord, last_at, created_at)
    select md5('talk' || n)::uuid, 'direct', least(one, other), greatest(one, other), 3, 3, 3,
        now(), now()
    from generate_series(1, {MANY}) n cross join lateral (
        select md5('person' || n)::uuid as one, md5('person' || n + 1)::uuid as other
    );
insert into chat_member (conversation_id, person_id)
    select md5('talk' || n)::uuid, md5('person' || n + k)::uuid
    from generate_series(1, {MANY}) n, generate_series(0, 1) k;
insert into chat_message (conversation_id, seq, client_id, sender_id, kind, body, created_at, ord)
    select md5('talk' || n)::uuid, k, md5('said' || n || k)::uuid, md5('person' || n)::uuid, 'text',
        'x', now(), k from generate_series(1, {MANY}) n, generate_series(1, 3) k;
insert into chat_reaction (conversation_id, seq, person_id, emoji, created_at)
    select md5('talk' || n)::uuid, 2, md5('person' || n)::uuid, 'x', now()
    from generate_series(10, {MANY}, 10) n;
insert into chat_hidden (person_id, conversation_id, seq)
    select md5('person' || n)::uuid, md5('talk' || n)::uuid, 3
    from generate_series(10, {MANY}, 10) n;
insert into chat_settings (person_id)
    select md5('person' || n)::uuid from generate_series(1, {MANY}) n;
insert into contacts_contact (id, owner_id, person_id, connected, card, uid, name, sort, source,
        created_at, updated_at)
    select gen_random_uuid(), md5('person' || n)::uuid, md5('person' || m)::uuid, true, '[]',
        gen_random_uuid()::text, '', '', 'request', now(), now()
    from generate_series(1, {MANY}) n
    cross join lateral (
        select n + 1 union select n - 1 union select {MANY // 2} where n % 3 = 0
    ) known (m) where n <> m;
insert into contacts_block
    select md5('person' || n)::uuid, md5('blocked' || n)::uuid, now()
    from generate_series(1, {MANY}) n;
"""


def one(kind: str, n: int = MANY // 2) -> UUID:
    return UUID(md5(f"{kind}{n}".encode()).hexdigest())


READ = {
    "MINE": (store.MINE, (one("person"), 50, False)),
    "ONE": (store.ONE, (one("person"), one("talk"))),
    "CHANGED": (store.CHANGED, (one("person"), "1")),
    "PEOPLE": (store.PEOPLE, (one("person"), [one("person", 7), one("person", 8)])),
    "MAY_TALK": (store_requests.MAY_TALK, ([one("person")], [one("person", MANY // 2 + 1)])),
    "MAY_WRITE": (store_requests.MAY_WRITE, ([one("person")], [one("person", MANY // 2 + 1)])),
    "OF": (store_relationships.OF, (one("person"), [one("person", 7)])),
    "AT": (store_history.AT, (one("person"), [one("talk")], [2])),
    "RECENT": (store_history.RECENT, (one("person"), [one("talk")], [0], [9], 30, "1")),
    "BEFORE": (store_history.BEFORE, (one("person"), one("talk"), 0, 9, 30)),
    "AFTER": (store_history.AFTER, (one("person"), one("talk"), 0, 9, 30)),
    "REACTIONS": (store_history.REACTIONS, ([one("talk")], [2])),
}


def literal(given: Any) -> str:
    """As PostgreSQL reads any type."""
    return f"'{{{','.join(map(str, given))}}}'" if isinstance(given, list) else f"'{given}'"


@pytest.mark.parametrize("name", READ)
async def test_what_was_planned_in_an_empty_town_reads_no_table_whole(
    database_url: str, name: str
) -> None:
    sql, given = READ[name]
    execute = f"execute kept ({', '.join(map(literal, given))})"
    connection = await asyncpg.connect(database_url)
    await connection.execute("set plan_cache_mode = force_generic_plan")
    await connection.execute("set session_replication_role = replica")
    await connection.execute(TOWN)
    await connection.execute(f"prepare kept as {sql}")
    await connection.execute(execute)
    await connection.execute(GROWN)
    # The second time the catalogues are known as well, of which nothing is said here.
    for _ in range(2):
        plan = await connection.fetch(f"explain (analyze, buffers, timing off) {execute}")
    assert await connection.fetch(execute)
    await connection.close()
    text = text_of(plan)
    assert blocks_read(plan) < MOST_BLOCKS, text
    assert set(re.findall(r"Seq Scan on (\w+)", text)) <= {"identity_town"}, text
