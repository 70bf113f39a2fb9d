"""What reads the list of chats is planned once, also for who has but a few, for whom a plan of
their own would look cheaper and be made again each time.
"""

from typing import Any

import asyncpg
import pytest

from leapfrog.chat import store, store_history
from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, say

COUNTED = "select generic_plans from pg_prepared_statements where statement = $1"


@pytest.mark.parametrize("name", ["MINE", "ONE", "CHANGED", "PEOPLE", "RECENT"])
async def test_a_plan_for_all_is_kept(name: str, talk: Talk, town: Town) -> None:
    await say(talk.amina, talk.id, "hello")
    me, them = talk.bo.me["id"], talk.amina.me["id"]
    given: dict[str, tuple[str, tuple[Any, ...]]] = {
        "MINE": (store.MINE, (me, 50, False)),
        "ONE": (store.ONE, (me, talk.id)),
        "CHANGED": (store.CHANGED, (me, "1")),
        "PEOPLE": (store.PEOPLE, (me, [them])),
        "RECENT": (store_history.RECENT, (me, [talk.id], [0], [9], 30, "1")),
    }
    sql, args = given[name]
    # Of the town's own connections some know the statement, and what its plan cost back then.
    connection = await asyncpg.connect(town.settings.database_url)
    await connection.execute("set plan_cache_mode = auto")
    # PostgreSQL looks five times what a plan of one's own costs.
    for _ in range(6):
        assert len(await connection.fetch(sql, *args)) == 1
    assert await connection.fetchval(COUNTED, sql) == 1
    await connection.close()
