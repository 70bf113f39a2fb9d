"""Processes of one town in this one, each with its heartbeat."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import msgspec

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from leapfrog.nodes import Node, all_nodes
from leapfrog.nodes.heartbeat import _node
from leapfrog.web import open_town

START = datetime(2026, 11, 28, 9, tzinfo=UTC)


@asynccontextmanager
async def opened(
    settings: Settings, seconds: int, **other: object
) -> AsyncIterator[tuple[Town, Node]]:
    """A process that began so many seconds after the first one, with other settings."""
    theirs = msgspec.structs.replace(settings, **other)
    async with open_town(theirs, FixedClock(START + timedelta(seconds=seconds))) as town:
        yield town, _node(town)


async def states(town: Town) -> list[str]:
    async with town.database.glance() as db:
        return [one.state for one in await all_nodes(db)]


async def is_silent(town: Town, dead: Node, since: timedelta) -> None:
    """Nothing was heard of it for so long."""
    async with town.database.transaction() as db:
        await db.run(
            "update nodes_node set seen_at = now() - $1::interval where id = $2", since, dead.id
        )


async def nothing(_: Db) -> None:
    """No settings to be written."""


@asynccontextmanager
async def no_work() -> AsyncIterator[None]:
    """Nothing that is done meanwhile."""
    yield
