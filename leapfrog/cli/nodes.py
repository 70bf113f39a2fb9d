"""`leapfrog nodes`: which processes serve the town."""

import asyncio
from datetime import datetime

from leapfrog.cli.database import DatabaseError
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import Node, all_nodes

WELL, WARNING, CRITICAL = 0, 1, 2
HEAD = ("node", "state", "version", "schema", "started", "heard")


def nodes(settings: Settings) -> int:
    """Prints a line for each node. The exit code is that of a monitoring plugin: 0 all are ready,
    1 one is not, 2 none is. Raises `DatabaseError`.
    """
    if settings.database_url is None:
        raise DatabaseError("a town with a database of its own is one process: set DATABASE_URL")
    found, now = asyncio.run(_found(settings.database_url))
    rows = [HEAD, *(line(one, now) for one in found)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    ready = [one for one in found if one.state == "ready" and one.is_here(now)]
    return CRITICAL if not ready else WELL if len(ready) == len(found) else WARNING


def line(node: Node, now: datetime) -> tuple[str, ...]:
    """What is printed of a node."""
    state = node.state if node.is_here(now) else "gone"
    ago = f"{(now - node.seen_at).total_seconds():.0f} s ago"
    started = node.started_at.isoformat(" ", "seconds")
    return (node.name, state, node.version, f"{node.schema:04}", started, ago)


async def _found(url: str) -> tuple[list[Node], datetime]:
    database = await Database.connect(url, 1)
    try:
        async with database.glance() as db:
            return await all_nodes(db), db.now
    finally:
        await database.close()
