"""Activities of other towns to a town of ours, and to a snac2 server: who reads them follows all of
their senders.
"""

import asyncio
from pathlib import Path

import asyncpg
import httpx

from bench.chat.town import Town, database_of, running
from bench.posts.inbound import SENDERS, Senders, Taken, taken
from bench.posts.snac import READER, Snac

# More activities in a second than anybody takes.
OURS, SNACS = 600, 100
FOLLOWS = "update follows_follow set state = 'follows' where state = 'asked'"
LEFT = "select count(*) from fediverse_inbox"
STORED = "select count(*) from posts_post where uri is not null"
# Of a line in the index of snac2's: a hash in hexadecimal.
LINE = 33


def activities_to_us(town: Town, others: Senders, step: float) -> Taken:
    with running(town, federation=True) as server:
        origin = f"http://127.0.0.1:{server.port}"
        with httpx.Client(
            base_url=f"{origin}/api/v1",
            cookies={"leapfrog_session": town.tokens[0]},
            headers={"X-Leapfrog": "1"},
            timeout=30,
        ) as reader:
            for n in range(SENDERS):
                found = reader.get("/fediverse/found", params={"q": others.uri(n)}).json()
                person = found["people"][0]["person"]["id"]
                reader.put(f"/follows/{person}", json={}).raise_for_status()
        asyncio.run(_ask(database_of(town), FOLLOWS))
        activities = [others.activity(origin, "/ap/inbox") for _ in range(int(OURS * step))]
        dsn = database_of(town)
        before = asyncio.run(_ask(dsn, STORED))
        found = taken(server, activities, lambda: asyncio.run(_ask(dsn, LEFT)) == 0)
        assert asyncio.run(_ask(dsn, STORED)) == before + len(activities), "some were refused"
        return found


async def _ask(dsn: str, statement: str) -> int:
    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval(statement) or 0)
    finally:
        await connection.close()


def activities_to_snac(snac: Snac, others: Senders, step: float) -> Taken:
    with snac.running() as server:
        for n in range(SENDERS):
            snac.follow(others.uri(n))
        lines = Path(snac.home / "user" / READER / "private.idx")
        before = lines.stat().st_size
        origin = f"http://127.0.0.1:{snac.port}"
        activities = [others.activity(origin, f"/{READER}/inbox") for _ in range(int(SNACS * step))]
        wanted = before + LINE * len(activities)
        return taken(server, activities, lambda: lines.stat().st_size >= wanted)
