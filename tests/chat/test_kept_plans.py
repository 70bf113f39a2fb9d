"""What reads the list of chats is planned once, also for who has but a few, for whom a plan of
their own would look cheaper and be made again each time.
"""

from typing import Any

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
    async with town.database.transaction() as db:
        # As a town has it; here all plans are for all.
        await db.run("set local plan_cache_mode = auto")
        # PostgreSQL looks five times what a plan of one's own costs.
        for _ in range(5):
            assert len(await db.rows(sql, *args)) == 1
        before = await db.value(COUNTED, sql)
        await db.rows(sql, *args)
        assert await db.value(COUNTED, sql) == before + 1
