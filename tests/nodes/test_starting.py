"""Three nodes that start at once on an empty database, with the demo: one plays it, all get ready.

A long run: STARTS=20.
"""

import os
from pathlib import Path

import asyncpg
import pytest

from tests.nodes import running
from tests.nodes.running import running_town
from tests.nodes.test_three_nodes import empty_url

__all__ = ["empty_url"]

STARTS = int(os.environ.get("STARTS", "1"))
STORIES = "select count(*) from identity_person where handle = 'amina'"
# Each of the story is said once.
TWICE = """
select body from chat_message where kind = 'text' group by conversation_id, body, created_at
having count(*) > 1
"""
pytestmark = pytest.mark.timeout(600)


@pytest.mark.parametrize("_", range(STARTS))
async def test_of_nodes_that_start_at_once_one_plays_the_demo(
    folder: Path, empty_url: str, monkeypatch: pytest.MonkeyPatch, _: int
) -> None:
    # The others wait for as long as the story takes.
    monkeypatch.setattr(running, "PATIENCE", 500)
    more = {"DATABASE_URL": empty_url, "LEAPFROG_DEMO": "true", "LEAPFROG_POOL_SIZE": "5"}
    async with running_town(folder, 3, **more, LEAPFROG_LOG_LEVEL="warning") as town:
        said = [node.log.read_text() for node in town.nodes]
    assert not [text for text in said if "Traceback" in text or '"level": "error"' in text]
    # Each of them tells who may be tried.
    assert all("amina / " in text for text in said)
    connection = await asyncpg.connect(empty_url)
    assert await connection.fetchval(STORIES) == 1
    assert await connection.fetch(TWICE) == []
    await connection.close()
