"""What the peers' archives take on disk. Of a message between two, XMPP servers keep one row for
each.
"""

import asyncio
from collections.abc import Sequence
from typing import Any

import asyncpg

from bench.chat.machine import Cluster

TABLES = {
    "ejabberd, PostgreSQL": ("ejabberd", "archive"),
    "Prosody, PostgreSQL": ("prosody", "prosodyarchive"),
}
ROWS = 2


def sizes(shared: Cluster, servers: Sequence[Any]) -> dict[str, float]:
    """Bytes for each message between two, by the server's name; indexes included."""
    there = {one.name for one in servers}
    return {
        name: asyncio.run(_size(shared.url(database), table))
        for name, (database, table) in TABLES.items()
        if name in there
    }


async def _size(dsn: str, table: str) -> float:
    connection = await asyncpg.connect(dsn)
    try:
        size = await connection.fetchval("select pg_total_relation_size($1::regclass)", table)
        rows = await connection.fetchval(f"select count(*) from {table}")
    finally:
        await connection.close()
    return ROWS * float(size) / float(rows)
