"""Who serves a town of several nodes now, as its database says; and one of them that shall end."""

import asyncio
import time
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.cli.database import DatabaseError, database_at
from leapfrog.kernel.db import Db
from leapfrog.nodes import Node, Standby, all_nodes, ask_to_end, room, standbys

# A node says every five seconds that it is there, and hears then that it shall end; then it drains.
PATIENCE = 120.0


class Cluster(msgspec.Struct, frozen=True):
    """What the database says: who serves, how many connections it has, what follows it."""

    now: datetime
    nodes: list[Node]
    room: int
    standbys: list[Standby]

    def here(self) -> list[Node]:
        """The nodes that were heard of lately."""
        return [one for one in self.nodes if one.is_here]


async def drain(url: str, name: str) -> None:
    """Returns when the node of this name has ended, with all its processes. Raises
    `DatabaseError`.
    """
    async with database_at(url) as database:
        async with database.transaction() as db:
            asked = _named(name, await cluster_in(db))
            for one in asked:
                await ask_to_end(db, one)
        print(f"{name} was asked to end", flush=True)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            await asyncio.sleep(1)
            async with database.glance() as db:
                if asked.isdisjoint(one.id for one in await all_nodes(db)):
                    print(f"{name} has ended")
                    return
    raise DatabaseError(f"{name} has not ended after {PATIENCE:.0f} s; look at its log")


def _named(name: str, found: Cluster) -> set[UUID]:
    named = {one.id for one in found.here() if one.name == name}
    if not named:
        raise DatabaseError(f"there is no node {name}; leapfrog cluster status names them")
    return named


async def cluster_now(url: str) -> Cluster:
    """What the database at this address says."""
    async with database_at(url) as database, database.glance() as db:
        return await cluster_in(db)


async def cluster_in(db: Db) -> Cluster:
    """What this database says."""
    return Cluster(db.now, await all_nodes(db), await room(db), await standbys(db))
