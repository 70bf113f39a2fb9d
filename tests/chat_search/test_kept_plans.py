"""What is read again and again is planned once by each connection, not anew for each of the first
five who ask.
"""

import asyncio

import pytest

from leapfrog.kernel.http import Town
from tests.chat.acts import Talk, ok, say
from tests.http import PATIENCE

# Connections as a town has them.
pytestmark = pytest.mark.own_database

PLANS = """
select generic_plans, custom_plans from pg_prepared_statements
where statement like '%' || $1 || '%' and statement not like '%pg_prepared_statements%'
"""


@pytest.mark.parametrize(
    ("path", "table"),
    [("/search/messages?q=hello", "chat_search s"), ("/sync?cursor={}", "age(xmin)")],
)
async def test_it_is_planned_once(talk: Talk, town: Town, path: str, table: str) -> None:
    cursor = ok(await talk.amina.get("/sync"))["cursor"]
    ok(await say(talk.bo, talk.id, "hello"))
    found: list[tuple[int, int]] = []
    async with asyncio.timeout(PATIENCE):
        # The town's own loops may have used another connection since.
        while not found:
            ok(await talk.amina.get(path.format(cursor)))
            async with town.database.glance() as db:
                found = [tuple(row) for row in await db.rows(PLANS, table)]
    [(generic, custom)] = found
    assert generic >= 1
    assert custom == 0
